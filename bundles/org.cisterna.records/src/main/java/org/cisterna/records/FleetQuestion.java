// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.fleet.FleetQuery;

/** A query for pumps, checked. */
final class FleetQuestion {

    private static final int SHOWN = 60;

    private FleetQuestion() {}

    /** Everything that is out of its bounds. */
    static List<Violation> check(FleetQuery query) {
        List<Violation> wrong = new ArrayList<>();
        if (query.page() < 1) {
            wrong.add(Refusal.BAD_VALUE
                    .because("page", Integer.toString(query.page()), "Pages count from 1.")
                    .against("1 or more", "records"));
        }
        if (query.size() < 1 || query.size() > FleetQuery.MAX_SIZE) {
            wrong.add(Refusal.BAD_VALUE
                    .because(
                            "size",
                            Integer.toString(query.size()),
                            "A page has 1 to " + FleetQuery.MAX_SIZE + " pumps.")
                    .against("1 to " + FleetQuery.MAX_SIZE, "records"));
        }
        String text = query.text();
        Texts.wrong(text, FleetQuery.MAX_TEXT)
                .ifPresent(why -> wrong.add(Refusal.BAD_VALUE
                        .because("text", Texts.shown(text, SHOWN), "The text that is looked for " + why)
                        .against("at most " + FleetQuery.MAX_TEXT + " characters", "records")));
        if (wrong.isEmpty() && words(text).size() > FleetQuery.MAX_WORDS) {
            wrong.add(Refusal.BAD_VALUE
                    .because(
                            "text",
                            Texts.shown(text, SHOWN),
                            "Look for at most " + FleetQuery.MAX_WORDS + " words at once.")
                    .against("at most " + FleetQuery.MAX_WORDS + " words", "records"));
        }
        return wrong;
    }

    /** The words of a text, in small letters. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String each : text.toLowerCase(Locale.ROOT).split("\\s+", -1)) {
            if (!each.isEmpty()) {
                words.add(each);
            }
        }
        return words;
    }
}
