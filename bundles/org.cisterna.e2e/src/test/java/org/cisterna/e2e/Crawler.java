// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Goes through everything that can be reached by links, as one person after another. A page is shown to its visitor a few times for each kind of address
 * and heading, whoever reaches it first: pumps differ in state and entries in type, but not all of them need to be looked at.
 */
final class Crawler {

    private static final List<String> ROLES =
            List.of("clinician", "programmer", "technician", "integrator", "auditor", "admin", "viewer");
    /** Links of one kind that one person follows. */
    private static final int MOST_FOLLOWED = 6;

    /** Looks at a page that stands open; {@code first} is whether it is the first of its kind. */
    interface Visitor {
        void look(Browser browser, String where, Document page, boolean first) throws Exception;
    }

    private final Map<String, Integer> looked = new HashMap<>();
    private final Stage stage;
    private final int mostOfAKind;
    private final Map<String, List<String>> beginnings;

    /** {@code beginnings} are addresses that somebody reaches without a link, by role; of who has a role twice, no more than these are looked at. */
    Crawler(Stage stage, int mostOfAKind, Map<String, List<String>> beginnings) {
        this.stage = stage;
        this.mostOfAKind = mostOfAKind;
        this.beginnings = Map.copyOf(beginnings);
    }

    /** Goes through all. {@code where} is the role and the address. */
    void go(Visitor visitor) throws Exception {
        for (String role : ROLES) {
            go(role, visitor);
        }
        for (String other : beginnings.keySet()) {
            if (!ROLES.contains(other)) {
                for (String path : beginnings.getOrDefault(other, List.of())) {
                    Browser browser = stage.as(other);
                    browser.open(stage.at(path));
                    visitor.look(browser, other + " " + path, browser.markup(), true);
                }
            }
        }
        Browser nobody = stage.stranger("nobody", "en-US");
        nobody.open(stage.at("/sign-in"));
        visitor.look(nobody, "nobody /sign-in", nobody.markup(), true);
        stage.forget("nobody");
    }

    private void go(String role, Visitor visitor) throws Exception {
        Browser browser = stage.as(role);
        Deque<String> next = new ArrayDeque<>(List.of("/"));
        next.addAll(beginnings.getOrDefault(role, List.of()));
        Set<String> seen = new HashSet<>(next);
        Map<String, Integer> queued = new HashMap<>();
        while (!next.isEmpty()) {
            String path = next.removeFirst();
            browser.open(stage.at(path));
            Document page = browser.markup();
            String kind = kind(path) + " " + page.select("h1").text().replaceAll("\\d+|demo-\\w+", "9");
            int times = looked.merge(kind, 1, Integer::sum);
            if (times <= mostOfAKind) {
                visitor.look(browser, role + " " + path, page, times == 1);
            }
            for (Element link : page.select("a[href]")) {
                String address = target(link.attr("abs:href"));
                boolean follow = !address.isEmpty() && seen.add(address);
                if (follow && queued.merge(kind(address), 1, Integer::sum) <= MOST_FOLLOWED) {
                    next.add(address);
                }
            }
        }
    }

    /** Addresses of one kind differ in numbers and accounts, and in what is searched and sorted. */
    private static String kind(String path) {
        return path.replaceAll("\\?.*", "?").replaceAll("[^/?]*\\d[^/?]*|demo-\\w+", "*");
    }

    /** Where a link leads inside the console; empty for elsewhere, for files, and for ends of a session. */
    private String target(String href) {
        if (href.isEmpty()) {
            return "";
        }
        URI address = URI.create(href.replaceAll("#.*", ""));
        boolean ours = stage.at("/").getAuthority().equals(address.getAuthority());
        String query = address.getRawQuery();
        String path = address.getRawPath() + (query == null ? "" : "?" + query);
        boolean page = !path.matches("/(a|api|events|ledger)(/.*)?|.*\\.(csv|json|html|xml|zip)(\\?.*)?|/sign-out.*");
        return ours && page ? path : "";
    }
}
