// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** S9 and S11: reasons for what must be confirmed, and who is no second person. */
@ExtendWith(OnStage.class)
@Order(50)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SecondPersonIT {

    private static final String SERIAL = "S2-000001";

    @Test
    @Order(1)
    void s09AReasonIsAskedForAndKept(Stage stage) throws Exception {
        Wizard wizard = new Wizard(stage, SERIAL);
        Pages page = wizard.toContinuous("programmer");
        page.type("Dose per day", "600 mcg/day");
        page.press("Check the draft");
        assertThat(page.browser().all(By.cssSelector("main select[name]")))
                .as("a step this large asks for a reason")
                .isNotEmpty();
        page.press("Continue to old and new");
        assertThat(page.problems().toString()).contains("choose a reason");
        wizard.giveReasons(page);
        page.press("Continue to old and new");
        assertThat(page.says()).contains("Step of the titration plan");
        page.follow("Continue to your signature");
        page.type("Your password", stage.person("programmer").string("password"));
        page.press("Sign as author");
        page.awaitWords("waits for the second person");
        assertThat(stage.program()
                        .send("auditor", "GET", "/api/v1/ledger/entries?from=0&max=500", "")
                        .body())
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .contains("therapy.confirmed");
    }

    @Test
    @Order(2)
    void s11WhoIsNoSecondPerson(Stage stage) {
        Browser author = stage.as("programmer");
        author.open(stage.at(stage.pump(SERIAL) + "/programme/read"));
        new Pages(author).follow("Go on with it");
        URI change = Wizard.change(author);
        assertThat(new Pages(author).hasButton("Verify and sign"))
                .as("the author does not verify")
                .isFalse();

        Browser technician = stage.as("technician");
        technician.open(change);
        assertThat(new Pages(technician).hasButton("Verify and sign"))
                .as("a technician does not verify")
                .isFalse();
        assertThat(technician.driver().getPageSource())
                .as("nor see the numbers")
                .doesNotContain("600");

        // the form stands open while the author takes the draft back
        Browser second = stage.as("clinician");
        second.open(change);
        Pages form = new Pages(second);
        form.type("Drug", "baclofen");
        form.type("Concentration", "2000 mcg/mL");
        form.type("Total per 24 h", "600 mcg/day");
        form.type("Your password", stage.person("clinician").string("password"));
        author.open(change);
        Pages page = new Pages(author);
        page.follow("Discard");
        page.press("Discard the draft");
        WebElement button = form.button("Verify and sign");
        button.click();
        second.await(
                "the signature is refused",
                driver -> form.says().contains("void") || form.says().contains("Void"));
        second.open(change);
        form.awaitWords("Void");
        assertThat(form.hasButton("Verify and sign")).isFalse();
    }

    @Test
    @Order(3)
    void s09BlockHoldsAgainstAFormMadeByHand(Stage stage) throws Exception {
        Shortcut shortcut = new Shortcut(stage, SERIAL);
        String change = shortcut.drafted("1440 mcg/day");
        int intents = shortcut.entries("pump.intent");
        Session session = Session.of(stage, "programmer");
        String address = shortcut.page(change).getRawPath();
        for (String step : new String[] {"/sign", "/second", "/send"}) {
            HttpResponse<String> answer = session.post(
                    address + step,
                    session.form(address + "/discard", Map.of("password", "whatever it is", "nonce", "none")));
            HttpResponse<String> now = session.get(address);
            assertThat(answer.statusCode())
                    .as("%s is refused, or leads back to where the draft stands", step)
                    .isIn(303, 403, 409, 422);
            assertThat(now.statusCode()).isIn(200, 303);
            assertThat(shortcut.state(change)).as("after %s", step).isEqualTo("DRAFT");
        }
        assertThat(shortcut.entries("pump.intent")).as("the pump is untouched").isEqualTo(intents);
        shortcut.discard(change);
    }

    @Test
    @Order(4)
    void s11WhatWasEditedMeanwhileIsNotVerified(Stage stage) throws Exception {
        Shortcut shortcut = new Shortcut(stage, SERIAL);
        String change = shortcut.authored("279 mcg/day");
        Browser second = stage.as("clinician");
        Pages form = fill(stage, second, shortcut.page(change), "clinician", "279 mcg/day");
        String edited = shortcut.edited(change, "278 mcg/day");
        form.press("Verify and sign");
        assertThat(form.says()).containsIgnoringCase("void");
        second.open(shortcut.page(change));
        form.awaitWords("another draft took its place");
        assertThat(form.hasButton("Verify and sign")).isFalse();
        shortcut.discard(edited);
    }

    @Test
    @Order(5)
    void s11TheAuthorInAnotherRoleIsStillTheAuthor(Stage stage) throws Exception {
        both(stage, true);
        Shortcut shortcut = new Shortcut(stage, SERIAL);
        String change = shortcut.authored("279 mcg/day");
        Browser author = stage.as("programmer");
        author.open(shortcut.page(change));
        Pages page = new Pages(author);
        page.awaitWords("Ask a clinician");
        assertThat(page.hasButton("Verify and sign"))
                .as("a clinician, but the author")
                .isFalse();
        Session session = Session.of(stage, "programmer");
        String address = shortcut.page(change).getRawPath();
        HttpResponse<String> answer = session.post(
                address + "/second",
                session.form(
                        address + "/discard",
                        Map.of(
                                "drug", "baclofen",
                                "concentration", "2000 mcg/mL",
                                "total", "279 mcg/day",
                                "nonce", "none",
                                "password", stage.person("programmer").string("password"))));
        assertThat(answer.statusCode()).as("%s", answer.body()).isIn(403, 409, 422);
        assertThat(shortcut.state(change)).isEqualTo("AUTHORED");
        shortcut.discard(change);
        both(stage, false);
    }

    /** Gives the programmer the role of a clinician too, or takes it back; their sessions end with that. */
    private static void both(Stage stage, boolean given) {
        Browser admin = stage.as("admin");
        admin.open(stage.at("/people/accounts/" + stage.person("programmer").string("name")));
        WebElement box = admin.find(By.cssSelector("input[type=checkbox][value=clinician]"));
        if (box.isSelected() != given) {
            box.click();
            new Pages(admin).press("Change roles");
        }
        stage.forget("programmer");
    }

    private static Pages fill(Stage stage, Browser browser, URI change, String role, String total) {
        browser.open(change);
        Pages form = new Pages(browser);
        form.type("Drug", "baclofen");
        form.type("Concentration", "2000 mcg/mL");
        form.type("Total per 24 h", total);
        form.type("Your password", stage.person(role).string("password"));
        return form;
    }
}
