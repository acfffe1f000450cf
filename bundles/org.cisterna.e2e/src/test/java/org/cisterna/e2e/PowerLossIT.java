// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/**
 * S13: the pump loses its power in each phase of a send. Where in the dialogue is given to the device over its control port, as the number of bytes that
 * it still sends; then its link is dead and it starts anew from its memory. What the page says in the end is what the pump runs.
 */
@ExtendWith(OnStage.class)
@Order(60)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PowerLossIT {

    private static final String SERIAL = "S2-000001";
    private static final String RUNNING = "Running";
    private static final String NOT_SENT = "Not sent";
    private static final String READY = "Ready to be sent";

    /** How many bytes a device of this family has sent by the middle of each phase; the dialogue is always the same. */
    private enum Phase {
        OPEN(150, "279", READY),
        INTERROGATE(400, "278", READY),
        STAGE(870, "277", NOT_SENT),
        COMMIT(1000, "276", NOT_SENT),
        READ_BACK(1230, "275", RUNNING);

        final int sent;
        final String dose;
        final String end;

        Phase(int sent, String dose, String end) {
            this.sent = sent;
            this.dose = dose;
            this.end = end;
        }
    }

    @Test
    @Order(1)
    void s13PowerIsLostInEachPhaseOfASend(Stage stage) throws Exception {
        Shortcut shortcut = new Shortcut(stage, SERIAL);
        Browser browser = stage.as("programmer");
        Pages page = new Pages(browser);
        for (Phase phase : Phase.values()) {
            String dose = phase.dose + " mcg/day";
            String before = rate(shortcut.read());
            String change = shortcut.verified(dose);
            browser.open(shortcut.page(change));
            fault(stage, "CUT", phase.sent);
            page.press("Send to the pump");
            powerFails(stage);
            String end = Wizard.awaitEnd(browser);
            assertThat(end).as("where power fails in %s", phase).isEqualTo(phase.end);
            if (end.equals(READY)) {
                page.awaitWords("The last attempt sent nothing");
            }
            assertThat(page.hasButton("Send to the pump"))
                    .as("only what never began is sent again, after %s", phase)
                    .isEqualTo(end.equals(READY));
            String now = rate(shortcut.read());
            assertThat(now.equals(before))
                    .as("after %s the pump runs what the page says: %s, was %s", phase, now, before)
                    .isEqualTo(!end.equals(RUNNING));
            if (end.equals(READY)) {
                shortcut.discard(change);
            }
        }
    }

    @Test
    @Order(2)
    void s13NoAnswerEverIsUnknownUntilThePumpIsRead(Stage stage) throws Exception {
        Shortcut shortcut = new Shortcut(stage, SERIAL);
        String before = rate(shortcut.read());
        String change = shortcut.verified("274 mcg/day");
        Browser browser = stage.as("programmer");
        Pages page = new Pages(browser);
        browser.open(shortcut.page(change));
        fault(stage, "SILENCE", Phase.COMMIT.sent);
        page.press("Send to the pump");
        // the head is taken off the patient: nobody answers any more
        stage.signalDevices("STOP");
        try {
            assertThat(Wizard.awaitEnd(browser)).isEqualTo("Unknown");
            assertThat(page.hasButton("Send to the pump"))
                    .as("nothing is sent a second time")
                    .isFalse();
            assertThat(page.hasButton("Read pump now")).isTrue();
            browser.driver().navigate().refresh();
            assertThat(page.hasButton("Send to the pump")).isFalse();
            browser.open(stage.at(stage.pump(SERIAL) + "/programme/read"));
            assertThat(browser.all(By.linkText("Continue to drug and concentration")))
                    .as("and no other change is begun")
                    .isEmpty();
        } finally {
            stage.signalDevices("CONT");
        }
        browser.open(shortcut.page(change));
        String end = "Unknown";
        for (int i = 0; i < MOST_READINGS && end.equals("Unknown"); i++) {
            page.press("Read pump now");
            end = Wizard.awaitEnd(browser);
        }
        assertThat(end).isIn(RUNNING, NOT_SENT);
        assertThat(rate(shortcut.read()).equals(before))
                .as("the pump runs what the page says: %s", end)
                .isEqualTo(end.equals(NOT_SENT));
    }

    /** An interim stop of a minute may have to end before a reading proves anything. */
    private static final int MOST_READINGS = 60;

    private static String rate(JsonObject snapshot) {
        return snapshot.object("programme").string("rate");
    }

    private static void fault(Stage stage, String kind, int after) throws IOException {
        ask(
                stage,
                Json.object()
                        .put("do", "linkFault")
                        .put("serial", SERIAL)
                        .put("kind", kind)
                        .put("direction", "FROM_DEVICE")
                        .put("after", after));
    }

    private static void powerFails(Stage stage) throws IOException {
        ask(
                stage,
                Json.object()
                        .put("do", "fault")
                        .put("serial", SERIAL)
                        .put("fault", "RESTART")
                        .put("value", 1));
    }

    private static void ask(Stage stage, JsonObject.Builder request) throws IOException {
        JsonObject answer = stage.devices().ask(request.build());
        assertThat(answer.get("error")).as("%s", answer).isEmpty();
    }
}
