// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.CloseRequest.Ending;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A visit ends with a pump that runs, or that is stopped by order, with a date and somebody who sees to it. */
class VisitsTest {

    private final Clinic clinic = new Clinic();

    @Test
    void onePumpHasOneOpenVisit() {
        Visit visit = clinic.visitRead();
        var second = clinic.therapy.openVisit(Clinic.PUMP, clinic.clara);
        clinic.refuses(second, clinic.ledger.size(), "VISIT_OPEN");
        assertThat(second.violations().get(0).message()).contains("Paula Programmer (paula)", "2026-01-05T08:00:00Z");
        clinic.therapy.close(visit.id(), CloseRequest.running(), clinic.paula).orElseThrow();
        assertThat(clinic.therapy.openVisit(Clinic.PUMP, clinic.clara).isDone()).isTrue();
    }

    @Test
    void aClosedVisitIsOver() {
        Visit visit = clinic.visitRead();
        clinic.therapy.close(visit.id(), CloseRequest.running(), clinic.clara).orElseThrow();
        long size = clinic.ledger.size();
        clinic.refuses(clinic.therapy.read(visit.id(), clinic.paula), size, "VISIT_CLOSED");
        clinic.refuses(clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula), size, "VISIT_CLOSED");
        var again = clinic.therapy.close(visit.id(), CloseRequest.running(), clinic.paula);
        clinic.refuses(again, size, "VISIT_CLOSED");
        assertThat(again.violations().get(0).message()).contains("Clara Clinician (clara)");
        assertThat(clinic.therapy
                        .visit(visit.id(), clinic.paula)
                        .orElseThrow()
                        .closing()
                        .orElseThrow()
                        .ending())
                .isEqualTo(Ending.RUNNING);
    }

    @Test
    void thePumpMustHaveBeenReadInThisVisit() {
        clinic.therapy.enrol(Clinic.enrolment(), clinic.theo).orElseThrow();
        Visit visit = clinic.therapy.openVisit(Clinic.PUMP, clinic.theo).orElseThrow();
        clinic.refuses(
                clinic.therapy.close(visit.id(), CloseRequest.running(), clinic.theo),
                clinic.ledger.size(),
                "NO_READING");
        clinic.therapy.read(visit.id(), clinic.theo).orElseThrow();
        assertThat(clinic.therapy
                        .close(visit.id(), CloseRequest.running(), clinic.theo)
                        .isDone())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = MotorState.class,
            names = {"STOPPED", "STALLED", "INTERIM_STOP"})
    void aPumpThatStandsStillIsNotLeftAsRunning(MotorState motor) {
        Visit visit = clinic.visitRead();
        clinic.host.motor = motor;
        clinic.therapy.read(visit.id(), clinic.paula).orElseThrow();
        clinic.refuses(
                clinic.therapy.close(visit.id(), CloseRequest.running(), clinic.paula),
                clinic.ledger.size(),
                "NOT_RUNNING");
    }

    @Test
    void aPumpWithoutAProgrammeIsNotLeftAsRunning() {
        Visit visit = clinic.visitRead();
        clinic.host.programme = new Programme.Stopped();
        clinic.therapy.read(visit.id(), clinic.paula).orElseThrow();
        clinic.refuses(
                clinic.therapy.close(visit.id(), CloseRequest.running(), clinic.paula),
                clinic.ledger.size(),
                "NOT_RUNNING");
    }

    @Test
    void aRunningPumpIsNotLeftAsStopped() {
        Visit visit = clinic.visitRead();
        clinic.refuses(
                clinic.therapy.close(visit.id(), CloseRequest.stoppedByOrder("2026-02-16", "clara"), clinic.paula),
                clinic.ledger.size(),
                "NOT_STOPPED");
    }

    @Test
    void aStoppedPumpIsLeftWithADateAndAnOwner() {
        Visit visit = clinic.visitRead();
        clinic.therapy
                .stop(Clinic.PUMP, new StopRequest("for an MRI", Optional.empty()), clinic.clara)
                .orElseThrow();
        Visit closed = clinic.therapy
                .close(visit.id(), CloseRequest.stoppedByOrder("2026-02-16", "clara"), clinic.theo)
                .orElseThrow();
        Visit.Closing closing = closed.closing().orElseThrow();
        assertThat(closing.restart()).contains(LocalDate.of(2026, 2, 16));
        assertThat(closing.owner().orElseThrow().printedName()).isEqualTo("Clara Clinician");
        assertThat(closing.reading()).as("the reading of the stop itself").isGreaterThan(visit.entry());
        assertThat(clinic.start().visit(visit.id(), clinic.paula).orElseThrow()).isEqualTo(closed);
    }

    /** Pump time begins on 2026-02-14; house time, forty days before, does not matter here. */
    @ParameterizedTest
    @CsvSource({
        "'', clara, restart",
        "tomorrow, clara, restart",
        "2026-02-13, clara, restart",
        "2027-02-16, clara, restart",
        "2026-02-30, clara, restart",
        "2026-02-16, '', owner",
        "2026-02-16, theo, owner",
        "2026-02-16, nobody, owner"
    })
    void aStoppedPumpIsNotLeftWithoutThem(String restart, String owner, String field) {
        Visit visit = clinic.visitRead();
        clinic.therapy
                .stop(Clinic.PUMP, new StopRequest("for an MRI", Optional.empty()), clinic.clara)
                .orElseThrow();
        var answer = clinic.therapy.close(visit.id(), CloseRequest.stoppedByOrder(restart, owner), clinic.paula);
        clinic.refuses(answer, clinic.ledger.size(), "BAD_VALUE");
        assertThat(answer.violations().get(0).field()).contains(field);
    }

    @Test
    void withoutDateAndOwnerBothAreNamed() {
        Visit visit = clinic.visitRead();
        clinic.therapy
                .stop(Clinic.PUMP, new StopRequest("for an MRI", Optional.empty()), clinic.clara)
                .orElseThrow();
        assertThat(clinic.therapy
                        .close(
                                visit.id(),
                                new CloseRequest(Ending.STOPPED_BY_ORDER, Optional.empty(), Optional.empty()),
                                clinic.paula)
                        .violations())
                .extracting(each -> each.field().orElseThrow())
                .containsExactly("restart", "owner");
    }

    @Test
    void aVisitOfAnotherProcessGoesOn() {
        Visit visit = clinic.visitRead();
        clinic.restart();
        assertThat(clinic.therapy.visit(visit.id(), clinic.theo).orElseThrow()).isEqualTo(visit);
        assertThat(clinic.therapy.read(visit.id(), clinic.theo).isDone()).isTrue();
    }
}
