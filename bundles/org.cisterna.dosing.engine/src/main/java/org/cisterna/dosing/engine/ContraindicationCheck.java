// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cisterna.dosing.Circumstances;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Running;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Programme;

/**
 * What forbids a drug for this patient. What the request says of the patient holds for every programme; what it does not say is asked where a
 * programme starts the drug, because who has had it for months was asked then.
 */
final class ContraindicationCheck implements Check {

    @Override
    public String name() {
        return "contraindications";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        boolean starts = subject.solutionDrugs().stream()
                .anyMatch(drug -> MinimumDose.of(subject, drug).isPresent() && starts(subject.request(), drug));
        if (starts || Case.isTherapy(subject.request())) {
            List<DrugCase> drugs = new ArrayList<>(subject.solutionDrugs());
            Leftovers.of(subject.request()).forEach(each -> drugs.add(each.drug()));
            for (DrugCase drug : drugs) {
                for (Authority.Ruled each : Authority.limits(
                        subject.request(), drug.id(), LimitKind.CONTRAINDICATION, DrugCheck.BY_VALUE)) {
                    judge(subject.request(), drug, each, found);
                }
            }
            unknown(subject.request(), found);
        }
        return found.list();
    }

    /** What somebody entered and no limit knows the name of would be lost: another word for what forbids a drug forbids nothing. */
    private static void unknown(DosingRequest request, Findings found) {
        Set<String> known = request.limits().stream()
                .flatMap(set -> set.limits().stream())
                .filter(each -> each.kind() == LimitKind.CONTRAINDICATION)
                .map(Limit::value)
                .collect(Collectors.toCollection(TreeSet::new));
        String names = known.isEmpty() ? "none for the drugs of this request" : String.join(", ", known);
        for (Circumstances.Condition each : request.circumstances().conditions()) {
            if (each.present() && known.stream().noneMatch(each::isNamed)) {
                found.twoPersons(
                        "CONDITION_UNKNOWN",
                        "conditions",
                        each.name(),
                        Optional.of(names),
                        "no limit knows a condition named \"" + each.name()
                                + "\", so nothing says what it forbids; known here: " + names
                                + ". Name it so, or confirm that it forbids none of these drugs",
                        Authority.ENGINE);
            }
        }
    }

    private static void judge(DosingRequest request, DrugCase drug, Authority.Ruled ruled, Findings found) {
        Limit limit = ruled.limit();
        Optional<Boolean> known = request.circumstances().has(limit.value());
        if (known.isPresent() && known.get()) {
            found.broken(
                    ruled,
                    "CONTRAINDICATION",
                    drug.id(),
                    limit.value(),
                    drug.name() + ": " + limit.value() + " (" + limit.reason() + "); order another drug");
        } else if (known.isPresent()) {
            found.against(
                    Verdict.PASS,
                    "CONTRAINDICATION",
                    drug.id(),
                    "no " + limit.value(),
                    limit.value(),
                    limit.reason(),
                    ruled.authority());
        } else if (starts(request, drug)) {
            found.twoPersons(
                    "CONTRAINDICATION",
                    drug.id(),
                    "not asked",
                    Optional.of(limit.value()),
                    "this starts " + drug.name() + ", and nobody entered whether there is a " + limit.value() + ": "
                            + limit.reason() + "; enter it in conditions, or confirm that there is none",
                    ruled.authority());
        }
    }

    /** Neither the history nor what runs knows the drug. */
    private static boolean starts(DosingRequest request, DrugCase drug) {
        boolean runs = request.running()
                .filter(each -> !(each.programme() instanceof Programme.Stopped))
                .map(Running::solution)
                .flatMap(each -> each.concentrationOf(drug.id()))
                .isPresent();
        return drug.last().isEmpty() && !runs;
    }
}
