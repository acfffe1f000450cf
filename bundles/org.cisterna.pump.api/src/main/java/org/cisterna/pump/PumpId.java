// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.regex.Pattern;

/**
 * The identity of an implanted pump: manufacturer and serial, as its label has them. Text form {@code manufacturer/serial}.
 *
 * @param manufacturer 1 to 40 letters, digits, spaces, dots or hyphens, none at the ends
 * @param serial 1 to 40 letters, digits, dots or hyphens
 */
public record PumpId(String manufacturer, String serial) implements Comparable<PumpId> {

    private static final Pattern MANUFACTURER = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9 .-]{0,38}[A-Za-z0-9])?");
    private static final Pattern SERIAL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,38}[A-Za-z0-9])?");

    public PumpId {
        if (!MANUFACTURER.matcher(manufacturer).matches()
                || !SERIAL.matcher(serial).matches()) {
            throw new IllegalArgumentException(
                    "not a manufacturer and serial: 1 to 40 letters, digits, dots or hyphens each");
        }
    }

    /** Whether the two texts could make an identity. */
    public static boolean isValid(String manufacturer, String serial) {
        return MANUFACTURER.matcher(manufacturer).matches()
                && SERIAL.matcher(serial).matches();
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
        return text().compareTo(other.text());
    }

    @Override
    public String toString() {
        return text();
    }
}
