// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.Timestamp;

/**
 * The bytes of a record: the canonical JSON of an envelope, version 1. The entry comes as bytes that its writer's thread has made; the
 * members around it are written here in canonical order, their values needing no escapes.
 */
final class EnvelopeFormat {
    /** The version of the envelope itself. */
    static final int VERSION = 1;

    /** The most bytes of a record; a tile stores its length in 16 bits. */
    static final int MAX_BYTES = 65_535;

    /** Hexadecimal digits of a nonce. */
    private static final int NONCE_DIGITS = 32;
    /** Those of the id of a start. */
    private static final int BOOT_DIGITS = 16;
    /** The most digits of a sequence number. */
    private static final int LONGEST_NUMBER = 19;

    private static final byte[] LAST = ascii(",\"v\":" + VERSION + "}");

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private EnvelopeFormat() {}

    /** What the envelopes of one group have in common, as bytes. */
    static final class Around {
        private final byte[] start;
        private final byte[] middle;
        private final byte[] end;

        Around(String node, String log, Instant houseTime, Instant pumpTime, String boot) {
            start = ascii("{\"boot\":\"" + boot + "\",\"entry\":");
            middle = ascii(",\"houseTime\":\"" + TIME.format(houseTime) + "\",\"log\":\"" + log + "\",\"node\":\""
                    + node + "\",\"nonce\":\"");
            end = ascii("\",\"pumpTime\":\"" + TIME.format(pumpTime) + "\",\"sequence\":");
        }
    }

    /** No fewer bytes than {@link #write} needs. */
    static int room(Around around, byte[] entry) {
        return around.start.length
                + entry.length
                + around.middle.length
                + NONCE_DIGITS
                + around.end.length
                + LONGEST_NUMBER
                + LAST.length;
    }

    /**
     * Writes a record.
     *
     * @param nonce 32 hexadecimal digits
     * @param to where {@link #room} is from {@code at} on
     * @return how many bytes it has
     */
    static int write(Around around, byte[] entry, long sequence, String nonce, byte[] to, int at) {
        ByteBuffer record = ByteBuffer.wrap(to, at, to.length - at);
        record.put(around.start)
                .put(entry)
                .put(around.middle)
                .put(ascii(nonce))
                .put(around.end)
                .put(ascii(Long.toString(sequence)))
                .put(LAST);
        return record.position() - at;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException in words when it is not an envelope that this version reads
     */
    static Envelope read(byte[] record, long index, Digest leaf) {
        try {
            if (!(Json.parse(record, MAX_BYTES) instanceof JsonObject json)) {
                throw new IllegalArgumentException("it is not a JSON object");
            }
            if (json.number("v") != VERSION) {
                throw new IllegalArgumentException(
                        "its envelope has version " + json.number("v") + ", this version of Cisterna reads " + VERSION);
            }
            json.onlyNames("boot", "entry", "houseTime", "log", "node", "nonce", "pumpTime", "sequence", "v");
            String boot = json.string("boot");
            String nonce = json.string("nonce");
            if (!isHexadecimal(boot, BOOT_DIGITS) || !isHexadecimal(nonce, NONCE_DIGITS)) {
                throw new IllegalArgumentException("its boot id or its nonce is not hexadecimal of its length");
            }
            return new Envelope(
                    json.number("sequence"),
                    json.string("node"),
                    json.string("log"),
                    index,
                    Timestamp.parse(json.string("houseTime")),
                    Timestamp.parse(json.string("pumpTime")),
                    boot,
                    nonce,
                    Entry.from(json.object("entry")),
                    leaf);
        } catch (JsonException | DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static boolean isHexadecimal(String text, int digits) {
        if (text.length() != digits) {
            return false;
        }
        for (int i = 0; i < digits; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
