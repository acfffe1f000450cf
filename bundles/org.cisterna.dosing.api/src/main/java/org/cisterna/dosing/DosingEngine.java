// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Decides what may reach a patient. A pure function: it looks at the request and at nothing else, so a recorded request can be decided
 * again. It is the one place that rounds. Any thread.
 */
@ProviderType
public interface DosingEngine {

    /**
     * Checks an order and says what the pump would run.
     *
     * @param request any request; whatever is wrong with it becomes a finding
     * @return a proposal; a BLOCK when something forbids it, or when a check itself failed
     */
    Proposal propose(DosingRequest request);
}
