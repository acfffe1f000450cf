// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

/**
 * Nothing can be entered now. The message says in words why, and what to do. The caller has no receipt and must not act as if it had
 * one; whether the entries of the failed call are in the ledger shows after the next start.
 */
public final class LedgerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message in words. */
    public LedgerUnavailableException(String message) {
        super(message);
    }

    /** With a message in words and what went wrong below. */
    public LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
