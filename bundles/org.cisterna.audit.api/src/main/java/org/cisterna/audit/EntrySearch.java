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
 * <p><b>Who asked.</b> Each search that was answered is entered itself ({@link SearchEntry}), in the name of its reader, once per reader, query and hour
 * of house time; its further pages are the same query. Each export is entered. One that cannot be entered, because the ledger cannot be written, is answered all the same and says so in the words of its {@link ViewState}: a damaged
 * ledger has to be looked at.
 *
 * <p><b>Who may.</b> Bodies hold the numbers of drafts that others must not see yet, so only who may read the ledger may search it. This
 * service knows no roles: its caller asks first, and shows that it did by naming the reader in the role that allows it. With {@code
 * org.cisterna.therapy} at hand that is {@code who.actor(Act.READ_LEDGER)}, which is refused for whoever may not.
 */
@ProviderType
public interface EntrySearch {

    /** The most entries of one export. */
    int MOST_EXPORTED = 10_000;

    /**
     * Entries, the newest first.
     *
     * @param query what is looked for
     * @param reader for whom, in the role in which that person may read the ledger
     * @return a page, or a refusal that names every reason
     */
    EntryAnswer search(EntryQuery query, Actor reader);

    /**
     * The same entries in one piece, the newest first, for a file.
     *
     * @param query what is looked for; its size counts for nothing
     * @param reader as for {@link #search}
     * @param most the most entries of the answer, 1 to {@value #MOST_EXPORTED}; where there are more, the answer has a {@link EntryPage#next()}
     * @return all that was found as one page, or a refusal that names every reason
     */
    EntryAnswer export(EntryQuery query, Actor reader, int most);

    /**
     * Enters that somebody looks at entries by their numbers, without a search: once per reader, query and hour of house time.
     *
     * @param what which entries, as {@link SearchEntry#ofEntry} and {@link SearchEntry#inOrder} say it
     * @param reader as for {@link #search}
     * @return in words, why it could not be entered; empty when it is entered, now or earlier in this hour
     */
    String looked(SearchEntry what, Actor reader);

    /** How the index stands. Cheap; takes nothing in. */
    ViewState state();
}
