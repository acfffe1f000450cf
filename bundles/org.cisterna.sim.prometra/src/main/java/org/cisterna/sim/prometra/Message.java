// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.Arrays;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.prometra.TlvReader.Malformed;

/**
 * A message: its header, the fields after it, and its seal when it has one.
 *
 * @param kind section 5
 * @param sealing session, counter and seal; empty for an open message
 * @param fields between header and seal
 */
record Message(int kind, Optional<Sealing> sealing, Bytes fields) {

    private static final int SESSION = 4;
    private static final int SEAL_FIELD = 18;

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

    static Message read(Bytes bytes) throws Malformed, OtherVersion {
        TlvReader in = new TlvReader(bytes);
        long version = in.uint(Tag.VERSION);
        if (version != Limits.VERSION) {
            throw new OtherVersion(version);
        }
        int kind = in.small(Tag.KIND);
        if (kind > Code.REFUSED) {
            throw new Malformed("a kind above " + Code.REFUSED);
        }
        byte[] all = bytes.array();
        if (!in.has(Tag.SESSION)) {
            return new Message(kind, Optional.empty(), part(all, in.position(), all.length));
        }
        Bytes session = in.raw(Tag.SESSION, SESSION);
        long counter = in.uint(Tag.COUNTER);
        int end = all.length - SEAL_FIELD;
        if (session.isZero() || counter < 1 || counter > Limits.HIGHEST_COUNTER || end < in.position()) {
            throw new Malformed("the header of a sealed message");
        }
        TlvReader last = new TlvReader(part(all, end, all.length));
        Bytes seal = last.raw(Tag.SEAL, Suite.MAC);
        last.end();
        return new Message(
                kind,
                Optional.of(new Sealing(session, counter, seal, part(all, 0, end))),
                part(all, in.position(), end));
    }

    private static Bytes part(byte[] all, int from, int to) {
        return Bytes.of(Arrays.copyOfRange(all, from, to));
    }

    static Bytes open(int kind, Bytes fields) {
        return new TlvWriter()
                .uint(Tag.VERSION, Limits.VERSION)
                .uint(Tag.KIND, kind)
                .fields(fields)
                .bytes();
    }

    /** Everything of a sealed message that its seal covers. */
    static Bytes unsealed(int kind, Bytes session, long counter, Bytes fields) {
        return new TlvWriter()
                .uint(Tag.VERSION, Limits.VERSION)
                .uint(Tag.KIND, kind)
                .raw(Tag.SESSION, session)
                .uint(Tag.COUNTER, counter)
                .fields(fields)
                .bytes();
    }

    static Bytes sealed(Bytes unsealed, Bytes seal) {
        return new TlvWriter().fields(unsealed).raw(Tag.SEAL, seal).bytes();
    }
}
