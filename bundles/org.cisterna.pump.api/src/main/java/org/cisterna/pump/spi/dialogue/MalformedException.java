// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

/**
 * What came is not what the protocol says it must be. The message says where and why, with numbers and no text of the pump: nobody vouches for that
 * text, and it is shown to people.
 */
public final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Where and why. */
    public MalformedException(String message) {
        super(message);
    }
}
