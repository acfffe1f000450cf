// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** S4: a pump that takes its time to answer. */
@ExtendWith(OnStage.class)
@Order(25)
final class ReadingIT {

    private static final String SERIAL = "S2-000003";
    private static final long DELAY_SECONDS = 3;

    /**
     * What a person would see and do while the page waits for its answer: which steps it says, and whether its button can be pressed again. Selenium
     * itself looks at nothing before the answer is there.
     */
    private static final String WATCH =
            """
            const step = document.querySelector('[data-step]'), button = arguments[0], seen = [];
            const note = words => { seen.push(words); sessionStorage.setItem('seen', JSON.stringify(seen)); };
            new MutationObserver(() => note('step ' + step.textContent)).observe(step, { childList: true, characterData: true, subtree: true });
            setTimeout(() => { note('again ' + button.getAttribute('aria-disabled')); button.click(); }, 1000);
            """;

    @Test
    void s04ASlowPumpShowsItsStepsAndIsReadOnce(Stage stage) throws Exception {
        Shortcut shortcut = new Shortcut(stage, SERIAL);
        shortcut.visit();
        Browser browser = stage.as("programmer");
        browser.open(stage.at(stage.pump(SERIAL)));
        browser.await("the page is live", driver -> "live"
                .equals(driver.findElement(org.openqa.selenium.By.tagName("body"))
                        .getDomAttribute("data-link")));
        int before = shortcut.entries("pump.snapshot");
        Pages page = new Pages(browser);
        browser.script(WATCH, page.button("Read pump now"));
        stage.signalDevices("STOP");
        CompletableFuture<Void> later = CompletableFuture.runAsync(
                () -> stage.signalDevices("CONT"), CompletableFuture.delayedExecutor(DELAY_SECONDS, TimeUnit.SECONDS));
        long began = System.nanoTime();
        page.press("Read pump now");
        long took = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        later.join();
        assertThat(took).as("seconds until the pump had answered").isGreaterThanOrEqualTo(DELAY_SECONDS - 1);
        List<String> seen = browser.texts("return JSON.parse(sessionStorage.getItem('seen') || '[]')");
        assertThat(seen).as("the page said where it was").anyMatch(words -> words.matches("step .{4,}"));
        assertThat(seen).as("the button was out of use").contains("again true");
        assertThat(shortcut.entries("pump.snapshot") - before).as("readings").isEqualTo(1);
        browser.open(stage.at(stage.pump(SERIAL) + "/programme/read"));
        page.awaitWords("less than a minute ago");
    }
}
