// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Answer;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.records.RowDesk;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.Plug;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.Solution;
import org.cisterna.sim.codman.CodmanFamily;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.EnrolRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.ManualCase;
import org.cisterna.therapy.ManualRequest;
import org.cisterna.therapy.ManualTherapy;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature.Meaning;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.TypedSolution;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pump without telemetry from its label to the second attestation, with the engine, the host and hands on a simulated pump. */
class ByHandChainTest {

    private static final PumpId PUMP = new PumpId("Cisterna Simulations", "C3-000001");
    private static final Volume ALL = new Volume(60_000_000);

    @TempDir
    Path folder;

    /** Two people at a pump whose restrictor lets through a tenth more than its label says. */
    private static final class Bed {
        final Scene scene;
        final SimulatedDevice device;
        final Instant implanted;
        final ManualTherapy therapy;
        final Identified theo;
        final Identified paula;
        final Identified clara;
        private final Map<Identified, String> passwords;

        Bed(Scene scene, Clinic clinic) throws Exception {
            this.scene = scene;
            implanted = scene.time().pump().now();
            device = new CodmanFamily()
                    .open(
                            new DeviceSetup(
                                    "codman",
                                    "C3-30",
                                    PUMP.serial(),
                                    "",
                                    implanted,
                                    new Volume(175_500),
                                    new Volume(30_000_000),
                                    Map.of("morphine", new Concentration(10_000_000)),
                                    List.of(new DaySchedule.Step(0, 1_000_000))),
                            DeviceMemory.open(new SimulatedStorage(7), "pump"),
                            Randomness.seeded(7),
                            implanted);
            device.inject(DeviceFault.ACCURACY_OFFSET, 100);
            therapy = scene.platform().therapy().byHand();
            theo = scene.platform().who(clinic.technician());
            paula = scene.platform().who(clinic.programmer());
            clara = scene.platform().who(clinic.clinician());
            passwords = Map.of(
                    theo, clinic.technician().password(),
                    paula, clinic.programmer().password(),
                    clara, clinic.clinician().password());
            pass(20);
            therapy.register(
                            new ManualRequest.Register(
                                    "codman",
                                    PUMP.manufacturer(),
                                    PUMP.serial(),
                                    "C3-30",
                                    "1 mL/day",
                                    "30 mL",
                                    implanted.toString(),
                                    "DEMO-000077",
                                    "chronic-pain",
                                    new TypedSolution(List.of(new TypedSolution.Ingredient("morphine", "10 mg/mL"))),
                                    List.of(new EnrolRequest.Segment(
                                            "8709", Optional.of("89 cm"), Optional.of("12 cm"), "0.00222 mL/cm"))),
                            theo)
                    .orElseThrow();
        }

        void pass(int days) throws InterruptedException {
            scene.time().advance(Duration.ofDays(days));
            device.advanceTo(scene.time().pump().now());
        }

        SignRequest sign(Meaning meaning, Identified who) {
            return new SignRequest(
                    therapy.manualNonce(PUMP, meaning, who).orElseThrow().nonce(),
                    Objects.requireNonNull(passwords.get(who)));
        }

        ManualCase seen(Identified who) {
            return therapy.manualCase(PUMP, who).orElseThrow();
        }

        Answer<ManualCase> order(String daily) {
            return therapy.order(PUMP, new ManualRequest.Order("morphine", daily, "25 mg/mL", "33 mL", "30 mL"), paula);
        }

        void authored(String daily) {
            ManualCase ordered = order(daily).orElseThrow();
            List<Confirmation> reasons =
                    ordered.order().orElseThrow().numbers().orElseThrow().answer().findings(Verdict.CONFIRM).stream()
                            .map(each -> new Confirmation(each.code(), each.subject(), "looked at with the pharmacy"))
                            .toList();
            therapy.author(PUMP, reasons, sign(Meaning.AUTHORED, paula), paula).orElseThrow();
        }

        Answer<ManualCase> verify(String concentration, String daily) {
            return therapy.verify(
                    PUMP,
                    new BlindEntry("morphine", concentration, daily),
                    List.of(),
                    sign(Meaning.INDEPENDENTLY_VERIFIED, clara),
                    clara);
        }

        Answer<ManualCase> step(String kind, String value) {
            return therapy.step(
                    PUMP,
                    new ManualRequest.Step(
                            kind,
                            Optional.of(value).filter(each -> kind.equals("IDENTIFY")),
                            Optional.of(value).filter(each -> kind.equals("EMPTY")),
                            Optional.of(value).filter(each -> kind.equals("EXPLAIN")),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()),
                    paula);
        }

