// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Is handed the tail of a ledger, see {@link Ledger#follow}. */
@ConsumerType
@FunctionalInterface
public interface TailListener {

    /** The next entries, at least one, in order. A slow listener delays nobody but itself. */
    void entered(List<Envelope> envelopes);
}
