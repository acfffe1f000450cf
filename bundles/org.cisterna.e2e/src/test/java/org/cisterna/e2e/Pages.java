// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import java.util.List;
import java.util.Locale;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

/** A page as people go about it: fields by their labels, buttons and links by their names. */
final class Pages {

    private final Browser browser;

    Pages(Browser browser) {
        this.browser = browser;
    }

    /** Where it stands open. */
    Browser browser() {
        return browser;
    }

    /** Whether there is a field with this label, at once. */
    boolean hasField(String label) {
        return named(browser.driver(), "input, select, textarea", label) != null;
    }

    /** The one heading. */
    String heading() {
        return browser.find(By.tagName("h1")).getText();
    }

    /** All that the page says in its middle. */
    String says() {
        return browser.find(By.tagName("main")).getText().replace('\u202f', ' ').replace('\u00a0', ' ');
    }

    /** Waits until the middle of the page says this, whatever its capitals. */
    void awaitWords(String words) {
        String wanted = words.toLowerCase(Locale.ROOT);
        browser.await("the page says \"" + words + "\"", driver -> says().toLowerCase(Locale.ROOT)
                .contains(wanted));
    }

    /** Types into a field in place of what stands there. */
    void type(String label, String text) {
        WebElement field = field(label);
        field.clear();
        field.sendKeys(text);
    }

    /** A field by its label. */
    WebElement field(String label) {
        return browser.await(
                "there is a field \"" + label + "\"", driver -> named(driver, "input, select, textarea", label));
    }

    /** Presses a button and waits until another page stands there. */
    void press(String name) {
        WebElement button = button(name);
        WebElement page = browser.driver().findElement(By.tagName("html"));
        button.click();
        browser.await("\"" + name + "\" is answered", driver -> isGone(page));
    }

    /** A button or a link that looks like one, by its name. */
    WebElement button(String name) {
        return browser.await(
                "there is a button \"" + name + "\"",
                driver -> named(driver, "button, a.button, input[type=submit]", name));
    }

    /** Follows a link by its text. */
    void follow(String text) {
        WebElement link = browser.await("there is a link \"" + text + "\"", driver -> named(driver, "a[href]", text));
        WebElement page = browser.driver().findElement(By.tagName("html"));
        link.click();
        browser.await("\"" + text + "\" is followed", driver -> isGone(page));
    }

    /** Whether there is a button of this name, at once. */
    boolean hasButton(String name) {
        return named(browser.driver(), "button, a.button, input[type=submit]", name) != null;
    }

    /** What is wrong by the summary of a refused form. */
    List<String> problems() {
        return browser.await("the form is refused", driver -> {
            List<String> words = driver.findElements(By.cssSelector(".errors li")).stream()
                    .map(WebElement::getText)
                    .toList();
            return words.isEmpty() ? null : words;
        });
    }

    private static boolean isGone(WebElement page) {
        try {
            page.isEnabled();
            return false;
        } catch (org.openqa.selenium.StaleElementReferenceException
                | org.openqa.selenium.NoSuchElementException another) {
            return true;
        }
    }

    /** The first element in sight whose accessible name begins with this. */
    private static @org.jspecify.annotations.Nullable WebElement named(WebDriver driver, String selector, String name) {
        WebElement begins = null;
        for (WebElement each : driver.findElements(By.cssSelector(selector))) {
            if (!each.isDisplayed()) {
                continue;
            }
            String called = String.valueOf(each.getAccessibleName());
            if (called.equals(name)) {
                return each;
            }
            if (begins == null && called.startsWith(name)) {
                begins = each;
            }
        }
        return begins;
    }
}
