// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Freezes what is known about a pump and a time into one file that proves itself: the entries with their proofs, the raw frames and other files they
 * name, when the pump was read and when nobody looked, and with which software. An OSGi service; safe for any number of threads.
 *
 * <p>That a file was made is entered ({@code audit.incident}), before it is made, and the file holds that entry. Whoever has the file and the node's
 * public key checks it with {@code ./cisterna verify FILE --key KEY}. It proves what is in it, not that nothing was left out.
 */
@ProviderType
public interface IncidentFiles {

    /** The most entries of a file. */
    int MOST_ENTRIES = 5_000;

    /** The most bytes of the files that its entries name. */
    long MOST_BYTES = 32L << 20;

    /**
     * Makes a file.
     *
     * @param request of what
     * @param who for whom, in the role that allows it; the caller has asked whether it does
     * @param readsLedger whether that person may read the ledger, where the numbers of drafts stand. For anybody else a window is refused as long as
     *     it holds a change that waits for its second person, who works blind
     * @return the file, or a refusal that names every reason
     * @throws LedgerUnavailableException when the ledger cannot enter it or cannot prove
     */
    IncidentAnswer freeze(IncidentRequest request, Actor who, boolean readsLedger);
}
