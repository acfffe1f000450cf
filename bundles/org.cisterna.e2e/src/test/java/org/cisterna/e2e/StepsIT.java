// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;

/**
 * The way of a change of dose with everything that goes wrong around it: the connection is lost at each step, pages are reloaded, gone back to, and open
 * twice.
 */
@ExtendWith(OnStage.class)
@Order(65)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class StepsIT {

    private static final String SERIAL = "S2-000001";
    private static final String FAR = "programmer beyond a tap";

    @Test
    @Order(1)
    void theConnectionIsLostAtEachStepAndNothingIsLostOrDoneTwice(Stage stage) throws Exception {
        Shortcut shortcut = new Shortcut(stage, SERIAL);
        shortcut.read();
        Browser browser = stage.stranger(FAR, "en-US");
        try (Tap tap = new Tap(stage.at("/"))) {
            stage.signIn(browser, "programmer", tap.address());
            Pages page = new Pages(browser);
            URI here = tap.address();
            browser.open(here.resolve(stage.pump(SERIAL) + "/programme/continuous"));
            page.type("Dose per day", "273 mcg/day");
            int draftsBefore = shortcut.entries("therapy.draft");
            broken(tap, browser, () -> page.press("Check the draft"));
            assertThat(shortcut.entries("therapy.draft"))
                    .as("nobody made a draft of it")
                    .isEqualTo(draftsBefore);
            browser.open(here.resolve(stage.pump(SERIAL) + "/programme/continuous"));
            page.type("Dose per day", "273 mcg/day");
            page.press("Check the draft");
            page.awaitWords("Total per 24 h");
            int draftsNow = shortcut.entries("therapy.draft");
            broken(tap, browser, () -> page.press("Continue to old and new"));
            page.awaitWords("273 mcg/day");
            page.pressIfThere("Continue to old and new");
            browser.driver().navigate().back();
            browser.driver().navigate().forward();
            browser.driver().navigate().refresh();
            page.awaitWords("273 mcg/day");
            broken(tap, browser, () -> page.follow("Continue to your signature"));
            if (!page.hasButton("Sign as author")) {
                page.follow("Continue to your signature");
            }
            URI sign = browser.address();
            page.type("Your password", stage.person("programmer").string("password"));
            broken(tap, browser, () -> page.press("Sign as author"));
            browser.open(sign);
            page.type("Your password", stage.person("programmer").string("password"));
            page.press("Sign as author");
            page.awaitWords("waits for the second person");
            browser.driver().navigate().refresh();
            page.awaitWords("waits for the second person");
            browser.driver().navigate().back();
            browser.driver().navigate().refresh();
            assertThat(page.hasButton("Sign as author")).as("signed once").isFalse();
            assertThat(shortcut.entries("therapy.draft")).as("one draft").isEqualTo(draftsNow);

            URI change = Wizard.change(browser);
            URI second = stage.at(change.getRawPath());
            new Wizard(stage, SERIAL)
                    .verify("clinician", second, "baclofen", "2000 mcg/mL", "273 mcg/day")
                    .awaitWords("Two people have signed");
            int before = shortcut.entries("pump.intent");
            browser.open(change);
            broken(tap, browser, () -> page.press("Send to the pump"));
            assertThat(shortcut.entries("pump.intent"))
                    .as("nothing left the desk")
                    .isEqualTo(before);
            browser.open(change);
            WebElement send = page.button("Send to the pump");
            send.click();
            tap.shut();
            tap.reopen();
            browser.open(change);
            assertThat(Wizard.awaitEnd(browser)).isEqualTo("Running");
            assertThat(shortcut.entries("pump.intent") - before).as("sent once").isEqualTo(1);
        } finally {
            stage.forget(FAR);
        }
    }

    /** Does something while nobody answers, and asks for the page from before again as soon as somebody does. */
    private static void broken(Tap tap, Browser browser, Runnable act) throws IOException {
        URI before = browser.address();
        tap.shut();
        try {
            act.run();
        } catch (WebDriverException refused) {
            assertThat(refused.getMessage()).contains("ERR_");
        } finally {
            tap.reopen();
        }
        browser.open(before);
        browser.await("the page from before is back", driver -> !driver.findElements(By.className("me-name"))
                .isEmpty());
    }

    @Test
    @Order(2)
    void twoWindowsOnOneChange(Stage stage) throws Exception {
        Shortcut shortcut = new Shortcut(stage, SERIAL);
        String change = shortcut.verified("272 mcg/day");
        Browser browser = stage.as("programmer");
        Pages page = new Pages(browser);
        int before = shortcut.entries("pump.intent");
        String first = browser.driver().getWindowHandle();
        browser.open(shortcut.page(change));
        page.button("Send to the pump");
        browser.driver().switchTo().newWindow(WindowType.TAB);
        try {
            browser.open(shortcut.page(change));
            page.press("Send to the pump");
            assertThat(Wizard.awaitEnd(browser)).isEqualTo("Running");
            String second = browser.driver().getWindowHandle();
            browser.driver().switchTo().window(first);
            page.pressIfThere("Send to the pump");
            assertThat(Wizard.awaitEnd(browser)).isEqualTo("Running");
            assertThat(shortcut.entries("pump.intent") - before).as("sent once").isEqualTo(1);
            browser.driver().switchTo().window(second);
            browser.driver().close();
        } finally {
            browser.driver().switchTo().window(first);
        }
    }

    @Test
    @Order(3)
    void aWindowLeftBehindByAnEditSignsNothing(Stage stage) throws Exception {
        Shortcut shortcut = new Shortcut(stage, SERIAL);
        String change = shortcut.drafted("271 mcg/day");
        Browser browser = stage.as("programmer");
        Pages page = new Pages(browser);
        browser.open(URI.create(shortcut.page(change) + "/sign"));
        page.type("Your password", stage.person("programmer").string("password"));
        String edited = shortcut.edited(change, "270 mcg/day");
        page.press("Sign as author");
        assertThat(page.says()).containsIgnoringCase("void");
        assertThat(shortcut.state(edited)).isEqualTo("DRAFT");
        shortcut.discard(edited);
    }
}
