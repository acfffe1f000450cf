// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.driver;

/** What came is not what the protocol has. Says what, in words. */
final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedException(String words) {
        super(words);
    }
}
