// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One clause of a manifest's header.
 *
 * @param name what it is about, a package for example
 * @param parameters all that follows the name, as it stands there
 */
public record Clause(String name, String parameters) {

    private static final Pattern VERSION = Pattern.compile("(?:^|;)\\s*version\\s*=\\s*\"?([^\";]+)");

    /** The attribute {@code version}, when there is one. */
    public Optional<String> version() {
        Matcher matcher = VERSION.matcher(parameters);
        return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }

    /** The clauses of a header: a comma inside quotation marks parts nothing. */
    public static List<Clause> all(String header) {
        List<Clause> clauses = new ArrayList<>();
        StringBuilder clause = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= header.length(); i++) {
            char each = i < header.length() ? header.charAt(i) : ',';
            quoted ^= each == '"';
            if (i == header.length() || (each == ',' && !quoted)) {
                if (!clause.toString().isBlank()) {
                    clauses.add(one(clause.toString()));
                }
                clause.setLength(0);
            } else {
                clause.append(each);
            }
        }
        return clauses;
    }

    private static Clause one(String text) {
        String[] parts = text.split(";", 2);
        return new Clause(parts[0].strip(), parts.length > 1 ? parts[1].strip() : "");
    }
}
