// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import org.jspecify.annotations.Nullable;

/**
 * A run under virtual time that could not go on or did not end cleanly. The message says why, lists every participant with what it waits
 * for and where, and names the seed.
 */
public final class VirtualTimeFailure extends AssertionError {

    private static final long serialVersionUID = 1L;

    VirtualTimeFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
