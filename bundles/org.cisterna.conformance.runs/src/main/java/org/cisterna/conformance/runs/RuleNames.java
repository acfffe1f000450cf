// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import java.util.Optional;
import java.util.regex.Pattern;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;

/** Rules and whole chapters as people name them, with commas between. */
final class RuleNames {

    private static final Pattern CHAPTER = Pattern.compile("([1-9][0-9]?)\\.\\*");
    private static final Pattern RULE = Pattern.compile("[1-9][0-9]?\\.[0-9]{2}");
    private static final int LONGEST = 400;

    private RuleNames() {}

    /** The first name that names nothing; empty when each names something, and when there is none. */
    static Optional<String> unknown(String names, Rulebook book) {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        if (names.length() > LONGEST) {
            return Optional.of(names.substring(0, LONGEST) + "…");
        }
        for (String each : names.split(",", -1)) {
            if (!isKnown(each, book)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static boolean isKnown(String name, Rulebook book) {
        var chapter = CHAPTER.matcher(name);
        if (chapter.matches()) {
            int number = Integer.parseInt(chapter.group(1));
            return book.rules().stream().anyMatch(each -> each.id().chapter() == number);
        }
        return RULE.matcher(name).matches() && book.rule(RuleId.parse(name)).isPresent();
    }
}
