// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
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
}
