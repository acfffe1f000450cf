// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.console.frame.Form;
import org.cisterna.console.show.Show;
import org.cisterna.pump.Violation;

/** Sentences of services as they are shown: each number joined to its unit and grouped, as everywhere else. */
public final class Prose {

    private static final Pattern QUANTITY = Pattern.compile("(?<![\\w.,:/-])([+\\-−]?)([0-9]+(?:\\.[0-9]+)?) "
            + "((?:ng|mcg|mg|nL|uL|mL|cm|mm)(?:/(?:day|h|min|mL|cm))?|%|min|h|s|ms|days?|times)(?![\\w/])");
    private static final Pattern CODE = Pattern.compile("\\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\\b");
    private static final String OPENING = "^[a-z][A-Za-z0-9.\\[\\]]*: ";

    private Prose() {}

    /** A sentence or a part of one. */
    public static String of(String words) {
        Matcher each = QUANTITY.matcher(words);
        StringBuilder shown = new StringBuilder(words.length() + 16);
        while (each.find()) {
            String value = Show.withUnit(each.group(2) + " " + each.group(3)).text();
            each.appendReplacement(shown, Matcher.quoteReplacement(each.group(1) + value));
        }
        return named(each.appendTail(shown).toString()).replace("1/10", "a tenth");
    }

    /** Without names that are for programs: {@code LINK_FAILED} is {@code link failed}. */
    private static String named(String words) {
        return CODE.matcher(words).replaceAll(found -> Matcher.quoteReplacement(Show.words(found.group())));
    }

    /** A refusal as a sentence. */
    static String of(Violation violation) {
        return of(Form.sentence(violation));
    }

    /** Refusals as sentences. */
    static List<String> of(List<Violation> violations) {
        return violations.stream().map(Prose::of).toList();
    }

    /** A refusal about a field that the page has its own name for. */
    static String of(String label, Violation violation) {
        String words = violation.message().replaceFirst(OPENING, "");
        Violation named = new Violation(
                violation.code(),
                label + ": " + words,
                violation.field(),
                violation.value(),
                violation.limit(),
                violation.source());
        return of(Form.sentence(named));
    }

    /** A stable name as words with a capital: {@code STEP_CHANGE} is {@code Step change}. */
    static String name(String code) {
        return Show.sentence(Show.words(code));
    }
}
