// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.cisterna.canonical.Json;
import org.cisterna.e2e.rules.Rule;
import org.cisterna.e2e.rules.Rules;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** S30: pages that are enlarged four times, drawn in the reader's own colours, or printed. One pump has an alarm. */
@ExtendWith(OnStage.class)
@Order(87)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class MediaIT {

    private static final String STALLED = "S2-000002";
    /** A rotor that stands is noticed after 20 minutes. */
    private static final long FAST = 10_000_000;

    private static final long REAL = 1_000;
    /** A sheet of A4 without its margins, in CSS pixels. */
    private static final int PAPER = 718;

    private static List<String> pages(Stage stage) {
        return List.of("/fleet", stage.pump(STALLED), "/drivers");
    }

    @Test
    @Order(1)
    void anAlarmIsReadFromThePump(Stage stage) throws Exception {
        stage.devices()
                .ask(Json.object()
                        .put("do", "fault")
                        .put("serial", STALLED)
                        .put("fault", "MOTOR_STALL")
                        .put("value", 1)
                        .build());
        Shortcut shortcut = new Shortcut(stage, STALLED);
        String visit = shortcut.visit();
        assertThat(visit).isNotEmpty();
        Browser browser = stage.as("viewer");
        browser.open(stage.at("/fleet"));
        // nobody speaks to a pump meanwhile: a dialogue holds pump time to real speed
        Instant noticed = Instant.parse(stage.devices().pumpTime()).plus(Duration.ofHours(2));
        speed(stage, FAST);
        try {
            browser.await("two hours of pump time go by", driver -> {
                try {
                    return !Instant.parse(stage.devices().pumpTime()).isBefore(noticed);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } finally {
            speed(stage, REAL);
        }
        shortcut.read();
        browser.open(stage.at("/fleet"));
        browser.await("the fleet shows the alarm", driver -> !alarms(browser).isEmpty());
        assertThat(alarms(browser)).allMatch(words -> words.matches("(?s)!{1,3}\\s*(High|Medium|Low):.*"));
        // the same words in the list and on the page of the pump
        List<String> listed = alarms(browser);
        browser.open(stage.at(stage.pump(STALLED)));
        assertThat(alarms(browser)).isNotEmpty();
        assertThat(listed).anyMatch(words -> alarms(browser).contains(words));
    }

    @Test
    @Order(2)
    void s30FourTimesAsLarge(Stage stage) {
        Browser browser = stage.as("viewer");
        List<String> found = new ArrayList<>();
        for (String path : pages(stage)) {
            browser.open(stage.at(path));
            // a window of 1,280 by 1,024 at 400 % has this many CSS pixels
            browser.cdp(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", 320, "height", 256, "deviceScaleFactor", 4, "mobile", false));
            browser.texts(
                            "const d = document.documentElement; return d.scrollWidth > d.clientWidth ? [d.scrollWidth + ' in ' + d.clientWidth] : []")
                    .forEach(words -> found.add(path + " scrolls sideways: " + words));
            WebElement heading = browser.find(By.tagName("h1"));
            browser.script("arguments[0].scrollIntoView({ block: 'center' })", heading);
            if (!Boolean.TRUE.equals(browser.script(
                    "const r = arguments[0].getBoundingClientRect(), e = document.elementFromPoint(r.left + 4, r.top + r.height / 2); return arguments[0] === e || arguments[0].contains(e)",
                    heading))) {
                found.add(path + ": something stands over the heading");
            }
            browser.ownSize();
        }
        assertThat(found).isEmpty();
    }

    @Test
    @Order(3)
    void s30InTheReadersOwnColours(Stage stage) {
        Browser browser = stage.as("viewer");
        browser.media("", Map.of("forced-colors", "active"));
        try {
            for (String path : pages(stage).subList(0, 2)) {
                browser.open(stage.at(path));
                assertThat(alarms(browser)).as("words of the alarm at %s", path).isNotEmpty();
                assertThat(
                                browser.texts(
                                        "return [...document.querySelectorAll('.al, .tag, .lead')].filter(e => parseFloat(getComputedStyle(e).borderTopWidth) < 1).map(e => e.textContent)"))
                        .as("without colour a border says what stands out, at %s", path)
                        .isEmpty();
            }
        } finally {
            browser.media("", Map.of());
        }
    }

    @Test
    @Order(4)
    void s30OnPaper(Stage stage) {
        Browser browser = stage.as("viewer");
        for (String path : pages(stage)) {
            browser.open(stage.at(path));
            browser.size(PAPER, 1000);
            browser.media("print", Map.of());
            try {
                for (Rule.InBrowser rule : Rules.inBrowser()) {
                    if (rule.number().equals("H48")) {
                        assertThat(rule.check().violations(browser))
                                .as("the band at %s", path)
                                .isEmpty();
                    }
                }
                browser.media("print", Map.of());
                assertThat(
                                browser.texts(
                                        "return [...document.querySelectorAll('nav a, button, .me')].filter(e => e.getClientRects().length).map(e => e.textContent)"))
                        .as("nothing to press on paper, at %s", path)
                        .isEmpty();
                assertThat(
                                browser.texts(
                                        "const d = document.documentElement; return d.scrollWidth > d.clientWidth + 1 ? [d.scrollWidth + ' in ' + d.clientWidth] : []"))
                        .as("nothing is cut off at the edge of the paper, at %s", path)
                        .isEmpty();
                if (!path.equals("/drivers")) {
                    assertThat(alarms(browser))
                            .as("words of the alarm at %s", path)
                            .isNotEmpty();
                }
            } finally {
                browser.media("", Map.of());
                browser.ownSize();
            }
            Object pdf = browser.cdp("Page.printToPDF", Map.of("printBackground", false))
                    .get("data");
            assertThat(Base64.getDecoder().decode(String.valueOf(pdf)))
                    .as("%s as PDF", path)
                    .hasSizeGreaterThan(5_000)
                    .startsWith('%', 'P', 'D', 'F');
        }
    }

    private static void speed(Stage stage, long perMille) throws IOException {
        stage.devices()
                .ask(Json.object().put("do", "speed").put("perMille", perMille).build());
    }

    private static List<String> alarms(Browser browser) {
        return browser.all(By.cssSelector("main .al")).stream()
                .filter(WebElement::isDisplayed)
                .map(WebElement::getText)
                .toList();
    }
}
