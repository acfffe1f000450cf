// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Conduct;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.ManualAct;
import org.cisterna.pump.ManualDescription;
import org.cisterna.pump.ManualEntries.StepDone;
import org.cisterna.pump.ManualFill;
import org.cisterna.pump.ManualGuide;
import org.cisterna.pump.ManualLabel;
import org.cisterna.pump.ManualModel;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.ManualStep;
import org.cisterna.pump.ManualStep.Checked;
import org.cisterna.pump.ManualStep.Emptied;
import org.cisterna.pump.ManualStep.Explained;
import org.cisterna.pump.ManualStep.Filled;
import org.cisterna.pump.ManualStep.Identified;
import org.cisterna.pump.MriConduct;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Solution;
import org.cisterna.pump.spi.ManualFamily;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;
import org.junit.jupiter.api.Test;

/** Pumps that are known by people's word: the record of an act, and what may be said of the pump meanwhile. */
class ManualHostTest {

    private static final PumpId PUMP = new PumpId("Handmade", "H-1");
    private static final FlowRate LABEL = new FlowRate(1_000_000);
    private static final Solution OLD = Solution.of("morphine", new Concentration(10_000_000));
    private static final Solution NEW = Solution.of("morphine", new Concentration(8_000_000));
    private static final Volume FULL = new Volume(30_000_000);
    private static final LocalDate KEEPS = LocalDate.of(2100, 1, 1);

    private static ManualFamily family(String family) {
        List<ManualGuide> guides = new ArrayList<>();
        for (ManualAct act : ManualAct.values()) {
            guides.add(new ManualGuide(
                    act,
                    ManualGuide.kinds(act).stream()
                            .map(kind -> new ManualGuide.Step(kind, "do " + kind))
                            .toList()));
        }
        ManualDescription description = new ManualDescription(
                new DriverDescriptor(
                        family,
                        "By hand",
                        "1",
                        "Handmade",
                        "a test",
                        true,
                        Optional.empty(),
                        Conduct.byHand("all", MriConduct.UNKNOWN)),
                List.of(new ManualModel(
                        "H-30",
                        FULL,
                        new Volume(500_000),
                        new Volume(50_000),
                        new Volume(2_000_000),
                        new Range<>(new FlowRate(250_000), new FlowRate(2_500_000)),
                        150)),
                guides);
        return () -> description;
    }

    /** A clinic with one pump that was filled 20 days ago. */
    private static final class Ward {
        final Rig rig;

        Ward(Rig rig) throws InterruptedException {
            this.rig = rig;
            rig.host.add(family("hand"));
            ManualFill fill = new ManualFill(FULL, OLD, rig.time.pump().now());
            rig.time.advance(Duration.ofDays(20));
            rig.host
                    .manual()
                    .register(new ManualLabel("hand", PUMP, "H-30", LABEL), fill, Rig.TECHNICIAN)
                    .orElseThrow();
        }

        ManualPump pump() {
            return rig.host.manual().manualPump(PUMP).orElseThrow();
        }

        Plan plan(Programme programme, List<ProgrammePart> parts) {
            return new Plan(
                    PUMP,
                    "P-17",
                    pump().revision(),
                    programme,
                    NEW,
                    pump().identity().capabilities().digest(),
                    rig.host.manual().families().get(0).digest(),
                    Digest.of(new byte[] {1}),
                    parts);
        }

        Plan plan() {
            return plan(new Programme.Continuous(LABEL), List.of(new ProgrammePart.Refill(FULL)));
        }

        CommandId begin() {
            CommandId id = rig.command();
            Plan plan = plan();
            rig.host
                    .manual()
                    .begin(plan, rig.released(plan), id, Rig.PROGRAMMER)
                    .orElseThrow();
            return id;
        }

        Answer<ManualPump> step(CommandId id, ManualStep step) {
            return rig.host.manual().step(PUMP, id, step, Rig.PROGRAMMER);
        }

        void upToTheFill(CommandId id) {
            step(id, new Identified("H-1")).orElseThrow();
            step(id, new Checked(NEW, "LOT-7", KEEPS)).orElseThrow();
            step(id, new Emptied(new Volume(8_000_000))).orElseThrow();
        }

