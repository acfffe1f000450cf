// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e.rules;

import java.util.List;
import org.cisterna.e2e.Browser;
import org.jsoup.nodes.Document;

/** A rule of {@code docs/human-factors.md} that a program can judge. Several may have one number; then each proves a part of it. */
public sealed interface Rule permits Rule.OfMarkup, Rule.InBrowser {

    /** Its number, {@code H01}. */
    String number();

    /** A rule that is judged by what the server sent. */
    record OfMarkup(String number, Markup check) implements Rule {}

    /** A rule that is judged by what the browser made of it. */
    record InBrowser(String number, Sight check) implements Rule {}

    /** Looks at markup. */
    @FunctionalInterface
    interface Markup {
        /** What is wrong, in words; nothing when the page is good, or the rule has nothing to say about it. */
        List<String> violations(Document page);
    }

    /** Looks at the page that stands open in a browser, and leaves it as it was. */
    @FunctionalInterface
    interface Sight {
        /** What is wrong, in words; nothing when the page is good, or the rule has nothing to say about it. */
        List<String> violations(Browser page);
    }
}
