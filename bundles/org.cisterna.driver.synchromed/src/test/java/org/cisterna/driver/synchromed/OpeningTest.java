// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.cisterna.driver.synchromed.RefusedAnswer.Reason;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.testkit.FaultPlan;
import org.cisterna.testkit.LinkPair;
import org.cisterna.testkit.driver.HostKeys;
import org.junit.jupiter.api.Test;

/** Opening and pairing when something is not as it should be. */
class OpeningTest {

    private final Bench bench = new Bench(6);
    private final Golden golden = new Golden();

    private HostKeys keys(String code) {
        return new HostKeys(
                Golden.hex(golden.part("pairing"), "platformPrivateKey").toArray(), code);
    }

    private void requireNotOpened(String words) throws Exception {
        bench.time.run(() -> {
            LinkPair pair = bench.link();
            LinkException e = catchThrowableOfType(LinkException.class, () -> bench.tryOpen(pair));
            assertThat(e).hasMessageContaining(words);
            assertThat(pair.near().isOpen()).isFalse();
            bench.time.advance(Duration.ofSeconds(1));
            assertThat(bench.device.hasSession()).isFalse();
        });
    }

    private void requireRefused(String code) throws Exception {
        bench.time.run(() -> {
            LinkPair pair = bench.link();
            Answer<PumpSession> answer = bench.tryOpen(pair);
            assertThat(answer.violations()).singleElement().satisfies(each -> {
                assertThat(each.code()).isEqualTo(code);
                assertThat(each.message()).isNotBlank();
            });
            assertThat(pair.near().isOpen()).isFalse();
            bench.time.advance(Duration.ofSeconds(1));
            assertThat(bench.device.hasSession()).isFalse();
        });
    }

    @Test
    void anotherPumpAtTheAddressIsRefused() throws Exception {
        bench.device.serial = "S2-000002";
        requireRefused("IDENTITY_MISMATCH");
        assertThat(bench.device.carriedOut).isEmpty();
    }

    @Test
    void aPumpThatProvesTheKeyAndNamesAnotherSerialIsRefused() throws Exception {
        bench.device.identity = replaced("S2-000001", "S2-000003");
        requireRefused("IDENTITY_MISMATCH");
    }

    @Test
    void aPumpOfAnotherManufacturerIsRefused() throws Exception {
        bench.device.identity = replaced("Cisterna Simulations", "Cisterna Simulation5");
        requireRefused("UNSUPPORTED_PUMP");
    }

    @Test
    void capabilitiesThatNoPumpHasAreRefused() throws Exception {
        int lowest = 1 + 20 + 1 + 5 + 1 + 9 + 1 + 5;
        bench.device.identity = new FieldWriter()
                .bytes(bench.device.identity.part(0, lowest))
                .u32(0)
                .bytes(bench.device.identity.part(lowest + 4, bench.device.identity.size()))
                .done();
        requireRefused("UNSUPPORTED_PUMP");
    }

    @Test
    void aResidualThatIsPartOfTheUsableVolumeIsRefused() throws Exception {
        int onTop = 1 + 20 + 1 + 5 + 1 + 9 + 1 + 5 + 12 + 1 + 2 + 1 + 8 + 8;
        assertThat(bench.device.identity.at(onTop)).isEqualTo(1);
        bench.device.identity = new FieldWriter()
                .bytes(bench.device.identity.part(0, onTop))
                .u8(0)
                .bytes(bench.device.identity.part(onTop + 1, bench.device.identity.size()))
                .done();
        requireRefused("UNSUPPORTED_PUMP");
    }

    private Bytes replaced(String text, String by) {
        String hex = Bytes.of(text.getBytes(StandardCharsets.US_ASCII)).hex();
        String with = Bytes.of(by.getBytes(StandardCharsets.US_ASCII)).hex();
        return Bytes.ofHex(bench.device.identity.hex().replace(hex, with));
    }

    @Test
    void aPumpThatLostThePairingIsABrokenLinkThatSaysWhatToDo() throws Exception {
        bench.device.key = null;
        requireNotOpened("pair it again");
    }

    @Test
    void aPumpThatCannotProveTheKeyIsNotOpened() throws Exception {
        bench.device.changes.put(MessageType.PROVE.code(), payload -> new FieldWriter()
                .bytes(payload.part(0, 4))
                .bytes(Bytes.of(new byte[16]))
                .done());
        bench.time.run(() -> {
            LinkPair pair = bench.link();
            LinkException e = catchThrowableOfType(LinkException.class, () -> bench.tryOpen(pair));
            assertThat(e).hasMessageContaining("PROVE");
            assertThat(bench.device.carriedOut).isEmpty();
        });
    }

    @Test
    void challengesThatCannotBeReadAreNoise() throws Exception {
        bench.device.changes.put(MessageType.HELLO.code(), payload -> payload.part(0, payload.size() - 1));
        requireNotOpened("HELLO");
    }

