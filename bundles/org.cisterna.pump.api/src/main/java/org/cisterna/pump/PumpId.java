// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

/**
 * The identity of an implanted pump: manufacturer and serial, as its label has them. Text form {@code manufacturer/serial}.
 *
 * @param manufacturer 1 to 40 letters, digits, spaces, dots or hyphens, none at the ends
 * @param serial 1 to 40 letters, digits, dots or hyphens
 */
public record PumpId(String manufacturer, String serial) implements Comparable<PumpId> {

    private static final int LONGEST = 40;

    public PumpId {
        if (!isValid(manufacturer, serial)) {
            throw new IllegalArgumentException(
                    "not a manufacturer and serial: 1 to 40 letters, digits, dots or hyphens each");
        }
    }

    /** Whether the two texts could make an identity. */
    public static boolean isValid(String manufacturer, String serial) {
        return isName(manufacturer, true) && isName(serial, false);
    }

    /** By hand and not by a pattern: an identity is made for each request, of each pump. */
    private static boolean isName(String text, boolean spaces) {
        int length = text.length();
        if (length < 1
                || length > LONGEST
                || !isAlphanumeric(text.charAt(0))
                || !isAlphanumeric(text.charAt(length - 1))) {
            return false;
        }
        for (int i = 1; i < length - 1; i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c) && c != '.' && c != '-' && !(spaces && c == ' ')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Reads the text form. */
    public static PumpId of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a pump is named manufacturer/serial");
        }
        return new PumpId(text.substring(0, slash), text.substring(slash + 1));
    }

    /** The text form, {@code manufacturer/serial}. */
    public String text() {
        return manufacturer + "/" + serial;
    }

    @Override
    public int compareTo(PumpId other) {
        return manufacturer.equals(other.manufacturer)
                ? serial.compareTo(other.serial)
                : text().compareTo(other.text());
    }

    @Override
    public String toString() {
        return text();
    }
}
