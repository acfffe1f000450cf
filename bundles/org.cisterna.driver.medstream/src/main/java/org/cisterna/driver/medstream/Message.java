// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/**
 * A message; section 2 of the protocol page.
 *
 * @param mark what it is: a request, an answer, a refusal
 * @param kind a word, of this driver or not
 * @param sealing session, counter and seal; empty for an open message, which proves nothing
 * @param fields between header and seal
 * @param text the whole of it
 */
record Message(Mark mark, String kind, Optional<Sealing> sealing, String fields, String text) {

    static final int SEAL = 16;
    static final int SESSION = 4;
    static final long LAST_COUNTER = 1L << 31;

    private static final String VERSION = "m3/1 ";
    private static final int SEAL_FIELD = " z=".length() + 2 * SEAL;

    /** What a message is. */
    enum Mark {
        REQUEST('?'),
        ANSWER('!'),
        REFUSAL('-');

        private final char sign;

        Mark(char sign) {
            this.sign = sign;
        }

        private static Mark of(char sign) throws MalformedException {
            for (Mark each : values()) {
                if (each.sign == sign) {
                    return each;
                }
            }
            throw new MalformedException("a message that is no request, answer or refusal");
        }
    }

    /**
     * What makes a message one of a session.
     *
     * @param covered what the seal is over
     */
    record Sealing(Bytes session, long counter, Bytes seal, Bytes covered) {}

    boolean answers(Kind asked) {
        return mark == Mark.ANSWER && kind.equals(asked.name());
    }

    boolean refuses(Kind asked) {
        return mark == Mark.REFUSAL && kind.equals(asked.name());
    }

    /** Reads all of its fields. */
    <T> T understood(FieldCursor.Reading<T> reading) throws MalformedException {
        return FieldCursor.whole(fields, reading);
    }

    static Message open(Kind kind, FieldList fields) {
        String text = new FieldList()
                .then(VERSION + Mark.REQUEST.sign + kind)
                .then(fields.done())
                .done();
        return new Message(Mark.REQUEST, kind.name(), Optional.empty(), fields.done(), text);
    }

    /**
     * A message of a session.
     *
     * @param sealer makes the seal of what it covers
     */
    static Message sealed(Kind kind, Bytes session, long counter, FieldList fields, UnaryOperator<Bytes> sealer) {
        String before = new FieldList()
                .then(VERSION + Mark.REQUEST.sign + kind)
                .bytes("s", session)
                .number("n", counter)
                .then(fields.done())
                .done();
        Bytes covered = bytes(before);
        Bytes seal = sealer.apply(covered);
        return new Message(
                Mark.REQUEST,
                kind.name(),
                Optional.of(new Sealing(session, counter, seal, covered)),
                fields.done(),
                before + " z=" + seal.hex());
    }

    static Message read(String text) throws MalformedException {
        if (!text.startsWith(VERSION) || text.length() == VERSION.length()) {
            throw new MalformedException("another protocol, or another version of it");
        }
        int end = text.indexOf(' ', VERSION.length());
        String word = text.substring(VERSION.length(), end < 0 ? text.length() : end);
        if (!word.matches(".[A-Z0-9_]{1,32}")) {
            throw new MalformedException("a message without a kind");
        }
        String kind = word.substring(1);
        Mark mark = Mark.of(word.charAt(0));
        String rest = end < 0 ? "" : text.substring(end + 1);
        return rest.startsWith("s=")
                ? sealed(mark, kind, text, rest)
                : new Message(mark, kind, Optional.empty(), rest, text);
    }

    private static Message sealed(Mark mark, String kind, String text, String rest) throws MalformedException {
        int cut = text.length() - SEAL_FIELD;
        if (rest.length() < SEAL_FIELD) {
            throw new MalformedException("a sealed message without a seal");
        }
        Bytes seal = FieldCursor.whole(text.substring(cut + 1), last -> last.bytes("z", SEAL));
        String inner = rest.substring(0, rest.length() - SEAL_FIELD);
        FieldCursor cursor = new FieldCursor(inner);
        Bytes session = cursor.bytes("s", SESSION);
        long counter = cursor.number("n");
        if (counter < 1 || counter > LAST_COUNTER || session.equals(Bytes.of(new byte[SESSION]))) {
            throw new MalformedException("the header of a sealed message");
        }
        String fields = cursor.run("");
        return new Message(
                mark,
                kind,
                Optional.of(new Sealing(session, counter, seal, bytes(text.substring(0, cut)))),
                fields,
                text);
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