    /** Every HELLO makes a new challenge and only the newest counts: with a slow link several come. */
    @Test
    void aSlowLinkOpensAtTheNewestChallenge() throws Exception {
        for (int millis : List.of(100, 499, 500, 501, 900, 1_400, 1_499, 1_600, 3_000)) {
            Bench world = new Bench(millis);
            world.time.run(() -> {
                LinkPair pair = world.link().faultsToNear(FaultPlan.none().delay(Duration.ofMillis(millis)));
                try (PumpSession session = world.tryOpen(pair).orElseThrow()) {
                    assertThat(session.identity().pump()).isEqualTo(Bench.PUMP);
                }
            });
        }
    }

    @Test
    void pairingOverASlowLinkUsesTheNewestOffer() throws Exception {
        for (int millis : List.of(100, 600, 900, 1_400, 3_000)) {
            Bench world = new Bench(millis);
            world.device.key = null;
            world.time.run(() -> {
                LinkPair pair = world.link().faultsToNear(FaultPlan.none().delay(Duration.ofMillis(millis)));
                Answer<PumpIdentity> answer = world.driver.pair(
                        pair.near(), keys("31415926"), world.context(), world.in(Duration.ofMinutes(1)));
                assertThat(answer.orElseThrow().pump()).isEqualTo(Bench.PUMP);
                pair.near().close();
            });
        }
    }

    @Test
    void aBlockedPairingSaysHowLong() throws Exception {
        bench.device.refusals.put(MessageType.PAIR_BEGIN.code(), List.of(new Reason(7, 0, 255, 3_500, 5)));
        bench.time.run(() -> {
            LinkPair pair = bench.link();
            Answer<PumpIdentity> answer =
                    bench.driver.pair(pair.near(), keys("31415926"), bench.context(), bench.soon());
            assertThat(answer.violations()).singleElement().satisfies(each -> {
                assertThat(each.code()).isEqualTo("PAIRING_BLOCKED");
                assertThat(each.message()).contains("3500 s").contains("5 failures");
                assertThat(each.value()).contains("3500 s");
            });
            pair.near().close();
        });
    }

    @Test
    void aDeviceThatCannotConfirmIsNotPaired() throws Exception {
        bench.device.key = null;
        bench.device.changes.put(MessageType.PAIR_PROVE.code(), payload -> new FieldWriter()
                .bytes(Bytes.of(new byte[16]))
                .bytes(payload.part(16, 24))
                .done());
        bench.time.run(() -> {
            LinkPair pair = bench.link();
            LinkException e = catchThrowableOfType(
                    LinkException.class,
                    () -> bench.driver.pair(pair.near(), keys("31415926"), bench.context(), bench.soon()));
            assertThat(e).hasMessageContaining("PAIR_PROVE");
            pair.near().close();
        });
    }

    @Test
    void aDeviceKeyOfSmallOrderIsRefused() throws Exception {
        bench.device.key = null;
        bench.device.changes.put(MessageType.PAIR_BEGIN.code(), payload -> new FieldWriter()
                .bytes(payload.part(0, 1))
                .bytes(Bytes.of(new byte[32]))
                .bytes(payload.part(33, payload.size()))
                .done());
        bench.time.run(() -> {
            LinkPair pair = bench.link();
            Answer<PumpIdentity> answer =
                    bench.driver.pair(pair.near(), keys("31415926"), bench.context(), bench.soon());
            assertThat(answer.violations()).singleElement().satisfies(each -> assertThat(each.code())
                    .isEqualTo("DEVICE_KEY"));
            pair.near().close();
        });
    }

    @Test
    void aSerialThatCanNameNoPumpIsNotPaired() throws Exception {
        bench.device.key = null;
        bench.device.serial = "<b>S2</b>";
        bench.time.run(() -> {
            LinkPair pair = bench.link();
            Answer<PumpIdentity> answer =
                    bench.driver.pair(pair.near(), keys("31415926"), bench.context(), bench.soon());
            assertThat(answer.violations()).singleElement().satisfies(each -> {
                assertThat(each.code()).isEqualTo("UNSUPPORTED_PUMP");
                assertThat(each.value().orElse("")).doesNotContain("<");
            });
            pair.near().close();
        });
    }

    @Test
    void everyByteOfAPairingMayBeTheLast() throws Exception {
        Bench whole = new Bench(8);
        assertThat(paired(whole, FaultPlan.none(), FaultPlan.none())).isTrue();
        int toFar = whole.links.get(0).writtenToFar().length;
        int toNear = whole.links.get(0).writtenToNear().length;
        for (int at = 0; at < Math.max(toFar, toNear); at++) {
            paired(new Bench(8), FaultPlan.none().cutAfter(Math.min(at, toFar)), FaultPlan.none());
            paired(new Bench(8), FaultPlan.none(), FaultPlan.none().cutAfter(Math.min(at, toNear)));
        }
    }

    /** Whether it ended with an identity; the other allowed end is a broken link, by the deadline. */
    private boolean paired(Bench world, FaultPlan faultsToFar, FaultPlan faultsToNear) throws Exception {
        world.device.key = null;
        return world.time.run(() -> {
            LinkPair pair = world.link().faultsToFar(faultsToFar).faultsToNear(faultsToNear);
            try {
                return world.driver
                        .pair(pair.near(), keys("31415926"), world.context(), world.soon())
                        .isDone();
            } catch (LinkException e) {
                return false;
            } finally {
                assertThat(world.time.house().now()).isBeforeOrEqualTo(world.soon());
                pair.near().close();
            }
        });
    }
}
