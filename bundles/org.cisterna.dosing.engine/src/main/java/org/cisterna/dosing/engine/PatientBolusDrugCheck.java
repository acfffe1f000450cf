// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Trust;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Functions;

/**
 * Whether each drug that boluses of the patient can bring to the tip may be asked for by the patient: by what the pump declares of its own
 * controller, and by the limiters. A pump that names the drug answers what a library asks because nobody knows; an institution's rule holds all
 * the same.
 */
final class PatientBolusDrugCheck implements Check {

    private static final String CODE = "PATIENT_BOLUS_DRUG";

    @Override
    public String name() {
        return "drugs of patient boluses";
    }

    @Override
    public List<Finding> examine(Case subject) {
        if (subject.request().order().beside().patientBolus().isEmpty()) {
            return List.of();
        }
        Findings found = new Findings();
        Optional<List<String>> permitted = subject.request()
                .capabilities()
                .functions()
                .flatMap(Functions::patientBolus)
                .flatMap(Functions.PatientBolus::drugs);
        for (String drug : subject.physical().drugs()) {
            boolean declared = permitted.filter(each -> each.contains(drug)).isPresent();
            permitted.ifPresent(each -> declared(subject, drug, each, found));
            for (Authority.Ruled rule :
                    Authority.limits(subject.request(), drug, LimitKind.NO_PATIENT_BOLUS, DrugCheck.BY_VALUE)) {
                if (!declared || rule.limit().trust() == Trust.INSTITUTION) {
                    ruled(subject, drug, rule, found);
                }
            }
        }
        return found.list();
    }

    private static void declared(Case subject, String drug, List<String> permitted, Findings found) {
        String limit = String.join(", ", permitted);
        if (permitted.contains(drug)) {
            found.against(
                    Verdict.PASS,
                    CODE,
                    drug,
                    subject.nameOf(drug),
                    limit,
                    "this pump's controller is meant for it",
                    Authority.PUMP);
        } else {
            found.against(
                    Verdict.BLOCK,
                    CODE,
                    drug,
                    subject.nameOf(drug),
                    limit,
                    "this pump's controller is not meant for " + subject.nameOf(drug)
                            + ", so the patient cannot ask for it; leave the patient boluses out of the order"
                            + (subject.request()
                                            .solution()
                                            .concentrationOf(drug)
                                            .isEmpty()
                                    ? " until it has left reservoir and path"
                                    : ""),
                    Authority.PUMP);
        }
    }

    private static void ruled(Case subject, String drug, Authority.Ruled rule, Findings found) {
        Limit limit = rule.limit();
        found.broken(
                rule,
                CODE,
                drug,
                subject.nameOf(drug),
                subject.nameOf(drug) + " by the patient: " + limit.value() + " (" + limit.reason()
                        + "); leave the patient boluses out of the order, or confirm them for this pump");
    }
}
