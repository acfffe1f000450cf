// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object by name, in the order of UTF-16 code units, which is the order of String and of RFC 8785. Names and values lie side by side in two arrays: an
 * object seldom has many, a ledger has millions of them, and what was written canonically comes in this order already. Immutable.
 */
final class Members {

    private final String[] names;
    private final Json[] values;

    private Members(String[] names, Json[] values) {
        this.names = names;
        this.values = values;
    }

    static Members of(SortedMap<String, Json> sorted) {
        String[] names = new String[sorted.size()];
        Json[] values = new Json[names.length];
        int next = 0;
        for (Map.Entry<String, Json> each : sorted.entrySet()) {
            names[next] = each.getKey();
            values[next++] = each.getValue();
        }
        return new Members(names, values);
    }

    int size() {
        return names.length;
    }

    String name(int index) {
        return names[index];
    }

    Json value(int index) {
        return values[index];
    }

    @Nullable
    Json get(String name) {
        int index = Arrays.binarySearch(names, name);
        return index < 0 ? null : values[index];
    }

    List<Json> values() {
        return Arrays.asList(values);
    }

    Set<String> names() {
        return new Names(names);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Members members
                && Arrays.equals(names, members.names)
                && Arrays.equals(values, members.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
    }

    /** The names alone, in their order; nobody can change it. */
    private static final class Names extends AbstractSet<String> {
        private final String[] sorted;

        Names(String[] sorted) {
            this.sorted = sorted;
        }

        @Override
        public boolean contains(Object name) {
            return name instanceof String text && Arrays.binarySearch(sorted, text) >= 0;
        }

        @Override
        public Iterator<String> iterator() {
            Iterator<String> all = Arrays.asList(sorted).iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return all.hasNext();
                }

                @Override
                public String next() {
                    return all.next();
                }
            };
        }

        @Override
        public int size() {
            return sorted.length;
        }
    }

    /** Collects members as they come in a text. For one thread. */
    static final class Collected {
        private static final int FEW = 8;

        private final List<String> names = new ArrayList<>(FEW);
        private final List<Json> values = new ArrayList<>(FEW);
        /** Takes over where the order is left, so that a text in another order costs no more than sorting it. */
        private @Nullable SortedMap<String, Json> sorted;

        boolean has(String name) {
            return sorted != null
                    ? sorted.containsKey(name)
                    : !isNext(name) && Collections.binarySearch(names, name) >= 0;
        }

        /** Adds a member whose name is not there. */
        void add(String name, Json value) {
            if (sorted == null && !isNext(name)) {
                sorted = new TreeMap<>();
                for (int i = 0; i < names.size(); i++) {
                    sorted.put(names.get(i), values.get(i));
                }
            }
            if (sorted != null) {
                sorted.put(name, value);
            } else {
                names.add(name);
                values.add(value);
            }
        }

        private boolean isNext(String name) {
            return names.isEmpty() || names.get(names.size() - 1).compareTo(name) < 0;
        }

        Members members() {
            return sorted != null ? of(sorted) : new Members(names.toArray(new String[0]), values.toArray(new Json[0]));
        }
    }
}
