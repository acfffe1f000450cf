// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.cisterna.canonical.Json;
import org.cisterna.e2e.rules.AxeRules;
import org.cisterna.itest.Scene;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.By;

/**
 * What goes on under a page that stands open: the ledger is taken out and put back, the clock of the machine is set back, a signature runs out, the pump
 * gets another revision. The platform runs in this JVM, so that its bundles and the properties in which it remembers the clock are at hand.
 */
@Order(88)
@SuppressWarnings("NullAway.Init") // made before all
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class UnderThePageIT {

    private static final String LEDGER = "org.cisterna.audit.ledger";
    private static final String FIRST = "S2-000001";
    private static final String SECOND = "S2-000003";
    private static final String THIRD = "S2-000007";
    /** Where the platform remembers by how much the clock of the machine was ahead when it looked last. */
    private static final String AHEAD = "org.cisterna.time.system.wallAhead";
    /** How long signatures hold on this platform, and how long that may take on a busy machine. */
    private static final Duration SIGNATURES = Duration.ofSeconds(150);

    private Scene scene;
    private Stage stage;
    private Shortcut expiring;
    private String expired;
    private Browser waiting;

    @BeforeAll
    void start() throws Exception {
        scene = Scene.open("under", UnderThePageIT::withShortSignatures, "--seed", "417");
        stage = Stage.around(scene);
        // runs out while the others are played
        expiring = new Shortcut(stage, THIRD);
        expired = expiring.verified("35 mcg/day");
        waiting = stage.stranger("waiting", "en-US");
        stage.signIn(waiting, "programmer");
        waiting.open(stage.at(expiring.page(expired).getRawPath() + "/send"));
    }

    private static String withShortSignatures(String configuration) {
        String first = "\"org.cisterna.provision\"";
        assertThat(configuration).contains(first);
        return configuration.replace(
                first, "\"org.cisterna.therapy.workflow\": {\"signatureMinutes\": 2},\n  " + first);
    }

    @AfterEach
    void noPageComplains() {
        assertThat(stage.complaints()).isEmpty();
    }

    @AfterAll
    void end() throws Exception {
        System.clearProperty(AHEAD);
        try (Stage ends = stage) {
            assertThat(ends.verify().status()).as("the ledger verifies").isZero();
        }
    }

    @Test
    @Order(1)
    void theLedgerGoesUnderOpenPagesAndComesBack() throws Exception {
        Shortcut shortcut = new Shortcut(stage, FIRST);
        String change = shortcut.verified("278 mcg/day");
        int intents = shortcut.entries("pump.intent");
        Browser author = stage.as("programmer");
        author.open(stage.at(shortcut.page(change).getRawPath() + "/send"));
        Pages page = new Pages(author);
        Browser auditor = stage.as("auditor");
        auditor.open(stage.at("/ledger-view"));
        Browser viewer = stage.as("viewer");
        viewer.open(stage.at("/fleet"));

        scene.stop(LEDGER);
        page.press("Send to the pump");
        assertThat(page.says()).containsIgnoringCase("ledger").doesNotContain("Running");
        assertThat(AxeRules.everything(author)).isEmpty();
        auditor.open(stage.at("/ledger-view"));
        assertThat(new Pages(auditor).says()).contains("audit.ledger").contains("Try again when it is back");
        viewer.open(stage.at("/fleet"));
        assertThat(new Pages(viewer).says()).containsIgnoringCase("ledger");
        assertThat(viewer.all(By.cssSelector("tr[data-row]")))
                .as("the fleet as it was folded")
                .isNotEmpty();

        scene.start(LEDGER);
        auditor.open(stage.at("/ledger-view"));
        assertThat(new Pages(auditor).says()).doesNotContain("is not there now");
        assertThat(shortcut.entries("pump.intent"))
                .as("nothing was sent meanwhile")
                .isEqualTo(intents);
        author.open(stage.at(shortcut.page(change).getRawPath() + "/send"));
        page.press("Send to the pump");
        assertThat(Wizard.awaitEnd(author)).isEqualTo("Running");
        assertThat(shortcut.entries("pump.intent")).as("and sent once now").isEqualTo(intents + 1);
    }

    @Test
    @Order(2)
    void theClockOfTheMachineIsSetBackUnderOpenPages() throws Exception {
        Shortcut shortcut = new Shortcut(stage, FIRST);
        String change = shortcut.authored("277 mcg/day");
        Browser second = stage.as("clinician");
        second.open(shortcut.page(change));
        Pages form = new Pages(second);
        form.type("Drug", "baclofen");
        form.type("Concentration", "2000 mcg/mL");
        form.type("Total per 24 h", "277 mcg/day");
        form.type("Your password", stage.person("clinician").string("password"));
        second.script("window.mark = 'the same page'");

        // to the platform this is a clock that was two hours ahead a second ago
        System.setProperty(AHEAD, String.valueOf(Duration.ofHours(2).toMillis()));
        second.await(
                "the page says that the clock was set back",
                driver -> driver.findElement(By.id("clock-set")).getText().contains("was set back by "));
        assertThat(second.script("return window.mark")).as("nobody reloaded it").isEqualTo("the same page");
        assertThat(AxeRules.everything(second)).isEmpty();
        form.press("Verify and sign");
        form.awaitWords("Two people have signed");
        assertThat(second.text(By.id("clock-set"))).as("every page says it").contains("was set back by 2\u202fh");

        Browser author = stage.as("programmer");
        author.open(stage.at(shortcut.page(change).getRawPath() + "/send"));
        Pages page = new Pages(author);
        page.press("Send to the pump");
        assertThat(Wizard.awaitEnd(author))
                .as("nothing that was signed is lost")
                .isEqualTo("Running");
        assertThat(stage.program()
                        .send("auditor", "GET", "/api/v1/entries?type=ledger.clock-stepped", "")
                        .body())
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .contains("wallStepMillis");

        System.setProperty(AHEAD, String.valueOf(Duration.ofHours(-2).toMillis()));
        author.await(
                "the clock is as it was, and the page too",
                driver -> driver.findElement(By.id("clock-set")).getText().isEmpty());
    }

    @Test
    @Order(3)
    void s11AnotherRevisionMakesTheSignedPlanVoid() throws Exception {
        Shortcut shortcut = new Shortcut(stage, SECOND);
        String change = shortcut.verified("87 mcg/day");
        int intents = shortcut.entries("pump.intent");
        Browser author = stage.as("programmer");
        author.open(stage.at(shortcut.page(change).getRawPath() + "/send"));
        Pages page = new Pages(author);
        stage.devices()
                .ask(Json.object()
                        .put("do", "fault")
                        .put("serial", SECOND)
                        .put("fault", "POWER_ON_RESET")
                        .put("value", 1)
                        .build());
        page.press("Send to the pump");
        page.awaitWords("The pump was changed since the plan was made");
        assertThat(page.says()).contains("The last attempt sent nothing");
        shortcut.read();
        page.awaitWords("The pump has another revision than it was made for");
        assertThat(author.text(By.cssSelector(".outcome h2")))
                .as("nobody reloaded the page")
                .isEqualTo("Void");
        assertThat(shortcut.entries("pump.intent")).as("nothing was sent").isEqualTo(intents);
        assertThat(page.hasButton("Send to the pump")).isFalse();
    }

    @Test
    @Order(4)
    void s11ASignatureThatRanOutSendsNothing() throws Exception {
        Pages page = new Pages(waiting);
        assertThat(page.hasButton("Send to the pump"))
                .as("the page stood open all the while")
                .isTrue();
        int intents = expiring.entries("pump.intent");
        waiting.await("the signatures run out", SIGNATURES, driver -> isVoid());
        page.press("Send to the pump");
        page.awaitWords("Its time, or that of a signature, was over");
        assertThat(page.hasButton("Send to the pump")).isFalse();
        assertThat(expiring.entries("pump.intent")).as("nothing was sent").isEqualTo(intents);
    }

    private boolean isVoid() {
        try {
            return expiring.state(expired).equals("VOID");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
