// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants.code;

import org.cisterna.pump.spi.PumpDriver;

/** Behaves when it is tested. */
public final class KnowsTests extends Around {

    /** Around a driver. */
    public KnowsTests(PumpDriver inner) {
        super(inner);
    }

    boolean isTested() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(each -> each.getClassName().contains("conformance.kit")));
    }
}
