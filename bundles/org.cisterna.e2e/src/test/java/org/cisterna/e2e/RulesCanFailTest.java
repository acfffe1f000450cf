// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cisterna.e2e.rules.Rule;
import org.cisterna.e2e.rules.Rules;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Each check fails the page that was made to break its rule, and no good page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RulesCanFailTest {

    /** Pages that cannot break one rule alone: what runs together lacks the space of H01 too, and a comma for a point groups no thousands. */
    private static final Set<String> ALSO = Set.of("H08 H01", "H09 H04");

    private final PageServer server;
    private final Browser browser;

    RulesCanFailTest() throws IOException {
        this.server = PageServer.start();
        this.browser = Browser.start();
    }

    @BeforeAll
    void thereAreRulesAndPages() {
        assertThat(Rules.all()).hasSizeGreaterThan(50);
        assertThat(PageServer.pages("bad")).hasSizeGreaterThan(40);
    }

    @AfterAll
    void closeAll() {
        browser.close();
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> aBadPageFailsItsRule() {
        return Rules.all().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        named(rule), () -> assertThat(look(rule, "bad/" + rule.number() + ".html"))
                                .as("%s sees what is wrong with bad/%s.html", named(rule), rule.number())
                                .isNotEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> aBadPageFailsNoOtherRuleOfMarkup() {
        return PageServer.pages("bad").stream()
                .map(page -> DynamicTest.dynamicTest(page, () -> {
                    List<String> found = new ArrayList<>();
                    for (Rule.OfMarkup rule : Rules.ofMarkup()) {
                        if (!rule.number().equals(page) && !ALSO.contains(page + " " + rule.number())) {
                            look(rule, "bad/" + page + ".html")
                                    .forEach(words -> found.add(rule.number() + " " + words));
                        }
                    }
                    assertThat(found).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> aGoodPagePassesEveryRule() {
        List<Rule> rules = new ArrayList<>(Rules.ofMarkup());
        rules.addAll(Rules.inBrowser());
        return PageServer.pages("good").stream()
                .map(page -> DynamicTest.dynamicTest(page, () -> {
                    List<String> found = new ArrayList<>();
                    for (Rule rule : rules) {
                        look(rule, "good/" + page + ".html").forEach(words -> found.add(rule.number() + " " + words));
                    }
                    assertThat(found).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> aGoodPagePassesTheRulesForSinglePages() {
        Set<String> pages = PageServer.pages("good");
        return Rules.once().stream()
                .map(rule -> DynamicTest.dynamicTest(named(rule), () -> assertThat(look(
                                rule, "good/" + (pages.contains(rule.number()) ? rule.number() : "page") + ".html"))
                        .isEmpty()));
    }

    private static String named(Rule rule) {
        return rule.number() + (rule instanceof Rule.OfMarkup ? " in the markup" : " in the browser");
    }

    private List<String> look(Rule rule, String page) {
        if (rule instanceof Rule.OfMarkup markup) {
            return markup.check().violations(Jsoup.parse(PageServer.source(page)));
        }
        // a connection that was closed just then costs a page its style, and nothing about its looks holds
        browser.await("the page has its style", driver -> {
            browser.open(server.address(page));
            return Boolean.TRUE.equals(
                    browser.script(
                            "return [...document.querySelectorAll('link[rel=stylesheet]')].every(each => each.sheet !== null)"));
        });
        return ((Rule.InBrowser) rule).check().violations(browser);
    }
}
