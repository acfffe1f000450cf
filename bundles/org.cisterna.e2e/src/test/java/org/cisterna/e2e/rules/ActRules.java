// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cisterna.e2e.Browser;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;

/** What a page does when somebody reads on, types or presses a key. Nothing is sent by these. */
public final class ActRules {

    /** More places than any page has before its content begins to repeat. */
    private static final int MOST_TABS = 60;
    /** How long announcements are counted; at most one in five seconds. */
    private static final Duration LISTENING = Duration.ofSeconds(6);

    /** How long a page may take to say that it hears nothing. */
    private static final Duration SILENCE = Duration.ofSeconds(16);

    private static final String FOCUS =
            """
            const e = document.activeElement; if (!e || e === document.body) return null;
            const r = e.getBoundingClientRect(), s = getComputedStyle(e), words = (e.innerText || e.name || e.id || e.localName).trim().slice(0, 40);
            const key = words + '|' + r.left + '|' + (r.top + scrollY), found = [];
            const ring = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none';
            if (!ring) found.push('the focus on "' + words + '" is not seen');
            if (r.width > 0 && r.height > 0) {
                const x = Math.min(Math.max(r.left + Math.min(r.width, 400) / 2, 0), innerWidth - 1), y = Math.min(Math.max(r.top + r.height / 2, 0), innerHeight - 1);
                const top = document.elementFromPoint(x, y);
                if (!top || !(e.contains(top) || top.contains(e) || (e.labels && [...e.labels].some(l => l.contains(top))))) found.push('"' + words + '" has the focus below <' + (top ? top.localName + ' class="' + top.className + '"' : 'nothing') + '>');
            }
            return [key, ...found];
            """;

    private ActRules() {}

    /** The same digits whatever the browser speaks and wherever it stands. */
    static List<String> h09(Browser page) {
        String here = String.valueOf(page.script("return document.body.innerText;"));
        List<String> found = new ArrayList<>();
        page.cdp("Emulation.setLocaleOverride", Map.of("locale", "de-DE"));
        page.cdp("Emulation.setTimezoneOverride", Map.of("timezoneId", "Asia/Kolkata"));
        page.driver().navigate().refresh();
        String there = String.valueOf(page.script("return document.body.innerText;"));
        page.cdp("Emulation.setLocaleOverride", Map.of());
        page.cdp("Emulation.setTimezoneOverride", Map.of("timezoneId", ""));
        if (!digitsWithSign(here).equals(digitsWithSign(there))) {
            found.add("in another language and zone the page says other numbers");
        }
        return found;
    }

    /** Every number of a text but the seconds of a running clock. */
    private static List<String> digitsWithSign(String text) {
        return java.util.regex.Pattern.compile("\\d+(?:[.,]\\d+)+")
                .matcher(text)
                .results()
                .map(java.util.regex.MatchResult::group)
                .toList();
    }

    /** Pump and patient stay in sight down to the end of the page. */
    static List<String> h23(Browser page) {
        return page.texts(
                """
                const strip = document.querySelector('.strip, [data-strip]'), found = [];
                if (!strip) return found;
                for (const end of [0, document.documentElement.scrollHeight]) { scrollTo(0, end); const r = strip.getBoundingClientRect();
                    if (r.bottom <= 0 || r.top < -1 || r.bottom > innerHeight + 1 || r.height === 0) found.push('pump and patient are out of sight at ' + (end ? 'the end' : 'the beginning')); }
                scrollTo(0, 0); return found;
                """);
    }

