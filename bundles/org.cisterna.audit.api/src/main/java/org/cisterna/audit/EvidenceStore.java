// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Files that entries name by their hash: raw frames, event logs, libraries, jars, reports. An OSGi service. Safe for any number of
 * threads.
 */
@ProviderType
public interface EvidenceStore {

    /** The most bytes one file may have. */
    int MAX_BYTES = 64 * 1024 * 1024;

    /**
     * Keeps a file. When it returns, the file is durable; an entry that names it may follow. Keeping the same bytes again is cheap.
     *
     * @return the SHA-256 of the bytes, by which they are found again
     * @throws IllegalArgumentException when there are more than {@link #MAX_BYTES}
     * @throws EvidenceUnavailableException when they could not be made durable
     */
    Digest put(byte[] bytes);

    /**
     * A file that was kept. Its bytes are checked against the hash.
     *
     * @return empty when no such file is there: it was never kept, or has been removed. Where an entry names it, it is lost evidence
     * @throws EvidenceUnavailableException when the file is there and its bytes are no longer those that were kept (the evidence is
     *     lost), or cannot be read
     */
    Optional<byte[]> get(Digest digest);
}
