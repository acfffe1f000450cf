// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.wire.FoundPump;
import org.junit.jupiter.api.Test;

class PairTest {

    private static Answer<PumpIdentity> pair(Rig rig, FakePump pump, String code) {
        return rig.host.pair(pump.address(), "fake", code, Rig.PROGRAMMER);
    }

    @Test
    void pairingEntersWhoItIsAndKeepsTheKeyBesideTheLedger() throws Exception {
        Rig.play("PairTest.pairs", rig -> {
            FakePump other = rig.newPump("B-2");
            assertThat(rig.host.found()).extracting(FoundPump::serial).containsExactly("B-2");
            assertThat(pair(rig, other, "code-B-2").orElseThrow()).isEqualTo(other.identity);
            assertThat(rig.host.found()).isEmpty();
            assertThat(rig.host.pumps())
                    .extracting(each -> each.pump().serial())
                    .containsExactly("A-1", "B-2");
            PumpEntries.Paired entered = PumpEntries.Paired.fromJson(
                    rig.memory.ofType(PumpEntries.Paired.TYPE).get(1).entry().body());
            assertThat(entered).isEqualTo(new PumpEntries.Paired(other.identity, "fake", "fake:B-2"));
            assertThat(rig.storage.files()).contains("keys/pumps/Test@B-2.key.json");
            String ledger = rig.memory.all().toString();
            assertThat(ledger).doesNotContain("code-B-2");

            rig.kill();
            rig.revive();
            assertThat(rig.host.pumps()).hasSize(2);
            assertThat(rig.host.read(other.id, Rig.PROGRAMMER).isDone()).isTrue();
        });
    }

    @Test
    void aWrongCodeIsThePumpsRefusalAndLeavesNothing() throws Exception {
        Rig.play("PairTest.code", rig -> {
            FakePump other = rig.newPump("B-2");
            assertThat(Rig.codes(pair(rig, other, "code-B-3"))).containsExactly("WRONG_CODE");
            assertThat(Rig.codes(pair(rig, other, ""))).containsExactly("CODE_INVALID");
            assertThat(Rig.codes(pair(rig, other, "cøde"))).containsExactly("CODE_INVALID");
            assertThat(pair(rig, other, "cøde").toString()).doesNotContain("cøde");
            assertThat(rig.entries(PumpEntries.Paired.TYPE)).isEqualTo(1);
            assertThat(rig.storage.files()).doesNotContain("keys/pumps/Test@B-2.key.json");
        });
    }

    @Test
    void aPairedPumpIsNotPairedAgain() throws Exception {
        Rig.play("PairTest.again", rig -> {
            assertThat(Rig.codes(pair(rig, rig.pump, "code-A-1"))).containsExactly("ALREADY_PAIRED");
            rig.links.found.set(0, new FoundPump("fake:moved", "Test", "A-1", true));
            assertThat(Rig.codes(rig.host.pair("fake:moved", "fake", "code-A-1", Rig.PROGRAMMER)))
                    .containsExactly("ALREADY_PAIRED");
            assertThat(rig.driver.times("pair")).isEqualTo(1);
        });
    }

    @Test
    void aPumpThatProvesToBeAnotherThanItsLinkSaidIsRefused() throws Exception {
        Rig.play("PairTest.another", rig -> {
            FakePump other = rig.newPump("B-2");
            other.identity =
                    new PumpIdentity(new PumpId("Test", "X-9"), "Fake 20", "1.0", other.identity.capabilities(), true);
            Answer<PumpIdentity> answer = pair(rig, other, "code-B-2");
            assertThat(Rig.codes(answer)).containsExactly("IDENTITY_MISMATCH");
            assertThat(rig.host.pumps()).hasSize(1);
        });
    }

    @Test
    void aPairedPumpThatAnsweredForAnotherKeepsItsNewKey() throws Exception {
        Rig.play("PairTest.keepsKey", rig -> {
            FakePump other = rig.newPump("B-2");
            other.identity = rig.pump.identity; // the paired pump, reached by another address
            assertThat(Rig.codes(pair(rig, other, "code-B-2"))).containsExactly("IDENTITY_MISMATCH");
            assertThat(rig.read().isDone()).isTrue();
        });
    }

