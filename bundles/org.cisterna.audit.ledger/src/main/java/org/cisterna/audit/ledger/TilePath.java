// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a tile below a log, as C2SP tlog-tiles has it: {@code tile/0/x001/067}, {@code tile/entries/000.p/17}.
 *
 * @param level the level of a hash tile; {@link #ENTRIES} for an entry bundle
 * @param number its number within the level
 * @param width how many hashes or entries it holds, 1 to 256; 256 is a full one
 */
record TilePath(int level, long number, int width) {
    /** Stands for entry bundles in the place of a level. */
    static final int ENTRIES = -1;

    private static final int MAX_LEVEL = 63;
    private static final Pattern FORM =
            Pattern.compile("tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    static TilePath hashes(int level, long number, int width) {
        return new TilePath(level, number, width);
    }

    static TilePath entries(long number, int width) {
        return new TilePath(ENTRIES, number, width);
    }

    boolean isEntries() {
        return level == ENTRIES;
    }

    boolean isFull() {
        return width == Tree.TILE_WIDTH;
    }

    /** The same tile when it is full. */
    TilePath full() {
        return new TilePath(level, number, Tree.TILE_WIDTH);
    }

    /** The folder that holds partial versions of this tile. */
    String partialFolder() {
        return stem() + ".p";
    }

    String text() {
        return isFull() ? stem() : partialFolder() + "/" + width;
    }

    private String stem() {
        StringBuilder groups = new StringBuilder(threeDigits(number % 1000));
        for (long rest = number / 1000; rest > 0; rest /= 1000) {
            groups.insert(0, "x" + threeDigits(rest % 1000) + "/");
        }
        return "tile/" + (isEntries() ? "entries" : Integer.toString(level)) + "/" + groups;
    }

    private static String threeDigits(long n) {
        return (n < 10 ? "00" : n < 100 ? "0" : "") + n;
    }

    /** Empty when the text is no such address. */
    static Optional<TilePath> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int level = form.group(1).equals("entries") ? ENTRIES : Integer.parseInt(form.group(1));
        long number = Long.parseLong(form.group(2).replace("x", "").replace("/", ""));
        int width = form.group(3) == null ? Tree.TILE_WIDTH : Integer.parseInt(form.group(3));
        TilePath path = new TilePath(level, number, width);
        boolean valid = level <= MAX_LEVEL && (form.group(3) == null || width < Tree.TILE_WIDTH);
        return valid && path.text().equals(text) ? Optional.of(path) : Optional.empty();
    }
}