        void done(CommandId id) {
            upToTheFill(id);
            step(id, new Filled(FULL, NEW, "LOT-7", KEEPS)).orElseThrow();
        }

        long sign(Actor who, String meaning) {
            return sign(who, meaning, pump().work().orElseThrow().digest(), rig.inMinutes(15));
        }

        long sign(Actor who, String meaning, Digest of, Instant expires) {
            return rig.memory
                    .append(Entry.of("therapy.signature", 1, who)
                            .pump(PUMP.text())
                            .body(Json.object()
                                    .put("change", "m-1")
                                    .put("meaning", meaning)
                                    .put("plan", of.text())
                                    .put("pump", PUMP.text())
                                    .put("revision", 1)
                                    .put("nonce", "n" + rig.memory.size())
                                    .put("expires", expires.toString())
                                    .build())
                            .build())
                    .sequence();
        }

        Answer<CommandResult> attest(CommandId id) {
            long did = sign(Rig.AUTHOR, "PERFORMED");
            return rig.host.manual().attest(PUMP, id, did, sign(Rig.VERIFIER, "WITNESSED"), Rig.PROGRAMMER);
        }

        CommandId empty() {
            CommandId id = rig.command();
            rig.host
                    .manual()
                    .empty(PUMP, id, "drowsy", Optional.empty(), Rig.PROGRAMMER)
                    .orElseThrow();
            return id;
        }
    }

    private interface Story {
        void tell(Ward ward) throws Exception;
    }

    private static void tell(String name, Story story) throws Exception {
        Rig.play("ManualHostTest." + name, rig -> story.tell(new Ward(rig)));
    }

    @Test
    void nothingIsShownAsReadFromIt() throws Exception {
        tell("shown", ward -> {
            PumpStatus status = ward.rig.host.pump(PUMP).orElseThrow();
            assertThat(status.link()).isEqualTo(PumpStatus.LinkState.NO_TELEMETRY);
            assertThat(status.reading()).as("there is no reading, ever").isEmpty();
            assertThat(ward.rig.host.pumps()).hasSize(2);
            assertThat(ward.rig.host.drivers())
                    .anyMatch(each -> each.family().equals("hand")
                            && each.state() == DriverStatus.State.RUNNING
                            && each.pumps() == 1);
            assertThat(ward.pump().state()).isEqualTo(ManualPump.State.FILLED);
            assertThat(ward.pump().measured())
                    .as("a label's flow is not a measured one")
                    .isEmpty();
        });
    }

    @Test
    void whatNeedsALinkIsRefusedInWords() throws Exception {
        tell("refused", ward -> {
            Rig rig = ward.rig;
            assertThat(Rig.codes(rig.host.read(PUMP, Rig.PROGRAMMER))).containsExactly("NO_TELEMETRY");
            assertThat(Rig.codes(rig.host.stop(PUMP, rig.command(), "drowsy", Optional.empty(), Rig.PROGRAMMER)))
                    .containsExactly("NO_TELEMETRY");
            assertThat(Rig.codes(rig.host.commit(ward.plan(), 0, rig.command(), Rig.PROGRAMMER)))
                    .containsExactly("NO_TELEMETRY");
            assertThat(rig.host
                            .stop(PUMP, rig.command(), "drowsy", Optional.empty(), Rig.PROGRAMMER)
                            .violations()
                            .get(0)
                            .message())
                    .contains("stopped by being emptied");
            Plan faster = ward.plan(
                    new Programme.Continuous(new FlowRate(2_000_000)), List.of(new ProgrammePart.Refill(FULL)));
            Plan bolus = ward.plan(
                    new Programme.Continuous(LABEL),
                    List.of(new ProgrammePart.SingleBolus(new Volume(50_000), Duration.ofMinutes(30))));
            for (Plan each : List.of(faster, bolus)) {
                assertThat(Rig.codes(rig.host.manual().begin(each, rig.released(each), rig.command(), Rig.PROGRAMMER)))
                        .containsExactly("PLAN_INVALID");
            }
            assertThat(rig.entries(Intent.TYPE)).as("nothing was begun").isZero();
        });
    }

