// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

/** A rule cannot be tested on this rig, or does not concern what this pump declares; the message says why. */
final class NotTestable extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean absent;

    private NotTestable(String words, boolean absent) {
        super(words);
        this.absent = absent;
    }

    /** The rig lacks something. */
    static NotTestable rig(String words) {
        return new NotTestable(words, false);
    }

    /** The pump declares that it has not got what the rule is about. */
    static NotTestable absent(String words) {
        return new NotTestable(words, true);
    }

    boolean isAbsent() {
        return absent;
    }

    /** Goes on without one of several parts of a test where the pump has not got it; where the rig lacks something the rule is not tested. */
    String wordsIfAbsent() throws NotTestable {
        if (!absent) {
            throw this;
        }
        return words();
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
