// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pump without telemetry is entered by its label, page by page: what is wrong is said at its field, and all of it is looked at once more. */
class LabelPagesTest {

    private static final long SEED = Seeds.seed("LabelPagesTest");

    @Test
    void aPumpIsEnteredByItsLabel(@TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder, SEED), scene -> {
            String filled =
                    scene.time().pump().now().truncatedTo(ChronoUnit.MINUTES).toString();
            scene.time().advance(Duration.ofDays(20));
            Pages pages = new Pages(scene.platform(), scene.time(), SEED);
            Window theo = new Window(pages, scene.story().technician());
            theo.open("/enrol");
            assertThat(theo.text()).contains("Enter a pump without telemetry by its label");

            theo.open("/enrol/by-label").press("Continue to the review", "flow", "1", "filledAt", "yesterday");
            assertThat(theo.status()).isEqualTo(422);
            assertThat(theo.faults().toString())
                    .contains(
                            "Serial: write it as it is printed",
                            "Flow on the label:",
                            "“yesterday” is no day and time");
            assertThat(theo.value("flow")).as("what was typed stays").isEqualTo("1");

            theo.press(
                    "Continue to the review",
                    "family",
                    "codman",
                    "manufacturer",
                    "Cisterna Simulations",
                    "serial",
                    "C3-000001",
                    "model",
                    "C3-30",
                    "flow",
                    "10.34 mL/day",
                    "filled",
                    "30 mL",
                    "filledAt",
                    filled.replace('T', ' ').substring(0, 16) + " UTC",
                    "drug-0",
                    "morphine",
                    "concentration-0",
                    "10 mg/mL",
                    "patient",
                    "DEMO-000077",
                    "indication",
                    "chronic-pain",
                    "model-0",
                    "8709",
                    "supplied-0",
                    "89 cm",
                    "trimmed-0",
                    "12 cm",
                    "bore-0",
                    "0.00222 mL/cm");
            assertThat(theo.text()).contains("Look at it once more", "10.34 mL/day", "C3-000001");
            theo.press("Enter the pump");
            assertThat(theo.status()).as("no label of the model says that").isEqualTo(422);
            assertThat(theo.faults().toString()).contains("10.34 mL/day");
            assertThat(theo.value("serial")).as("what was typed stays").isEqualTo("C3-000001");

            theo.press("Continue to the review", "flow", "1.034 mL/day").press("Change the values");
            assertThat(theo.value("flow")).isEqualTo("1.034 mL/day");
            theo.press("Continue to the review").press("Enter the pump");
            assertThat(theo.text())
                    .contains("By hand: C3-000001", "1.034 mL/day", "30 mL of morphine 10,000 mcg/mL")
                    .contains("Nothing here was read from it");

            Window paula =
                    new Window(pages, scene.story().programmer()).open("/pumps/Cisterna%20Simulations/C3-000001");
            assertThat(paula.text())
                    .contains("Flow on the label 1.034 mL/day", "What people said of it")
                    .doesNotContain("never read", "Never read");
            assertThat(paula.page().select(".strip").text()).contains("No telemetry: by hand", "morphine 10,000");
        });
    }
}