    @Test
    void aRefillIsAppliedOnceTwoPeopleAttestIt() throws Exception {
        tell("refill", ward -> {
            CommandId id = ward.begin();
            Ended first = Ended.fromJson(
                    ward.rig.memory.ofType(Ended.TYPE).get(0).entry().body());
            assertThat(first.outcome()).as("from the intent on nobody knows").isInstanceOf(Outcome.Unknown.class);
            assertThat(ward.pump().state()).isEqualTo(ManualPump.State.UNKNOWN);
            ward.done(id);
            assertThat(ward.pump().state())
                    .as("one person's word is not enough")
                    .isEqualTo(ManualPump.State.UNKNOWN);
            assertThat(ward.rig.host.pump(PUMP).orElseThrow().unknown()).isPresent();
            Outcome outcome = Rig.outcome(ward.attest(id));
            assertThat(outcome)
                    .isEqualTo(new Outcome.Applied(Outcome.Evidence.ATTESTED, new org.cisterna.pump.Revision(2)));
            ManualPump pump = ward.pump();
            assertThat(pump.state()).isEqualTo(ManualPump.State.FILLED);
            assertThat(pump.fill().orElseThrow().solution()).isEqualTo(NEW);
            assertThat(pump.measured().orElseThrow().nanolitresPerDay().floor())
                    .as("22 mL in 20 days, though the label says 20")
                    .isEqualTo(1_100_000);
            assertThat(ward.rig.host.pump(PUMP).orElseThrow().unknown()).isEmpty();
        });
    }

    @Test
    void aRecordNeedsItsReleaseAndItsRevision() throws Exception {
        tell("release", ward -> {
            Plan plan = ward.plan();
            long release = ward.rig.released(plan);
            Plan other = ward.plan(
                    new Programme.Continuous(LABEL), List.of(new ProgrammePart.Refill(new Volume(20_000_000))));
            assertThat(Rig.codes(ward.rig.host.manual().begin(other, release, ward.rig.command(), Rig.PROGRAMMER)))
                    .contains("PLAN_MISMATCH");
            CommandId id = ward.begin();
            assertThat(Rig.codes(ward.rig.host.manual().begin(plan, release, ward.rig.command(), Rig.PROGRAMMER)))
                    .as("one record at a time")
                    .contains("RECORD_OPEN");
            ward.done(id);
            ward.attest(id).orElseThrow();
            assertThat(Rig.codes(ward.rig.host.manual().begin(plan, release, ward.rig.command(), Rig.PROGRAMMER)))
                    .as("made before the last attested act")
                    .contains("STALE_REVISION");
        });
    }

    @Test
    void stepsComeInOrderAndWhatCannotBeIsRefused() throws Exception {
        tell("steps", ward -> {
            CommandId id = ward.begin();
            assertThat(Rig.codes(ward.step(id, new Emptied(new Volume(8_000_000)))))
                    .as("not identified yet")
                    .containsExactly("STEP_NOT_DUE");
            assertThat(Rig.codes(ward.step(id, new Identified("H-2")))).containsExactly("WRONG_PUMP");
            ward.step(id, new Identified("H-1")).orElseThrow();
            assertThat(Rig.codes(ward.step(id, new Emptied(new Volume(8_000_000)))))
                    .as("nobody looked at the syringe yet")
                    .containsExactly("STEP_NOT_DUE");
            assertThat(Rig.codes(ward.step(id, new Explained("nothing came out yet"))))
                    .containsExactly("STEP_NOT_DUE");
            ward.step(id, new Checked(NEW, "LOT-7", KEEPS)).orElseThrow();
            assertThat(Rig.codes(ward.step(id, new Emptied(new Volume(31_000_000)))))
                    .containsExactly("OUT_OF_RANGE");
            ward.step(id, new Emptied(new Volume(9_000_000))).orElseThrow();
            ward.step(id, new Emptied(new Volume(8_000_000))).orElseThrow();
            assertThat(Rig.codes(ward.step(id, new Filled(FULL, OLD, "LOT-7", KEEPS))))
                    .as("the old concentration once more")
                    .containsExactly("NOT_AS_ORDERED");
            assertThat(Rig.codes(ward.step(id, new Filled(new Volume(30_000_001), NEW, "LOT-7", KEEPS))))
                    .containsExactly("OUT_OF_RANGE");
            assertThat(Rig.codes(ward.step(id, new Filled(FULL, NEW, "LOT-7", LocalDate.of(2020, 1, 1)))))
                    .containsExactly("BEYOND_USE");
            assertThat(Rig.codes(ward.step(ward.rig.command(), new Identified("H-1"))))
                    .containsExactly("RECORD_CLOSED");
            ward.step(id, new Filled(FULL, NEW, "LOT-7", KEEPS)).orElseThrow();
            ward.attest(id).orElseThrow();
            assertThat(ward.pump().measured().orElseThrow().returned())
                    .as("the later one of two counts")
                    .isEqualTo(new Volume(8_000_000));
            assertThat(ward.rig.entries(StepDone.TYPE))
                    .as("and both stand there")
                    .isEqualTo(5);
        });
    }

