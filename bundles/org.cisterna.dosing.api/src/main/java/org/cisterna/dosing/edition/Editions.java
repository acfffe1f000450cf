// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.edition;

import java.util.List;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The editions of the drug library: an OSGi service, any thread. Each step is an entry of the ledger, {@value #ENTRY_TYPE}, and the file is
 * evidence; what is in force follows from the ledger alone. Whoever calls has looked whether the person may: the service knows accounts, and no
 * roles.
 *
 * <p>While nothing was ever released the library that ships is in force. A release takes effect at once, for every decision after it; drafts
 * made before keep the version that they were decided with. When the edition in force is withdrawn, or its file is lost, nothing is in force
 * and nothing is dosed until another one is released: the library that ships does not come back by itself.
 */
@ProviderType
public interface Editions {

    /** Type of the ledger entries. */
    String ENTRY_TYPE = "dosing.edition";

    /** Version of their bodies. */
    int ENTRY_VERSION = 1;

    /** Every edition that was drafted, the first at the front; refused while the ledger is away. */
    Answer<List<EditionStatus>> all();

    /**
     * Drafts an edition.
     *
     * @param library the file, as {@code docs/drug-library.md} describes it
     * @return refused when it is no library, with every reason, or when its version is that of other data
     */
    Answer<EditionStatus> draft(byte[] library, Caller author);

    /**
     * A second person has read it.
     *
     * @param read digest of what that person read
     * @return refused for its author, and when there is no such draft
     */
    Answer<EditionStatus> review(Digest read, Caller reviewer);

    /** Puts a reviewed edition into force and withdraws the one that was. The entry holds which pumps would change verdict. */
    Answer<EditionStatus> release(Digest edition, Caller releaser);

    /**
     * Takes the edition in force out of it.
     *
     * @param reason why, in words
     */
    Answer<EditionStatus> withdraw(Digest edition, String reason, Caller caller);

    /** What is different from the edition in force, or from the one that ships, one sentence each. */
    Answer<List<String>> difference(Digest edition);

    /** The pumps whose last released decision would be made otherwise; refused while the engine is away. */
    Answer<List<PumpVerdict>> verdicts(Digest edition);
}
