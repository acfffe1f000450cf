// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * The name of a new driver, and what follows from it: the family, the folder and the artifacts are called by it, the Java package by its letters and
 * digits, the classes by its words.
 */
record DriverName(String text) {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 30;

    /** Families that are or will be the platform's own, schemes of its links, and words that stand for a family that is not known. */
    private static final Set<String> TAKEN = Set.of(
            "synchromed", "prometra", "medstream", "codman", "cisterna", "sim", "memory", "unknown", "drip-line");

    /** The name as it was typed; refused in words when nothing can be called so. */
    static DriverName of(String text) throws Refused {
        String shown = "'" + text.replaceAll("\\p{Cntrl}", "?") + "' is no name for a driver: ";
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            throw Refused.usage(shown + "it has " + text.length() + " characters; give " + SHORTEST + " to " + LONGEST);
        }
        if (!text.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw Refused.usage(
                    shown + "give lower-case letters and digits, a letter first, words joined by single hyphens:"
                            + " acme-flow. It is no path; the folder is given with --out DIR");
        }
        DriverName name = new DriverName(text);
        if (TAKEN.contains(text)) {
            throw Refused.usage(shown + "the name is the platform's; give the name of your own family of pumps");
        }
        if (SourceVersion.isKeyword(name.packageName())) {
            throw Refused.usage(shown + "'" + name.packageName() + "' is a word of the Java language; give another");
        }
        return name;
    }

    /** The last part of the Java package. */
    String packageName() {
        return text.replace("-", "");
    }

    /** How the names of the classes begin. */
    String className() {
        return Arrays.stream(text.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** A text of the template, for this driver. */
    String in(String template) {
        return template.replace("drip-line", text)
                .replace("dripline", packageName())
                .replace("DripLine", className());
    }
}
