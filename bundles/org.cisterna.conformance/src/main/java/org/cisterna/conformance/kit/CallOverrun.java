// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

/** A driver went on long after its deadline, or turned round and round without waiting. An error, so that no driver takes it for a failed link. */
final class CallOverrun extends Error {

    private static final long serialVersionUID = 1L;

    CallOverrun(String words) {
        super(words);
    }
}
