// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;

/** The disk gives no more room, and the reserve is used up. Nothing of what was to be entered was written; it can be tried again. */
final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;

    NoRoomException(IOException cause) {
        super("no room for another entry: " + cause.getMessage(), cause);
    }
}
