// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.e2e.Browser;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What a form does with what is typed into it. These send the form with a value that must be refused; only for pages where that does no harm. */
public final class TypingRules {

    /** Spellings that must not be guessed at. */
    private static final List<String> WITHOUT_ZERO = List.of(".5");

    private TypingRules() {}

    /** A number without its leading zero is refused with a reason, not guessed, and stays where it was typed. */
    static List<String> h03(Browser page) {
        return WITHOUT_ZERO.stream()
                .flatMap(text -> refused(page, text).stream())
                .toList();
    }

    /** A comma is refused with a reason and stays where it was typed. */
    static List<String> h09(Browser page) {
        return refused(page, "1,5");
    }

    /**
     * Types a text into the first field for a dose and sends the form: it must come back with the reason at the field.
     *
     * @return what is wrong, in words
     */
    public static List<String> refused(Browser page, String text) {
        Optional<WebElement> first = page.all(By.cssSelector("input[inputmode=decimal]")).stream()
                .filter(WebElement::isDisplayed)
                .findFirst();
        if (first.isEmpty()) {
            return List.of();
        }
        WebElement field = first.get();
        String name = String.valueOf(field.getDomAttribute("name"));
        page.script("arguments[0].value = ''", field);
        String unit = Optional.ofNullable(field.getDomAttribute("data-unit")).orElse("");
        field.sendKeys(text + unit);
        String typed = String.valueOf(field.getDomProperty("value"));
        field.sendKeys(Keys.ENTER);
        List<String> found = new ArrayList<>();
        try {
            page.await("an answer to " + typed, each -> !each.findElements(
                            By.cssSelector("[aria-invalid=true], main[data-accepted]"))
                    .isEmpty());
        } catch (org.openqa.selenium.TimeoutException silent) {
            return List.of("\"" + typed + "\" was neither taken nor refused: " + silent.getRawMessage());
        }
        List<WebElement> wrong = page.all(By.cssSelector("[aria-invalid=true][name='" + name + "']"));
        if (wrong.isEmpty()) {
            found.add("\"" + typed + "\" was taken");
        } else if (!typed.equals(wrong.get(0).getDomProperty("value"))) {
            found.add("\"" + typed + "\" became \"" + wrong.get(0).getDomProperty("value") + "\"");
        } else {
            String said = String.valueOf(page.script(
                    "return (arguments[0].getAttribute('aria-describedby') || '').split(' ').map(id => document.getElementById(id)?.textContent || '').join(' ')",
                    wrong.get(0)));
            if (said.length() < 20) {
                found.add("\"" + typed + "\" was refused without a reason");
            }
        }
        return found;
    }
}
