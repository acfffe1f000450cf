// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

/**
 * A string. Its text is kept as it came: no normalisation of Unicode.
 *
 * @param value text of whole code points
 */
public record JsonString(String value) implements Json {

    /**
     * Checks the text.
     *
     * @param value as above
     * @throws IllegalArgumentException when it has half of a surrogate pair, which UTF-8 cannot carry
     */
    public JsonString {
        WholeText.check(value);
    }

    /**
     * The canonical text.
     *
     * @return with its quotes
     */
    @Override
    public String toString() {
        return canonicalText();
    }
}
