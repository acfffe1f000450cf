// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cisterna.e2e.rules.AxeRules;
import org.cisterna.e2e.rules.Rule;
import org.cisterna.e2e.rules.Rules;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A day in steps: whatever can be typed wrongly is refused in words and kept, and a keyboard is enough. */
@ExtendWith(OnStage.class)
@Order(40)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FlexIT {

    /** Left to this class. */
    private static final String SERIAL = "S2-000001";

    private static final List<String[]> DAY = List.of(
            new String[] {"00:00", "06:00", "10 mcg/h"},
            new String[] {"06:00", "18:00", "14 mcg/h"},
            new String[] {"18:00", "24:00", "12 mcg/h"});

    @Test
    @Order(1)
    void s06EveryMistakeIsRefusedInWordsAndKept(Stage stage) {
        Wizard wizard = new Wizard(stage, SERIAL);
        Pages page = wizard.toFlex("programmer");
        wizard.typeSteps(page, DAY);
        Map<String, String> wrongRates = Map.of(
                ".5 mcg/h",
                "zero",
                "1,5 mcg/h",
                "comma",
                "1e3 mcg/h",
                "exponent",
                "0x1 mcg/h",
                "0x1",
                "5",
                "unit",
                "9".repeat(1000) + " mcg/h",
                "digits");
        wrongRates.forEach((typed, reason) -> refused(page, "Step 2 dose rate", typed, "14 mcg/h", reason));
        refused(page, "Step 2 from", "07:00", "06:00", "gap");
        refused(page, "Step 2 from", "05:00", "06:00", "overlap");
        refused(page, "Step 3 to", "25:00", "24:00", "25:00");
        refused(page, "Step 1 to", "6", "06:00", "6");
    }

    /** Types one thing wrong, sees it refused and kept, and puts it right again. */
    private static void refused(Pages page, String label, String typed, String right, String reason) {
        page.type(label, typed);
        page.press("Check the draft");
        List<String> problems = page.problems();
        assertThat(String.join(" ", problems).toLowerCase(Locale.ROOT))
                .as("why %.20s is refused", typed)
                .contains(reason);
        assertThat(page.field(label).getDomProperty("value"))
                .as("what was typed stays")
                .isEqualTo(typed);
        assertThat(page.field("Step 3 dose rate").getDomProperty("value"))
                .as("and so does the rest")
                .isEqualTo("12 mcg/h");
        for (Rule.InBrowser rule : Rules.inBrowser()) {
            if (rule.number().equals("H38") || rule.number().equals("H44")) {
                assertThat(rule.check().violations(page.browser()))
                        .as(rule.number())
                        .isEmpty();
            }
        }
        page.type(label, right);
    }

    @Test
    @Order(2)
    void s29AFormWithItsErrorsOpenIsAccessible(Stage stage) {
        Pages page = new Wizard(stage, SERIAL).toFlex("programmer");
        page.press("Check the draft");
        assertThat(page.problems()).isNotEmpty();
        assertThat(AxeRules.everything(page.browser())).isEmpty();
        page.browser().media("", Map.of("prefers-color-scheme", "dark"));
        assertThat(AxeRules.everything(page.browser())).isEmpty();
        page.browser().media("", Map.of());
    }

    @Test
    @Order(3)
    void s08AKeyboardIsEnough(Stage stage) {
        Pages page = new Wizard(stage, SERIAL).toFlex("programmer");
        Browser browser = page.browser();
        for (int i = 0; i < DAY.size(); i++) {
            String step = "Step " + (i + 1);
            if (!page.hasField(step + " from")) {
                goTo(browser, "Add a step");
                browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
                browser.await("there is " + step, driver -> page.hasField(step + " from"));
            }
            for (int j = 0; j < 3; j++) {
                goTo(browser, step + List.of(" from", " to", " dose rate").get(j));
                browser.driver().switchTo().activeElement().sendKeys(Keys.chord(Keys.CONTROL, "a"), DAY.get(i)[j]);
            }
        }
        goTo(browser, "Check the draft");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        page.awaitWords("Total per 24 h of each drug");
        assertThat(page.says()).contains("300 mcg/day");
        page.follow("Discard");
        page.press("Discard the draft");
    }

    /** Tabs until something of this name has the focus. */
    private static void goTo(Browser browser, String name) {
        for (int i = 0; i < 120; i++) {
            WebElement here = browser.driver().switchTo().activeElement();
            if (name.equals(here.getAccessibleName())) {
                return;
            }
            here.sendKeys(Keys.TAB);
        }
        throw new AssertionError("the keyboard does not reach \"" + name + "\"");
    }

    @Test
    @Order(4)
    void s12TheSecondAuthorSeesTheFirst(Stage stage) {
        Wizard wizard = new Wizard(stage, SERIAL);
        Pages page = wizard.toFlex("programmer");
        wizard.typeSteps(page, DAY);
        page.press("Check the draft");
        page.awaitWords("Total per 24 h of each drug");

        Browser other = stage.as("clinician");
        other.open(stage.at(stage.pump(SERIAL) + "/programme/read"));
        new Pages(other).awaitWords("A change of dose by");
        assertThat(other.all(By.linkText("Continue to drug and concentration")))
                .as("no second draft is begun")
                .isEmpty();

        page.follow("Discard");
        page.press("Discard the draft");
    }
}