    /**
     * When the page has heard nothing of the platform for a while it says so and marks every number. The connection is cut by the browser.
     */
    static List<String> h32(Browser page) {
        page.cdp("Network.enable", Map.of());
        page.cdp("Network.setBlockedURLs", Map.of("urls", List.of("*/events*")));
        page.cdp(
                "Network.emulateNetworkConditions",
                Map.of("offline", true, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        try {
            return hearsNothing(page);
        } finally {
            page.cdp("Network.setBlockedURLs", Map.of("urls", List.of()));
            page.cdp(
                    "Network.emulateNetworkConditions",
                    Map.of("offline", false, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        }
    }

    /** The part of it that looks: for whoever cut the connection in another way. */
    public static List<String> hearsNothing(Browser page) {
        List<String> found = new ArrayList<>();
        try {
            new WebDriverWait(page.driver(), SILENCE)
                    .until(each -> !each.findElements(By.cssSelector("body[data-stale]"))
                            .isEmpty());
            String said = page.all(By.cssSelector("[role=status]")).stream()
                    .map(WebElement::getText)
                    .reduce("", (one, other) -> one + " " + other);
            if (!said.matches("(?is).*(no data|connection lost).*")) {
                found.add("the page says only \"" + said.strip() + "\"");
            }
        } catch (TimeoutException silent) {
            found.add("the page goes on as if it were live: " + silent.getRawMessage());
        }
        return found;
    }

    /** A refused form begins with what is wrong, has the focus there, leads to each field, says the same at the field, and keeps what was typed. */
    static List<String> h38(Browser page) {
        return page.texts(
                """
                const found = [], wrong = [...document.querySelectorAll('[aria-invalid=true]')];
                if (!wrong.length) return found;
                const summary = [...document.querySelectorAll('[role=alert], .errors')].find(e => /There is a problem/.test(e.textContent));
                if (!summary) return ['no summary "There is a problem" stands above the form'];
                if (!(summary === document.activeElement || summary.contains(document.activeElement))) found.push('the focus is not on the summary');
                for (const field of wrong) {
                    const link = [...summary.querySelectorAll('a')].find(a => a.hash === '#' + field.id);
                    if (!link) { found.push('no link leads to "' + (field.name || field.id) + '"'); continue; }
                    const said = (field.getAttribute('aria-describedby') || '').split(/\\s+/).map(id => document.getElementById(id)).filter(e => e).map(e => e.textContent.trim());
                    if (!said.some(words => words.includes(link.textContent.trim()) || link.textContent.trim().includes(words))) found.push('"' + link.textContent.trim() + '" is not said at the field');
                }
                return found;
                """);
    }

    /** Keys that step do not change a dose, and what is dragged can also be typed. */
    static List<String> h40(Browser page) {
        List<String> found = new ArrayList<>();
        for (WebElement field :
                page.all(By.cssSelector("input[inputmode=decimal], [role=slider], [role=spinbutton]"))) {
            if (!field.isDisplayed() || !field.isEnabled()) {
                continue;
            }
            if (!"input".equals(field.getTagName())) {
                found.add("\"" + field.getAccessibleName() + "\" is changed by arrow keys");
                continue;
            }
            String before = String.valueOf(field.getDomProperty("value"));
            field.sendKeys("5");
            String typed = String.valueOf(field.getDomProperty("value"));
            field.sendKeys(Keys.ARROW_UP, Keys.ARROW_UP, Keys.PAGE_DOWN);
            String after = String.valueOf(field.getDomProperty("value"));
            page.script("arguments[0].value = arguments[1]", field, before);
            if (!typed.equals(after)) {
                found.add("an arrow key made " + after + " of " + typed + " in \"" + field.getAccessibleName() + "\"");
            }
        }
        boolean dragged =
                !page.all(By.cssSelector("[draggable=true], [data-drag]")).isEmpty();
        if (dragged && page.all(By.cssSelector("input[inputmode=decimal]")).isEmpty()) {
            found.add("what is dragged cannot be typed");
        }
        return found;
    }

    /** Whoever goes through the page by keyboard sees where they are. */
    static List<String> h41(Browser page) {
        List<String> found = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        page.script("scrollTo(0, 0); document.activeElement.blur();");
        for (int i = 0; i < MOST_TABS; i++) {
            page.cdp(
                    "Input.dispatchKeyEvent",
                    Map.of("type", "rawKeyDown", "key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9));
            page.cdp(
                    "Input.dispatchKeyEvent",
                    Map.of("type", "keyUp", "key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9));
            List<String> focus = page.texts(FOCUS);
            if (focus.isEmpty() || seen.contains(focus.get(0))) {
                break;
            }
            seen.add(focus.get(0));
            found.addAll(focus.subList(1, focus.size()));
        }
        page.script("document.activeElement.blur(); scrollTo(0, 0);");
        return found;
    }

    /** Passwords can be pasted. */
    static List<String> h42(Browser page) {
        return page.texts(
                """
                return [...document.querySelectorAll('input[type=password], input[inputmode=decimal], input[autocomplete=username]')].filter(f =>
                    !f.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: new DataTransfer() })))
                    .map(f => 'nothing can be pasted into "' + (f.name || f.id) + '"');
                """);
    }

    /** What changes by itself is announced at most once in five seconds, and never breaks in unless it is an alarm. */
    static List<String> h45(Browser page) {
        page.script(
                """
                window.announced = 0; window.brokeIn = 0;
                for (const e of document.querySelectorAll('[aria-live], [role=status], [role=alert], [role=log], output')) {
                    const live = e.getAttribute('aria-live') || (e.getAttribute('role') === 'alert' ? 'assertive' : 'polite');
                    new MutationObserver(() => { if (live === 'off') return; window.announced++; if (live === 'assertive' && !/^!!!/.test(e.textContent.trim())) window.brokeIn++; })
                        .observe(e, { childList: true, characterData: true, subtree: true });
                }
                """);
        List<String> found = new ArrayList<>();
        try {
            new WebDriverWait(page.driver(), LISTENING)
                    .until(each -> number(page, "announced") > 2 || number(page, "brokeIn") > 0);
            if (number(page, "brokeIn") > 0) {
                found.add("something that is no alarm breaks in");
            } else {
                found.add("more than one announcement in five seconds");
            }
        } catch (TimeoutException quiet) {
            // it kept quiet for as long as we listened: good
            found.clear();
        }
        return found;
    }

    private static long number(Browser page, String name) {
        return ((Number) page.script("return window." + name + ";")).longValue();
    }
}
