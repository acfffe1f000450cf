// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/** Some parts of a snapshot in one file: a line of canonical JSON for each, packed (RFC 1950). For one thread. */
final class SnapshotPiece {
    private static final int FULL = 1024 * 1024;
    private static final int BUFFER = 64 * 1024;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream(BUFFER);

    void add(JsonObject part) {
        lines.writeBytes(part.canonicalBytes());
        lines.write('\n');
    }

    boolean isFull() {
        return lines.size() >= FULL;
    }

    /** Bytes before they are packed. */
    int length() {
        return lines.size();
    }

    byte[] packed() {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(lines.toByteArray());
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream(lines.size() / 4 + BUFFER);
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /**
     * Reads what {@link #packed} made.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static Iterator<JsonObject> parts(byte[] packed, int length) {
        byte[] bytes = new byte[length];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            if (inflater.inflate(bytes) != length || (!inflater.finished() && inflater.inflate(new byte[1]) != 0)) {
                throw new IllegalArgumentException("a piece has another length than it should");
            }
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("a piece cannot be unpacked: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
        return new Lines(bytes);
    }

    private static final class Lines implements Iterator<JsonObject> {
        private final byte[] bytes;
        private int at;

        Lines(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean hasNext() {
            return at < bytes.length;
        }

        @Override
        public JsonObject next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the piece has no more parts");
            }
            int end = at;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            Json line = Json.parse(Arrays.copyOfRange(bytes, at, end));
            at = end + 1;
            if (line instanceof JsonObject part) {
                return part;
            }
            throw new IllegalArgumentException("a part of a snapshot is no JSON object");
        }
    }
}
