// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
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

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern BOOT = Pattern.compile("[0-9a-f]{16}");

    private EnvelopeFormat() {}

    static byte[] write(
            byte[] entry,
            long sequence,
            String node,
            String log,
            Instant houseTime,
            Instant pumpTime,
            String boot,
            String nonce) {
        ByteArrayOutputStream record = new ByteArrayOutputStream(entry.length + 320);
        append(record, "{\"boot\":\"" + boot + "\",\"entry\":");
        record.writeBytes(entry);
        append(
                record,
                ",\"houseTime\":\"" + TIME.format(houseTime) + "\",\"log\":\"" + log + "\",\"node\":\"" + node
                        + "\",\"nonce\":\"" + nonce + "\",\"pumpTime\":\"" + TIME.format(pumpTime)
                        + "\",\"sequence\":" + sequence + ",\"v\":" + VERSION + "}");
        return record.toByteArray();
    }

    private static void append(ByteArrayOutputStream to, String ascii) {
        to.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
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
                    Instant.parse(json.string("houseTime")),
                    Instant.parse(json.string("pumpTime")),
                    boot,
                    nonce,
                    Entry.from(json.object("entry")),
                    leaf);
        } catch (JsonException | DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
