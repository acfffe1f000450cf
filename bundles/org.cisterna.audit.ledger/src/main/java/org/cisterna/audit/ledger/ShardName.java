// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a log: {@code 2026-1}.
 *
 * @param year of its beginning, by house time
 * @param counter among the logs of that year, from 1
 */
record ShardName(int year, int counter) implements Comparable<ShardName> {
    private static final Pattern FORM = Pattern.compile("([0-9]{4})-([1-9][0-9]{0,8})");
    private static final Comparator<ShardName> ORDER =
            Comparator.comparingInt(ShardName::year).thenComparingInt(ShardName::counter);

    static boolean isName(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException when it is none
     */
    static ShardName parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not the name of a log, such as 2026-1");
        }
        return new ShardName(Integer.parseInt(form.group(1), 10), Integer.parseInt(form.group(2), 10));
    }

    /** The names among these, the oldest log first. */
    static List<String> sorted(List<String> names) {
        return names.stream()
                .filter(ShardName::isName)
                .map(ShardName::parse)
                .sorted()
                .map(ShardName::text)
                .toList();
    }

    /** The log of an origin, behind its last slash. */
    static String ofOrigin(String origin) {
        return origin.substring(origin.lastIndexOf('/') + 1);
    }

    /** The one that follows when it is begun in a year. A year is not left for an earlier one. */
    ShardName next(int inYear) {
        return inYear > year ? new ShardName(inYear, 1) : new ShardName(year, counter + 1);
    }

    String text() {
        return String.format(Locale.ROOT, "%04d-%d", year, counter);
    }

    @Override
    public int compareTo(ShardName other) {
        return ORDER.compare(this, other);
    }
}
