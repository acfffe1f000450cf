// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The more and the less of two. Where both are the same either of them is meant, so nobody has to say which. */
final class Extreme {

    private Extreme() {}

    static <T extends Comparable<T>> T more(T one, T other) {
        return Collections.max(List.of(one, other));
    }

    static <T extends Comparable<T>> T less(T one, T other) {
        return Collections.min(List.of(one, other));
    }

    /** The more of one and of another, where there is another. */
    static <T extends Comparable<T>> T more(T one, Optional<T> other) {
        return other.map(each -> more(one, each)).orElse(one);
    }

    /** The less of one and of another, where there is another. */
    static <T extends Comparable<T>> T less(T one, Optional<T> other) {
        return other.map(each -> less(one, each)).orElse(one);
    }
}
