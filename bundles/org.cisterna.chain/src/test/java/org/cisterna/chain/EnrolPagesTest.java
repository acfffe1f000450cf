// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.cisterna.pump.PumpEntries;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A technician enrols a pump on the pages, with every real part behind them. */
class EnrolPagesTest {

    private static final long SEED = Seeds.seed("EnrolPagesTest");
    private static final String HOSTILE = "\"><script>alert(1)</script>";

    private static Window filled(Window window) {
        return window.open("/enrol")
                .follow("Enrol")
                .press(
                        "Continue to the review",
                        "patient",
                        "P-10042",
                        "indication",
                        "spasticity-spinal",
                        "drug-0",
                        "baclofen",
                        "concentration-0",
                        "2000 mcg/mL",
                        "model-0",
                        "8709",
                        "supplied-0",
                        "89 cm",
                        "trimmed-0",
                        "24 cm",
                        "bore-0",
                        "0.0027 mL/cm");
    }

    @Test
    void aTechnicianEnrolsAPump(@TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder, SEED), scene -> {
            Platform platform = scene.platform();
            Pages pages = new Pages(platform, scene.time(), SEED);
            Window theo = new Window(pages, scene.story().technician());
            filled(theo);
            assertThat(theo.heading()).isEqualTo("Review before pairing");
            assertThat(theo.text()).contains("baclofen 2,000 mcg/mL", "supplied 89 cm, cut off 24 cm, 0.0027 mL/cm");

            theo.press("Pair and enrol", "code", "27182818");
            assertThat(theo.status()).isEqualTo(422);
            assertThat(theo.faults()).isNotEmpty();
            assertThat(theo.source()).doesNotContain("27182818");
            assertThat(theo.text()).contains("baclofen 2,000 mcg/mL");

            theo.press("Pair and enrol", "code", Bedside.CODE);
            assertThat(theo.heading()).isEqualTo("Enrolled");
            assertThat(theo.page().select(".strip").text()).contains("S2-000001");
            assertThat(platform.entries(PumpEntries.Paired.TYPE)).hasSize(1);

            theo.again();
            assertThat(theo.heading()).as("a double click pairs once").isEqualTo("Enrolled");
            assertThat(platform.entries(PumpEntries.Paired.TYPE)).hasSize(1);
            assertThat(platform.entries("therapy.enrolled")).hasSize(1);
            assertThat(theo.open("/enrol").text()).contains("No pump is in reach that is not enrolled");
        });
    }

    @Test
    void whatIsWrongIsSaidAtItsFieldAndWhatWasTypedStays(@TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder, SEED), scene -> {
            Pages pages = new Pages(scene.platform(), scene.time(), SEED);
            Window theo =
                    new Window(pages, scene.story().technician()).open("/enrol").follow("Enrol");
            theo.press(
                    "Continue to the review",
                    "patient",
                    "Smith",
                    "concentration-0",
                    "2000",
                    "supplied-0",
                    "89,5 cm",
                    "trimmed-0",
                    ".5 cm",
                    "bore-0",
                    HOSTILE,
                    "model-0",
                    HOSTILE);
            assertThat(theo.status()).isEqualTo(422);
            assertThat(theo.page().select("#errors h2").text()).isEqualTo("There is a problem");
            assertThat(String.join("\n", theo.faults()))
                    .contains("cannot be a patient reference")
                    .contains("Indication: choose one.")
                    .contains("Drug 1 in the reservoir: choose one.")
                    .contains("has no unit")
                    .contains("has a comma in its number")
                    .contains("has no digit before the decimal point")
                    .doesNotContain("Smith");
            assertThat(theo.value("concentration-0")).isEqualTo("2000");
            assertThat(theo.value("supplied-0")).isEqualTo("89,5 cm");
            assertThat(theo.value("model-0")).isEqualTo(HOSTILE);
            assertThat(theo.page().select("main script")).isEmpty();
        });
    }

    @Test
    void fieldsComeAndGoByButtonsAndKeepWhatWasTyped(@TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder, SEED), scene -> {
            Pages pages = new Pages(scene.platform(), scene.time(), SEED);
            Window theo =
                    new Window(pages, scene.story().technician()).open("/enrol").follow("Enrol");
            theo.press("Add a piece of catheter", "patient", "P-10042", "model-0", "8709");
            assertThat(theo.value("model-0")).isEqualTo("8709");
            theo.press("Remove piece 1", "model-1", "8731");
            assertThat(theo.value("model-0")).isEqualTo("8731");
            assertThat(theo.buttons()).doesNotContain("Remove piece 1");
            theo.press("They hold something else", "concentration-0", "2000 mcg/mL");
            theo.press("Add a drug", "path-concentration-0", "500 mcg/mL");
            assertThat(theo.value("path-concentration-0")).isEqualTo("500 mcg/mL");
            assertThat(theo.value("concentration-0")).isEqualTo("2000 mcg/mL");
            assertThat(theo.value("patient")).isEqualTo("P-10042");
            theo.press("Remove the last drug").press("They hold the same as the reservoir");
            assertThat(theo.text()).contains("The same as the reservoir.");
        });
    }

    @Test
    void aPumpThatIsGoneAndSomebodyWithoutTheRightAreToldSo(@TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder, SEED), scene -> {
            Pages pages = new Pages(scene.platform(), scene.time(), SEED);
            Window theo = new Window(pages, scene.story().technician());
            assertThat(theo.open("/enrol/pump?address=nowhere%3A1").status()).isEqualTo(404);
            Window old = filled(new Window(pages, scene.story().technician()));
            filled(theo).press("Pair and enrol", "code", Bedside.CODE);
            assertThat(old.press("Pair and enrol", "code", Bedside.CODE).status())
                    .isEqualTo(404);
            assertThat(old.text()).contains("enrolled meanwhile");
        });
    }
}
