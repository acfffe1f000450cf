// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console;

import java.util.List;

/**
 * A piece of a page. There is no piece for markup, script or style: whatever text is in here is shown as text. Immutable.
 *
 * <p>A page has one heading of the first rank, its title; {@link Heading}s here are of the second.
 */
public sealed interface Block {

    /** The most pieces of a page, rows of a table, items of a list. More is a refusal at rendering, in words. */
    int MOST = 1_000;

    /**
     * A heading.
     *
     * @param text not blank
     */
    record Heading(String text) implements Block {}

    /**
     * A paragraph.
     *
     * @param parts shown one after the other, without spaces between them
     */
    record Paragraph(List<Inline> parts) implements Block {
        /** Copies the list. */
        public Paragraph {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A list.
     *
     * @param items each in one line
     */
    record Items(List<Inline> items) implements Block {
        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * Names with their values.
     *
     * @param facts in the order in which they are shown
     */
    record Facts(List<Fact> facts) implements Block {
        /** Copies the list. */
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /**
     * A name with its value.
     *
     * @param name what it is
     * @param value what it is now
     */
    record Fact(String name, Inline value) {}

    /**
     * A table.
     *
     * @param caption what it shows, in words; not blank
     * @param columns headings of the columns; at least one
     * @param rows each with as many cells as there are columns; the first cell is the row's heading
     */
    record Table(String caption, List<String> columns, List<List<Inline>> rows) implements Block {
        /**
         * Copies the lists.
         *
         * @throws IllegalArgumentException when a row has another number of cells than the table has columns
         */
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<Inline> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException(
                            "a row has " + row.size() + " cells, the table has " + columns.size() + " columns");
                }
            }
        }
    }

    /** A paragraph of plain text. */
    static Block text(String text) {
        return new Paragraph(List.of(Inline.text(text)));
    }

    /** A paragraph of several parts. */
    static Block paragraph(Inline... parts) {
        return new Paragraph(List.of(parts));
    }
}
