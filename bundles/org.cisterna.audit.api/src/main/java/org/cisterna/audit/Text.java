// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

/** Bounds of the short texts in an entry. */
final class Text {

    private Text() {}

    static String checked(String what, String value, int max) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " is blank; say it");
        }
        if (value.length() > max) {
            throw new IllegalArgumentException(
                    what + " has " + value.length() + " characters, at most " + max + " are allowed");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException(what + " holds a control character at position " + i);
            }
        }
        return value;
    }
}
