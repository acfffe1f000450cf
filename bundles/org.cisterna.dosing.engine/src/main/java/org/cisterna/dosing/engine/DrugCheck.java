// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Verdict;

/** Whether each drug of the solution is known, may reach the spinal fluid, is meant for the indication, and keeps beside the others. */
final class DrugCheck implements Check {

    static final Comparator<Limit> BY_VALUE = Comparator.comparing(Limit::value);

    @Override
    public String name() {
        return "drugs";
    }

    @Override
    public List<Finding> examine(Case subject) {
        DosingRequest request = subject.request();
        Findings found = new Findings();
        List<DrugCase> drugs = subject.solutionDrugs();
        for (DrugCase drug : drugs) {
            wrongRoute(request, drug, "take it out of the order, and find out how it came into it", found);
            if (drug.data().isEmpty()) {
                found.add(
                        Verdict.BLOCK,
                        "DRUG_UNKNOWN",
                        drug.id(),
                        drug.id(),
                        "the library does not know " + drug.id()
                                + "; without its data no dose of it can be judged: correct its name, or have its data released first");
            } else if (request.drugs().stream()
                            .filter(each -> each.id().equals(drug.id()))
                            .count()
                    > 1) {
                found.add(
                        Verdict.BLOCK,
                        "DRUG_TWICE",
                        drug.id(),
                        drug.id(),
                        "the request holds two sets of data for " + drug.id() + "; it must hold one");
            } else {
                indication(request, drug, found);
            }
        }
        for (int i = 0; i < drugs.size(); i++) {
            for (int j = i + 1; j < drugs.size(); j++) {
                pair(request, drugs.get(i), drugs.get(j), "must not be in one solution", found);
            }
        }
        return found.list();
    }

    /** A drug that must not be there, and what to do about it. */
    static void wrongRoute(DosingRequest request, DrugCase drug, String wayOut, Findings found) {
        for (Authority.Ruled wrong : Authority.limits(request, drug.id(), LimitKind.WRONG_ROUTE, BY_VALUE)) {
            found.broken(
                    wrong,
                    "WRONG_ROUTE",
                    drug.id(),
                    drug.name(),
                    drug.name() + ": " + wrong.limit().value() + " ("
                            + wrong.limit().reason() + "); " + wayOut);
        }
    }

    private static void indication(DosingRequest request, DrugCase drug, Findings found) {
        Optional<Drug.Indication> known = drug.data().flatMap(data -> data.indication(request.indication()));
        if (known.isEmpty()) {
            found.add(
                    Verdict.CONFIRM,
                    "INDICATION_UNKNOWN",
                    drug.id(),
                    request.indication(),
                    "the library does not know " + drug.name() + " for \"" + request.indication()
                            + "\", so no rule for that use is applied; confirm the use");
        } else {
            found.add(
                    Verdict.PASS,
                    "INDICATION",
                    drug.id(),
                    request.indication(),
                    drug.name() + " for " + known.get().name());
        }
    }

    /** Two drugs that are together; {@code meaning} says what a rule against it means where they are. */
    static void pair(DosingRequest request, DrugCase one, DrugCase other, String meaning, Findings found) {
        String subject = one.id() + " + " + other.id();
        List<Authority.Ruled> forbidden = Authority.limits(request, one.id(), LimitKind.INCOMPATIBLE, BY_VALUE).stream()
                .filter(each -> each.limit().value().equals(other.id()))
                .toList();
        List<Authority.Ruled> mirrored =
                Authority.limits(request, other.id(), LimitKind.INCOMPATIBLE, BY_VALUE).stream()
                        .filter(each -> each.limit().value().equals(one.id()))
                        .toList();
        for (List<Authority.Ruled> rules : List.of(forbidden, mirrored)) {
            for (Authority.Ruled rule : rules) {
                found.broken(
                        rule,
                        "INCOMPATIBLE",
                        subject,
                        subject,
                        one.name() + " and " + other.name() + " " + meaning + ": "
                                + rule.limit().reason());
            }
        }
        if (!forbidden.isEmpty() || !mirrored.isEmpty()) {
            return;
        }
        Optional<Drug.Admixture> known = one.data()
                .flatMap(data -> data.admixture(other.id()))
                .or(() -> other.data().flatMap(data -> data.admixture(one.id())));
        if (known.isPresent()) {
            found.against(
                    Verdict.PASS,
                    "ADMIXTURE",
                    subject,
                    subject,
                    "known",
                    known.get().text(),
                    new Authority("library", Optional.of(known.get().source()), Optional.of(request.libraryVersion())));
        } else {
            found.add(
                    Verdict.CONFIRM,
                    "ADMIXTURE_UNKNOWN",
                    subject,
                    subject,
                    "the library does not know whether " + one.name() + " and " + other.name()
                            + " keep together; confirm with the compounding record");
        }
    }
}