    @Test
    void whatIsNotAsOrderedIsRefusedBeforeThePuncture() throws Exception {
        tell("before the needle", ward -> {
            Plan tooMuch = ward.plan(
                    new Programme.Continuous(LABEL), List.of(new ProgrammePart.Refill(new Volume(30_000_001))));
            assertThat(Rig.codes(ward.rig
                            .host
                            .manual()
                            .begin(tooMuch, ward.rig.released(tooMuch), ward.rig.command(), Rig.PROGRAMMER)))
                    .as("a nanolitre more than fits; nothing is cut to what does")
                    .containsExactly("OUT_OF_RANGE");
            assertThat(ward.rig.entries(Intent.TYPE)).isZero();

            CommandId id = ward.begin();
            ward.step(id, new Identified("H-1")).orElseThrow();
            for (Solution other : List.of(
                    Solution.of("hydromorphone", new Concentration(8_000_000)),
                    Solution.of("morphine", new Concentration(8_000_001)),
                    OLD)) {
                assertThat(Rig.codes(ward.step(id, new Checked(other, "LOT-7", KEEPS))))
                        .as(other.text())
                        .containsExactly("NOT_AS_ORDERED");
            }
            assertThat(Rig.codes(ward.step(id, new Checked(NEW, "LOT-7", LocalDate.of(2020, 1, 1)))))
                    .containsExactly("BEYOND_USE");
            assertThat(ward.pump().work().orElseThrow().next())
                    .as("nobody is told to puncture")
                    .isEqualTo(ManualGuide.Kind.CHECK);

            ward.step(id, new Checked(NEW, "LOT-7", KEEPS)).orElseThrow();
            ward.step(id, new Emptied(new Volume(8_000_000))).orElseThrow();
            assertThat(Rig.codes(ward.step(id, new Filled(FULL, NEW, "LOT-8", KEEPS))))
                    .as("another syringe than the one that was checked")
                    .containsExactly("NOT_AS_CHECKED");
            ward.step(id, new Filled(FULL, NEW, "LOT-7", KEEPS)).orElseThrow();
        });
    }

    @Test
    void aReasonIsPartOfWhatIsSignedAndIsGivenBeforeTheFill() throws Exception {
        tell("explained", ward -> {
            CommandId id = ward.begin();
            ward.upToTheFill(id);
            Digest before = ward.pump().work().orElseThrow().digest();
            ward.step(id, new Explained("second withdrawal gave nothing more")).orElseThrow();
            assertThat(ward.pump().work().orElseThrow().digest()).isNotEqualTo(before);
            assertThat(ward.pump().work().orElseThrow().next()).isEqualTo(ManualGuide.Kind.FILL);
            ward.step(id, new Filled(FULL, NEW, "LOT-7", KEEPS)).orElseThrow();
            assertThat(Rig.codes(ward.step(id, new Explained("after the fill"))))
                    .containsExactly("STEP_NOT_DUE");
            ward.rig.kill();
            ward.rig.revive();
            ward.rig.host.add(family("hand"));
            assertThat(ward.pump().work().orElseThrow().last(Explained.class))
                    .as("a restart forgets nothing")
                    .isPresent();
            ward.attest(id).orElseThrow();
        });
    }

