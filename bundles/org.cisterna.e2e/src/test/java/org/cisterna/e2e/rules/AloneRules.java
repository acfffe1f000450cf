// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a person signs alone. */
final class AloneRules {

    private static final String ALONE = "break-glass";

    private AloneRules() {}

    /** Who signs alone types the daily dose once more, into an empty field that nothing fills; who signs as author types none. */
    static List<String> h14(Document page) {
        List<String> found = new ArrayList<>();
        Element heading = page.selectFirst("h1");
        boolean alone =
                heading != null && heading.text().toLowerCase(Locale.ROOT).contains(ALONE);
        for (Element form : page.select("form[method=post]")) {
            boolean signs = form.selectFirst("input[type=password]") != null
                    && form.select("button").eachText().stream()
                            .anyMatch(name -> name.startsWith("Sign alone") || name.startsWith("Sign as author"));
            if (signs) {
                look(page, form, alone, found);
            }
        }
        return found;
    }

    private static void look(Document page, Element form, boolean alone, List<String> found) {
        List<Element> doses = form.select("input[inputmode=decimal]");
        if (!alone) {
            doses.forEach(field -> found.add("the author types \"" + FormRules.label(page, field)
                    + "\" once more, although a second person follows"));
            return;
        }
        if (doses.size() != 1) {
            found.add(
                    "who signs alone types the daily dose once more, and there are " + doses.size() + " fields for it");
        }
        for (Element field : doses) {
            String label = FormRules.label(page, field);
            if (!label.toLowerCase(Locale.ROOT).matches(".*(per 24 h|daily).*")) {
                found.add("\"" + label + "\" does not say that it is the dose of a day");
            }
            if (!field.attr("value").isEmpty() && !field.attr("aria-invalid").equals("true")) {
                found.add("\"" + label + "\" is filled before anybody typed");
            }
            if (!field.attr("autocomplete").equals("off")) {
                found.add("the browser may fill \"" + label + "\"");
            }
            if (field.hasAttr("onpaste") || field.hasAttr("readonly")) {
                found.add("\"" + label + "\" cannot be pasted into");
            }
        }
    }
}
