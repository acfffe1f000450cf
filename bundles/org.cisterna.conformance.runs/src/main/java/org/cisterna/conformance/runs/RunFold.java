// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.FoldForm;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.Selection;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;
import org.cisterna.conformance.run.KitRun;

/** What the ledger says of runs. Guarded by whoever owns it. */
final class RunFold {

    /** Under which a snapshot is kept. */
    static final FoldForm FORM = new FoldForm("conformance.runs", 1, RunFold.class);

    private static final int PAGE = 4096;
    private static final Set<String> TYPES = Set.of(RunEntries.STARTED, RunEntries.ENDED);

    private final Map<String, KitRun> runs = new LinkedHashMap<>();
    private final List<Long> entries = new ArrayList<>();
    private Optional<String> unreadable = Optional.empty();
    /** Until the next time that it is read. */
    private Optional<String> stuck = Optional.empty();

    private long next;
    private long kept;

    /** Goes on from a snapshot of this ledger, or from its beginning. */
    static RunFold of(Ledger ledger) {
        return ledger.snapshots()
                .flatMap(each -> each.restore(FORM, (size, parts) -> restored(ledger, size, parts.next())))
                .orElseGet(RunFold::new);
    }

    private static RunFold restored(Ledger ledger, long size, JsonObject part) {
        part.onlyNames("entries");
        RunFold fold = new RunFold();
        for (Json each : part.array("entries").values()) {
            long sequence = Long.parseLong(((JsonString) each).value());
            fold.accept(ledger.read(sequence, 1).stream()
                    .filter(found -> found.sequence() == sequence)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("entry " + sequence + " cannot be read")));
        }
        fold.next = size;
        fold.kept = size;
        return fold;
    }

    /** Keeps a snapshot when so much was entered since the last one. */
    void keep(Ledger ledger, long atLeast) {
        if (next - kept < atLeast || unreadable().isPresent()) {
            return;
        }
        kept = next;
        JsonObject part = Json.object()
                .put(
                        "entries",
                        Json.texts(entries.stream()
                                .map(each -> Long.toString(each))
                                .toList()))
                .build();
        ledger.snapshots().ifPresent(each -> each.keep(FORM, next, List.of(part).iterator()));
    }

    /** Reads on to the end of the ledger. */
    void catchUp(Ledger ledger) {
        stuck = Optional.empty();
        while (next < ledger.size()) {
            Selection page = ledger.read(next, PAGE, TYPES);
            if (page.next() == next) {
                stuck = Optional.of("the ledger cannot be read from entry " + next + " on");
                return;
            }
            page.entries().forEach(this::accept);
            next = page.next();
        }
    }

    /** An entry that is not understood may tell of a broken rule: no level is told any more. */
    private void accept(Envelope envelope) {
        String type = envelope.entry().type();
        if (!TYPES.contains(type)) {
            return;
        }
        entries.add(envelope.sequence());
        try {
            String id = envelope.entry().body().string("run");
            runs.put(id, RunEntries.read(envelope, Optional.ofNullable(runs.get(id))));
        } catch (IllegalArgumentException wrong) {
            unreadable = Optional.of("entry " + envelope.sequence()
                    + " of the ledger, about a run of the conformance kit, cannot be understood: "
                    + wrong.getMessage());
        }
    }

    /** Every run, the newest first. */
    List<KitRun> runs() {
        List<KitRun> all = new ArrayList<>(runs.values());
        Collections.reverse(all);
        return all;
    }

    /** Why not all is known. */
    Optional<String> unreadable() {
        return unreadable.or(() -> stuck);
    }
}
