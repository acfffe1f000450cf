// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

/** Evidence could not be kept or read, or is lost. The message says in words which, why, and what to do. */
public final class EvidenceUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message in words. */
    public EvidenceUnavailableException(String message) {
        super(message);
    }

    /** With a message in words and what went wrong below. */
    public EvidenceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
