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
        Optional<byte[]> bytes = frames.close();
        if (bytes.isEmpty()) {
            return new Kept(Optional.empty(), Optional.empty());
        }
        Optional<EvidenceStore> store = stores.stream().findFirst();
        if (store.isEmpty()) {
            return new Kept(Optional.empty(), Optional.of("raw frames were not kept: the evidence store is not there"));
        }
        Called<Digest> kept =
                patience.call("keeping of evidence", limit, () -> store.get().put(bytes.get()));
        return kept instanceof Called.Value<Digest> value
                ? new Kept(Optional.of(value.value()), Optional.empty())
                : new Kept(
                        Optional.empty(),
                        Optional.of("raw frames were not kept: " + ((Called.Failed<Digest>) kept).words()));
    }
}
