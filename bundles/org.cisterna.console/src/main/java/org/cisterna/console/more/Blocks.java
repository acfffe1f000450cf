// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.more;

import java.util.List;
import org.cisterna.console.Block;
import org.cisterna.console.Inline;

/**
 * What another bundle shows, checked.
 *
 * @param blocks at most {@value Block#MOST}, and no table or list longer than that
 */
public record Blocks(List<Block> blocks) {

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException when there is too much of it
     */
    public Blocks {
        blocks = List.copyOf(blocks);
        for (Block each : blocks) {
            int size = 0;
            if (each instanceof Block.Table table) {
                size = table.rows().size();
            } else if (each instanceof Block.Items items) {
                size = items.items().size();
            } else if (each instanceof Block.Facts facts) {
                size = facts.facts().size();
            } else if (each instanceof Block.Paragraph paragraph) {
                size = paragraph.parts().size();
            }
            require(size);
        }
        require(blocks.size());
    }

    /** A cell that is the first of its row is the row's heading. */
    public static boolean isFirst(List<Inline> row, int index) {
        return index == 0 && !row.isEmpty();
    }

    private static void require(int size) {
        if (size > Block.MOST) {
            throw new IllegalArgumentException("a page has " + size + " pieces at one place, at most " + Block.MOST
                    + " are shown: show less, or several pages");
        }
    }
}
