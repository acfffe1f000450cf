// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Router;
import org.cisterna.therapy.Identified;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A browser window without scripts: one person looks at one page, fills in forms and presses buttons. Follows redirects. */
final class Window {

    private static final int MOST_REDIRECTS = 5;

    private final Pages pages;
    private final Identified who;
    private Document page = new Document("");
    private String address = "";
    private int status;
    private boolean locked;

    /** What was sent last, to be sent once more: a double click, or a reload. */
    private Optional<Router.Incoming> last = Optional.empty();

    Window(Pages pages, Identified who) {
        this.pages = pages;
        this.who = who;
    }

    /** From now on the screen is locked. */
    Window locked() {
        locked = true;
        return this;
    }

    /** Another window of the same person, at the same page. */
    Window another() {
        return new Window(pages, who).open(address);
    }

    Window open(String where) {
        return answered(incoming("GET", where, Map.of()));
    }

    private Router.Incoming incoming(String method, String where, Map<String, List<String>> fields) {
        URI uri = URI.create(where);
        Map<String, String> query = new HashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                int equals = pair.indexOf('=');
                query.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return new Router.Incoming(
                method,
                uri.getRawPath(),
                query,
                fields,
                Optional.of(new Asked.Visitor(who, "form token", locked)),
                new Asked.Browser(Optional.empty(), "test"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private Window answered(Router.Incoming first) {
        Router.Incoming incoming = first;
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            Reply reply = pages.router().answer(incoming);
            if (reply instanceof Reply.Shown shown) {
                address = incoming.path();
                status = shown.status();
                page = Jsoup.parse(pages.frame().html(shown.page(), incoming.visitor()));
                assertThat(page.select("h1")).as("one heading at %s", address).hasSize(1);
                assertThat(page.select("[style], script:not([src])"))
                        .as("nothing inline")
                        .isEmpty();
                return this;
            }
            String to = ((Reply.Moved) reply).location();
            boolean ours = to.startsWith("/enrol") || to.contains("/programme") || to.endsWith("/by-hand");
            if (!ours && !to.endsWith("/visit")) {
                // a page of others: that we were led there is all there is to see
                address = to;
                status = 303;
                page = new Document("");
                return this;
            }
            incoming = incoming("GET", to, Map.of());
        }
        throw new AssertionError("led in a circle at " + incoming.path());
    }

    /** Fills in fields and presses a button of this page, by its words. */
    Window press(String button, String... fields) {
        Element pressed = page.select("main button").stream()
                .filter(each -> each.text().equals(button))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no button \"" + button + "\" at " + address + ", but "
                        + page.select("main button").eachText() + "; " + text()));
        Element form = pressed.closest("form");
        assertThat(form).isNotNull();
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Element each : form.select("input, select, textarea")) {
            String type = each.attr("type");
            if (type.equals("radio") || type.equals("checkbox")) {
                if (each.hasAttr("checked")) {
                    values.put(each.attr("name"), List.of(each.attr("value")));
                }
            } else {
                Element chosen = each.selectFirst("option[selected]");
                values.put(each.attr("name"), List.of(chosen == null ? each.val() : chosen.attr("value")));
            }
        }
        for (int i = 0; i < fields.length; i += 2) {
            String name = fields[i];
            assertThat(form.select("[name=" + name + "]"))
                    .as("a field %s at %s", name, address)
                    .isNotEmpty();
            values.put(name, List.of(fields[i + 1]));
        }
        if (pressed.hasAttr("name")) {
            values.put(pressed.attr("name"), List.of(pressed.attr("value")));
        }
        String action = pressed.hasAttr("formaction") ? pressed.attr("formaction") : form.attr("action");
        Router.Incoming sent = incoming("POST", action, values);
        last = Optional.of(sent);
        return answered(sent);
    }

    /** Sends the last form once more, with the same key. */
    Window again() {
        return answered(last.orElseThrow());
    }

    /** Follows a link of this page, by its words. */
    Window follow(String link) {
        String href = page.select("main a").stream()
                .filter(each -> each.text().equals(link))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link \"" + link + "\" at " + address + ", but "
                        + page.select("main a").eachText()))
                .attr("href");
        return open(href);
    }

    Window reload() {
        return open(address);
    }

    Document page() {
        return page;
    }

    String address() {
        return address;
    }

    int status() {
        return status;
    }

    String heading() {
        return page.select("h1").text();
    }

    /** All words of the page's content, with plain spaces. */
    String text() {
        return plain(page.select("main").text());
    }

    /** All of the page's source but what is drawn by chance: keys of forms, nonces, the name of the change and the code of its plan. */
    String source() {
        Document copy = page.clone();
        copy.select("[name=_once], [name=_token], [name=nonce]").removeAttr("value");
        copy.select(".code-both").remove();
        return copy.outerHtml().replaceAll("c-[0-9a-f]{12}", "");
    }

    private static String plain(String text) {
        return text.replace('\u202f', ' ').replace('\u00a0', ' ');
    }

    /** The words of the summary of what is wrong, and that each leads to a field where the same words stand. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Element each : page.select("#errors li")) {
            faults.add(plain(each.text()));
            Element link = each.selectFirst("a");
            if (link != null) {
                String id = link.attr("href").substring(1);
                assertThat(page.getElementById(id)).as("what %s leads to", id).isNotNull();
                assertThat(page.select("#e-" + id.substring(2)).text()).contains(each.text());
            }
        }
        return faults;
    }

    /** What stands in a field. */
    String value(String field) {
        Element input = page.selectFirst("main [name=" + field + "]");
        return input == null ? "" : input.val();
    }

    List<String> buttons() {
        return page.select("main button:not([aria-hidden])").eachText();
    }
}
