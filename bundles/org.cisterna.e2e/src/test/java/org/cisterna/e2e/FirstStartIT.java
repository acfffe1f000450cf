// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.e2e.rules.AxeRules;
import org.cisterna.e2e.rules.Rules;
import org.cisterna.itest.DemoProcess;
import org.cisterna.itest.Product;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** S1: {@code ./cisterna run} on a new folder: the link of the terminal makes the first administrator once, who invites the others. */
@Order(5)
final class FirstStartIT {

    private static final Pattern LINK = Pattern.compile("https?://\\S+/set-up/\\S+");
    private static final String PASSWORD = "seven quiet cisterns below the hill";

    @Test
    void s01TheFirstPeople() throws Exception {
        try (DemoProcess run =
                        DemoProcess.start("run", Product.newFolder("first").resolve("data"));
                Browser browser = Browser.start();
                Browser other = Browser.start()) {
            Pages page = new Pages(browser);
            browser.open(run.address().resolve("/sign-in"));
            page.awaitWords("There is no administrator yet");
            page.type("Account", "admin");
            page.type("Password", "admin");
            page.press("Sign in");
            assertThat(page.problems()).as("there is no default account").isNotEmpty();

            Matcher link = LINK.matcher(run.said());
            assertThat(link.find()).as("the terminal says the link").isTrue();
            URI setUp = URI.create(link.group());
            browser.open(setUp);
            look(browser);
            page.press("Make the first administrator");
            assertThat(page.problems()).isNotEmpty();
            page.type("Account", "ada");
            page.type("Printed name", "Ada Admin");
            choosePassword(browser);
            page.press("Make the first administrator");
            browser.open(setUp);
            assertThat(page.says()).as("the link works once").doesNotContain("Make the first administrator");

            signIn(run, browser, "ada");
            for (String role : List.of("programmer", "clinician", "technician")) {
                browser.open(run.address().resolve("/people"));
                page.type("Account", role.substring(0, 4));
                page.type("Printed name", "Somebody the " + role);
                WebElement box = browser.await(
                        "there is a box for " + role,
                        driver ->
                                driver.findElements(By.cssSelector("input[type=checkbox][value=" + role + "]")).stream()
                                        .findFirst()
                                        .orElse(null));
                box.click();
                page.press("Make an invitation");
                String invitation = browser.text(By.cssSelector(".lead code"));
                // a browser in which nobody is signed in
                other.open(run.address());
                other.driver().manage().deleteAllCookies();
                other.open(run.address().resolve(invitation));
                look(other);
                choosePassword(other);
                new Pages(other).press("Set the password");
                signIn(run, other, role.substring(0, 4));
                other.open(run.address().resolve(invitation));
                assertThat(new Pages(other).hasButton("Set the password"))
                        .as("an invitation works once")
                        .isFalse();
            }
            browser.open(run.address().resolve("/people"));
            assertThat(page.says()).contains("Somebody the clinician");
            run.stop();
        }
    }

    private static void look(Browser browser) {
        assertThat(AxeRules.everything(browser)).isEmpty();
        Rules.ofMarkup().forEach(rule -> assertThat(rule.check().violations(browser.markup()))
                .as(rule.number())
                .isEmpty());
    }

    private static void choosePassword(Browser browser) {
        for (WebElement field : browser.all(By.cssSelector("input[type=password]"))) {
            field.sendKeys(PASSWORD);
        }
    }

    private static void signIn(DemoProcess run, Browser browser, String account) {
        browser.open(run.address().resolve("/sign-in"));
        Pages page = new Pages(browser);
        page.type("Account", account);
        page.type("Password", PASSWORD);
        page.press("Sign in");
        browser.await(account + " is signed in", driver -> !driver.findElements(By.className("me-name"))
                .isEmpty());
    }
}
