// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in its document. A chain of steps, because it becomes text only when something is refused.
 *
 * @param parent where the container stands; null for the whole document
 * @param name the member's name; null in an array
 * @param index the element's number; unused in an object
 */
record Place(@Nullable Place parent, @Nullable String name, int index) {

    static final Place ROOT = new Place(null, null, 0);

    Place member(String member) {
        return new Place(this, member, 0);
    }

    Place element(int number) {
        return new Place(this, null, number);
    }

    /** As {@code $.steps[2]["odd name"]}. */
    @Override
    public String toString() {
        if (parent == null) {
            return "$";
        }
        return parent + (name == null ? "[" + index + "]" : WholeText.step(name));
    }
}
