// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/** What is written: the entry of median length in the ledger of a new demo fleet, the pairing of a pump. */
final class Subject {

    /** The envelope around it, as long as a real one: the peers keep the whole record as text. */
    private static final String ENVELOPE_START = "{\"boot\":\"4b1a8173aade3600\",\"entry\":";

    private static final String ENVELOPE_END =
            ",\"houseTime\":\"2026-11-21T20:42:56.866Z\",\"log\":\"2026-1\",\"node\":\"cisterna\","
                    + "\"nonce\":\"b3bf620a5e0a6dda9ffa1efb13c3c2ef\",\"pumpTime\":\"2026-11-21T20:42:56.866Z\",\"sequence\":24,\"v\":1}";

    private Subject() {}

    /** As it is entered: it names a file that is there, as the verifier wants it of a data folder, by a digest that is as long as any. */
    static Entry entry(Digest evidence) {
        Entry entry = Entry.from(json());
        return Entry.of(entry.type(), entry.version(), entry.actor())
                .pump(entry.pump().orElseThrow())
                .correlation(entry.correlation().orElseThrow())
                .body(entry.body())
                .evidence(evidence)
                .build();
    }

    /** The record as the peers keep it. */
    static String record() {
        return ENVELOPE_START + json().canonicalText() + ENVELOPE_END;
    }

    private static JsonObject json() {
        try (InputStream in = Objects.requireNonNull(Subject.class.getResourceAsStream("entry.json"), "entry.json")) {
            return (JsonObject) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new IllegalStateException("the entry of the benchmark cannot be read", e);
        }
    }
}
