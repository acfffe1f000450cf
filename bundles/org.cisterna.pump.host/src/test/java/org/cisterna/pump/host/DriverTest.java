// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Conduct;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.MriConduct;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpEntries.DriverChange;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.PumpStatus.LinkState;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeptState;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Drivers that come, go, lie, throw and hang, and what becomes of their pumps and of others. */
class DriverTest {

    private static List<DriverChange> changes(Rig rig) {
        return rig.memory.ofType(DriverChange.TYPE).stream()
                .map(each -> DriverChange.fromJson(each.entry().body()))
                .toList();
    }

    @Test
    void thatNoPumpCanBeReachedIsSaid() throws Exception {
        Rig.play("DriverTest.obstacles", rig -> {
            assertThat(rig.host.obstacles()).isEmpty();
            rig.links.trouble = Optional.of("the carrier is unplugged");
            assertThat(rig.host.obstacles()).containsExactly("no pump can be reached: the carrier is unplugged");
            FakeLinks other = new FakeLinks(() -> 0);
            rig.host.add(other);
            assertThat(rig.host.obstacles()).as("by the other one it can").isEmpty();
            rig.host.remove(other);
            rig.host.remove(rig.links);
            assertThat(rig.host.obstacles()).singleElement().asString().contains("nothing that opens links");
        });
    }

    @Test
    void comingAndGoingIsShownAndEntered() throws Exception {
        Rig.play("DriverTest.goes", rig -> {
            rig.time.advance(Duration.ofMinutes(1));
            rig.host.remove(rig.driver);
            rig.time.advance(Duration.ofMinutes(1));
            PumpStatus status = rig.status();
            assertThat(status.link()).isEqualTo(LinkState.DRIVER_STOPPED);
            assertThat(status.linkReason()).isEqualTo("driver stopped since 2026-01-05T08:01:00Z");
            DriverStatus driver = rig.host.drivers().get(0);
            assertThat(driver.state()).isEqualTo(DriverStatus.State.STOPPED);
            assertThat(driver.since()).isEqualTo("2026-01-05T08:01:00Z");
            assertThat(driver.descriptor()).contains(rig.driver.descriptor());
            assertThat(driver.pumps()).isEqualTo(1);
            assertThat(Rig.codes(rig.read())).containsExactly("DRIVER_STOPPED");
            assertThat(rig.read().violations().get(0).message()).contains("2026-01-05T08:01:00Z");

            rig.host.add(rig.driver);
            rig.time.settle();
            assertThat(rig.status().link()).isEqualTo(LinkState.SILENT);
            assertThat(rig.read().isDone()).isTrue();
            assertThat(changes(rig))
                    .extracting(DriverChange::state)
                    .containsExactly(DriverChange.State.APPEARED, DriverChange.State.GONE, DriverChange.State.APPEARED);
            assertThat(changes(rig).get(1).descriptor())
                    .contains(rig.driver.descriptor().digest());
        });
    }

    @Test
    void ofTwoDriversForOneFamilyTheSecondIsRefusedUntilTheFirstGoes() throws Exception {
        Rig.play("DriverTest.two", rig -> {
            ScriptedDriver second = new ScriptedDriver("fake", "2.0");
            second.pumps.putAll(rig.driver.pumps);
            rig.host.add(second);
            rig.time.settle();
            assertThat(rig.host.drivers())
                    .extracting(DriverStatus::state)
                    .containsExactly(DriverStatus.State.RUNNING, DriverStatus.State.REFUSED);
            assertThat(rig.host.drivers().get(1).reason())
                    .isEqualTo("there is another driver for the family fake, Scripted 1.0, and it came first;"
                            + " take one of the two out");
            assertThat(rig.read().isDone()).isTrue();
            assertThat(second.calls).isEmpty();

            rig.host.remove(rig.driver);
            rig.time.settle();
            assertThat(rig.host.drivers()).extracting(DriverStatus::state).containsExactly(DriverStatus.State.RUNNING);
            assertThat(rig.read().isDone()).isTrue();
            assertThat(second.times("interrogate")).isEqualTo(1);
            assertThat(changes(rig))
                    .extracting(DriverChange::state)
                    .contains(DriverChange.State.REFUSED, DriverChange.State.GONE, DriverChange.State.APPEARED);
        });
    }

