// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The exceptions of {@code allowed.txt}; remembers which of them were needed. */
final class Allowed {

    private record Line(String rule, String type, String what, String reason) {}

    private final List<Line> lines = new ArrayList<>();
    private final Set<Line> used = new LinkedHashSet<>();

    static Allowed none() {
        return new Allowed(List.of());
    }

    static Allowed fromTable() {
        return new Allowed(Table.lines("allowed.txt"));
    }

    Allowed(List<String> table) {
        for (String text : table) {
            String[] parts = text.split("\\s*\\|\\s*", -1);
            if (parts.length != 4 || parts[3].isBlank()) {
                throw new IllegalArgumentException(
                        "allowed.txt: expected rule | class | what | reason, found: " + text);
            }
            lines.add(new Line(parts[0], parts[1], parts[2], parts[3]));
        }
    }

    /** Whether the rule lets this class do this; the lines that say so count as used. */
    boolean allows(String rule, String type, String what) {
        boolean found = false;
        for (Line line : lines) {
            if (line.rule().equals(rule)
                    && Patterns.matches(line.type(), type)
                    && Patterns.matches(line.what(), what)) {
                used.add(line);
                found = true;
            }
        }
        return found;
    }

    /** The lines of one rule that excused nothing. */
    List<String> unused(String rule) {
        return lines.stream()
                .filter(line -> line.rule().equals(rule) && !used.contains(line))
                .map(Line::toString)
                .toList();
    }

    /** The rules that have lines. */
    Set<String> rules() {
        Set<String> names = new LinkedHashSet<>();
        lines.forEach(line -> names.add(line.rule()));
        return names;
    }
}
