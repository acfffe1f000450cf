// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Verdict;

/**
 * Whether drug and mixture are approved for such a pump, a residual that the fill is mixed with included. What is not is acknowledged once for the prescription and the pump; from then on it
 * stands there as a note, because who confirms it at each step reads it no more.
 */
final class ApprovalCheck implements Check {

    private static final Comparator<Limit> ANY_ORDER = Comparator.comparing(Limit::value);

    @Override
    public String name() {
        return "approval";
    }

    @Override
    public List<Finding> examine(Case subject) {
        if (!Case.isTherapy(subject.request())) {
            return List.of();
        }
        Findings found = new Findings();
        List<DrugCase> drugs = new ArrayList<>(subject.solutionDrugs());
        Leftovers.of(subject.request()).stream()
                .filter(Leftovers.Leftover::inReservoir)
                .map(Leftovers.Leftover::drug)
                .forEach(drugs::add);
        for (DrugCase drug : drugs) {
            for (Authority.Ruled each :
                    Authority.limits(subject.request(), drug.id(), LimitKind.OFF_LABEL, ANY_ORDER)) {
                judge(subject, each, "OFF_LABEL", drug.id(), drug.name(), found);
            }
        }
        if (drugs.size() > 1) {
            mixture(subject, drugs, found);
        }
        return found.list();
    }

    /** One finding for the mixture and not one for each of its drugs: what they say is the same. */
    private static void mixture(Case subject, List<DrugCase> drugs, Findings found) {
        String id = drugs.stream().map(DrugCase::id).sorted().collect(Collectors.joining("+"));
        String name = drugs.stream().map(DrugCase::name).collect(Collectors.joining(" + "));
        Set<Said> said = new LinkedHashSet<>();
        for (DrugCase drug : drugs) {
            for (Authority.Ruled each :
                    Authority.limits(subject.request(), drug.id(), LimitKind.OFF_LABEL_MIXTURE, ANY_ORDER)) {
                Limit limit = each.limit();
                if (said.add(new Said(each.authority(), limit.value(), limit.effect(), limit.twoPersons()))) {
                    judge(subject, each, "OFF_LABEL_MIXTURE", id, name, found);
                }
            }
        }
    }

    private record Said(Authority by, String value, Verdict effect, boolean twoPersons) {}

    private static void judge(
            Case subject, Authority.Ruled ruled, String code, String id, String name, Findings found) {
        Limit limit = ruled.limit();
        String words = name + ": " + limit.value() + " (" + limit.reason() + ")";
        boolean acknowledged =
                subject.request().circumstances().acknowledged().contains(id) && limit.effect() == Verdict.CONFIRM;
        if (acknowledged) {
            found.against(
                    Verdict.PASS,
                    code,
                    id,
                    name,
                    limit.value(),
                    words + "; acknowledged for this prescription and this pump",
                    ruled.authority());
        } else {
            found.broken(ruled, code, id, name, words + "; acknowledge it once for the prescription and this pump");
        }
    }
}
