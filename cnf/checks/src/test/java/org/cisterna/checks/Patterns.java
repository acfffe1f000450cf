// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import java.util.regex.Pattern;

/** Names with {@code *}, which stands for any run of characters, none included. */
final class Patterns {

    private Patterns() {}

    static boolean matches(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        for (String part : pattern.split("\\*", -1)) {
            if (regex.length() > 0) {
                regex.append(".*");
            }
            regex.append(part.isEmpty() && regex.length() == 0 ? "(?:)" : Pattern.quote(part));
        }
        return Pattern.matches(regex.toString(), name);
    }
}
