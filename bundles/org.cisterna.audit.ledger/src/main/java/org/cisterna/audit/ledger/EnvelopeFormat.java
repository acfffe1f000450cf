// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.regex.Pattern;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;

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
    /** The most digits of a sequence number. */
    private static final int LONGEST_NUMBER = 19;

    private static final byte[] LAST = ascii(",\"v\":" + VERSION + "}");

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final Pattern TIME_FORM =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z");
    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern BOOT = Pattern.compile("[0-9a-f]{16}");

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
            if (!BOOT.matcher(boot).matches() || !NONCE.matcher(nonce).matches()) {
                throw new IllegalArgumentException("its boot id or its nonce is not hexadecimal of its length");
            }
            return new Envelope(
                    json.number("sequence"),
                    json.string("node"),
                    json.string("log"),
                    index,
                    time(json.string("houseTime")),
                    time(json.string("pumpTime")),
                    boot,
                    nonce,
                    Entry.from(json.object("entry")),
                    leaf);
        } catch (JsonException | DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** A time as it is written here, without the detour of a formatter, which takes a tenth of all reading; any other form is left to the formatter. */
    private static Instant time(String text) {
        if (!TIME_FORM.matcher(text).matches()) {
            return Instant.parse(text);
        }
        long second = LocalDateTime.of(
                        digits(text, 0, 4),
                        digits(text, 5, 7),
                        digits(text, 8, 10),
                        digits(text, 11, 13),
                        digits(text, 14, 16),
                        digits(text, 17, 19))
                .toEpochSecond(ZoneOffset.UTC);
        return Instant.ofEpochSecond(second, digits(text, 20, 23) * 1_000_000L);
    }

    private static int digits(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 10);
    }
}
