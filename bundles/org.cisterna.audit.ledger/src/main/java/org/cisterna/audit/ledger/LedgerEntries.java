// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/** The entries that the ledger makes about itself; {@code docs/ledger.md} describes each. */
final class LedgerEntries {
    static final String CREATED = "ledger.created";
    static final String OPENED = "ledger.opened";
    static final String ENDED = "ledger.ended";
    static final String KEY_REPLACED = "ledger.key-replaced";
    static final String RECOVERED = "ledger.recovered";
    static final String CLOSED = "ledger.closed";
    static final String CLOCK_STEPPED = "ledger.clock-stepped";

    private static final Actor SELF = Actor.system("audit.ledger");

    private LedgerEntries() {}

    /** The first entry of a log. */
    static Entry created(String node, String shard, String verifierKey) {
        return entry(
                CREATED,
                Json.object()
                        .put("firstSequence", 0)
                        .put("key", verifierKey)
                        .put("node", node)
                        .put("origin", node + "/" + shard)
                        .put("shard", shard)
                        .build());
    }

    /** The first entry of a log that goes on from another one. */
    static Entry created(String node, String shard, NoteKey key, long firstSequence, Beginning.Old old) {
        return entry(CREATED, going(node, shard, key, firstSequence, old).build());
    }

    /** The first entry of a log that begins on a restored folder. */
    static Entry created(
            String node, String shard, NoteKey key, long firstSequence, Beginning.Old old, Restored restored) {
        JsonObject.Builder body = going(node, shard, key, firstSequence, old)
                .put("foundEntries", restored.found())
                .put("takenEntries", restored.size());
        restored.lost().ifPresent(lost -> body.put("signedEntries", lost.size()).put("signedLog", lost.origin()));
        return entry(CREATED, body.build());
    }

    private static JsonObject.Builder going(
            String node, String shard, NoteKey key, long firstSequence, Beginning.Old old) {
        return Json.object()
                .put("cause", old.cause().text())
                .put("firstSequence", firstSequence)
                .put("key", key.text())
                .put("node", node)
                .put("oldCheckpoint", old.note())
                .put("oldKey", old.key().text())
                .put("origin", node + "/" + shard)
                .put("shard", shard);
    }

    /** The last entries of a log. */
    static List<Entry> ending(Ending ending, NoteKey key) {
        List<Entry> entries = new ArrayList<>();
        if (!ending.nextKey().equals(key)) {
            entries.add(entry(
                    KEY_REPLACED,
                    Json.object()
                            .put("newKey", ending.nextKey().text())
                            .put("oldKey", key.text())
                            .build()));
        }
        entries.add(entry(
                ENDED,
                Json.object()
                        .put("cause", ending.cause().text())
                        .put("next", ending.next())
                        .put("nextKey", ending.nextKey().text())
                        .build()));
        return entries;
    }

    /** A torn last group was cut off. */
    static Entry recovered(long size, long bytes) {
        return entry(
                RECOVERED,
                Json.object().put("bytesCutOff", bytes).put("goodEntries", size).build());
    }

    /**
     * The ledger is open. Where a clock is behind the newest entry, which is where entries go on from, it says by how much.
     *
     * @param rebuilt how many derived files were not as they should be
     */
    static Entry opened(Opened opened, int rebuilt, Instant house, Instant pump) {
        JsonObject.Builder body = Json.object()
                .put("afterCleanStop", opened.closed())
                .put("entries", opened.firstSequence() + opened.state().size())
                .put("filesMadeAgain", rebuilt);
        if (!opened.fresh()) {
            behind(body, "houseTimeBehindMillis", house, opened.state().house());
            behind(body, "pumpTimeBehindMillis", pump, opened.state().pump());
        }
        return entry(OPENED, body.build());
    }

    /** What a start enters: the first of all, what was recovered, and that it is open. */
    static List<Entry> atStart(Opened opened, int rebuilt, Instant house, Instant pump) {
        List<Entry> entries = new ArrayList<>();
        if (opened.fresh()) {
            NodeKey key = opened.key().orElseThrow();
            entries.add(created(key.name(), opened.shard(), key.publicText()));
        }
        if (opened.torn() > 0 && !opened.fresh()) {
            entries.add(recovered(opened.firstSequence() + opened.state().size(), opened.torn()));
        }
        entries.add(opened(opened, rebuilt, house, pump));
        return entries;
    }

    private static void behind(JsonObject.Builder body, String name, Instant clock, Instant newest) {
        if (clock.isBefore(newest)) {
            body.put(name, Duration.between(clock, newest).toMillis());
        }
    }

    static Entry closed() {
        return entry(CLOSED, Json.object().build());
    }

    /** The wall clock of the machine was set. */
    static Entry clockStepped(Instant noticed, Duration wallStep) {
        return entry(
                CLOCK_STEPPED,
                Json.object()
                        .put("noticed", noticed.toString())
                        .put("wallStepMillis", wallStep.toMillis())
                        .build());
    }

    private static Entry entry(String type, JsonObject body) {
        return Entry.of(type, 1, SELF).body(body).build();
    }
}