    @Test
    void anAttestationTakesTwoPeopleWhoSignedThisRecordAsItStands() throws Exception {
        tell("attest", ward -> {
            CommandId id = ward.begin();
            ward.upToTheFill(id);
            assertThat(Rig.codes(ward.attest(id))).as("emptied, and not filled").containsExactly("RECORD_HALF_DONE");
            long early = ward.sign(Rig.VERIFIER, "WITNESSED");
            ward.step(id, new Filled(FULL, NEW, "LOT-7", KEEPS)).orElseThrow();
            long did = ward.sign(Rig.AUTHOR, "PERFORMED");
            Digest now = ward.pump().work().orElseThrow().digest();
            long same = ward.sign(new Actor("prog2", "P. Rogge", "CLINICIAN", "test"), "WITNESSED");
            long late = ward.sign(Rig.VERIFIER, "WITNESSED", now, ward.rig.inMinutes(-1));
            long author = ward.sign(Rig.VERIFIER, "AUTHORED");
            for (long bad : new long[] {early, did, same, late, author, 0, 100_000}) {
                assertThat(Rig.codes(ward.rig.host.manual().attest(PUMP, id, did, bad, Rig.PROGRAMMER)))
                        .as("entry %d", bad)
                        .contains("ATTESTATION_INVALID");
            }
            assertThat(ward.pump().state()).isEqualTo(ManualPump.State.UNKNOWN);
            ward.attest(id).orElseThrow();
        });
    }

    @Test
    void aRecordInWhichNothingWasDoneIsWithdrawnByTwo() throws Exception {
        tell("withdrawn", ward -> {
            CommandId id = ward.begin();
            ward.step(id, new Identified("H-1")).orElseThrow();
            assertThat(Rig.outcome(ward.attest(id)))
                    .isInstanceOf(Outcome.NotApplied.class)
                    .hasToString(
                            "NotApplied[evidence=ATTESTED, reason=two people attest that nothing was taken out of the pump or"
                                    + " put into it]");
            assertThat(ward.pump().state()).isEqualTo(ManualPump.State.FILLED);
            assertThat(ward.pump().fill().orElseThrow().solution()).isEqualTo(OLD);
            assertThat(ward.pump().revision().number()).isEqualTo(1);
        });
    }

    @Test
    void anEmptyingIsTheStopAndOvertakesARefill() throws Exception {
        tell("empty", ward -> {
            CommandId refill = ward.begin();
            ward.upToTheFill(refill);
            CommandId stop = ward.empty();
            assertThat(Rig.codes(ward.step(refill, new Filled(FULL, NEW, "LOT-7", KEEPS))))
                    .as("nobody goes on filling")
                    .containsExactly("RECORD_CLOSED");
            Outcome.Unknown standing = ward.rig
                    .host
                    .pump(PUMP)
                    .orElseThrow()
                    .unknown()
                    .orElseThrow()
                    .outcome();
            assertThat(standing.mayBeStoppedSince()).as("it may be empty since").isPresent();
            ward.rig.time.advance(Duration.ofHours(1));
            ward.step(stop, new Identified("H-1")).orElseThrow();
            ward.step(stop, new Emptied(new Volume(0))).orElseThrow();
            assertThat(Rig.outcome(ward.attest(stop))).isInstanceOf(Outcome.Applied.class);
            ManualPump pump = ward.pump();
            assertThat(pump.state()).isEqualTo(ManualPump.State.EMPTIED);
            assertThat(pump.work()).as("the refill is superseded").isEmpty();
            assertThat(pump.measured().orElseThrow().returned())
                    .as("measured by what came out first, not by the second, empty, syringe")
                    .isEqualTo(new Volume(8_000_000));
            assertThat(ward.rig.outcomes()).endsWith("APPLIED", "UNKNOWN superseded");
            assertThat(Rig.codes(ward.rig
                            .host
                            .manual()
                            .empty(PUMP, ward.rig.command(), "drowsy", Optional.empty(), Rig.TECHNICIAN)))
                    .containsExactly("ORDERED_BY_MISSING");
        });
    }

