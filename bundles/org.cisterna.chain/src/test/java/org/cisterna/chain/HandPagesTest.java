// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.testkit.Seeds;
import org.cisterna.therapy.EnrolRequest;
import org.cisterna.therapy.ManualRequest;
import org.cisterna.therapy.TypedSolution;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The record by hand as people see it: one page, one thing at a time, two people. */
class HandPagesTest {

    private static final long SEED = Seeds.seed("HandPagesTest");
    private static final String HERE = "/pumps/Cisterna%20Simulations/C3-000001/by-hand";

    private static Pages begun(Scene scene) throws InterruptedException {
        Instant implanted = scene.time().pump().now();
        scene.time().advance(Duration.ofDays(20));
        scene.platform()
                .therapy()
                .byHand()
                .register(
                        new ManualRequest.Register(
                                "codman",
                                "Cisterna Simulations",
                                "C3-000001",
                                "C3-30",
                                "1 mL/day",
                                "30 mL",
                                implanted.toString(),
                                "DEMO-000077",
                                "chronic-pain",
                                new TypedSolution(List.of(new TypedSolution.Ingredient("morphine", "10 mg/mL"))),
                                List.of(new EnrolRequest.Segment(
                                        "8709", Optional.of("89 cm"), Optional.of("12 cm"), "0.00222 mL/cm"))),
                        scene.platform().who(scene.story().clinic().technician()))
                .orElseThrow();
        return new Pages(scene.platform(), scene.time(), SEED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8 mL  | 1.1 mL/day | from what was filled",
                "6 mL  | 1.2 mL/day | : 20 % more than the label says, and its class allows 15 %",
                "17 mL | 0.65 mL/day | : 35 % less than the label says, and its class allows 15 %"
            })
    void aRefillByHandPageByPage(String returned, String flow, String words, @TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder, SEED), scene -> {
            Pages pages = begun(scene);
            Clinic clinic = scene.story().clinic();
            Window paula = new Window(pages, scene.story().programmer()).open(HERE);
            assertThat(paula.text())
                    .contains(
                            "Nothing here was read from it",
                            "by the word of two people",
                            "30 mL of morphine 10,000 mcg/mL")
                    .contains("projected with 1 mL/day");
            paula.press(
                    "Calculate and order",
                    "drug",
                    "morphine",
                    "daily",
                    "5",
                    "stock",
                    "25 mg/mL",
                    "prepare",
                    "33 mL",
                    "volume",
                    "30 mL");
            assertThat(paula.status()).as("a dose without its unit").isEqualTo(422);
            assertThat(paula.value("daily")).as("what was typed stays").isEqualTo("5");
            paula.press("Calculate and order", "daily", "5 mg/day");
            assertThat(paula.text()).contains("morphine 5,000 mcg/mL", "for the flow on the label");

            Window clara = new Window(pages, scene.story().clinician()).open(HERE);
            assertThat(clara.text())
                    .as("no number before her own")
                    .doesNotContain("5,000 mcg/mL")
                    .contains("asked of you");
            paula.press("Sign", answered(paula, clinic.programmer().password()));
            clara.open(HERE);
            assertThat(clara.page().select("main").text())
                    .doesNotContain("5,000 mcg/mL, ")
                    .contains("Check before the puncture");
            clara.press(
                    "Sign",
                    "drug",
                    "morphine",
                    "concentration",
                    "5000 mcg/mL",
                    "dailyTotal",
                    "5 mg/day",
                    "password",
                    clinic.clinician().password());
            clara.press("Begin");
            assertThat(clara.text()).contains("Not known: a record is half done", "Identify the pump");
            assertThat(clara.text()).as("what is expected is kept back").doesNotContain("Expected in the reservoir");

            clara.press("Done: enter", "serial", "C3-000002");
            assertThat(clara.status()).isEqualTo(422);
            assertThat(clara.faults().toString()).contains("whose pump this is");
            clara.press("Done: enter", "serial", "C3-000001");
            clara.press(
                    "Done: enter",
                    "drug",
                    "morphine",
                    "concentration",
                    "500 mcg/mL",
                    "lot",
                    "LOT-7",
                    "beyondUse",
                    "2100-01-01");
            assertThat(clara.faults().toString())
                    .as("a decimal place, and nobody has punctured yet")
                    .contains("do not inject it");
            clara.press("Done: enter", "concentration", "5000 mcg/mL");
            assertThat(clara.text()).contains("Check the syringe: morphine 5,000 mcg/mL, lot LOT-7, until 2100-01-01");
            clara.press("Done: enter", "returned", returned);
            assertThat(clara.text()).contains("Expected in the reservoir 10 mL");
            if (words.startsWith(":")) {
                settled(clara, paula, returned, scene);
            }
            assertThat(clara.text()).doesNotContain("Do not fill");
            clara.press("Done: enter", "volume", "30 mL", "lot", "LOT-8");
            assertThat(clara.faults().toString()).contains("not the syringe that was checked");
            clara.press("Done: enter", "lot", "LOT-7");
            assertThat(clara.text())
                    .contains("30 mL of morphine 5,000 mcg/mL, lot LOT-7")
                    .contains("is not what the pump gives any more", "reaches the tip of the catheter between");
            clara.press("Sign: I did it", "password", clinic.clinician().password());
            assertThat(clara.text()).contains("done by Clara Clinician");
            clara.press("Sign: I saw it", "password", clinic.clinician().password());
            assertThat(clara.faults().toString())
                    .as("nobody witnesses what they did")
                    .contains("two people");
            paula.open(HERE)
                    .press("Sign: I saw it", "password", clinic.programmer().password());
            assertThat(paula.text()).contains("Filled, by the word of two people", "Measured flow " + flow, words);
            assertThat(paula.text().contains("its class allows"))
                    .as("said when it is beyond its class, and not before")
                    .isEqualTo(words.startsWith(":"));
        });
    }

    /** More or less came out than pump and syringe explain: a reason, and two people under it. */
    private static void settled(Window clara, Window paula, String returned, Scene scene) throws Exception {
        Clinic clinic = scene.story().clinic();
        assertThat(clara.text())
                .contains("Do not fill: " + returned.strip() + " came out, and 10 mL was expected")
                .contains("call somebody", "The pump goes on as it is");
        scene.time().advance(Duration.ofMinutes(61));
        assertThat(clara.open(HERE).text()).contains("call the prescriber now");
        clara.press("Done: enter", "reason", "no");
        assertThat(clara.status()).isEqualTo(422);
        clara.press("Done: enter", "reason", "drawn twice, and nothing more came");
        assertThat(clara.text()).contains("drawn twice, and nothing more came", "another person who saw it signs");
        clara.press("Sign: I did it", "password", clinic.clinician().password());
        clara.press("Sign: I saw it", "password", clinic.clinician().password());
        assertThat(clara.faults().toString()).as("one person twice").contains("two people");
        paula.open(HERE).press("Sign: I saw it", "password", clinic.programmer().password());
        clara.open(HERE);
    }

    /** The password, and a reason for each finding that asks for one. */
    private static String[] answered(Window window, String password) {
        int asked = window.page().select("input[name^=reason-]").size();
        String[] fields = new String[2 + 2 * asked];
        fields[0] = "password";
        fields[1] = password;
        for (int i = 0; i < asked; i++) {
            fields[2 + 2 * i] = "reason-" + i;
            fields[3 + 2 * i] = "looked at with the pharmacy";
        }
        return fields;
    }
}
