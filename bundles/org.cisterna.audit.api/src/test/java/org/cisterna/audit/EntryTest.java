// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.junit.jupiter.api.Test;

class EntryTest {
    private static final Actor ADA = new Actor("ada", "Ada Example, RN", "programmer", "rest");
    private static final Digest FILE = Digest.of("frames".getBytes(StandardCharsets.UTF_8));

    private static Entry.Builder entry() {
        return Entry.of("pump.intent", 1, ADA);
    }

    @Test
    void hasOneTextWhateverWasLeftOut() {
        assertThat(entry().build().json().canonicalText())
                .isEqualTo(
                        "{\"actor\":{\"id\":\"ada\",\"name\":\"Ada Example, RN\",\"role\":\"programmer\",\"via\":\"rest\"},"
                                + "\"body\":{},\"type\":\"pump.intent\",\"version\":1}");
        assertThat(entry().pump("acme/7")
                        .correlation("act-1")
                        .body(Json.object().put("rate", "0.163 mL/day").build())
                        .evidence(FILE)
                        .build()
                        .json()
                        .canonicalText())
                .isEqualTo(
                        "{\"actor\":{\"id\":\"ada\",\"name\":\"Ada Example, RN\",\"role\":\"programmer\",\"via\":\"rest\"},"
                                + "\"body\":{\"rate\":\"0.163 mL/day\"},\"correlation\":\"act-1\",\"evidence\":[\""
                                + FILE.text()
                                + "\"],\"pump\":\"acme/7\",\"type\":\"pump.intent\",\"version\":1}");
    }

    @Test
    void isReadBackAsItWasWritten() {
        Entry full = entry().pump("acme/7")
                .correlation("act-1")
                .body(Json.object().put("n", 1).build())
                .evidence(FILE)
                .build();
        assertThat(Entry.from(full.json())).isEqualTo(full);
        Entry bare = Entry.of("ledger.opened", 3, Actor.system("audit.ledger")).build();
        assertThat(Entry.from(bare.json())).isEqualTo(bare);
        assertThat(bare.actor().isSystem()).isTrue();
        Receipt receipt = new Receipt(8, "2026-1", 7, FILE);
        assertThat(Receipt.from(receipt.json())).isEqualTo(receipt);
    }

    @Test
    void refusesAnUnknownMember() {
        JsonObject json = Json.object()
                .put("actor", ADA.json())
                .put("body", Json.object().build())
                .put("sort", "x")
                .put("type", "a.b")
                .put("version", 1)
                .build();
        assertThatThrownBy(() -> Entry.from(json))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("sort");
    }

    @Test
    void namesTheBoundThatIsBroken() {
        assertThatThrownBy(() -> Entry.of("Pump", 1, ADA).build()).hasMessageContaining("'Pump' is not the type");
        assertThatThrownBy(() -> Entry.of("pump.intent", 0, ADA).build()).hasMessageContaining("versions count from 1");
        assertThatThrownBy(() -> entry().pump(" ").build()).hasMessageContaining("the pump of pump.intent is blank");
        assertThatThrownBy(() -> entry().correlation("x".repeat(121)).build())
                .hasMessageContaining("has 121 characters, at most 120");
        assertThatThrownBy(() -> new Actor("ada", "Ada\nExample", "programmer", "rest"))
                .hasMessageContaining("control character at position 3");
        assertThatThrownBy(() -> entry().body(Json.object()
                                .put("text", "x".repeat(Entry.MAX_BODY_BYTES))
                                .build())
                        .build())
                .hasMessageContaining("has 16395 bytes, at most 16384 are allowed");
        Entry.Builder tooMuch = entry();
        Collections.nCopies(33, FILE).forEach(tooMuch::evidence);
        assertThatThrownBy(tooMuch::build).hasMessageContaining("names 33 files as evidence, at most 32");
    }

    @Test
    void refusesABodyThatNoEnvelopeCouldHold() {
        JsonObject nested = Json.object().build();
        for (int i = 0; i < Json.MAX_DEPTH - 2; i++) {
            nested = Json.object().put("in", nested).build();
        }
        JsonObject tooDeep = nested;
        assertThatThrownBy(() -> entry().body(tooDeep).build()).isInstanceOf(IllegalArgumentException.class);
    }
}