    @Test
    void whatIsMissingIsSaidInWords() throws Exception {
        Rig.play("PairTest.missing", rig -> {
            FakePump other = rig.newPump("B-2");
            assertThat(Rig.codes(rig.host.pair("fake:B-2", "unheard", "x", Rig.PROGRAMMER)))
                    .containsExactly("DRIVER_STOPPED");
            assertThat(Rig.codes(rig.host.pair("tcp:1", "fake", "x", Rig.PROGRAMMER)))
                    .containsExactly("NO_LINK");
            assertThat(Rig.codes(rig.host.pair("nonsense", "fake", "x", Rig.PROGRAMMER)))
                    .containsExactly("NO_LINK");
            assertThat(Rig.codes(rig.host.pair("fake:\n", "fake", "x", Rig.PROGRAMMER)))
                    .containsExactly("ADDRESS_INVALID");
            assertThat(Rig.codes(rig.host.pair("fake:B-9", "fake", "x", Rig.PROGRAMMER)))
                    .containsExactly("LINK_FAILED");
            rig.memory.readOnly("full");
            assertThat(Rig.codes(pair(rig, other, "code-B-2"))).containsExactly("LEDGER_UNAVAILABLE");
            assertThat(rig.driver.times("pair")).isEqualTo(1);
        });
    }

    @Test
    void aKeyThatCannotBeWrittenPairsNothing() throws Exception {
        Rig.play("PairTest.disk", rig -> {
            FakePump other = rig.newPump("B-2");
            rig.storage.failAt(rig.storage.operations() + 2);
            assertThat(Rig.codes(pair(rig, other, "code-B-2"))).containsExactly("KEY_NOT_KEPT");
            assertThat(rig.host.pump(other.id)).isEmpty();
            assertThat(pair(rig, other, "code-B-2").isDone()).isTrue();
        });
    }

    @Test
    void aDriverThatPairsWithoutAKeyIsRefused() throws Exception {
        Rig.play("PairTest.noKey", rig -> {
            FakePump other = rig.newPump("B-2");
            rig.driver.at("pair>", () -> {
                throw new org.cisterna.pump.wire.LinkException(
                        org.cisterna.pump.wire.LinkException.Reason.CUT, "before any key");
            });
            assertThat(Rig.codes(pair(rig, other, "code-B-2"))).containsExactly("LINK_FAILED");
            ScriptedDriver careless = new ScriptedDriver("careless", "1.0");
            careless.pumps.putAll(rig.driver.pumps);
            rig.host.add(new CarelessDriver(careless, other));
            rig.time.settle();
            assertThat(Rig.codes(rig.host.pair(other.address(), "careless", "x", Rig.PROGRAMMER)))
                    .containsExactly("DRIVER_FAILED");
        });
    }

    /** Says it paired, and never agreed on a key. */
    private record CarelessDriver(ScriptedDriver driver, FakePump pump) implements org.cisterna.pump.spi.PumpDriver {
        @Override
        public org.cisterna.pump.DriverDescriptor descriptor() {
            return driver.descriptor();
        }

        @Override
        public Answer<PumpIdentity> pair(
                org.cisterna.pump.wire.Link link,
                org.cisterna.pump.spi.PairingKeys pairing,
                org.cisterna.pump.spi.CallContext context,
                java.time.Instant deadline) {
            return Answer.done(pump.identity);
        }

        @Override
        public Answer<org.cisterna.pump.spi.PumpSession> open(
                org.cisterna.pump.wire.Link link,
                org.cisterna.pump.spi.SessionContext context,
                java.time.Instant deadline) {
            return Answer.refused(org.cisterna.pump.Violation.of("NO", "no"));
        }
    }

    @Test
    void aKeyFileThatIsDamagedIsSaid() throws Exception {
        Rig.play("PairTest.damaged", rig -> {
            rig.kill();
            rig.storage.flip("keys/pumps/Test@A-1.key.json", 0, 0x40);
            rig.revive();
            assertThat(rig.status().linkReason())
                    .contains("its key cannot be used")
                    .contains("pair it again");
            assertThat(Rig.codes(rig.read())).containsExactly("KEY_MISSING");
            assertThat(Rig.codes(rig.host.stop(rig.pump.id, rig.command(), "drowsy", Optional.empty(), Rig.PROGRAMMER)))
                    .containsExactly("KEY_MISSING");
            rig.pair(rig.pump);
            assertThat(rig.read().isDone()).as("paired again").isTrue();
            assertThat(rig.status().linkReason()).isEmpty();
        });
    }
}
