// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * What a page says, block by block: the texts of elements that stand on one line in the source are joined as a reader, a screen reader or the
 * clipboard joins them. Ordinary white space is one space; spaces that do not break are kept. A hint
 * stands on a line of its own. Code, hashes and what is hidden are left out.
 */
final class Blocks {

    /** A text and the element it stands in. */
    record Block(Element element, String text) {}

    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "output",
            "q", "s", "small", "span", "strong", "sub", "sup", "time", "tspan", "u", "var", "wbr");
    private static final Set<String> LEFT_OUT =
            Set.of("script", "style", "template", "code", "pre", "samp", "textarea", "title");

    private final List<Block> found = new ArrayList<>();

    private Blocks() {}

    /** Every block of the body. */
    static List<Block> of(Document page) {
        return of(page.body());
    }

    /** Every block of an element. */
    static List<Block> of(Element element) {
        Blocks blocks = new Blocks();
        blocks.block(element);
        return List.copyOf(blocks.found);
    }

    /** All that an element says, blocks separated by one space. */
    static String text(Element element) {
        StringBuilder all = new StringBuilder();
        for (Block block : of(element)) {
            all.append(all.isEmpty() ? "" : " ").append(block.text());
        }
        return all.toString();
    }

    private void block(Element block) {
        StringBuilder line = new StringBuilder();
        walk(block, block, line);
        close(block, line);
    }

    private void walk(Element block, Element element, StringBuilder line) {
        for (Node node : element.childNodes()) {
            if (node instanceof TextNode text) {
                line.append(text.getWholeText());
            } else if (node instanceof Element child && !isLeftOut(child)) {
                if (INLINE.contains(child.normalName()) && !child.hasClass("hint")) {
                    walk(block, child, line);
                } else {
                    close(block, line);
                    block(child);
                }
            }
        }
    }

    private static boolean isLeftOut(Element element) {
        return LEFT_OUT.contains(element.normalName()) || element.hasAttr("hidden");
    }

    private void close(Element block, StringBuilder line) {
        String text = line.toString().replaceAll("[ \\t\\r\\n]+", " ").strip();
        if (!text.isEmpty()) {
            found.add(new Block(block, text));
        }
        line.setLength(0);
    }
}
