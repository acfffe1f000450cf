// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.wire;

import java.io.IOException;

/** A link that could not be opened, or that broke. Says why in words and as a {@link Reason}. */
public final class LinkException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The other side, the carrier or this side closed the link. */
        CUT,
        /** The deadline passed. */
        TIMEOUT,
        /** The other side does not accept a link now. */
        REFUSED,
        /** No such address. */
        UNKNOWN_ADDRESS
    }

    private final Reason reason;

    /** A failure with its reason and a message for people. */
    public LinkException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** A failure with its reason, a message for people, and its cause. */
    public LinkException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why it failed. */
    public Reason reason() {
        return reason;
    }
}
