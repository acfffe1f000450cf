// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

/** What a test needs before it can begin did not work: a session, a base programme. The rule stays undecided, and that is an error. */
final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    Unusable(String words) {
        super(words);
    }
}
