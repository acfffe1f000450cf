// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/**
 * The main job on the fixture of the fleet: 280 mcg of baclofen a day, 2,000 mcg/mL. First the mistake that is known from a recall, then the change that
 * was meant, then what happens when it is sent twice.
 */
@ExtendWith(OnStage.class)
@Order(30)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ChangeIT {

    private static final String FIXTURE = "S2-000001";

    @Test
    @Order(1)
    void s07SixtyMicrogramsAnHourInsteadOfADay(Stage stage) {
        Pages page = new Wizard(stage, FIXTURE).toContinuous("programmer");
        page.type("Dose per day", "1440 mcg/day");
        page.press("Check the draft");
        page.awaitWords("Checks");
        assertThat(page.says())
                .contains("280 mcg/day")
                .contains("1,440 mcg/day")
                .contains("+414.3 %")
                .contains("1,000 mcg/day");
        assertThat(verdicts(page)).contains("BLOCK").contains("CONFIRM");
        assertThat(page.hasButton("Continue to old and new"))
                .as("there is no way past BLOCK")
                .isFalse();

        page.follow("Discard");
        page.press("Discard the draft");
    }

    @Test
    @Order(2)
    void s05ADoseChangeFromReadingToReadBack(Stage stage) throws Exception {
        Wizard wizard = new Wizard(stage, FIXTURE);
        Pages page = wizard.toContinuous("programmer");
        page.type("Dose per day", "308 mcg/day");
        page.press("Check the draft");
        page.awaitWords("Checks");
        wizard.giveReasons(page);
        page.press("Continue to old and new");
        assertThat(page.says())
                .contains("280 mcg/day")
                .contains("308 mcg/day")
                .contains("+28 mcg/day")
                .contains("+10 %");
        assertThat(page.browser().all(By.cssSelector("main input:not([type=hidden])")))
                .as("the author retypes nothing")
                .isEmpty();
        page.browser().size(320, 800);
        assertThat(
                        page.browser()
                                .texts(
                                        "return [...document.querySelectorAll('.stacks .old, .stacks .new, .stacks .key, .stacks .num, .day-table .num')]"
                                                + ".filter(e => e.getClientRects().length && e.getBoundingClientRect().right > document.documentElement.clientWidth - 8).map(e => e.textContent)"))
                .as("values that stand out of sight on a narrow screen")
                .isEmpty();
        assertThat(page.browser().all(By.cssSelector("main .old, main .new"))).isNotEmpty();
        page.browser().ownSize();
        page.follow("Continue to your signature");
        page.type("Your password", stage.person("programmer").string("password"));
        page.press("Sign as author");
        page.awaitWords("waits for the second person");
        URI change = Wizard.change(page.browser());

        Browser second = stage.as("clinician");
        second.open(change);
        assertThat(new Pages(second).says()).as("the second person is blind").doesNotContain("308");
        assertThat(second.driver().getPageSource()).doesNotContain("308 mcg").doesNotContain(">308");
        Pages wrong = wizard.verify("clinician", change, "baclofen", "2000 mcg/mL", "3080 mcg/day");
        wrong.awaitWords("Something differed");
        assertThat(wrong.says()).doesNotContain("308");

        Browser author = stage.as("programmer");
        author.open(change);
        new Pages(author).awaitWords("something that the second person typed differs");
        wizard.author("programmer");
        wizard.verify("clinician", change, "baclofen", "2000 mcg/mL", "308.0 mcg/day")
                .awaitWords("Two people have signed");

        Pages sent = wizard.send("programmer", change);
        assertThat(Wizard.awaitEnd(author)).isEqualTo("Running");
        assertThat(sent.hasButton("Send to the pump")).as("sent once is sent").isFalse();
        String events = new String(
                stage.program()
                        .send("programmer", "GET", "/api/v1" + stage.pump(FIXTURE) + "/events", "")
                        .body(),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(events)
                .contains(
                        "therapy.draft",
                        "therapy.mismatch",
                        "therapy.signature",
                        "pump.release",
                        "pump.intent",
                        "pump.outcome");
        author.open(stage.at(stage.pump(FIXTURE)));
        assertThat(new Pages(author).says()).contains("308 mcg/day");
    }

    @Test
    @Order(3)
    void s14SentOnceHoweverOftenItIsPressed(Stage stage) throws Exception {
        Wizard wizard = new Wizard(stage, FIXTURE);
        URI change = signed(wizard, "310 mcg/day");
        Browser browser = stage.as("programmer");
        browser.open(change);
        int before = intents(stage);
        new org.openqa.selenium.interactions.Actions(browser.driver())
                .doubleClick(new Pages(browser).button("Send to the pump"))
                .perform();
        browser.await("the send is under way", driver -> !driver.findElements(By.cssSelector(".outcome"))
                .isEmpty());
        browser.driver().navigate().refresh();
        Wizard.awaitEnd(browser);
        browser.driver().navigate().back();
        browser.driver().navigate().refresh();
        browser.open(change);
        assertThat(Wizard.awaitEnd(browser)).isEqualTo("Running");
        assertThat(intents(stage) - before).as("commands that went to the pump").isEqualTo(1);
    }

    private static URI signed(Wizard wizard, String dose) {
        Pages page = wizard.toContinuous("programmer");
        page.type("Dose per day", dose);
        page.press("Check the draft");
        URI change = wizard.author("programmer");
        wizard.verify("clinician", change, "baclofen", "2000 mcg/mL", dose).awaitWords("Two people have signed");
        return change;
    }

    private static int intents(Stage stage) throws Exception {
        String events = new String(
                stage.program()
                        .send("programmer", "GET", "/api/v1" + stage.pump(FIXTURE) + "/events", "")
                        .body(),
                java.nio.charset.StandardCharsets.UTF_8);
        return events.split("\"pump.intent\"", -1).length - 1;
    }

    private static List<String> verdicts(Pages page) {
        return page.browser().all(By.cssSelector(".check .tag, .check strong")).stream()
                .map(org.openqa.selenium.WebElement::getText)
                .toList();
    }
}
