// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cisterna.e2e.rules.AxeRules;
import org.cisterna.e2e.rules.Rule;
import org.cisterna.e2e.rules.Rules;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * S29, S30 and S33: after the scenarios, with what they left behind, everything that can be reached by links is held to the rules and to axe-core, in
 * light and dark.
 */
@ExtendWith(OnStage.class)
@Order(90)
final class CrawlIT {

    private static final int MOST_OF_A_KIND = 2;
    /** What theme and colours can change. */
    private static final Set<String> IN_THE_DARK = Set.of("H27", "H35", "H43");

    /** What the budget of docs/console.md has too much of, on a page as it was sent: bytes of markup, of style, of scripts, and what is not ours. */
    private static final String WEIGHT =
            """
            const found = [], page = performance.getEntriesByType('navigation')[0], all = performance.getEntriesByType('resource');
            if (page.decodedBodySize > 40960) found.push('the page weighs ' + page.decodedBodySize + ' bytes');
            const sum = end => all.filter(r => new URL(r.name).pathname.endsWith(end)).reduce((bytes, r) => bytes + r.decodedBodySize, 0);
            if (sum('.css') > 16384) found.push('the style weighs ' + sum('.css') + ' bytes');
            if (sum('.js') > 20480) found.push('the scripts weigh ' + sum('.js') + ' bytes');
            all.filter(r => new URL(r.name).origin !== location.origin).forEach(r => found.push('something is fetched from ' + r.name));
            return found;
            """;

    private final List<String> found = new ArrayList<>();
    private final Set<String> pages = new TreeSet<>();
    private final Map<String, Set<String>> units = new TreeMap<>();

    @Test
    void everyReachablePageKeepsTheRules(Stage stage) throws Exception {
        new Crawler(stage, MOST_OF_A_KIND, Exhibits.set(stage)).go(this::look);
        units.forEach((drug, each) -> {
            if (each.size() > 1) {
                found.add("H06 over all pages: " + drug + " is given in " + each);
            }
        });
        System.out.println("CrawlIT looked at " + pages.size() + " pages: " + pages);
        assertThat(found).isEmpty();
        assertThat(pages).hasSizeGreaterThan(3);
    }

    private void look(Browser browser, String where, Document page, boolean first) {
        pages.add(where);
        note("weight", where, browser.texts(WEIGHT));
        for (Rule.OfMarkup rule : Rules.ofMarkup()) {
            note(rule.number(), where, rule.check().violations(page));
        }
        Rules.massUnits(page).forEach((drug, each) -> units.computeIfAbsent(drug, key -> new TreeSet<>())
                .addAll(each));
        if (!first) {
            // the second of a kind has other data, not another look
            return;
        }
        for (Rule.InBrowser rule : Rules.inBrowser()) {
            // axe-core as a whole says it again
            if (!rule.number().equals("H43")) {
                note(rule.number(), where, rule.check().violations(browser));
            }
        }
        note("axe", where, AxeRules.everything(browser));
        browser.media("", Map.of("prefers-color-scheme", "dark"));
        Rules.inBrowser().stream()
                .filter(rule -> IN_THE_DARK.contains(rule.number()))
                .forEach(rule ->
                        note(rule.number() + " in the dark", where, rule.check().violations(browser)));
        browser.media("", Map.of());
    }

    private void note(String rule, String where, Collection<String> violations) {
        violations.forEach(words -> found.add(rule + " at " + where + ": " + words));
    }
}
