// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.cisterna.dosing.Proposal;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Parsed;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.Refusal;

/**
 * What the second person typed, read. A value that cannot be read is refused, field by field, before anything is compared: that says nothing
 * about the order.
 *
 * @param drug id of the primary drug
 * @param concentration of it
 * @param dailyTotal ordered for 24 h
 */
record Blind(String drug, Concentration concentration, DoseRate dailyTotal) {

    static Answer<Blind> read(BlindEntry typed) {
        List<Violation> wrong = new ArrayList<>(Rights.words("drug", typed.drug(), 2, 40));
        Optional<Concentration> concentration =
                parsed("concentration", typed.concentration(), Concentration::parse, wrong);
        Optional<DoseRate> total = parsed("dailyTotal", typed.dailyTotal(), DoseRate::parse, wrong);
        if (!wrong.isEmpty() || concentration.isEmpty() || total.isEmpty()) {
            return Answer.refused(wrong);
        }
        String drug = typed.drug().toLowerCase(Locale.ROOT).replace(' ', '-');
        return Answer.done(new Blind(drug, concentration.get(), total.get()));
    }

    private static <T> Optional<T> parsed(
            String field, String typed, Function<String, Parsed<T>> parser, List<Violation> wrong) {
        Parsed<T> parsed = parser.apply(typed);
        parsed.refusal()
                .ifPresent(refused -> wrong.add(
                        Refusal.BAD_VALUE.because(field, Rights.shown(typed), field + ": " + refused.message())));
        return parsed.accepted();
    }

    /** Whether all three are those of the order, exactly. */
    boolean equals(Change change, Proposal proposal) {
        Solution.Ingredient primary = change.solution().primary();
        return drug.equals(primary.drug())
                && concentration.equals(primary.concentration())
                && proposal.total(primary.drug())
                        .filter(total -> total.requested().isMeantBy(dailyTotal))
                        .isPresent();
    }
}
