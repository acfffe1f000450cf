// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.util.Iterator;
import java.util.Optional;
import org.cisterna.canonical.JsonObject;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where a fold over one ledger keeps what it has come to, so that the next start folds only what was entered since. A snapshot is a cache: it
 * can be lost or thrown away at any time, and whoever has none folds from entry 0.
 *
 * <p>What is kept is sealed with a key that only the node has, and bound to the log, to the number of entries that were folded and to the
 * root of their tree, to the form and to the code of the fold. Whatever does not fit is not given back, and the log of the platform says why.
 *
 * <p>Safe for any number of threads. Reading and writing take as long as the disk.
 */
@ProviderType
public interface FoldSnapshots {

    /**
     * Reads the snapshot that was kept last.
     *
     * @param form of which fold and how written
     * @param reading makes the state of it; when it throws, the snapshot is of no use
     * @return what the reading made; empty when there is no snapshot that fits
     */
    <T> Optional<T> restore(FoldForm form, Reading<T> reading);

    /**
     * Keeps a snapshot in the place of the one before, whole or not at all.
     *
     * @param form of which fold and how written
     * @param size how many entries were folded, from entry 0 on; all of them durable
     * @param parts the state in parts of at most some megabytes each, asked for one after the other, so that not all of it need be in memory
     * @return whether it is kept; the log of the platform says why not
     */
    boolean keep(FoldForm form, long size, Iterator<JsonObject> parts);

    /** Makes a state of the parts of a snapshot. */
    @ConsumerType
    @FunctionalInterface
    interface Reading<T> {

        /**
         * Makes the state.
         *
         * @param size how many entries were folded: the sequence of the next one
         * @param parts as they were given, in their order; to be read to the end
         * @return the state
         * @throws IllegalArgumentException when they are not a state
         */
        T of(long size, Iterator<JsonObject> parts);
    }
}
