// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.EvidenceUnavailableException;
import org.cisterna.canonical.Digest;

/** Evidence in memory, which can be made to fail. */
public final class MemoryEvidence implements EvidenceStore {

    private final Map<Digest, byte[]> files = new ConcurrentHashMap<>();
    private volatile String failure = "";

    /** From now on nothing can be kept, for this reason; an empty one ends that. */
    public void failing(String reason) {
        failure = reason;
    }

    /** How many files it holds. */
    public int size() {
        return files.size();
    }

    @Override
    public Digest put(byte[] bytes) {
        if (!failure.isEmpty()) {
            throw new EvidenceUnavailableException(failure);
        }
        Digest digest = Digest.of(bytes);
        files.put(digest, bytes.clone());
        return digest;
    }

    @Override
    public Optional<byte[]> get(Digest digest) {
        return Optional.ofNullable(files.get(digest)).map(byte[]::clone);
    }
}
