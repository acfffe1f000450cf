// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.dosing.calculation.ContentCheckRequest;
import org.cisterna.dosing.engine.Authority;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Quantity;
import org.cisterna.quantity.Ratio;

/**
 * Two persons read drug and concentration, each alone, before the puncture. It is the only check that sees a wrong concentration: the volumes
 * of the next refill would be right, and so would the programmed mass.
 */
final class ContentCheck {

    private ContentCheck() {}

    static void work(ContentCheckRequest request, Sheet sheet) {
        if (isOnePerson(request.firstPerson(), request.secondPerson())) {
            sheet.block(
                    "SAME_PERSON",
                    "secondPerson",
                    request.secondPerson(),
                    "both entries come from one person; the second is another one, who does not see the first entry");
        }
        Set<String> drugs = new LinkedHashSet<>();
        for (Solution each : List.of(request.order(), request.first(), request.second())) {
            each.ingredients().forEach(drug -> drugs.add(drug.drug()));
        }
        GroundsCheck.ofAnyIndication(request.grounds(), drugs, sheet);
        boolean same = compare(request, request.first(), "first", sheet);
        same &= compare(request, request.second(), "second", sheet);
        if (same) {
            sheet.pass(
                    "CONTENT",
                    "order",
                    request.order().text(),
                    "order and both entries name the same drugs in the same concentrations");
        }
    }

    /** Capital letters and spaces around it make no second person of an account. */
    private static boolean isOnePerson(String first, String second) {
        return first.strip().equalsIgnoreCase(second.strip());
    }

    private static boolean compare(ContentCheckRequest request, Solution entry, String subject, Sheet sheet) {
        Set<String> drugs = new LinkedHashSet<>();
        request.order().ingredients().forEach(each -> drugs.add(each.drug()));
        entry.ingredients().forEach(each -> drugs.add(each.drug()));
        boolean same = true;
        for (String drug : drugs) {
            Optional<Concentration> ordered = request.order().concentrationOf(drug);
            Optional<Concentration> entered = entry.concentrationOf(drug);
            if (!ordered.equals(entered)) {
                same = false;
                mismatch(request, subject, drug, ordered, entered, sheet);
            }
        }
        if (same && !entry.primary().drug().equals(request.order().primary().drug())) {
            same = false;
            sheet.block(
                    "CONTENT_MISMATCH",
                    subject,
                    entry.text(),
                    request.order().text(),
                    "another drug stands first, and doses are ordered for the first; enter it as ordered",
                    Authority.NONE);
        }
        return same;
    }

    private static void mismatch(
            ContentCheckRequest request,
            String subject,
            String drug,
            Optional<Concentration> ordered,
            Optional<Concentration> entered,
            Sheet sheet) {
        String story = "";
        if (ordered.isPresent() && entered.isPresent()) {
            Ratio factor = entered.get().exact().dividedBy(ordered.get().exact());
            sheet.put("factor", subject + "." + drug, Measure.TIMES, factor);
            if (request.daily().isPresent()
                    && drug.equals(request.order().primary().drug())) {
                Ratio dose = request.daily().get().exact().times(factor);
                sheet.put("doseIfFilled", subject + "." + drug, Measure.DOSE, dose);
                story = "; filled, and programmed as ordered, it would give " + Measure.DOSE.text(dose)
                        + " where " + request.daily().get().text()
                        + " is ordered, and no later check of volumes or doses would see it";
            }
        }
        sheet.block(
                "CONTENT_MISMATCH",
                subject,
                drug + " " + entered.map(Quantity::text).orElse("absent"),
                drug + " " + ordered.map(Quantity::text).orElse("absent"),
                "order and entry differ: nothing is filled. Read order and vial again, each person alone" + story,
                Authority.NONE);
    }
}
