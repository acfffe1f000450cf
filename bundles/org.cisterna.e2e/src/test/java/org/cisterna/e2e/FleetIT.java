// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.cisterna.e2e.rules.Rules;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;

/** The list of pumps: found by keyboard, without scripts, in nine windows, and in other languages. */
@ExtendWith(OnStage.class)
@Order(20)
final class FleetIT {

    private static final String FIND = "Find serial, patient reference or drug";
    private static final int MOST_TABS = 40;

    private static List<String> serials(WebDriver driver) {
        return driver.findElements(By.cssSelector("table.fleet tbody tr")).stream()
                .map(row -> String.valueOf(row.getDomAttribute("data-row")))
                .toList();
    }

    private static List<String> drugs(WebDriver driver) {
        return driver.findElements(By.cssSelector("table.fleet tbody tr td:nth-of-type(3)")).stream()
                .map(WebElement::getText)
                .toList();
    }

    @Test
    void s02FilterByKeyboard(Stage stage) {
        Browser browser = stage.as("technician");
        browser.open(stage.at("/fleet"));
        List<String> all = serials(browser.driver());
        assertThat(all).as("the demo fleet").hasSizeGreaterThanOrEqualTo(4);

        WebElement field = new Pages(browser).field(FIND);
        for (int i = 0;
                i < MOST_TABS && !field.equals(browser.driver().switchTo().activeElement());
                i++) {
            browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
        }
        assertThat(browser.driver().switchTo().activeElement())
                .as("the keyboard reaches the search")
                .isEqualTo(field);
        field.sendKeys("bac");
        browser.await("only pumps with baclofen are left", driver -> {
            List<String> left = drugs(driver);
            return !left.isEmpty()
                    && left.size() < all.size()
                    && left.stream().allMatch(drug -> drug.contains("baclofen"));
        });
        browser.await(
                "the address has the filter",
                driver -> browser.address().toString().contains("q=bac"));
        assertThat(browser.driver().switchTo().activeElement())
                .as("the focus stays")
                .isEqualTo(field);
        assertThat(browser.script("return arguments[0].selectionStart", field))
                .as("the caret stays")
                .isEqualTo(3L);
        List<String> filtered = serials(browser.driver());

        browser.driver().navigate().back();
        browser.await("back brings all of them again", driver -> serials(driver).equals(all));
        assertThat(browser.address().toString()).doesNotContain("q=bac");
        browser.driver().navigate().forward();
        browser.await("forward filters again", driver -> serials(driver).equals(filtered));
    }

    @Test
    void s03TheSameWithoutScripts(Stage stage) {
        Browser browser = stage.as("technician");
        browser.open(stage.at("/fleet?q=bac"));
        List<String> withScripts = serials(browser.driver());
        browser.scripting(false);
        try {
            browser.open(stage.at("/fleet"));
            WebElement field = new Pages(browser).field(FIND);
            field.sendKeys("bac", Keys.ENTER);
            browser.await(
                    "the filter is sent", driver -> browser.address().toString().contains("q=bac"));
            assertThat(serials(browser.driver())).isEqualTo(withScripts).isNotEmpty();
        } finally {
            browser.scripting(true);
        }
    }

    @Test
    void s21NineWindows(Stage stage) {
        Browser browser = stage.as("viewer");
        String first = browser.driver().getWindowHandle();
        browser.open(stage.at("/fleet"));
        awaitLive(browser);
        for (int i = 0; i < 8; i++) {
            browser.driver().switchTo().newWindow(WindowType.TAB);
            browser.open(stage.at("/fleet"));
            awaitLive(browser);
        }
        assertThat(browser.driver().getWindowHandles()).hasSize(9);
        assertThat(leaders(browser)).as("one window listens for all").hasSize(1);
        String leader = leaders(browser).get(0);
        browser.driver().switchTo().window(first);
        browser.driver().close();
        String other = browser.driver().getWindowHandles().iterator().next();
        browser.driver().switchTo().window(other);
        browser.await(
                "another window listens",
                driver -> leaders(browser).size() == 1 && !leaders(browser).contains(leader));
        for (String window : browser.driver().getWindowHandles()) {
            browser.driver().switchTo().window(window);
            awaitLive(browser);
        }
        for (String window : browser.driver().getWindowHandles()) {
            if (!window.equals(other)) {
                browser.driver().switchTo().window(window);
                browser.driver().close();
            }
        }
        browser.driver().switchTo().window(other);
    }

    private static void awaitLive(Browser browser) {
        browser.await(
                "the page is live",
                driver -> driver.findElement(By.id("link")).getText().equals("Live"));
    }

    private static List<String> leaders(Browser browser) {
        return browser.later(
                "const done = arguments[arguments.length - 1]; navigator.locks.query().then(s => done(s.held.map(l => l.clientId)));");
    }

    @Test
    void s28TheSameNumbersInEveryLanguage(Stage stage) {
        for (String language : List.of("de-DE", "ar")) {
            Browser browser = stage.stranger("speaks " + language, language);
            browser.cdp("Emulation.setTimezoneOverride", Map.of("timezoneId", "Asia/Kolkata"));
            stage.signIn(browser, "viewer");
            browser.open(stage.at("/fleet"));
            Browser english = stage.as("viewer");
            english.open(stage.at("/fleet"));
            assertThat(new Pages(browser).says()).isEqualTo(new Pages(english).says());
            stage.forget("speaks " + language);
        }
        Browser english = stage.as("viewer");
        english.open(stage.at("/fleet"));
        Rules.once("H09")
                .forEach(rule -> assertThat(rule.check().violations(english)).isEmpty());
    }
}
