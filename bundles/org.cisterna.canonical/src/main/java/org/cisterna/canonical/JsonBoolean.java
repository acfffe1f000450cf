// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

/**
 * True or false.
 *
 * @param value which of them
 */
public record JsonBoolean(boolean value) implements Json {

    /**
     * The canonical text.
     *
     * @return true or false
     */
    @Override
    public String toString() {
        return canonicalText();
    }
}
