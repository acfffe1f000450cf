// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.canonical.Digest;

/** The evidence store that is there now, waited for with patience. Safe for any number of threads. */
final class EvidenceDesk {

    private final List<EvidenceStore> stores = new CopyOnWriteArrayList<>();
    private final Patience patience;
    private final Duration limit;

    /**
     * Frames that were kept, or not.
     *
     * @param digest of the file, when there is one
     * @param note in words, why there is none although there were frames
     */
    record Kept(Optional<Digest> digest, Optional<String> note) {
        /** The note as a list. */
        List<String> notes() {
            return note.map(List::of).orElse(List.of());
        }
    }

    EvidenceDesk(Patience patience, Duration limit) {
        this.patience = patience;
        this.limit = limit;
    }

    void add(EvidenceStore store) {
        stores.add(store);
    }

    void remove(EvidenceStore store) {
        stores.remove(store);
    }

    /** Keeps the frames of a session that has ended. That they cannot be kept stops nothing; it is said where they would be named. */
    Kept keep(FrameRecorder frames) {
        return frames.close()
                .map(bytes -> keep("raw frames were", bytes))
                .orElseGet(() -> new Kept(Optional.empty(), Optional.empty()));
    }

    /**
     * Keeps a file.
     *
     * @param what what it is, and {@code was} or {@code were}
     */
    Kept keep(String what, byte[] bytes) {
        Optional<EvidenceStore> store = stores.stream().findFirst();
        if (store.isEmpty()) {
            return new Kept(Optional.empty(), Optional.of(what + " not kept: the evidence store is not there"));
        }
        Called<Digest> kept =
                patience.call("keeping of evidence", limit, () -> store.get().put(bytes));
        return kept instanceof Called.Value<Digest> value
                ? new Kept(Optional.of(value.value()), Optional.empty())
                : new Kept(
                        Optional.empty(), Optional.of(what + " not kept: " + ((Called.Failed<Digest>) kept).words()));
    }
}
