// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** The one catalogue of what the console says: {@code texts.properties}, English. A place for a value is {@code {0}}, {@code {1}} and so on. */
public final class Texts {

    private static final Map<String, String> TEXTS = read();

    private Texts() {}

    /**
     * A text.
     *
     * @param key its name
     * @param values for its places, in their order
     * @throws IllegalArgumentException when there is no such text
     */
    public static String text(String key, Object... values) {
        String text = TEXTS.get(key);
        if (text == null) {
            throw new IllegalArgumentException("texts.properties has no " + key);
        }
        String shown = text;
        for (int i = 0; i < values.length; i++) {
            shown = shown.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return shown;
    }

    /** A text, or the words themselves where the catalogue has none: for names of states that may grow. */
    public static String textOr(String key, String words) {
        return TEXTS.getOrDefault(key, words);
    }

    /** All of them, by name. */
    static Map<String, String> all() {
        return TEXTS;
    }

    private static Map<String, String> read() {
        Properties texts = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(Texts.class.getResourceAsStream("texts.properties")), StandardCharsets.UTF_8)) {
            texts.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the texts of the console cannot be read", unreadable);
        }
        Map<String, String> all = new TreeMap<>();
        texts.forEach((key, value) -> all.put(String.valueOf(key), String.valueOf(value)));
        return Collections.unmodifiableMap(all);
    }
}
