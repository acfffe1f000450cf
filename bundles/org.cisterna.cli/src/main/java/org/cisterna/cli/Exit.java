// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

/** What a command's end says to whoever started it. */
enum Exit {
    /** Done, nothing found. */
    GOOD(0),
    /** A finding: a refusal, a broken ledger. */
    FINDING(1),
    /** Wrong use: arguments, files, ports. Nothing was started. */
    USAGE(2),
    /** Not complete. */
    INCOMPLETE(3);

    private final int status;

    Exit(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
