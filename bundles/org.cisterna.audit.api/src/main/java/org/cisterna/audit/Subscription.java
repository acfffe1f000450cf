// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import org.osgi.annotation.versioning.ProviderType;

/** A listener's place in the tail of a ledger. */
@ProviderType
public interface Subscription extends AutoCloseable {

    /** Whether entries are still handed over: false once closed, once the listener threw, and once the ledger closed. */
    boolean isOpen();

    /** Ends it. No further call begins afterwards; one that runs is not waited for. Closing twice is harmless. */
    @Override
    void close();
}
