// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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

    /** Pages that the documentation shows, by the end of their address. */
    private static final Map<String, String> SHOWN = Map.of(
            "/fleet", "fleet.png", "/S2-000001", "pump.png", "/ledger-view", "ledger.png", "/drivers", "drivers.png");

    private final List<String> taken = new ArrayList<>();

    @Test
    void everyPageInBothThemesAndWidths(Stage stage) throws Exception {
        new Crawler(stage, 1).go(this::take);
        System.out.println("ScreenshotsIT took " + taken);
        assertThat(taken).hasSizeGreaterThan(12);
    }

    private void take(Browser browser, String where, Document page) throws IOException {
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
        for (Map.Entry<String, String> shown : SHOWN.entrySet()) {
            if (where.endsWith(shown.getKey())) {
                browser.size(WIDE, HEIGHT);
                byte[] picture = browser.picture();
                assertThat(picture.length)
                        .as("what %s weighs", shown.getValue())
                        .isLessThan(MOST_BYTES);
                Path images = Files.createDirectories(Path.of(System.getProperty("cisterna.root"), "docs/images"));
                Files.write(images.resolve(shown.getValue()), picture);
            }
        }
        browser.ownSize();
    }
}