    @Test
    void aDriverThatDoesNotSayWhatItIsIsRefusedInWords() throws Exception {
        Rig.play("DriverTest.silent", rig -> {
            ScriptedDriver nothing = new ScriptedDriver("other", "1.0");
            nothing.descriptor = () -> null;
            ScriptedDriver throwing = new ScriptedDriver("other", "1.0");
            throwing.descriptor = () -> {
                throw new NoClassDefFoundError("com/vendor/Missing\u0000");
            };
            ScriptedDriver unprintable = new ScriptedDriver("other", "1.0");
            unprintable.descriptor =
                    () -> new DriverDescriptor("other", "Bell\u0007", "1.0", "Test", "x", true, Optional.empty());
            ScriptedDriver pretending = new ScriptedDriver("other", "1.0");
            pretending.descriptor = () -> new DriverDescriptor(
                    "other",
                    "By hand",
                    "1.0",
                    "Test",
                    "x",
                    true,
                    Optional.empty(),
                    Conduct.byHand("all", MriConduct.UNKNOWN));
            for (ScriptedDriver each : List.of(nothing, throwing, unprintable, pretending)) {
                rig.host.add(each);
                rig.time.settle();
            }
            List<DriverStatus> refused = rig.host.drivers().stream()
                    .filter(each -> each.state() == DriverStatus.State.REFUSED)
                    .toList();
            assertThat(refused).extracting(DriverStatus::reason).anyMatch(words -> words.contains("gave null"));
            assertThat(refused)
                    .extracting(DriverStatus::reason)
                    .anyMatch(words -> words.contains("NoClassDefFoundError: com/vendor/Missing?"));
            assertThat(refused)
                    .extracting(DriverStatus::reason)
                    .anyMatch(words -> words.contains("not printable: Bell?"));
            assertThat(refused)
                    .extracting(DriverStatus::reason)
                    .anyMatch(words -> words.contains("no driver with sessions"));
            assertThat(rig.read().isDone()).as("others go on").isTrue();
        });
    }

    @Test
    void aDriverThatBlocksWhenItIsAskedHarmsNobody() throws Exception {
        Rig.play("DriverTest.blocks", rig -> {
            Signal never = rig.time.threads().newSignal();
            ScriptedDriver blocking = new ScriptedDriver("other", "1.0");
            DriverDescriptor said = blocking.descriptor.get();
            blocking.descriptor = () -> {
                Waits.until(rig.time.house(), never, TimeSource.FOREVER);
                return said;
            };
            rig.host.add(blocking);
            assertThat(rig.read().isDone()).isTrue();
            rig.time.advance(Duration.ofSeconds(5));
            assertThat(rig.host.drivers())
                    .anyMatch(each -> each.state() == DriverStatus.State.REFUSED
                            && each.reason().contains("has not come back within 2000 ms"));
            assertThat(Rig.outcome(rig.commit(Rig.NEW))).isInstanceOf(Outcome.Applied.class);
            never.raise();
            rig.time.settle();
        });
    }

    @Test
    void aDriverThatHangsHarmsOnlyItsOwnPumps() throws Exception {
        Rig.play("DriverTest.hangs", rig -> {
            FakePump other = new FakePump("Z-1", rig.time.pump());
            ScriptedDriver healthy = new ScriptedDriver("other", "1.0");
            healthy.pumps.put(other.address(), other);
            rig.links.found.add(new FoundPump(other.address(), "Test", "Z-1", true));
            rig.host.add(healthy);
            rig.time.settle();
            rig.host.pair(other.address(), "other", "code-Z-1", Rig.PROGRAMMER).orElseThrow();

            Signal never = rig.time.threads().newSignal();
            rig.driver.at("interrogate>", () -> rig.time.house().await(never, TimeSource.FOREVER));
            assertThat(Rig.codes(rig.read())).containsExactly("DRIVER_FAILED");
            assertThat(rig.status().link()).isEqualTo(LinkState.DRIVER_FAULTY);
            assertThat(rig.status().linkReason()).contains("interrogate").contains("restart the platform");
            var begin = rig.time.house().now();
            assertThat(rig.host.read(other.id, Rig.PROGRAMMER).isDone()).isTrue();
            assertThat(rig.time.house().now()).as("at once").isEqualTo(begin);
            assertThat(rig.host.pump(other.id).orElseThrow().linkReason()).isEmpty();
            assertThat(rig.host.drivers())
                    .filteredOn(each -> each.family().equals("fake"))
                    .extracting(DriverStatus::stuckCalls)
                    .containsExactly(1);

            never.raise();
            rig.time.settle();
            rig.driver.well();
            assertThat(rig.read().isDone()).as("it came back after all").isTrue();
            assertThat(rig.status().linkReason()).isEmpty();
        });
    }

