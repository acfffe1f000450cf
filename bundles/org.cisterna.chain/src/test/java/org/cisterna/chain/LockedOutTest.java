// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.cisterna.pump.Answer;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.PumpEntries;
import org.cisterna.testkit.Seeds;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.PeopleEntry;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Visit;
import org.cisterna.therapy.VisitEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody whose password has to wait, before a screen that is locked: nothing can be signed, and the pump can be stopped. */
class LockedOutTest {

    private static final long SEED = Seeds.seed("LockedOutTest");
    private static final String STOP = "/pumps/Cisterna%20Simulations/S2-000001/stop";

    @Test
    void whoIsLockedOutStopsThePumpAndTheEntriesSayHow(@TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder, SEED), scene -> {
            Story story = scene.story();
            story.enrol();
            scene.time().leapPumpTime(Scene.MONTH);
            Visit visit = story.visitRead();
            String change = story.draft(visit, Story.W9).id();
            String right = story.clinic().programmer().password();
            int wrong = 3;
            for (int i = 0; i < wrong; i++) {
                assertThat(code(author(story, change, "wrong"))).isEqualTo(Refusal.PASSWORD_WRONG.name());
            }
            assertThat(code(author(story, change, right)))
                    .as("not even the right one is looked at")
                    .isEqualTo(Refusal.TOO_MANY_ATTEMPTS.name());

            Window paula = new Window(new Pages(scene.platform(), scene.time(), SEED), story.programmer()).locked();
            paula.open(STOP);
            assertThat(paula.heading()).startsWith("Stop infusion of pump S2-000001");
            assertThat(paula.page().text()).as("the patient stays hidden").doesNotContain("P-10042");
            paula.press("Continue", "reason", "drowsy", "orderedBy", "Clara Clinician");
            paula.press("Stop infusion");
            assertThat(paula.address()).startsWith(STOP + "/");

            assertThat(scene.platform()
                            .host()
                            .pump(Bedside.PUMP)
                            .orElseThrow()
                            .reading()
                            .orElseThrow()
                            .snapshot()
                            .motor())
                    .isEqualTo(MotorState.STOPPED);
            assertThat(scene.platform().entries(PeopleEntry.SignRefused.TYPE)).hasSize(wrong + 1);
            for (String type : List.of(PumpEntries.Intent.TYPE, VisitEntry.Stopped.TYPE)) {
                assertThat(scene.platform().entries(type))
                        .as(type)
                        .singleElement()
                        .satisfies(
                                each -> assertThat(each.entry().actor().via()).startsWith("locked "));
            }
        });
    }

    private static Answer<DoseChange> author(Story story, String change, String password) {
        String nonce = story.platform()
                .therapy()
                .nonce(change, story.programmer())
                .orElseThrow()
                .nonce();
        return story.platform()
                .therapy()
                .author(change, List.of(), new SignRequest(nonce, password), story.programmer());
    }

    private static String code(Answer<?> answer) {
        return answer.violations().get(0).code();
    }
}
