// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.util.List;
import org.cisterna.audit.verify.Verify;

/** {@code verify}: hands over to the verifier, which shares no code with the ledger. */
final class Verification {

    private Verification() {}

    static Exit run(List<String> arguments) {
        int status = Verify.run(arguments, System.out, System.err);
        for (Exit exit : Exit.values()) {
            if (exit.status() == status) {
                return exit;
            }
        }
        throw new IllegalStateException("the verifier ended with status " + status);
    }
}