        Answer<ManualCase> checked(String concentration) {
            return labelled("CHECK", Optional.empty(), concentration);
        }

        Answer<ManualCase> filled(String volume, String concentration) {
            return labelled("FILL", Optional.of(volume), concentration);
        }

        private Answer<ManualCase> labelled(String kind, Optional<String> volume, String concentration) {
            return therapy.step(
                    PUMP,
                    new ManualRequest.Step(
                            kind,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            volume,
                            Optional.of("morphine"),
                            Optional.of(concentration),
                            Optional.of("LOT-7"),
                            Optional.of("2100-01-01")),
                    paula);
        }

        /** With the needle: what comes, as the syringe shows it. */
        String withdrawn() throws Exception {
            Plug plug = device.withdraw(ALL);
            return new Volume(plug.picolitres() / 1_000).text();
        }

        Optional<String> inTheFleet() {
            return RowDesk.row(
                            scene.platform().ledger(), PUMP, scene.time().pump().now())
                    .solution()
                    .map(each -> each.text());
        }

        ManualCase attested() {
            therapy.attest(PUMP, Meaning.PERFORMED, sign(Meaning.PERFORMED, paula), paula)
                    .orElseThrow();
            return therapy.attest(PUMP, Meaning.WITNESSED, sign(Meaning.WITNESSED, clara), clara)
                    .orElseThrow();
        }
    }

    private interface Story {
        void tell(Bed bed) throws Exception;
    }

    private void tell(Story story) throws Exception {
        long seed = Seeds.seed("ByHandChainTest");
        Clinic clinic = Clinic.in(folder.resolve("people"), seed);
        Scene.begin(seed, clinic, scene -> story.tell(new Bed(scene, clinic)));
    }

    private static List<String> codes(Answer<?> answer) {
        return answer.violations().stream().map(Violation::code).toList();
    }

    @Test
    void aRefillByHandFromTheOrderToTheSecondAttestation() throws Exception {
        tell(bed -> {
            bed.authored("5 mg/day");
            assertThat(bed.seen(bed.paula)
                            .order()
                            .orElseThrow()
                            .numbers()
                            .orElseThrow()
                            .entry()
                            .plan()
                            .solution()
                            .text())
                    .as("at the label's flow")
                    .isEqualTo("morphine 5000 mcg/mL");
            assertThat(bed.seen(bed.clara).order().orElseThrow().numbers())
                    .as("the second person gets no number")
                    .isEmpty();
            bed.verify("5000 mcg/mL", "5 mg/day").orElseThrow();
            assertThat(bed.inTheFleet()).contains("morphine 10000 mcg/mL");
            assertThat(bed.seen(bed.theo).expected()).as("20 mL by the label").isPresent();
            bed.therapy.begin(PUMP, bed.clara).orElseThrow();
            bed.step("IDENTIFY", "C3-000001").orElseThrow();
            assertThat(bed.seen(bed.paula).expected())
                    .as("nobody is told what to expect before it was measured")
                    .isEmpty();
            assertThat(codes(bed.checked("500 mcg/mL")))
                    .as("a decimal place on the label, before anybody punctured")
                    .containsExactly("NOT_AS_ORDERED");
            bed.checked("5000 mcg/mL").orElseThrow();
            String returned = bed.withdrawn();
            assertThat(returned).isEqualTo("8 mL");
            bed.step("EMPTY", returned).orElseThrow();
            assertThat(bed.seen(bed.paula).expected().orElseThrow().volume()).isEqualTo("10 mL");
            assertThat(bed.seen(bed.paula).residual())
                    .as("2 mL less than expected, which is as much as may be")
                    .isEmpty();
            bed.device.fill(new Volume(30_000_000), Solution.of("morphine", new Concentration(5_000_000)));
            bed.filled("30 mL", "5000 mcg/mL").orElseThrow();
            ManualCase done = bed.attested();
            assertThat(done.content()).as("it is attested").isEmpty();
            assertThat(bed.inTheFleet())
                    .as("the list of pumps knows the new concentration")
                    .contains("morphine 5000 mcg/mL");
            assertThat(done.pump().state()).isEqualTo(ManualPump.State.FILLED);
            assertThat(done.order()).as("it was carried out").isEmpty();
            assertThat(ManualCase.flow(done.pump().measured().orElseThrow().nanolitresPerDay()))
                    .isEqualTo("1.1 mL/day");
            PumpEntries.Ended last =
                    PumpEntries.Ended.fromJson(bed.scene.platform().entries(PumpEntries.Ended.TYPE).stream()
                            .reduce((first, second) -> second)
                            .orElseThrow()
                            .entry()
                            .body());
            assertThat(last.outcome())
                    .isInstanceOfSatisfying(Outcome.Applied.class, applied -> assertThat(applied.evidence())
                            .isEqualTo(Outcome.Evidence.ATTESTED));
            for (String type : List.of("pump.registered", "pump.step-done", "therapy.manual-ordered", "pump.release")) {
                assertThat(bed.scene.platform().entries(type)).as(type).isNotEmpty();
            }

            bed.pass(10);
            bed.authored("5 mg/day");
            assertThat(bed.seen(bed.paula)
                            .order()
                            .orElseThrow()
                            .numbers()
                            .orElseThrow()
                            .entry()
                            .plan()
                            .solution()
                            .text())
                    .as("the next concentration is for the flow that was measured")
                    .isEqualTo("morphine 4545.455 mcg/mL");
        });
    }

