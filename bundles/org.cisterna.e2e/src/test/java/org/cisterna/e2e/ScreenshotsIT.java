// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/**
 * Pictures of every page that can be reached, light and dark, wide and narrow, to be looked at by people: {@code ./cisterna test --long screenshots}. Those
 * that README and handbook show are written to {@code docs/images} by the same run.
 */
@Tag("screenshots")
@ExtendWith(OnStage.class)
@Order(95)
final class ScreenshotsIT {

    private static final int WIDE = 1280;
    private static final int NARROW = 320;
    private static final int HEIGHT = 800;
    /** What a picture in the documentation may weigh. */
    private static final int MOST_BYTES = 250_000;

    private final List<String> taken = new ArrayList<>();

    @Test
    void everyPageInBothThemesAndWidths(Stage stage) throws Exception {
        Map<String, List<String>> exhibits = Exhibits.set(stage);
        show(
                stage,
                "programmer",
                exhibits.getOrDefault("programmer", List.of("/")).get(0),
                "review.png",
                1_240);
        show(stage, "clinician", "/fleet", "fleet.png", HEIGHT);
        show(stage, "clinician", stage.pump("S2-000005"), "pump.png", 1_240);
        show(stage, "auditor", "/ledger-view", "ledger.png", HEIGHT);
        show(stage, "integrator", "/drivers", "drivers.png", 600);
        new Crawler(stage, 1, exhibits).go((browser, where, page, first) -> take(browser, where));
        System.out.println("ScreenshotsIT took " + taken);
        assertThat(taken).hasSizeGreaterThan(12);
    }

    /** A picture that README or handbook shows: what is in sight of somebody, in a window of this height. */
    private static void show(Stage stage, String role, String path, String file, int height) throws IOException {
        Browser browser = stage.as(role);
        browser.media("", Map.of("prefers-color-scheme", "light"));
        browser.size(WIDE, height);
        browser.open(stage.at(path));
        awaitLive(browser);
        byte[] picture = browser.picture();
        assertThat(picture.length).as("what %s weighs", file).isLessThan(MOST_BYTES);
        Path images = Files.createDirectories(Path.of(System.getProperty("cisterna.root"), "docs/images"));
        Files.write(images.resolve(file), picture);
        browser.media("", Map.of());
        browser.ownSize();
    }

    private static void awaitLive(Browser browser) {
        browser.await("the page is live", driver -> "live"
                .equals(driver.findElement(By.tagName("body")).getDomAttribute("data-link")));
    }

    private void take(Browser browser, String where) throws IOException {
        if (!where.startsWith("nobody")) {
            awaitLive(browser);
        }
        Path folder = Path.of(System.getProperty("cisterna.work")).resolveSibling("screenshots");
        String name = where.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", "");
        for (String theme : List.of("light", "dark")) {
            browser.media("", Map.of("prefers-color-scheme", theme));
            for (int width : List.of(WIDE, NARROW)) {
                browser.size(width, HEIGHT);
                Path file = folder.resolve(name + "-" + theme + "-" + width + ".png");
                browser.wholePicture(file);
                taken.add(file.getFileName().toString());
            }
        }
        browser.media("", Map.of());
        browser.ownSize();
    }
}
