// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

/** A command cannot be carried out as it was given; the message says what was wrong, with which value, and what to do. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final Exit exit;

    private final String words;

    Refused(Exit exit, String words) {
        super(words);
        this.exit = exit;
        this.words = words;
    }

    /** Wrong use. */
    static Refused usage(String words) {
        return new Refused(Exit.USAGE, words);
    }

    Exit exit() {
        return exit;
    }

    String words() {
        return words;
    }
}
