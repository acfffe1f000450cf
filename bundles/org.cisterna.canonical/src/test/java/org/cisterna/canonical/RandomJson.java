// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Random values with everything in them that is hard to write or to order, and loose texts of them. */
final class RandomJson {

    private static final List<String> PIECES = List.of(
            "a",
            "B",
            "0",
            "_",
            " ",
            "\"",
            "\\",
            "/",
            "\n",
            "\r",
            "\t",
            "\b",
            "\f",
            "\u0000",
            "\u001f",
            "\u007f",
            "\u0080",
            "\u00e9",
            "\u2028",
            "\u20ac",
            "\ud7ff",
            "\ue000",
            "\ufb33",
            "\uffff",
            "\ud83d\ude00",
            "\ud800\udc00",
            "\udbff\udfff");

    private final SplittableRandom random;

    RandomJson(SplittableRandom random) {
        this.random = random;
    }

    Json value(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> Json.text(text());
            case 1 -> Json.number(random.nextLong(-JsonNumber.MAX, JsonNumber.MAX + 1));
            case 2 -> Json.number(random.nextInt(-2, 3));
            case 3 -> Json.bool(random.nextBoolean());
            case 4 -> JsonNull.NULL;
            case 5 -> array(depth - 1);
            default -> object(depth - 1);
        };
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private Json array(int depth) {
        List<Json> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value(depth));
        }
        return Json.array(values);
    }

    private Json object(int depth) {
        Map<String, Json> members = new TreeMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            members.put(text(), value(depth));
        }
        JsonObject.Builder object = Json.object();
        members.forEach(object::put);
        return object.build();
    }

    /** The same value written in some other way: members in any order, white space anywhere, escapes that are not needed. */
    String loose(Json value) {
        if (value instanceof JsonObject object) {
            List<String> names = new ArrayList<>(object.names());
            Collections.shuffle(names, new Random(random.nextLong()));
            return space() + "{" + space()
                    + String.join(
                            ",",
                            names.stream()
                                    .map(name -> space() + loose(name) + space() + ":"
                                            + loose(object.get(name).orElseThrow()))
                                    .toList())
                    + space() + "}" + space();
        } else if (value instanceof JsonArray array) {
            return space() + "["
                    + String.join(",", array.values().stream().map(this::loose).toList()) + space() + "]";
        } else if (value instanceof JsonString text) {
            return space() + loose(text.value()) + space();
        }
        return space() + value + space();
    }

    private String loose(String text) {
        StringBuilder written = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean needed = c < 0x20 || c == '"' || c == '\\';
            boolean half = Character.isSurrogate(c);
            if (needed || half || random.nextInt(4) == 0) {
                written.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
            } else {
                written.append(c);
            }
        }
        return written.append('"').toString();
    }

    private String space() {
        return switch (random.nextInt(6)) {
            case 0 -> " ";
            case 1 -> "\r\n";
            case 2 -> "\t ";
            default -> "";
        };
    }
}
