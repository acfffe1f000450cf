// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.EnrolRequest;
import org.cisterna.therapy.EnrolRequest.Segment;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.TypedSolution;
import org.cisterna.therapy.TypedSolution.Ingredient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrolmentTest {

    private final Clinic clinic = new Clinic();

    @Test
    void aTechnicianEnrolsAndTheRecordHoldsWhatWasTyped() {
        Implant implant = clinic.therapy.enrol(Clinic.enrolment(), clinic.theo).orElseThrow();
        assertThat(implant.pump()).isEqualTo(Clinic.PUMP);
        assertThat(implant.patient().text()).isEqualTo("P-10042");
        assertThat(implant.reservoir()).isEqualTo(Clinic.BACLOFEN);
        assertThat(implant.path())
                .as("the path holds the same unless something else is said")
                .isEqualTo(Clinic.BACLOFEN);
        assertThat(implant.catheter().get(0).trimmed().orElseThrow().text()).isEqualTo("12 cm");
        assertThat(implant.enrolledBy().account()).isEqualTo("theo");
        assertThat(clinic.therapy.implants(clinic.paula).orElseThrow()).containsExactly(implant);
        assertThat(clinic.start().implant(Clinic.PUMP, clinic.paula).orElseThrow())
                .isEqualTo(implant);
    }

    @Test
    void thePairingCodeIsKeptNowhere() {
        clinic.therapy.enrol(Clinic.enrolment(), clinic.theo).orElseThrow();
        assertThat(clinic.ledger.all().toString()).doesNotContain("4711-0815");
        EnrolRequest same = Clinic.enrolment();
        var answer = clinic.therapy.enrol(
                new EnrolRequest(
                        same.address(),
                        same.family(),
                        "my code\n4711",
                        same.patient(),
                        same.indication(),
                        same.reservoir(),
                        same.path(),
                        same.catheter()),
                clinic.theo);
        assertThat(answer.violations().toString()).contains("pairingCode").doesNotContain("4711");
    }

    @Test
    void everythingThatIsWrongIsNamedAndNobodySpeaksToThePump() {
        var answer = clinic.therapy.enrol(
                new EnrolRequest(
                        "",
                        "SynchroMed",
                        "",
                        "Anna Muster",
                        "Spastik",
                        new TypedSolution(List.of(
                                new Ingredient("Baclofen", "2000 mcg/mL"),
                                new Ingredient("morphine", "2000"),
                                new Ingredient("clonidine", "0 mcg/mL"))),
                        Optional.of(new TypedSolution(List.of())),
                        List.of(
                                new Segment("8709", Optional.of("89 cm"), Optional.of("89 cm"), "0.00222 mL/cm"),
                                new Segment("", Optional.of("long"), Optional.empty(), "0.5 mL"))),
                clinic.theo);
        assertThat(answer.violations())
                .extracting(each -> each.field().orElseThrow())
                .containsExactly(
                        "address",
                        "pairingCode",
                        "family",
                        "indication",
                        "patient",
                        "reservoir[0].drug",
                        "reservoir[1].concentration",
                        "reservoir[2].concentration",
                        "path",
                        "catheter[0].trimmed",
                        "catheter[1].model",
                        "catheter[1].supplied",
                        "catheter[1].bore");
        assertThat(answer.violations()).extracting(Violation::message).allSatisfy(words -> assertThat(words)
                .hasSizeGreaterThan(20));
        assertThat(answer.violations().toString()).doesNotContain("Muster");
        assertThat(clinic.host.callers).isEmpty();
        assertThat(clinic.ledger.all()).isEmpty();
    }

    @Test
    void onePumpIsEnrolledOnce() {
        clinic.therapy.enrol(Clinic.enrolment(), clinic.theo).orElseThrow();
        var again = clinic.therapy.enrol(Clinic.enrolment(), clinic.clara);
        clinic.refuses(again, clinic.ledger.size(), "ALREADY_ENROLLED");
        assertThat(again.violations().get(0).message()).contains("Theo Technician (theo)");
    }

    @Test
    void aPumpThatWasPairedAndNotEnrolledIsNotPairedAgain() {
        clinic.ledger.refuseEntriesThat(entry -> entry.type().equals("therapy.enrolled"));
        assertThat(Clinic.codes(clinic.therapy.enrol(Clinic.enrolment(), clinic.theo)))
                .containsExactly("LEDGER_UNAVAILABLE");
        clinic.ledger.refuseEntriesThat(entry -> false);
        assertThat(clinic.therapy.enrol(Clinic.enrolment(), clinic.theo).isDone())
                .isTrue();
        assertThat(clinic.ledger.ofType("pump.paired")).hasSize(1);
    }

    @Test
    void aRefusalByThePumpIsPassedOn() {
        EnrolRequest same = Clinic.enrolment();
        var answer = clinic.therapy.enrol(
                new EnrolRequest(
                        same.address(),
                        same.family(),
                        "0000",
                        same.patient(),
                        same.indication(),
                        same.reservoir(),
                        same.path(),
                        same.catheter()),
                clinic.theo);
        clinic.refuses(answer, clinic.ledger.size(), "PAIRING_REFUSED");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "11, 11"})
    void aCatheterHasASegmentAndNotTooMany(int count, String shown) {
        EnrolRequest same = Clinic.enrolment();
        Segment segment = same.catheter().get(0);
        var answer = clinic.therapy.enrol(
                new EnrolRequest(
                        same.address(),
                        same.family(),
                        same.pairingCode(),
                        same.patient(),
                        same.indication(),
                        same.reservoir(),
                        same.path(),
                        Collections.nCopies(count, segment)),
                clinic.theo);
        assertThat(Clinic.codes(answer)).containsExactly("BAD_VALUE");
        assertThat(answer.violations().get(0).value()).contains(shown + " segments");
    }

    @Test
    void oneDrugStandsOnceInASolution() {
        EnrolRequest same = Clinic.enrolment();
        Ingredient baclofen = same.reservoir().ingredients().get(0);
        var answer = clinic.therapy.enrol(
                new EnrolRequest(
                        same.address(),
                        same.family(),
                        same.pairingCode(),
                        same.patient(),
                        same.indication(),
                        new TypedSolution(List.of(baclofen, baclofen)),
                        same.path(),
                        same.catheter()),
                clinic.theo);
        assertThat(answer.violations())
                .extracting(each -> each.field().orElseThrow())
                .containsExactly("reservoir");
    }
}