    @Test
    void whatIsNotSoIsRefusedAndAnEmptyingIsTheStop() throws Exception {
        tell(bed -> {
            assertThat(codes(bed.scene
                            .platform()
                            .therapy()
                            .stop(PUMP, new StopRequest("drowsy", Optional.empty()), bed.paula)))
                    .as("no command stops it")
                    .containsExactly("NO_TELEMETRY");
            assertThat(codes(bed.order("20 mg/day")))
                    .as("beyond the institution's ceiling")
                    .contains("BLOCKED");
            assertThat(codes(bed.order("5"))).containsExactly("BAD_VALUE");
            bed.authored("5 mg/day");
            ManualCase differs = bed.verify("500 mcg/mL", "5 mg/day").orElseThrow();
            assertThat(differs.order().orElseThrow().state())
                    .as("a decimal place, found before the puncture")
                    .isEqualTo(ManualCase.State.MISMATCH);
            assertThat(codes(bed.therapy.begin(PUMP, bed.paula))).contains("WRONG_STATE");
            assertThat(codes(bed.therapy.manualNonce(PUMP, Meaning.PERFORMED, bed.paula)))
                    .as("there is no record to attest")
                    .containsExactly("WRONG_STATE");

            ManualCase emptying = bed.therapy
                    .empty(PUMP, new StopRequest("drowsy", Optional.of("Dr Clinician")), bed.theo)
                    .orElseThrow();
            assertThat(emptying.pump().state()).isEqualTo(ManualPump.State.UNKNOWN);
            assertThat(emptying.words()).contains("serial");
            assertThat(bed.scene
                            .platform()
                            .entries("therapy.stopped")
                            .get(0)
                            .entry()
                            .body()
                            .canonicalText())
                    .as("with what stopping does to the patient")
                    .contains("morphine");
            bed.step("IDENTIFY", "C3-000001").orElseThrow();
            bed.step("EMPTY", bed.withdrawn()).orElseThrow();
            bed.therapy
                    .attest(PUMP, Meaning.PERFORMED, bed.sign(Meaning.PERFORMED, bed.theo), bed.theo)
                    .orElseThrow();
            assertThat(codes(bed.therapy.manualNonce(PUMP, Meaning.WITNESSED, bed.theo)))
                    .as("nobody witnesses what they did")
                    .containsExactly("SAME_PERSON");
            ManualCase done = bed.therapy
                    .attest(PUMP, Meaning.WITNESSED, bed.sign(Meaning.WITNESSED, bed.clara), bed.clara)
                    .orElseThrow();
            assertThat(done.pump().state()).isEqualTo(ManualPump.State.EMPTIED);
            assertThat(bed.device.truth().flowing()).isFalse();
        });
    }

    /** Up to the needle: ordered, signed, begun, identified, checked. */
    private static void upToTheNeedle(Bed bed) {
        bed.authored("5 mg/day");
        bed.verify("5000 mcg/mL", "5 mg/day").orElseThrow();
        bed.therapy.begin(PUMP, bed.clara).orElseThrow();
        bed.step("IDENTIFY", "C3-000001").orElseThrow();
        bed.checked("5000 mcg/mL").orElseThrow();
    }