    @Test
    void anEmptyingIsKeptWhenTheLedgerIsAway() throws Exception {
        tell("away", ward -> {
            Rig rig = ward.rig;
            Plan plan = ward.plan();
            long release = rig.released(plan);
            rig.host.remove(rig.ledger);
            assertThat(Rig.codes(rig.host.manual().begin(plan, release, rig.command(), Rig.PROGRAMMER)))
                    .as("no ledger, no refill")
                    .containsExactly("LEDGER_UNAVAILABLE");
            CommandId stop = ward.empty();
            assertThat(ward.pump().state()).isEqualTo(ManualPump.State.UNKNOWN);
            assertThat(Rig.codes(ward.step(stop, new Identified("H-1")))).containsExactly("LEDGER_UNAVAILABLE");
            rig.host.add(rig.ledger);
            rig.time.advance(Duration.ofSeconds(20));
            assertThat(rig.outcomes()).contains("late intent", "late UNKNOWN");
            ward.step(stop, new Identified("H-1")).orElseThrow();
            ward.step(stop, new Emptied(new Volume(9_000_000))).orElseThrow();
            assertThat(Rig.outcome(ward.attest(stop))).isInstanceOf(Outcome.Applied.class);
            assertThat(ward.pump().state()).isEqualTo(ManualPump.State.EMPTIED);
        });
    }

    @Test
    void aKilledPlatformKnowsAllOfItAgain() throws Exception {
        tell("kill", ward -> {
            CommandId id = ward.begin();
            ward.upToTheFill(id);
            ManualPump before = ward.pump();
            ward.rig.kill();
            ward.rig.revive();
            assertThat(ward.pump()).as("the open record and each step of it").isEqualTo(before);
            PumpStatus status = ward.rig.host.pump(PUMP).orElseThrow();
            assertThat(status.linkReason())
                    .as("its description went with the bundle")
                    .contains("no description");
            assertThat(status.unknown()).isPresent();
            ward.rig.host.add(family("hand"));
            ward.step(id, new Filled(FULL, NEW, "LOT-7", KEEPS)).orElseThrow();
            ward.attest(id).orElseThrow();
            before = ward.pump();
            ward.rig.kill();
            ward.rig.revive();
            assertThat(ward.pump()).isEqualTo(before);
        });
    }

    @Test
    void aLabelThatCannotBeIsRefused() throws Exception {
        tell("label", ward -> {
            Rig rig = ward.rig;
            ManualFill fill = new ManualFill(FULL, OLD, rig.time.pump().now());
            assertThat(Rig.codes(rig.host
                            .manual()
                            .register(new ManualLabel("hand", PUMP, "H-30", LABEL), fill, Rig.TECHNICIAN)))
                    .containsExactly("PUMP_KNOWN");
            PumpId next = new PumpId("Handmade", "H-2");
            assertThat(Rig.codes(rig.host
                            .manual()
                            .register(new ManualLabel("other", next, "H-30", LABEL), fill, Rig.TECHNICIAN)))
                    .containsExactly("FAMILY_NOT_DESCRIBED");
            ManualFill future = new ManualFill(
                    new Volume(31_000_000), OLD, rig.time.pump().now().plusSeconds(60));
            assertThat(Rig.codes(rig.host
                            .manual()
                            .register(
                                    new ManualLabel(
                                            "hand", new PumpId("Somebody", "H-2"), "H-30", new FlowRate(24_000_000)),
                                    future,
                                    Rig.TECHNICIAN)))
                    .containsExactly("LABEL_INVALID", "LABEL_INVALID", "OUT_OF_RANGE", "OUT_OF_RANGE");
            rig.host.add(family("hand"));
            assertThat(rig.host.drivers())
                    .anyMatch(each -> each.family().equals("hand")
                            && each.state() == DriverStatus.State.REFUSED
                            && each.reason().contains("came first"));
            rig.host.add((ManualFamily) () -> {
                throw new IllegalStateException("no");
            });
            assertThat(rig.host.drivers())
                    .anyMatch(each ->
                            each.family().equals("unknown") && each.reason().contains("does not say what it is"));
        });
    }
}
