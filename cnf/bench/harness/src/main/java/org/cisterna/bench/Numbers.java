// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Options of a benchmark that are whole numbers, each with what holds without it. */
final class Numbers {

    private final Map<String, Integer> values;

    private Numbers(Map<String, Integer> values) {
        this.values = values;
    }

    /**
     * Reads them.
     *
     * @param benchmark its name
     * @param otherwise each option and what holds without it; the most is a thousand times that
     */
    static Numbers of(String benchmark, List<String> arguments, Map<String, Integer> otherwise) {
        Map<String, Integer> values = new TreeMap<>(otherwise);
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            Integer usual = otherwise.get(name);
            if (usual == null) {
                throw new IllegalArgumentException("'" + name + "' is no option of bench " + benchmark + "; there are: "
                        + String.join(" ", values.keySet()));
            }
            String text = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            int most = usual * 1_000;
            if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
                throw new IllegalArgumentException("'" + text + "' is no value for " + name + " of bench " + benchmark
                        + ": a whole number from 1 to " + most);
            }
            values.put(name, Integer.parseInt(text));
        }
        return new Numbers(values);
    }

    int get(String name) {
        Integer value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no option " + name);
        }
        return value;
    }
}
