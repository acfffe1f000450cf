// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

/** A page as people go about it: fields by their labels, buttons and links by their names. */
final class Pages {

    private static final String BUTTONS = "button, a.button, input[type=submit]";

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
        return has("input, select, textarea", label);
    }

    /** The one heading. */
    String heading() {
        return browser.text(By.tagName("h1"));
    }

    /** All that the page says in its middle. */
    String says() {
        return browser.text(By.tagName("main")).replace('\u202f', ' ').replace('\u00a0', ' ');
    }

    /** Waits until the middle of the page says this, whatever its capitals. */
    void awaitWords(String words) {
        String wanted = words.toLowerCase(Locale.ROOT);
        browser.await("the page says \"" + words + "\"", driver -> says().toLowerCase(Locale.ROOT)
                .contains(wanted));
    }

    /** Types into a field in place of what stands there. */
    void type(String label, String text) {
        browser.await("there is a field \"" + label + "\" to type into", driver -> {
            WebElement field = named(driver, "input, select, textarea", label);
            if (field == null) {
                return false;
            }
            field.clear();
            field.sendKeys(text);
            return true;
        });
    }

    /** A field by its label. */
    WebElement field(String label) {
        return browser.await(
                "there is a field \"" + label + "\"", driver -> named(driver, "input, select, textarea", label));
    }

    /** Presses a button and waits until another page stands there. */
    void press(String name) {
        WebElement page = browser.find(By.tagName("html"));
        browser.await(
                "there is a button \"" + name + "\" to press",
                driver -> isGone(page) || clicked(driver, BUTTONS, name));
        browser.await("\"" + name + "\" is answered", driver -> isGone(page));
    }

    /** Presses a button if the page, which changes by itself, still has it, and waits until another page stands there. */
    void pressIfThere(String name) {
        WebElement page = browser.find(By.tagName("html"));
        boolean pressed = browser.await(
                        "\"" + name + "\" is there to press, or not",
                        driver -> Optional.of(clicked(driver, BUTTONS, name)))
                .get();
        if (pressed) {
            browser.await("\"" + name + "\" is answered", driver -> isGone(page));
        }
    }

    /** A button or a link that looks like one, by its name. */
    WebElement button(String name) {
        return browser.await("there is a button \"" + name + "\"", driver -> named(driver, BUTTONS, name));
    }

    /** Follows a link by its text. */
    void follow(String text) {
        WebElement page = browser.find(By.tagName("html"));
        browser.await(
                "there is a link \"" + text + "\" to follow",
                driver -> isGone(page) || clicked(driver, "a[href]", text));
        browser.await("\"" + text + "\" is followed", driver -> isGone(page));
    }

    /** Whether there is a button of this name, at once. */
    boolean hasButton(String name) {
        return has(BUTTONS, name);
    }

    /** A page that renews itself may take an element away between finding it and asking it for its name; then all are asked again. */
    private boolean has(String selector, String name) {
        return browser.await(
                        "\"" + name + "\" is there or not",
                        driver -> Optional.of(named(driver, selector, name) != null))
                .get();
    }

    /**
     * Whether there is one and it took the click: one that the page has just replaced takes none, and the one in its place is looked for. What took the
     * click may be reported as gone, because the next page is there already: who repeats this asks first whether the page is still the same.
     */
    private static boolean clicked(WebDriver driver, String selector, String name) {
        WebElement element = named(driver, selector, name);
        if (element == null) {
            return false;
        }
        element.click();
        return true;
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
