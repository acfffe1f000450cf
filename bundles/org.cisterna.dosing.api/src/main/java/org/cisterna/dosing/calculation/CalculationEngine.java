// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Computes what stands around a programme. A pure function: it looks at the request and at nothing else, so a recorded request gives the
 * same answer again, byte for byte. Any thread.
 */
@ProviderType
public interface CalculationEngine {

    /**
     * Computes and checks.
     *
     * @param request any request; whatever is wrong with it becomes a finding
     * @return the answer; a BLOCK when something forbids it, or when the calculation itself failed
     */
    Calculated calculate(CalculationRequest request);
}
