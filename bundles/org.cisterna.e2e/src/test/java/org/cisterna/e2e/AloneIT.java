// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cisterna.e2e.rules.AxeRules;
import org.cisterna.e2e.rules.Rules;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/**
 * S10: break-glass. A clinician without a second person types the dose once more, differing by a digit, by a factor of ten, by a zero at the end; another
 * clinician of the demo reviews it. One more is left without its review, for whoever looks at all pages afterwards.
 */
@ExtendWith(OnStage.class)
@Order(55)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AloneIT {

    private static final String FIXTURE = "S2-000001";
    private static final String RETYPED = "New total of baclofen per 24 h";
    private static final String OTHER = "clinician-2";

    private static Pages toAlone(Stage stage, String dose) {
        Wizard wizard = new Wizard(stage, FIXTURE);
        Pages page = wizard.toContinuous("clinician");
        page.type("Dose per day", dose);
        page.press("Check the draft");
        page.awaitWords("Checks");
        wizard.giveReasons(page);
        page.press("Continue to old and new");
        page.follow("Continue to your signature");
        page.follow("Break-glass: sign alone");
        return page;
    }

    private static void sign(Stage stage, Pages page, String retyped) {
        page.type("Why it cannot wait", "severe spasms, nobody on call answers");
        page.type(RETYPED, retyped);
        page.type("Your password", stage.person("clinician").string("password"));
        page.press("Sign alone");
    }

    private static String events(Stage stage) throws Exception {
        return new String(
                stage.program()
                        .send("programmer", "GET", "/api/v1" + stage.pump(FIXTURE) + "/events?max=1000", "")
                        .body(),
                StandardCharsets.UTF_8);
    }

    private static void look(Browser browser) {
        assertThat(AxeRules.everything(browser)).isEmpty();
        Rules.ofMarkup().forEach(rule -> assertThat(rule.check().violations(browser.markup()))
                .as(rule.number())
                .isEmpty());
        Rules.inBrowser().forEach(rule -> assertThat(rule.check().violations(browser))
                .as(rule.number())
                .isEmpty());
    }

    @Test
    @Order(1)
    void s10TheDoseIsTypedOnceMoreAndAnotherClinicianReviewsIt(Stage stage) throws Exception {
        Pages page = toAlone(stage, "322.5 mcg/day");
        Browser clinician = page.browser();
        assertThat(page.heading()).contains("Break-glass");
        assertThat(page.says()).contains("322.5 mcg/day").contains("a review is due within 24 hours");
        assertThat(page.field(RETYPED).getDomProperty("value")).isEmpty();
        look(clinician);
        for (String wrong : List.of("322.6 mcg/day", "3225 mcg/day")) {
            sign(stage, page, wrong);
            assertThat(page.problems()).singleElement().asString().contains("not the new total");
            assertThat(page.problems().toString()).as("neither value is said").doesNotContain("322");
            assertThat(page.field(RETYPED).getDomProperty("value"))
                    .as("typed anew")
                    .isEmpty();
        }
        sign(stage, page, "322.50 mcg/day");
        page.awaitWords("One clinician has signed alone");
        URI change = Wizard.change(clinician);
        page.press("Send to the pump");
        assertThat(Wizard.awaitEnd(clinician)).isEqualTo("Running");
        page.awaitWords("A review by another clinician is due by");
        assertThat(events(stage).split("\"therapy.retype-differed\"", -1)).hasSize(3);

        Browser viewer = stage.as("viewer");
        viewer.open(stage.at("/fleet"));
        assertThat(new Pages(viewer).says()).contains("REVIEW DUE").contains("signed alone by Clara");
        look(viewer);
        page.follow("Look and review");
        assertThat(page.hasButton("Sign the review"))
                .as("who signed alone does not review it")
                .isFalse();

        viewer.open(stage.at("/fleet?show=awaiting-review"));
        assertThat(viewer.all(By.cssSelector("tr[data-row]"))).hasSize(1);
        assertThat(viewer.text(By.cssSelector("tr[data-row]")))
                .contains(FIXTURE)
                .contains("WAITING FOR REVIEW");
        look(viewer);

        Browser other = stage.as(OTHER);
        other.open(URI.create(change + "/second-look"));
        Pages second = new Pages(other);
        look(other);
        assertThat(second.says()).contains("322.5 mcg/day").contains("nobody on call answers");
        other.click(By.id("f-agreed"));
        second.type("What you looked at and found", "order and chart fit, the list of the house shows nobody");
        second.type("Your password", stage.person(OTHER).string("password"));
        second.press("Sign the review");
        second.awaitWords("Conrad Clinician (demo) (demo-clinician-2) reviewed this");
        look(other);
        assertThat(events(stage)).contains("\"therapy.review\"");
        viewer.open(stage.at("/fleet"));
        assertThat(new Pages(viewer).says()).doesNotContain("REVIEW DUE");
        stage.forget(OTHER);
    }

    @Test
    @Order(2)
    void anotherOneIsPossibleAndItsReviewStaysInSight(Stage stage) {
        Pages page = toAlone(stage, "318.5 mcg/day");
        sign(stage, page, "318.5 mcg/day");
        page.awaitWords("One clinician has signed alone");
        page.press("Send to the pump");
        assertThat(Wizard.awaitEnd(page.browser())).isEqualTo("Running");
        page.browser().open(stage.at("/reviews"));
        assertThat(page.says()).contains("REVIEW DUE").contains("nobody on call answers");
        look(page.browser());
        page.browser().open(stage.at(stage.pump(FIXTURE)));
        assertThat(page.says()).contains("REVIEW DUE");
    }
}
