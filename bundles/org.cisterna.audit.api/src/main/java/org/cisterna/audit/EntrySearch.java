// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Searches the ledger. An OSGi service; safe for any number of threads. A question first takes in what was entered since the last one; how
 * far that came stands in the answer.
 *
 * <p>The index is a view that can be thrown away and built again. The entries of an answer are read from the ledger itself, so what is shown
 * is what was entered, with its place in the log, from which {@link Ledger#inclusion} proves it.
 *
 * <p><b>Who may.</b> Bodies hold the numbers of drafts that others must not see yet, so only who may read the ledger may search it. This
 * service knows no roles: its caller asks first, and shows that it did by naming the reader in the role that allows it. With {@code
 * org.cisterna.therapy} at hand that is {@code who.actor(Act.READ_LEDGER)}, which is refused for whoever may not.
 */
@ProviderType
public interface EntrySearch {

    /**
     * Entries, the newest first.
     *
     * @param query what is looked for
     * @param reader for whom, in the role in which that person may read the ledger
     * @return a page, or a refusal that names every reason
     */
    EntryAnswer search(EntryQuery query, Actor reader);

    /** How the index stands. Cheap; takes nothing in. */
    ViewState state();
}
