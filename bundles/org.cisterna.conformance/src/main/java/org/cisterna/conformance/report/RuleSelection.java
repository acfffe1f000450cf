// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.report;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;

/** Rules as people name them: {@code 4.*,19.03}. */
public final class RuleSelection {

    private RuleSelection() {}

    /**
     * Reads a list.
     *
     * @param text rules and chapters, with commas between them
     * @return the rules that the kit judges, by number
     * @throws IllegalArgumentException in words, for what names no rule that the kit judges
     */
    public static List<RuleId> of(String text) {
        SortedSet<RuleId> selected = new TreeSet<>();
        List<Rule> all = Rulebook.shipped().rules();
        for (String each : text.split(",", -1)) {
            String name = each.strip();
            List<Rule> named;
            if (name.matches("[0-9]{1,2}\\.\\*")) {
                int chapter = Integer.parseInt(name.substring(0, name.indexOf('.')));
                named = all.stream()
                        .filter(rule -> rule.id().chapter() == chapter)
                        .toList();
                if (named.isEmpty()) {
                    throw new IllegalArgumentException("there is no chapter " + chapter);
                }
            } else {
                RuleId id = RuleId.parse(name);
                named = all.stream().filter(rule -> rule.id().equals(id)).toList();
                if (named.isEmpty()) {
                    throw new IllegalArgumentException("there is no rule " + name);
                }
            }
            List<RuleId> judged = named.stream()
                    .filter(rule -> rule.subject().isJudgedByKit())
                    .map(Rule::id)
                    .toList();
            if (judged.isEmpty()) {
                throw new IllegalArgumentException(
                        name + " is not the kit's to judge; docs/rulebook/index.md names the tests that claim it");
            }
            selected.addAll(judged);
        }
        return List.copyOf(selected);
    }
}
