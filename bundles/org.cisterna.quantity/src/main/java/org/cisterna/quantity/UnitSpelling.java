// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Spellings of units that people write and that are refused: what each was probably meant to be. */
final class UnitSpelling {

    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("ug", "mcg"),
            Map.entry("gamma", "mcg"),
            Map.entry("ml", "mL"),
            Map.entry("cc", "mL"),
            Map.entry("ul", "uL"),
            Map.entry("mcl", "uL"),
            Map.entry("nl", "nL"),
            Map.entry("d", "day"),
            Map.entry("days", "day"),
            Map.entry("24h", "day"),
            Map.entry("hr", "h"),
            Map.entry("hrs", "h"),
            Map.entry("hour", "h"),
            Map.entry("hours", "h"),
            Map.entry("mins", "min"),
            Map.entry("minute", "min"),
            Map.entry("minutes", "min"),
            Map.entry("sec", "s"),
            Map.entry("secs", "s"),
            Map.entry("second", "s"),
            Map.entry("seconds", "s"));

    private UnitSpelling() {}

    /** The spelling that is accepted here, as far as can be guessed; to be offered in a refusal, never taken. */
    static String likely(String symbol) {
        return parts(symbol).stream()
                .map(part -> part.toLowerCase(Locale.ROOT))
                .map(part -> USUAL.getOrDefault(part, part))
                .collect(Collectors.joining("/"));
    }

    static boolean isMisreadMicrogram(String symbol) {
        return parts(symbol).get(0).toLowerCase(Locale.ROOT).equals("ug");
    }

    private static List<String> parts(String symbol) {
        return Arrays.asList(symbol.split("/", -1));
    }
}