    @Test
    void whatCameOutAndWasNotExpectedHoldsTheFillUntilTwoSignedForAReason() throws Exception {
        tell(bed -> {
            upToTheNeedle(bed);
            bed.step("EMPTY", "19 mL").orElseThrow();
            ManualCase waiting = bed.seen(bed.clara);
            ManualCase.Residual residual = waiting.residual().orElseThrow();
            assertThat(residual.expected()).isEqualTo("10 mL");
            assertThat(residual.returned()).isEqualTo("19 mL");
            assertThat(residual.findings()).extracting(Finding::code).containsExactly("REFILL_ACCURACY");
            assertThat(residual.overdue()).isFalse();
            assertThat(codes(bed.filled("30 mL", "5000 mcg/mL"))).containsExactly("RESIDUAL_DIFFERS");

            bed.scene.time().advance(Duration.ofHours(1));
            assertThat(bed.seen(bed.clara).residual().orElseThrow().overdue())
                    .as("nobody answered for an hour")
                    .isTrue();
            assertThat(bed.device.truth().flowing())
                    .as("and nothing is done to the pump by that")
                    .isTrue();
            assertThat(codes(bed.step("EXPLAIN", "no"))).containsExactly("BAD_VALUE");
            bed.step("EXPLAIN", "kinked line, seen on the image").orElseThrow();
            assertThat(codes(bed.filled("30 mL", "5000 mcg/mL")))
                    .as("a reason alone is the word of one")
                    .containsExactly("RESIDUAL_DIFFERS");
            bed.therapy
                    .attest(PUMP, Meaning.PERFORMED, bed.sign(Meaning.PERFORMED, bed.paula), bed.paula)
                    .orElseThrow();
            assertThat(codes(bed.therapy.manualNonce(PUMP, Meaning.WITNESSED, bed.paula)))
                    .as("nor is one person two")
                    .containsExactly("SAME_PERSON");
            assertThat(codes(bed.filled("30 mL", "5000 mcg/mL"))).containsExactly("RESIDUAL_DIFFERS");
            ManualCase settled = bed.therapy
                    .attest(PUMP, Meaning.WITNESSED, bed.sign(Meaning.WITNESSED, bed.clara), bed.clara)
                    .orElseThrow();
            assertThat(settled.residual().orElseThrow().settled()).isTrue();
            assertThat(settled.pump().state()).as("the record stays open").isEqualTo(ManualPump.State.UNKNOWN);

            bed.step("EMPTY", "19.5 mL").orElseThrow();
            assertThat(codes(bed.filled("30 mL", "5000 mcg/mL")))
                    .as("what came out is another volume now")
                    .containsExactly("RESIDUAL_DIFFERS");
            bed.step("EMPTY", "10.5 mL").orElseThrow();
            assertThat(bed.seen(bed.clara).residual())
                    .as("it had been mistyped")
                    .isEmpty();
            bed.filled("30 mL", "5000 mcg/mL").orElseThrow();
            bed.attested();
        });
    }

    @Test
    void fromTheFillOnThePageSaysThatTheLastAttestedOneIsNotGivenAnyMore() throws Exception {
        tell(bed -> {
            upToTheNeedle(bed);
            bed.step("EMPTY", bed.withdrawn()).orElseThrow();
            assertThat(bed.seen(bed.clara).content()).as("nothing is in yet").isEmpty();
            assertThat(bed.seen(bed.clara).pump().state()).isEqualTo(ManualPump.State.UNKNOWN);
            bed.device.fill(new Volume(30_000_000), Solution.of("morphine", new Concentration(5_000_000)));
            ManualCase filled = bed.filled("30 mL", "5000 mcg/mL").orElseThrow();
            ManualCase.Content content = filled.content().orElseThrow();
            assertThat(content.filled().text()).isEqualTo("morphine 5000 mcg/mL");
            assertThat(filled.pump().fill().orElseThrow().solution().text())
                    .as("which is not what two people attested last")
                    .isEqualTo("morphine 10000 mcg/mL");
            ManualCase.Tip tip = content.tip().orElseThrow();
            Duration way = Duration.between(content.at(), tip.nominal());
            assertThat(way)
                    .as("tubing, and 77 cm of 2.22 uL/cm, at 1 mL/day")
                    .isBetween(Duration.ofHours(4), Duration.ofHours(6));
            assertThat(Duration.between(content.at(), tip.earliest())).isEqualTo(way.dividedBy(2));
            assertThat(tip.reached()).isFalse();
            assertThat(bed.inTheFleet())
                    .as("the list of pumps calls nothing true meanwhile")
                    .isEmpty();

            bed.therapy
                    .attest(PUMP, Meaning.PERFORMED, bed.sign(Meaning.PERFORMED, bed.paula), bed.paula)
                    .orElseThrow();
            bed.scene.time().advance(way);
            bed.scene.kill(true);
            bed.scene.restart();
            ManualCase late = bed.scene
                    .platform()
                    .therapy()
                    .byHand()
                    .manualCase(PUMP, bed.clara)
                    .orElseThrow();
            assertThat(late.pump().state())
                    .as("broken off before the second signature")
                    .isEqualTo(ManualPump.State.UNKNOWN);
            assertThat(late.content().orElseThrow().tip().orElseThrow().reached())
                    .isTrue();
        });
    }
}
