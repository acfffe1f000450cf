// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e.rules;

import com.deque.html.axecore.providers.EmbeddedResourceAxeProvider;
import java.io.IOException;
import java.util.List;
import javax.naming.OperationNotSupportedException;
import org.cisterna.e2e.Browser;

/** What axe-core finds on a page. It is run in the page itself, as the browser draws it now. */
public final class AxeRules {

    private static final String RUN =
            """
            const done = arguments[arguments.length - 1], only = arguments[0];
            axe.run(document, only ? { runOnly: { type: 'rule', values: [only] } } : {})
                .then(result => done(result.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + v.help + ', at ' + n.target.join(' ') + ' ' + n.html.slice(0, 160)
                    + ' ' + (n.any[0] ? n.any[0].message : '')))), e => done(['axe-core failed: ' + e]));
            """;

    private AxeRules() {}

    /** Text and marks stand out from what is behind them. */
    static List<String> h43(Browser page) {
        return run(page, "color-contrast");
    }

    /** Everything axe-core knows of, contrast included: WCAG 2.2 A and AA, and its own best practices. */
    public static List<String> everything(Browser page) {
        return run(page, "");
    }

    private static List<String> run(Browser page, String only) {
        if (!Boolean.TRUE.equals(page.script("return typeof axe === 'object'"))) {
            try {
                page.script(new EmbeddedResourceAxeProvider().getScript());
            } catch (IOException | OperationNotSupportedException e) {
                throw new IllegalStateException("axe-core is not in its jar", e);
            }
        }
        return page.later(RUN, only);
    }
}
