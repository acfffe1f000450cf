// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.report;

/** Writes HTML; every text goes through {@link #text}. Used by one thread. */
final class Html {

    private final StringBuilder out = new StringBuilder();

    /** Markup of our own, without any text of others. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Any text; what has a meaning in HTML, and what turns the direction of writing, loses it. */
    Html text(String words) {
        words.codePoints().forEach(each -> {
            switch (each) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isHarmless(each) ? each : 0xFFFD);
            }
        });
        return this;
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** A text in an element. */
    Html element(String name, String words) {
        return element(name, "", words);
    }

    /** A text in an element of a class. */
    Html element(String name, String kind, String words) {
        out.append('<').append(name);
        if (!kind.isEmpty()) {
            out.append(" class=\"").append(kind).append('"');
        }
        out.append('>');
        text(words);
        out.append("</").append(name).append('>');
        return this;
    }

    /** A row of a table of two columns. */
    Html row(String name, String value) {
        raw("<tr><th scope=\"row\">").text(name).raw("</th>");
        return element("td", value).raw("</tr>\n");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
