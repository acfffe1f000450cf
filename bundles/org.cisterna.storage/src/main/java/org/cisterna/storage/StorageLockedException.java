// SPDX-License-Identifier: Apache-2.0
package org.cisterna.storage;

import java.io.IOException;

/** A part of a {@link Storage} is claimed by someone else; the message names it and says what to do. */
public final class StorageLockedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** With a message in words. */
    public StorageLockedException(String message) {
        super(message);
    }
}