    @Test
    void whenAllCallsOfADriverHangAReadingIsRefusedInWords() throws Exception {
        Rig.play("DriverTest.allHang", rig -> {
            rig.restartWith(StopTest.withLanes(2));
            FakePump b = rig.newPump("B-2");
            FakePump c = rig.newPump("C-3");
            rig.pair(b);
            rig.pair(c);
            Signal never = rig.time.threads().newSignal();
            rig.driver.at("interrogate>", () -> rig.time.house().await(never, TimeSource.FOREVER));
            rig.read();
            rig.host.read(b.id, Rig.PROGRAMMER);
            Answer<PumpStatus.Reading> third = rig.host.read(c.id, Rig.PROGRAMMER);
            assertThat(Rig.codes(third)).containsExactly("DRIVER_BUSY");
            assertThat(third.violations().get(0).message())
                    .contains("2 of them")
                    .contains("restart");
            rig.driver.well();
            assertThat(Rig.outcome(rig.host.stop(c.id, rig.command(), "drowsy", Optional.empty(), Rig.PROGRAMMER)))
                    .as("a stop has a call of its own")
                    .isInstanceOf(Outcome.Applied.class);
            never.raise();
            rig.time.settle();
        });
    }

    @Test
    void anInterruptThatBlocksOrThrowsHoldsUpNothing() throws Exception {
        for (boolean blocks : List.of(true, false)) {
            Rig.play("DriverTest.interrupt " + blocks, rig -> {
                Signal never = rig.time.threads().newSignal();
                rig.driver.at("interrupt>", () -> {
                    if (blocks) {
                        rig.time.house().await(never, TimeSource.FOREVER);
                    } else {
                        ScriptedDriver.throwing().act();
                    }
                });
                rig.driver.once(
                        "interrogate>",
                        () -> rig.time.house().sleepUntil(rig.time.house().now().plusSeconds(16)));
                rig.read();
                assertThat(rig.read().isDone()).isTrue();
                never.raise();
                rig.time.advance(Duration.ofSeconds(20));
            });
        }
    }

    @Test
    void aLinkOrASessionThatComesTooLateIsClosedAtOnce() throws Exception {
        Rig.play("DriverTest.lateLink", rig -> {
            Signal slow = rig.time.threads().newSignal();
            rig.links.atOpen = () -> Waits.until(rig.time.house(), slow, TimeSource.FOREVER);
            assertThat(Rig.codes(rig.read())).containsExactly("DRIVER_FAILED");
            slow.raise();
            rig.time.settle();
            assertThat(rig.links.open).isZero();
            assertThat(rig.host.drivers().get(0).stuckCalls()).isZero();
        });
        Rig.play("DriverTest.lateSession", rig -> {
            Signal slow = rig.time.threads().newSignal();
            rig.driver.once("open<", () -> Waits.until(rig.time.house(), slow, TimeSource.FOREVER));
            assertThat(Rig.codes(rig.read())).containsExactly("DRIVER_FAILED");
            int closed = rig.driver.times("close");
            slow.raise();
            rig.time.settle();
            assertThat(rig.driver.times("close")).isEqualTo(closed + 1);
            assertThat(rig.links.open).isZero();
        });
    }

    @Test
    void whatHangsSendsNothingLaterEvenIfItsLinkCannotBeClosed() throws Exception {
        Rig.play("DriverTest.revoked", rig -> {
            Signal never = rig.time.threads().newSignal();
            rig.links.atClose = () -> Waits.until(rig.time.house(), never, TimeSource.FOREVER);
            rig.driver.once("commit>", () -> rig.time.house().await(never, TimeSource.FOREVER));
            assertThat(Rig.outcome(rig.commit(Rig.NEW))).isInstanceOf(Outcome.Unknown.class);
            never.raise();
            rig.time.settle();
            assertThat(rig.links.written).noneMatch(each -> each.text().equals("commit"));
            rig.links.atClose = () -> {};
            rig.read();
            assertThat(rig.outcomes()).containsExactly("UNKNOWN", "NOT_APPLIED");
        });
    }

