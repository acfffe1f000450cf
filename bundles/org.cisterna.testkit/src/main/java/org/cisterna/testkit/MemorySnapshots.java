// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cisterna.audit.FoldForm;
import org.cisterna.audit.FoldSnapshots;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/** Snapshots of folds in memory, as the bytes that a disk would hold. Like the ledger they belong to they outlive whoever kept them. */
public final class MemorySnapshots implements FoldSnapshots {

    private record Kept(int version, long size, List<byte[]> parts) {}

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    @Override
    public <T> Optional<T> restore(FoldForm form, Reading<T> reading) {
        Kept found = kept.get(form.name());
        if (found == null || found.version() != form.version()) {
            return Optional.empty();
        }
        Iterator<JsonObject> parts = found.parts().stream()
                .map(each -> (JsonObject) Json.parse(each))
                .iterator();
        T result = reading.of(found.size(), parts);
        if (parts.hasNext()) {
            throw new IllegalStateException("not all parts of the snapshot of " + form.name() + " were read");
        }
        return Optional.of(result);
    }

    @Override
    public boolean keep(FoldForm form, long size, Iterator<JsonObject> parts) {
        List<byte[]> bytes = new ArrayList<>();
        parts.forEachRemaining(each -> bytes.add(each.canonicalBytes()));
        kept.put(form.name(), new Kept(form.version(), size, List.copyOf(bytes)));
        return true;
    }

    /** How many entries the snapshot of a fold is of; empty when there is none. */
    public Optional<Long> size(String fold) {
        return Optional.ofNullable(kept.get(fold)).map(Kept::size);
    }

    /** What is kept of a fold, a line of canonical JSON for each part; empty when there is nothing. */
    public List<String> lines(String fold) {
        return Optional.ofNullable(kept.get(fold)).stream()
                .flatMap(each -> each.parts().stream())
                .map(each -> new String(each, java.nio.charset.StandardCharsets.UTF_8))
                .toList();
    }

    /** Loses all of them, as when somebody empties the cache. */
    public void clear() {
        kept.clear();
    }
}
