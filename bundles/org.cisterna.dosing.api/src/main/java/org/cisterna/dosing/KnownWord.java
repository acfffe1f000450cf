// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Reads a word out of a fixed list of words, and names the list when it is none of them. */
final class KnownWord {

    private KnownWord() {}

    static <E extends Enum<E>> E of(Class<E> words, String text) {
        return Arrays.stream(words.getEnumConstants())
                .filter(each -> each.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("this is one of "
                        + Arrays.stream(words.getEnumConstants())
                                .map(Enum::name)
                                .collect(Collectors.joining(", "))));
    }
}
