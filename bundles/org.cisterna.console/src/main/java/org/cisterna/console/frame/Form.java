// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.pump.Violation;

/**
 * A form as it is shown: what goes along unseen, what was typed before, and what is wrong with it. Immutable.
 *
 * <p>A template shows {@code tag/errors} above it, {@code tag/hidden} inside it, and {@code tag/field} for each field; then a refused form has its
 * summary, the same words at the field, and keeps what was typed.
 *
 * @param token proves that the form is ours
 * @param once this form is sent once: a double click, a reload, or going back and sending again does the act no second time
 * @param typed what was typed, by field; never a password
 * @param faults what is wrong, in the order of the form
 */
public record Form(String token, String once, Map<String, String> typed, List<Fault> faults) {

    /** Name of the field with the token. */
    public static final String TOKEN = "_token";

    /** Name of the field that makes a form be sent once. */
    public static final String ONCE = "_once";

    /**
     * One thing that is wrong.
     *
     * @param field the field it is about; empty for the form as a whole
     * @param words what happened and what to do; the same in the summary and at the field
     */
    public record Fault(String field, String words) {}

    /** Copies both. */
    public Form {
        typed = Map.copyOf(typed);
        faults = List.copyOf(faults);
    }

    /** What stands in a field. */
    public String value(String field) {
        return typed.getOrDefault(field, "");
    }

    /** What is wrong with a field; empty when nothing is. */
    public String fault(String field) {
        return String.join(
                " ",
                faults.stream()
                        .filter(each -> each.field().equals(field))
                        .map(Fault::words)
                        .toList());
    }

    /** Whether anything is wrong. */
    public boolean isRefused() {
        return !faults.isEmpty();
    }

    /** The same form with more faults. */
    public Form with(List<Fault> more) {
        List<Fault> all = new ArrayList<>(faults);
        all.addAll(more);
        return new Form(token, once, typed, all);
    }

    /** The same form with one more fault. */
    public Form with(String field, String words) {
        return with(List.of(new Fault(field, words)));
    }

    /** The same form with values in it that were not typed here. */
    public Form filled(Map<String, String> values) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(typed);
        return new Form(token, once, all, faults);
    }

    /**
     * Refusals of a service as faults of this form.
     *
     * @param violations as refused
     * @param fields the form's field for the name that the service has for it; one that is not there is about the form as a whole
     */
    public Form refused(List<Violation> violations, Map<String, String> fields) {
        return with(violations.stream()
                .map(each -> new Fault(
                        each.field().map(name -> fields.getOrDefault(name, "")).orElse(""), sentence(each)))
                .toList());
    }

    /** Refusals of a service whose names of fields are the form's own, where the form has such a field. */
    public Form refused(List<Violation> violations) {
        return with(violations.stream()
                .map(each -> new Fault(each.field().filter(this::has).orElse(""), sentence(each)))
                .toList());
    }

    /** Whether the form has such a field, as far as that shows: what is typed into a password's is not kept. */
    private boolean has(String field) {
        return typed.containsKey(field) || field.startsWith("password");
    }

    /** A refusal as a sentence: what happened, with the limit and where that comes from. */
    public static String sentence(Violation violation) {
        String words = violation.message().strip();
        StringBuilder sentence = new StringBuilder(words.length() + 80);
        sentence.append(words.substring(0, 1).toUpperCase(java.util.Locale.ROOT))
                .append(words.substring(1));
        if (!words.endsWith(".")) {
            sentence.append('.');
        }
        Optional<String> limit = violation.limit().filter(each -> !words.contains(each));
        limit.ifPresent(each -> sentence.append(" Limit: ").append(each).append('.'));
        violation.source().filter(each -> !words.contains(each)).ifPresent(each -> sentence.append(" Source: ")
                .append(each)
                .append('.'));
        return sentence.toString();
    }
}
