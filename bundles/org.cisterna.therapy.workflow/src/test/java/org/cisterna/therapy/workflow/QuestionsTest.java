// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.dosing.Content;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.LastDose;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.LimitSet;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Trust;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.Withdrawal;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.therapy.EnrolRequest;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.TypedSolution;
import org.cisterna.therapy.Visit;
import org.junit.jupiter.api.Test;

/** What the engine is asked about: every drug that is physically there, with its limits, its data and its last dose. */
class QuestionsTest {

    private static final Order ORDER =
            new Order.Continuous(DoseRate.parse("280 mcg/day").orElseThrow());
    private static final Solution MORPHINE =
            Solution.of("morphine", Concentration.parse("10 mg/mL").orElseThrow());

    private final Clinic clinic = new Clinic();

    @Test
    void aDrugThatIsOnlyLeftInTheCatheterIsHeldToItsLimits() {
        clinic.host.motor = MotorState.STOPPED;
        clinic.host.programme = new Programme.Stopped();
        DosingRequest request = asked(Optional.of("morphine"));

        assertThat(request.solution()).isEqualTo(Clinic.BACLOFEN);
        assertThat(request.drugs()).extracting(Drug::id).containsExactly("baclofen", "morphine");
        assertThat(limited(request)).containsExactly("baclofen", "morphine");
        assertThat(request.circumstances().content())
                .contains(new Content(
                        Optional.empty(), List.of(new Content.Plug(Optional.empty(), Optional.of(MORPHINE))), true));
    }

    @Test
    void aDrugThatRunsIsHeldToItsLimitsAndItsLastDoseThoughTheRecordSaysAnother() {
        clinic.host.solution = Optional.of(MORPHINE);
        DosingRequest request = asked(Optional.empty());

        assertThat(request.running().orElseThrow().solution()).isEqualTo(MORPHINE);
        assertThat(limited(request)).containsExactly("baclofen", "morphine");
        assertThat(request.lastTherapeutic()).extracting(LastDose::drug).containsExactly("morphine");
        assertThat(request.circumstances().content())
                .as("the path was enrolled with what the record says")
                .contains(new Content(
                        Optional.empty(),
                        List.of(new Content.Plug(Optional.empty(), Optional.of(Clinic.BACLOFEN))),
                        true));
    }

    @Test
    void aDrugThatIsNowhereAnyMoreIsLeftOut() {
        clinic.host.solution = Optional.of(MORPHINE);
        visit(Optional.empty());
        clinic.host.solution = Optional.of(Clinic.BACLOFEN);
        DosingRequest request = read();

        assertThat(request.drugs()).extracting(Drug::id).containsExactly("baclofen");
        assertThat(limited(request)).containsExactly("baclofen");
        assertThat(request.lastTherapeutic()).extracting(LastDose::drug).containsExactly("baclofen");
        assertThat(request.circumstances().content()).isEmpty();
    }

    private DosingRequest asked(Optional<String> path) {
        visit(path);
        return question();
    }

    private void visit(Optional<String> path) {
        EnrolRequest same = Clinic.enrolment();
        clinic.therapy
                .enrol(
                        new EnrolRequest(
                                same.address(),
                                same.family(),
                                same.pairingCode(),
                                same.patient(),
                                same.indication(),
                                same.reservoir(),
                                path.map(drug ->
                                        new TypedSolution(List.of(new TypedSolution.Ingredient(drug, "10 mg/mL")))),
                                same.catheter()),
                        clinic.theo)
                .orElseThrow();
        Visit visit = clinic.therapy.openVisit(Clinic.PUMP, clinic.paula).orElseThrow();
        clinic.therapy.read(visit.id(), clinic.paula).orElseThrow();
    }

    private DosingRequest read() {
        Visit visit =
                clinic.therapy.visits(Clinic.PUMP, clinic.paula).orElseThrow().get(0);
        clinic.therapy.read(visit.id(), clinic.paula).orElseThrow();
        return question();
    }

    private DosingRequest question() {
        Surroundings surroundings = new Surroundings();
        surroundings.bind(DrugLibrary.class, new TwoDrugs());
        surroundings.bind(LimitProvider.class, new Ceilings());
        Parts parts = Parts.of(
                Settings.of(List.of("institution"), 15, 5, 5),
                surroundings,
                clinic.time.house(),
                clinic.time.pump(),
                clinic.time.randomness());
        TherapyFold fold = new TherapyFold();
        fold.accept(clinic.ledger.read(0, 1000));
        Implant implant =
                fold.of(Clinic.PUMP, PumpCourse::implant).orElseThrow().orElseThrow();
        Snapshot snapshot = fold.of(Clinic.PUMP, PumpCourse::reading)
                .orElseThrow()
                .orElseThrow()
                .snapshot();
        return new Questions(parts).of(fold, implant, snapshot, ORDER).orElseThrow();
    }

    private static List<String> limited(DosingRequest request) {
        return request.limits().stream()
                .flatMap(each -> each.limits().stream())
                .map(Limit::drug)
                .toList();
    }

    private static final class Ceilings implements LimitProvider {
        @Override
        public String name() {
            return INSTITUTION;
        }

        @Override
        public LimitSet limits() {
            return new LimitSet(
                    INSTITUTION,
                    "1",
                    List.of(
                            ceiling("baclofen", "1000 mcg/day"),
                            ceiling("morphine", "10 mg/day"),
                            ceiling("ziconotide", "19 mcg/day")));
        }

        private static Limit ceiling(String drug, String value) {
            return new Limit(
                    drug,
                    Optional.empty(),
                    LimitKind.MAX_DAILY_DOSE,
                    value,
                    Verdict.BLOCK,
                    false,
                    "the clinic's own ceiling",
                    "demo clinic",
                    Trust.INSTITUTION);
        }
    }

    private static final class TwoDrugs implements DrugLibrary {

        private static Drug drug(String id, String unit) {
            return new Drug(
                    id,
                    id,
                    unit,
                    new Withdrawal(Withdrawal.Priority.HIGH, "withdrawal of " + id, "1 day", "a source", Trust.READ),
                    List.of(),
                    List.of());
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public Digest digest() {
            return Digest.of("test.library", Json.object().build());
        }

        @Override
        public List<Drug> drugs() {
            return List.of(drug("baclofen", "mcg/day"), drug("morphine", "mg/day"));
        }

        @Override
        public Optional<Drug> drug(String id) {
            return drugs().stream().filter(each -> each.id().equals(id)).findFirst();
        }
    }
}
