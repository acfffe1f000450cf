// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.e2e.rules.ActRules;
import org.cisterna.e2e.rules.Rules;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/** S20: the page hears nothing for a while, and a pump is read by nobody for two months. */
@ExtendWith(OnStage.class)
@Order(85)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SilenceIT {

    private static final Duration TWO_MONTHS = Duration.ofDays(60);
    private static final String FIXTURE = "S2-000001";
    private static final long FAST = 100_000_000;
    private static final long REAL = 1_000;

    private Instant endOfTwoMonths = Instant.EPOCH;

    @Test
    @Order(1)
    void s20AFrozenPlatformIsSaidAndItsReturnNeedsNoReload(Stage stage) throws Exception {
        Wizard wizard = new Wizard(stage, FIXTURE);
        wizard.read("programmer");
        wizard.close("programmer");
        Browser browser = stage.as("viewer");
        browser.open(stage.at("/fleet"));
        browser.await("the page is live", driver -> link(browser).equals("Live"));
        List<String> before = rows(browser);
        browser.script("window.mark = 'the same page'");
        // the devices are a process of their own: what they live through meanwhile is the beginning of the two months
        // below
        endOfTwoMonths = Instant.parse(stage.devices().pumpTime()).plus(TWO_MONTHS);
        speed(stage, FAST);
        signal(stage, "STOP");
        try {
            browser.await("the page says that it hears nothing", driver -> !driver.findElements(
                            By.cssSelector("body[data-stale]"))
                    .isEmpty());
            assertThat(link(browser)).isEqualTo("No data for 15 s");
        } finally {
            signal(stage, "CONT");
        }
        browser.await("the page is live again", driver -> link(browser).equals("Live"));
        assertThat(browser.all(By.cssSelector("body[data-stale]"))).isEmpty();
        assertThat(browser.script("return window.mark"))
                .as("nobody reloaded it")
                .isEqualTo("the same page");
        assertThat(rows(browser)).as("every pump once").isEqualTo(before);
    }

    @Test
    @Order(2)
    void s20ACutConnectionIsSaidAndComesBackWithoutAReload(Stage stage) throws Exception {
        Browser browser = stage.stranger("beyond a tap", "en-US");
        try (Tap tap = new Tap(stage.at("/"))) {
            stage.signIn(browser, "viewer", tap.address());
            browser.open(tap.address().resolve("/fleet"));
            browser.await("the page is live", driver -> link(browser).equals("Live"));
            List<String> before = rows(browser);
            browser.script("window.mark = 'the same page'");
            tap.shut();
            Instant cut = Instant.now();
            assertThat(ActRules.hearsNothing(browser)).isEmpty();
            assertThat(Duration.between(cut, Instant.now())).isLessThan(Duration.ofSeconds(16));
            assertThat(link(browser)).startsWith("Connection lost");
            tap.reopen();
            browser.await("the page is live again", driver -> link(browser).equals("Live"));
            assertThat(browser.all(By.cssSelector("body[data-stale]"))).isEmpty();
            assertThat(browser.script("return window.mark"))
                    .as("nobody reloaded it")
                    .isEqualTo("the same page");
            assertThat(rows(browser)).as("every pump once").isEqualTo(before);
        } finally {
            // the browser noted each failed attempt, which is what was asked of it
            stage.forget("beyond a tap");
        }
    }

    @Test
    @Order(3)
    void announcementsKeepQuiet(Stage stage) {
        Browser browser = stage.as("viewer");
        browser.open(stage.at("/fleet"));
        browser.await("the page is live", driver -> link(browser).equals("Live"));
        Rules.once("H45")
                .forEach(rule -> assertThat(rule.check().violations(browser)).isEmpty());
    }

    @Test
    @Order(4)
    void s20APumpThatNobodyReadIsProjectedAndNoAlarm(Stage stage) throws Exception {
        Browser browser = stage.as("viewer");
        browser.open(stage.at("/fleet"));
        try {
            browser.await("two months of pump time go by", Duration.ofMinutes(4), driver -> {
                try {
                    return !Instant.parse(stage.devices().pumpTime()).isBefore(endOfTwoMonths);
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        } finally {
            speed(stage, REAL);
        }
        browser.driver().navigate().refresh();
        List<String> words = browser.texts(
                "return [...document.querySelectorAll('table.fleet tbody tr')].map(row => row.innerText)");
        assertThat(words).isNotEmpty().allSatisfy(row -> assertThat(row)
                .as("nothing looks live")
                .doesNotContain("telemetry lost")
                .containsAnyOf("PROJECTED", "OVERDUE", "NEVER READ", "IN SESSION", "BY HAND"));
        assertThat(browser.texts("return [...document.querySelectorAll('tr[data-row$=\"" + FIXTURE
                        + "\"]')].map(row => row.innerText)"))
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .as("the pump that was read says since when it is not")
                .containsAnyOf("PROJECTED", "OVERDUE")
                .doesNotContain("!!!");
        Rules.ofMarkup().stream().filter(rule -> rule.number().equals("H32")).forEach(rule -> assertThat(
                        rule.check().violations(browser.markup()))
                .isEmpty());
    }

    private static void speed(Stage stage, long perMille) throws java.io.IOException {
        stage.devices()
                .ask(Json.object().put("do", "speed").put("perMille", perMille).build());
    }

    private static String link(Browser browser) {
        return browser.text(By.id("link"));
    }

    /** In one question: a live page puts new rows in the place of those that one is just looking at. */
    private static List<String> rows(Browser browser) {
        return browser.texts(
                "return [...document.querySelectorAll('table.fleet tbody tr')].map(row => row.dataset.row)");
    }

    private static void signal(Stage stage, String name) {
        Stage.signal(stage.demo().process().pid(), name);
    }
}
