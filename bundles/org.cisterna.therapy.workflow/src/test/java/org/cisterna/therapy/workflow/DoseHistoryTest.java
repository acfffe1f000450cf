// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Circumstances;
import org.cisterna.dosing.Circumstances.Rise;
import org.cisterna.dosing.DosingEngine;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.TypedOrder;
import org.cisterna.therapy.Visit;
import org.junit.jupiter.api.Test;

/** What the engine is told of before: rises of the last 7 days, and what was acknowledged as not approved. */
class DoseHistoryTest {

    private static final String NOT_APPROVED = "OFF_LABEL";

    private final Clinic clinic = new Clinic();

    /** Asks once for a use that is not approved, as the engine does. */
    private final DosingEngine asking = request -> {
        Proposal plain = clinic.engine.propose(request);
        if (request.circumstances().acknowledged().contains("baclofen")) {
            return plain;
        }
        List<Finding> findings = new ArrayList<>(plain.findings());
        findings.add(new Finding(
                NOT_APPROVED,
                Verdict.CONFIRM,
                false,
                "baclofen",
                "baclofen",
                Optional.empty(),
                "not approved for this pump",
                Optional.empty(),
                Optional.empty(),
                Optional.of("library")));
        return new Proposal(
                plain.verdict().worse(Verdict.CONFIRM),
                findings,
                plain.requested(),
                plain.programme(),
                plain.totals(),
                plain.path(),
                plain.timeToTip(),
                plain.request(),
                plain.engine());
    };

    private Circumstances told() {
        List<DosingRequest> requests = clinic.engine.requests;
        return requests.get(requests.size() - 1).circumstances();
    }

    private DoseChange draft(Visit visit, String daily) {
        return clinic.therapy
                .draft(visit.id(), TypedOrder.continuous(daily), clinic.paula)
                .orElseThrow();
    }

    @Test
    void aRiseIsToldForAWeekOnceAWeekIsKnown() {
        Visit visit = clinic.visitRead();
        clinic.pass(Duration.ofHours(1));
        clinic.therapy.read(visit.id(), clinic.paula).orElseThrow();
        String id = clinic.therapy
                .draft(visit.id(), Clinic.W9, clinic.paula)
                .orElseThrow()
                .id();
        assertThat(told().rises()).as("the days before are not known").isEmpty();
        clinic.author(id);
        clinic.verify(id);
        clinic.therapy.release(id, clinic.paula).orElseThrow();
        clinic.therapy.send(id, clinic.paula).orElseThrow();
        clinic.therapy.read(visit.id(), clinic.paula).orElseThrow();
        var raised = clinic.time.pump().now();

        askAfter(visit, Duration.ofDays(6));
        assertThat(told().rises()).isEmpty();

        clinic.restart();
        askAfter(visit, Duration.ofHours(23).plusMinutes(30));
        assertThat(told().rises()).contains(List.of(new Rise("baclofen", raised)));

        askAfter(visit, Duration.ofMinutes(30));
        assertThat(told().rises()).as("a week ago to the second").contains(List.of());
    }

    private void askAfter(Visit visit, Duration duration) {
        clinic.pass(duration);
        clinic.therapy.read(visit.id(), clinic.paula).orElseThrow();
        draft(visit, "330 mcg/day");
    }

    @Test
    void whatIsNotApprovedIsAskedUntilAChangeWithItIsApplied() {
        clinic.therapy.unbind(DosingEngine.class, clinic.engine);
        clinic.therapy.bind(DosingEngine.class, asking);
        DoseChange drafted = clinic.drafted();
        assertThat(codes(drafted)).contains(NOT_APPROVED);
        clinic.therapy
                .author(
                        drafted.id(),
                        List.of(new Confirmation(NOT_APPROVED, "baclofen", "usual in this clinic")),
                        clinic.sign(drafted.id(), clinic.paula),
                        clinic.paula)
                .orElseThrow();
        clinic.verify(drafted.id());
        clinic.therapy.release(drafted.id(), clinic.paula).orElseThrow();
        Visit visit = clinic.therapy.visit(drafted.visit(), clinic.paula).orElseThrow();
        assertThat(told().acknowledged()).isEmpty();
        clinic.therapy.send(drafted.id(), clinic.paula).orElseThrow();
        clinic.therapy.read(visit.id(), clinic.paula).orElseThrow();

        assertThat(codes(draft(visit, "330 mcg/day"))).doesNotContain(NOT_APPROVED);
        assertThat(told().acknowledged()).containsExactly("baclofen");
    }

    private static List<String> codes(DoseChange change) {
        return change.numbers().orElseThrow().proposal().findings().stream()
                .map(Finding::code)
                .toList();
    }
}
