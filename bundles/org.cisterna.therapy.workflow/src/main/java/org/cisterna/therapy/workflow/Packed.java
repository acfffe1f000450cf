// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

/**
 * Texts and whole numbers one behind the other in one text: a number ends with a space, and a text stands behind its length and a colon. For what a
 * snapshot has so much of that a JSON value for each would be most of the work of a start.
 */
final class Packed {

    private Packed() {}

    static void number(StringBuilder to, long value) {
        to.append(value).append(' ');
    }

    static void text(StringBuilder to, String value) {
        to.append(value.length()).append(':').append(value);
    }

    /** Reads it again. For one thread. */
    static final class Reader {
        private static final int LONGEST = 18;

        private final String packed;
        private int at;

        Reader(String packed) {
            this.packed = packed;
        }

        boolean hasNext() {
            return at < packed.length();
        }

        /**
         * The next value, a number of 0 or more.
         *
         * @throws IllegalArgumentException when it is none
         */
        long number() {
            return digits(' ');
        }

        /**
         * The next value, a text.
         *
         * @throws IllegalArgumentException when it is none
         */
        String text() {
            long length = digits(':');
            if (length > packed.length() - at) {
                throw wrong();
            }
            at += (int) length;
            return packed.substring(at - (int) length, at);
        }

        private long digits(char end) {
            long value = 0;
            int first = at;
            while (at < packed.length() && packed.charAt(at) != end) {
                int digit = packed.charAt(at) - '0';
                if (digit < 0 || digit > 9 || at - first == LONGEST) {
                    throw wrong();
                }
                value = 10 * value + digit;
                at++;
            }
            if (at == first || at == packed.length()) {
                throw wrong();
            }
            at++;
            return value;
        }

        private IllegalArgumentException wrong() {
            return new IllegalArgumentException("a part of a snapshot is not what it should be at place " + at);
        }
    }
}