    @Test
    void interruptsThatHangTakeNothingFromTheLedgerOrFromOthers() throws Exception {
        Rig.play("DriverTest.manyHang", rig -> {
            Signal never = rig.time.threads().newSignal();
            rig.driver.at("interrupt>", () -> rig.time.house().await(never, TimeSource.FOREVER));
            rig.driver.at(
                    "interrogate>",
                    () -> rig.time.house().sleepUntil(rig.time.house().now().plusSeconds(16)));
            for (int i = 0; i < 20; i++) {
                rig.read(); // late by a second, within the grace
            }
            assertThat(rig.host.drivers().get(0).stuckCalls())
                    .as("no more than that are begun")
                    .isEqualTo(16);
            rig.driver.at("interrogate>", () -> {});
            assertThat(rig.read().orElseThrow().entered()).isTrue();
            assertThat(Rig.outcome(rig.commit(Rig.NEW))).isInstanceOf(Outcome.Applied.class);
            never.raise();
            rig.time.settle();
            assertThat(rig.host.drivers().get(0).stuckCalls()).isZero();
        });
    }

    @Test
    void whatADriverKeepsIsThereForItsNextVersionAndNotForOneWhoseSessionIsOver() throws Exception {
        Rig.play("DriverTest.keeps", rig -> {
            KeptState state = new KeptState(2, Json.object().put("counter", 5).build());
            KeepingDriver driver = new KeepingDriver(rig, state);
            rig.host.remove(rig.driver);
            rig.host.add(driver);
            rig.time.settle();
            rig.read().orElseThrow();
            driver.keepLate();
            rig.kill();
            assertThat(new PumpKeys(rig.storage).kept(rig.pump.id)).contains(state);
            assertThat(driver.lateKeep).as("after its session it keeps nothing").contains("session is over");
        });
    }

    /** Keeps something in a session, and tries again when the session is over. */
    private static final class KeepingDriver implements PumpDriver {
        private final ScriptedDriver driver;
        private final KeptState state;
        private String lateKeep = "";
        private @Nullable SessionContext held;

        KeepingDriver(Rig rig, KeptState state) {
            this.driver = new ScriptedDriver("fake", "1.0");
            this.driver.pumps.putAll(rig.driver.pumps);
            this.state = state;
        }

        @Override
        public DriverDescriptor descriptor() {
            return driver.descriptor();
        }

        @Override
        public Answer<PumpIdentity> pair(Link link, PairingKeys pairing, CallContext context, Instant deadline)
                throws LinkException, InterruptedException {
            return driver.pair(link, pairing, context, deadline);
        }

        @Override
        public Answer<PumpSession> open(Link link, SessionContext context, Instant deadline)
                throws LinkException, InterruptedException {
            context.keep(state);
            assertThat(context.keptState()).contains(state);
            held = context;
            return driver.open(link, context, deadline);
        }

        /** What a driver could do that holds on to its context. */
        void keepLate() {
            try {
                Objects.requireNonNull(held).keep(new KeptState(9, Json.object().build()));
            } catch (IllegalStateException e) {
                lateKeep = String.valueOf(e.getMessage());
            }
        }
    }

    @Test
    void anOutcomeThatStoodIsResolvedByAnotherVersionOfTheDriver() throws Exception {
        Rig.play("DriverTest.version", rig -> {
            ScriptedDriver old = rig.driver;
            old.once("commit<", () -> rig.host.remove(old));
            Answer<CommandResult> answer = rig.commit(Rig.NEW);
            assertThat(Rig.outcome(answer))
                    .isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> assertThat(unknown.reason())
                            .contains("the driver stopped at 2026-01-05T08:00:00Z"));
            ScriptedDriver next = new ScriptedDriver("fake", "2.0");
            next.pumps.putAll(old.pumps);
            rig.host.add(next);
            rig.time.settle();
            rig.read().orElseThrow();
            assertThat(rig.outcomes()).containsExactly("UNKNOWN", "APPLIED");
        });
    }

    @Test
    void aFamilyWithoutADriverIsShownFromTheStart() throws Exception {
        Rig.play("DriverTest.none", rig -> {
            rig.kill();
            Host bare = rig.start();
            bare.add(new MortalLedger(rig.memory));
            rig.time.settle();
            assertThat(bare.drivers())
                    .extracting(DriverStatus::family, DriverStatus::state, DriverStatus::reason)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(
                            "fake", DriverStatus.State.STOPPED, "no driver for this family has come yet"));
            assertThat(bare.pump(rig.pump.id).orElseThrow().link()).isEqualTo(LinkState.DRIVER_STOPPED);
        });
    }
}
