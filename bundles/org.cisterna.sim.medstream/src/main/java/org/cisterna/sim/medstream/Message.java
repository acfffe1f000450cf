// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.medstream.FieldReader.Malformed;

/**
 * A message: its mark and kind, the fields after it, and its seal when it has one. Section 2 of the protocol page.
 *
 * @param mark {@code ?}, {@code !} or {@code -}
 * @param kind section 5
 * @param sealing session, counter and seal; empty for an open message
 * @param fields between header and seal
 */
record Message(char mark, String kind, Optional<Sealing> sealing, String fields) {

    static final char REQUEST = '?';
    static final char ANSWER = '!';
    static final char REFUSAL = '-';

    private static final String PROTOCOL = "m3/";
    private static final String HEADER = PROTOCOL + "1 ";
    private static final Pattern KIND = Pattern.compile("m3/1 ([?!-])([A-Z0-9_]{1,32})(?: (.+))?");
    private static final Pattern SEALED = Pattern.compile("s=([0-9a-f]{8}) n=([0-9]{1,10}) (?:(.*) )?z=([0-9a-f]{32})");
    private static final int SEAL_FIELD = " z=".length() + 2 * Suite.MAC;

    /** Of a sealed message; {@code before} is everything that the seal covers. */
    record Sealing(Bytes session, long counter, Bytes seal, Bytes before) {}

    /** A version that this device does not speak. */
    static final class OtherVersion extends Exception {

        private static final long serialVersionUID = 1;

        private final long version;

        OtherVersion(long version) {
            super("version " + version);
            this.version = version;
        }

        long version() {
            return version;
        }
    }

    static Message read(String message) throws Malformed, OtherVersion {
        String first = message.split(" ", -1)[0];
        if (first.startsWith(PROTOCOL) && !first.equals(HEADER.strip())) {
            throw new OtherVersion(version(first.substring(PROTOCOL.length())));
        }
        Matcher parts = KIND.matcher(message);
        if (!parts.matches()) {
            throw new Malformed("no kind");
        }
        char mark = parts.group(1).charAt(0);
        String rest = parts.group(3) == null ? "" : parts.group(3);
        if (!rest.startsWith("s=")) {
            return new Message(mark, parts.group(2), Optional.empty(), rest);
        }
        Matcher sealed = SEALED.matcher(rest);
        if (!sealed.matches()) {
            throw new Malformed("the header or the seal of a sealed message");
        }
        Bytes session = Bytes.fromHex(sealed.group(1));
        long counter = FieldReader.number("n", sealed.group(2));
        if (session.isZero() || counter < 1 || counter > Limits.HIGHEST_COUNTER) {
            throw new Malformed("the header of a sealed message");
        }
        Bytes before = ascii(message.substring(0, message.length() - SEAL_FIELD));
        return new Message(
                mark,
                parts.group(2),
                Optional.of(new Sealing(session, counter, Bytes.fromHex(sealed.group(4)), before)),
                sealed.group(3) == null ? "" : sealed.group(3));
    }

    private static long version(String text) {
        try {
            return FieldReader.number("version", text);
        } catch (Malformed e) {
            return 0; // said of a version that is no number
        }
    }

    static String open(char mark, String kind, String fields) {
        return joined(HEADER + mark + kind, fields);
    }

    /** Everything of a sealed message that its seal covers. */
    static String unsealed(char mark, String kind, Bytes session, long counter, String fields) {
        return joined(HEADER + mark + kind + " s=" + session.hex() + " n=" + counter, fields);
    }

    static String sealed(String unsealed, Bytes seal) {
        return unsealed + " z=" + seal.hex();
    }

    static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String joined(String header, String fields) {
        return fields.isEmpty() ? header : header + ' ' + fields;
    }
}
