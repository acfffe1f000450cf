// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

/** Null. The house writes no nulls, it leaves the member out; other people's documents may hold some. */
public enum JsonNull implements Json {

    /** The only null. */
    NULL;

    /**
     * The canonical text.
     *
     * @return null as a word
     */
    @Override
    public String toString() {
        return canonicalText();
    }
}
