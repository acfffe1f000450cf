// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/**
 * A message; section 2 of the protocol page.
 *
 * @param sealing session, counter and seal; empty for an open message, which proves nothing
 * @param fields between header and seal
 * @param bytes the whole of it
 */
record Message(int kind, Optional<Sealing> sealing, Bytes fields, Bytes bytes) {

    static final int VERSION = 1;
    static final int SEAL = 16;
    static final int SESSION = 4;
    static final long LAST_COUNTER = 1L << 31;

    private static final int VERSION_TAG = 0x01;
    private static final int KIND_TAG = 0x02;
    private static final int SESSION_TAG = 0x03;
    private static final int COUNTER_TAG = 0x04;
    private static final int SEAL_TAG = 0x7F;
    private static final int SEAL_FIELD = 2 + SEAL;

    /**
     * What makes a message one of a session.
     *
     * @param covered what the seal is over
     */
    record Sealing(Bytes session, long counter, Bytes seal, Bytes covered) {}

    /** Reads all of its fields. */
    <T> T understood(FieldCursor.Reading<T> reading) throws MalformedException {
        return FieldCursor.whole(fields, reading);
    }

    static Message open(Kind kind, Fields fields) {
        Bytes header = new Fields()
                .number(VERSION_TAG, VERSION)
                .number(KIND_TAG, kind.code())
                .done();
        return new Message(kind.code(), Optional.empty(), fields.done(), Bytes.joined(header, fields.done()));
    }

    /**
     * A message of a session.
     *
     * @param sealer makes the seal of what it covers
     */
    static Message sealed(Kind kind, Bytes session, long counter, Fields fields, UnaryOperator<Bytes> sealer) {
        Bytes header = new Fields()
                .number(VERSION_TAG, VERSION)
                .number(KIND_TAG, kind.code())
                .bytes(SESSION_TAG, session)
                .number(COUNTER_TAG, counter)
                .done();
        Bytes covered = Bytes.joined(header, fields.done());
        Bytes seal = sealer.apply(covered);
        return new Message(
                kind.code(),
                Optional.of(new Sealing(session, counter, seal, covered)),
                fields.done(),
                Bytes.joined(covered, new Fields().bytes(SEAL_TAG, seal).done()));
    }

    static Message read(Bytes bytes) throws MalformedException {
        FieldCursor cursor = new FieldCursor(bytes);
        long version = cursor.number(VERSION_TAG);
        if (version != VERSION) {
            throw new MalformedException("version " + version + " of the protocol");
        }
        int kind = cursor.count(KIND_TAG);
        if (kind > Kind.REFUSED) {
            throw new MalformedException("kind " + kind);
        }
        if (!cursor.comes(SESSION_TAG)) {
            return new Message(kind, Optional.empty(), bytes.part(cursor.position(), bytes.size()), bytes);
        }
        Bytes session = cursor.bytes(SESSION_TAG, SESSION);
        long counter = cursor.number(COUNTER_TAG);
        int end = bytes.size() - SEAL_FIELD;
        if (counter < 1
                || counter > LAST_COUNTER
                || session.equals(Bytes.of(new byte[SESSION]))
                || end < cursor.position()) {
            throw new MalformedException("the header of a sealed message");
        }
        Bytes seal = FieldCursor.whole(bytes.part(end, bytes.size()), last -> last.bytes(SEAL_TAG, SEAL));
        return new Message(
                kind,
                Optional.of(new Sealing(session, counter, seal, bytes.part(0, end))),
                bytes.part(cursor.position(), end),
                bytes);
    }
}
