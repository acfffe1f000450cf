// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.cisterna.testkit.Seeds;
import org.cisterna.therapy.DoseChange.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clinician who is alone in an emergency, and the one who reviews it, on the pages, with every real part behind them. */
class AlonePagesTest {

    private static final long SEED = Seeds.seed("AlonePagesTest");
    private static final String ADDRESS = "/pumps/Cisterna%20Simulations/S2-000001/programme";
    private static final String WHY = "spasms of the diaphragm, nobody on call answers";

    /** What a test does at an enrolled pump that has run for a month. */
    @FunctionalInterface
    private interface Act {
        void play(Scene scene, Pages pages, Window clara) throws Exception;
    }

    private static void play(Path folder, Act act) throws Exception {
        Scene.begin(SEED, Clinic.in(folder, SEED), scene -> {
            scene.story().enrol();
            scene.time().leapPumpTime(Scene.MONTH);
            Pages pages = new Pages(scene.platform(), scene.time(), SEED);
            act.play(scene, pages, new Window(pages, scene.story().clinician()));
        });
    }

    private static Window toSigning(Window who, String daily, String... reasons) {
        return who.open(ADDRESS)
                .press("Read pump now")
                .follow("Continue to drug and concentration")
                .follow("Continuous: one rate all day")
                .press("Check the draft", "daily", daily)
                .press("Continue to old and new", reasons)
                .follow("Continue to your signature");
    }

    private static Window alone(Scene scene, Window clara, String retyped) {
        return clara.press(
                "Sign alone",
                "why",
                WHY,
                "retyped",
                retyped,
                "password",
                scene.story().clinic().clinician().password());
    }

    private static String change(Window window) {
        return window.address().replaceAll(".*/programme/([^/]+)/.*", "$1");
    }

    private static void toTheEnd(Scene scene, Window window) throws InterruptedException {
        for (int i = 0; i < 120 && window.text().contains("Being sent"); i++) {
            scene.time().advance(Duration.ofSeconds(5));
            window.reload();
        }
    }

    @Test
    void oneClinicianSignsAloneAndAnotherReviewsIt(@TempDir Path folder) throws Exception {
        play(folder, (scene, pages, clara) -> {
            toSigning(clara, "312.5 mcg/day").follow("Break-glass: sign alone");
            assertThat(clara.heading()).isEqualTo("Break-glass: sign alone");
            assertThat(clara.text())
                    .contains("280 mcg/day", "312.5 mcg/day", "review is due within 24 hours")
                    .contains("changed");
            assertThat(clara.value("retyped")).isEmpty();
            assertThat(clara.page().select("[name=retyped]").attr("autocomplete"))
                    .isEqualTo("off");

            for (String wrong : new String[] {"312.6 mcg/day", "3125 mcg/day"}) {
                alone(scene, clara, wrong);
                assertThat(clara.status()).isEqualTo(422);
                assertThat(clara.faults()).singleElement().asString().contains("not the new total");
                assertThat(clara.faults().toString()).doesNotContain("31");
                assertThat(clara.value("retyped")).as("typed anew").isEmpty();
                assertThat(clara.value("why")).isEqualTo(WHY);
            }
            alone(scene, clara, ".5 mcg/day");
            assertThat(clara.value("retyped"))
                    .as("what cannot be read stays to be corrected")
                    .isEqualTo(".5 mcg/day");

            alone(scene, clara, "312.50 mcg/day");
            String change = change(clara);
            assertThat(clara.text()).contains("Ready to be sent", "One clinician has signed alone");
            assertThat(clara.text()).contains("Clara Clinician (clara), alone in an emergency");
            clara.press("Send to the pump");
            toTheEnd(scene, clara);
            assertThat(clara.text()).contains("Running").contains("A review by another clinician is due by");
            assertThat(scene.story().now(change).state()).isEqualTo(State.APPLIED);

            clara.follow("Look and review");
            assertThat(clara.text()).contains("REVIEW DUE", WHY, "A clinician who did not sign it");
            assertThat(clara.buttons()).doesNotContain("Sign the review");

            scene.time().advance(Duration.ofHours(25));
            Window cora = new Window(
                    pages, scene.platform().who(scene.story().clinic().other()));
            cora.open(ADDRESS + "/" + change + "/second-look");
            assertThat(cora.text()).contains("REVIEW OVERDUE", "overdue since", "312.5 mcg/day");
            String password = scene.story().clinic().other().password();
            cora.press("Sign the review", "words", "no", "password", password);
            assertThat(cora.faults()).hasSize(2);
            cora.press(
                    "Sign the review",
                    "verdict",
                    "NOT_AGREED",
                    "words",
                    "the consultant was on call and answered",
                    "password",
                    "a guess that is wrong");
            assertThat(cora.status()).isEqualTo(403);
            cora.press(
                    "Sign the review",
                    "verdict",
                    "NOT_AGREED",
                    "words",
                    "the consultant was on call and answered",
                    "password",
                    password);
            assertThat(cora.text())
                    .contains("REVIEWED", "not agreed", "the consultant was on call", "Cora Consultant")
                    .doesNotContain("OVERDUE");
            assertThat(cora.buttons()).doesNotContain("Sign the review");
            assertThat(scene.platform()
                            .therapy()
                            .openReviews(scene.story().technician())
                            .orElseThrow())
                    .isEmpty();
        });
    }

    @Test
    void onlyAClinicianIsOfferedItAndOnlyForTheirOwnDraft(@TempDir Path folder) throws Exception {
        play(folder, (scene, pages, clara) -> {
            Window paula = new Window(pages, scene.story().programmer());
            toSigning(paula, "312.5 mcg/day");
            assertThat(paula.text()).doesNotContain("Break-glass");
            String change = change(paula);
            assertThat(paula.open(ADDRESS + "/" + change + "/alone").status()).isEqualTo(403);
            paula.open(ADDRESS + "/" + change + "/sign")
                    .press(
                            "Sign as author",
                            "password",
                            scene.story().clinic().programmer().password());
            clara.open(ADDRESS + "/" + change + "/alone");
            assertThat(clara.heading()).as("led to the way of two").isEqualTo("Second person");
            assertThat(clara.text()).doesNotContain("Break-glass", "312");
            assertThat(clara.open(ADDRESS + "/" + change + "/second-look").status())
                    .as("nothing was signed alone, and no number is shown")
                    .isEqualTo(404);
        });
    }

    @Test
    void whoWaitedForASecondPersonInVainCanStillSignAlone(@TempDir Path folder) throws Exception {
        play(folder, (scene, pages, clara) -> {
            toSigning(clara, "400 mcg/day", "reason-0", "plan");
            clara.press(
                    "Sign as author",
                    "password",
                    scene.story().clinic().clinician().password());
            assertThat(clara.text()).contains("waits for the second person");
            clara.follow("Break-glass: sign alone");
            assertThat(clara.text()).contains("Reasons given for the checks", "Step of the titration plan");
            alone(scene, clara, "400 mcg/day");
            assertThat(clara.text()).contains("One clinician has signed alone");
        });
    }
}
