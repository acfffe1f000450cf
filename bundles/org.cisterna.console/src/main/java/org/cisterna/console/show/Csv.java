// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.show;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.cisterna.web.Address;

/**
 * A table as a file for programs that calculate: RFC 4180 in UTF-8, with the mark by which they know that, every cell in quotes. The first row says
 * that it is a simulation; then come what was asked for, an empty row, headings and rows. Each quantity has its unit in its cell. A cell that such
 * a program could take for a formula begins with an apostrophe.
 */
public final class Csv {

    /** Media type. */
    public static final String MEDIA_TYPE = "text/csv; charset=utf-8";

    private static final String FORMULA = "=+-@\t\r\n";
    private static final String MARK = "\ufeff";

    private final StringBuilder text = new StringBuilder(MARK);

    /** With what the file is, in words. */
    public Csv(String title, List<String> words) {
        row(Address.NOTICE);
        row(title);
        words.forEach(this::row);
        text.append("\r\n");
    }

    /** One row. */
    public void row(String... cells) {
        text.append(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String cell(String value) {
        String plain = value.replace('\u00a0', ' ');
        String first = plain.stripLeading();
        boolean formula = !plain.isEmpty()
                && (FORMULA.indexOf(plain.charAt(0)) >= 0
                        || (!first.isEmpty() && FORMULA.indexOf(first.charAt(0)) >= 0));
        return '"' + (formula ? "'" : "") + plain.replace("\"", "\"\"") + '"';
    }

    /** The file. */
    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
