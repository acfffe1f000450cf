// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e.rules;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;

/** All checks. */
public final class Rules {

    private static final List<Rule.OfMarkup> MARKUP = List.of(
            new Rule.OfMarkup("H01", NumberRules::h01),
            new Rule.OfMarkup("H02", NumberRules::h02),
            new Rule.OfMarkup("H03", NumberRules::h03),
            new Rule.OfMarkup("H04", NumberRules::h04),
            new Rule.OfMarkup("H05", NumberRules::h05),
            new Rule.OfMarkup("H06", NumberRules::h06),
            new Rule.OfMarkup("H07", NumberRules::h07),
            new Rule.OfMarkup("H08", NumberRules::h08),
            new Rule.OfMarkup("H09", NumberRules::h09),
            new Rule.OfMarkup("H10", FormRules::h10),
            new Rule.OfMarkup("H11", FormRules::h11),
            new Rule.OfMarkup("H12", WordRules::h12),
            new Rule.OfMarkup("H14", AloneRules::h14),
            new Rule.OfMarkup("H15", StateRules::h15),
            new Rule.OfMarkup("H16", StateRules::h16),
            new Rule.OfMarkup("H17", StateRules::h17),
            new Rule.OfMarkup("H18", FormRules::h18),
            new Rule.OfMarkup("H19", StateRules::h19),
            new Rule.OfMarkup("H20", StateRules::h20),
            new Rule.OfMarkup("H21", FormRules::h21),
            new Rule.OfMarkup("H22", FormRules::h22),
            new Rule.OfMarkup("H23", WordRules::h23),
            new Rule.OfMarkup("H24", StateRules::h24),
            new Rule.OfMarkup("H25", StateRules::h25),
            new Rule.OfMarkup("H30", StateRules::h30),
            new Rule.OfMarkup("H32", StateRules::h32),
            new Rule.OfMarkup("H33", StateRules::h33),
            new Rule.OfMarkup("H34", StateRules::h34),
            new Rule.OfMarkup("H36", StateRules::h36),
            new Rule.OfMarkup("H37", FormRules::h37),
            new Rule.OfMarkup("H42", FormRules::h42),
            new Rule.OfMarkup("H46", StateRules::h46),
            new Rule.OfMarkup("H47", FormRules::h47),
            new Rule.OfMarkup("H48", WordRules::h48),
            new Rule.OfMarkup("H49", WordRules::h49),
            new Rule.OfMarkup("H50", WordRules::h50));

    private static final List<Rule.InBrowser> BROWSER = List.of(
            new Rule.InBrowser("H13", LookRules::h13),
            new Rule.InBrowser("H23", ActRules::h23),
            new Rule.InBrowser("H27", LookRules::h27),
            new Rule.InBrowser("H28", LookRules::h28),
            new Rule.InBrowser("H29", LookRules::h29),
            new Rule.InBrowser("H35", LookRules::h35),
            new Rule.InBrowser("H38", ActRules::h38),
            new Rule.InBrowser("H39", LookRules::h39),
            new Rule.InBrowser("H40", ActRules::h40),
            new Rule.InBrowser("H41", ActRules::h41),
            new Rule.InBrowser("H42", ActRules::h42),
            new Rule.InBrowser("H43", AxeRules::h43),
            new Rule.InBrowser("H44", LookRules::h44),
            new Rule.InBrowser("H48", LookRules::h48),
            new Rule.InBrowser("H49", LookRules::h49));

    /** They need some seconds, send a form, or load the page again: not for every page. */
    private static final List<Rule.InBrowser> ONCE = List.of(
            new Rule.InBrowser("H03", TypingRules::h03),
            new Rule.InBrowser("H09", TypingRules::h09),
            new Rule.InBrowser("H09", ActRules::h09),
            new Rule.InBrowser("H32", ActRules::h32),
            new Rule.InBrowser("H45", ActRules::h45));

    private Rules() {}

    /** What the markup of every page is held to. */
    public static List<Rule.OfMarkup> ofMarkup() {
        return MARKUP;
    }

    /** What every page is held to in a browser. */
    public static List<Rule.InBrowser> inBrowser() {
        return BROWSER;
    }

    /** What takes time or sends a form: for single pages of a scenario. */
    public static List<Rule.InBrowser> once() {
        return ONCE;
    }

    /** One of the rules that are for single pages. */
    public static Stream<Rule.InBrowser> once(String number) {
        return ONCE.stream().filter(rule -> rule.number().equals(number));
    }

    /** In which units of mass each drug stands on a page: over all pages it must be one. */
    public static Map<String, Collection<String>> massUnits(Document page) {
        return NumberRules.massUnits(page);
    }

    /** Every rule. */
    public static List<Rule> all() {
        return Stream.of(MARKUP, BROWSER, ONCE)
                .flatMap(List::stream)
                .map(Rule.class::cast)
                .toList();
    }
}
