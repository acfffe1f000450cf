// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.cisterna.e2e.rules.AxeRules;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** A pump without telemetry, in a real browser: entered by its label, ordered by one, checked by another who sees no number, filled, and attested by two. */
@ExtendWith(OnStage.class)
@Order(79)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ByHandIT {

    private static final String SERIAL = "C3-700001";
    private static final String PAGE = "/pumps/Cisterna%20Simulations/" + SERIAL;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Test
    @Order(1)
    void aPumpIsEnteredByItsLabel(Stage stage) throws Exception {
        Browser browser = stage.as("technician");
        browser.open(stage.at("/enrol"));
        Pages page = new Pages(browser);
        page.follow("Enter a pump without telemetry by its label");
        page.press("Continue to the review");
        assertThat(page.problems().toString()).contains("Serial: write it as it is printed");
        assertThat(AxeRules.everything(browser)).as("the refused form").isEmpty();

        choose(page, "Family", "codman");
        page.type("Manufacturer", "Cisterna Simulations");
        page.type("Serial", SERIAL);
        page.type("Model", "C3-30");
        page.type("Flow on the label", "10.34 mL/day");
        page.type("Volume filled", "30 mL");
        Instant now = Instant.parse(stage.devices().pumpTime());
        page.type("Filled at", MINUTE.format(now.minus(Duration.ofDays(20))));
        choose(page, "Drug 1 in the reservoir", "morphine");
        page.type("Concentration 1 in the reservoir", "10 mg/mL");
        page.type("Patient reference", "DEMO-700001");
        choose(page, "Indication", "chronic-pain");
        page.type("Model of piece 1", "8709");
        page.type("Length of piece 1 as supplied", "89 cm");
        page.type("Length cut off piece 1", "12 cm");
        page.type("Volume of each length of piece 1", "0.00222 mL/cm");
        page.press("Continue to the review");
        page.awaitWords("Look at it once more");
        assertThat(AxeRules.everything(browser)).as("the second look").isEmpty();
        page.press("Enter the pump");
        assertThat(page.problems().toString())
                .as("a decimal place that no label of the model has")
                .contains("10.34 mL/day");
        page.type("Flow on the label", "1.034 mL/day");
        page.press("Continue to the review");
        page.press("Enter the pump");
        page.awaitWords("By hand: " + SERIAL);
        assertThat(page.says()).contains("1.034", "Nothing here was read from it");
    }

    @Test
    @Order(2)
    void itsPagesOfferNothingThatNeedsALink(Stage stage) {
        Browser browser = stage.as("programmer");
        browser.open(stage.at(PAGE));
        Pages page = new Pages(browser);
        page.awaitWords("Flow on the label");
        assertThat(browser.text(By.cssSelector(".strip"))).contains("No telemetry");
        assertThat(page.says()).doesNotContainIgnoringCase("never read");
        assertThat(page.hasButton("Read pump now")).isFalse();
        assertThat(AxeRules.everything(browser)).isEmpty();

        browser.open(stage.at("/fleet?q=" + SERIAL + "&show=by-hand"));
        page.awaitWords("BY HAND");
        assertThat(browser.all(By.cssSelector("main tr[data-row]"))).hasSize(1);
        browser.open(stage.at("/fleet?q=" + SERIAL + "&show=never-read"));
        page.awaitWords("No pump matches");
        assertThat(AxeRules.everything(browser)).isEmpty();
    }

    @Test
    @Order(3)
    void aFillByHandFromTheOrderToTheSecondAttestation(Stage stage) throws Exception {
        Browser author = stage.as("programmer");
        author.open(stage.at(PAGE + "/by-hand"));
        Pages order = new Pages(author);
        order.type("Drug", "morphine");
        order.type("Dose of a day", "5");
        order.type("Stock solution", "25 mg/mL");
        order.type("Volume prepared", "33 mL");
        order.type("Volume filled", "30 mL");
        order.press("Calculate and order");
        assertThat(order.problems()).as("a dose without its unit").isNotEmpty();
        order.type("Dose of a day", "5 mg/day");
        order.press("Calculate and order");
        order.awaitWords("ordered, not signed");
        for (WebElement reason : author.all(By.cssSelector("main input[name^=reason-]"))) {
            reason.sendKeys("looked at with the pharmacy");
        }
        String shown = Pattern.compile("morphine\\h([0-9,.]+)\\hmcg/mL")
                .matcher(author.markup().select("main").text())
                .results()
                .map(each -> each.group(1))
                .filter(each -> !each.equals("10,000"))
                .findFirst()
                .orElseThrow();
        String concentration = shown.replace(",", "") + " mcg/mL";
        assertThat(concentration).as("5 mg/day by 1.034 mL/day").startsWith("483");
        order.type("Your password", stage.person("programmer").string("password"));
        order.press("Sign");
        order.awaitWords("a second person checks it");

        Browser second = stage.as("clinician");
        second.open(stage.at(PAGE + "/by-hand"));
        Pages check = new Pages(second);
        check.awaitWords("Check before the puncture");
        assertThat(second.driver().getPageSource())
                .as("no number before their own")
                .doesNotContain(shown);
        check.type("Drug", "morphine");
        check.type("Concentration", concentration);
        check.type("Dose of a day", "5 mg/day");
        check.type("Your password", stage.person("clinician").string("password"));
        check.press("Sign");
        check.awaitWords("checked by two");
        check.press("Begin");
        check.awaitWords("Not known: a record is half done");

        check.type("Serial", "C3-000002");
        check.press("Done: enter");
        assertThat(check.problems().toString()).as("another patient's pump").contains("whose pump this is");
        check.type("Serial", SERIAL);
        check.press("Done: enter");
        check.awaitWords("Beyond-use date");
        check.type("Drug", "morphine");
        check.type("Concentration", concentration);
        check.type("Lot", "LOT-7");
        check.type("Beyond-use date", "2100-01-01");
        check.press("Done: enter");
        check.awaitWords("Volume that came out");
        assertThat(check.says()).as("what is expected comes afterwards").doesNotContain("Expected in the reservoir");
        check.type("Volume that came out", "9 mL");
        check.press("Done: enter");
        check.awaitWords("once more");
        check.type("Volume filled", "30 mL");
        check.type("Lot", "LOT-7");
        check.press("Done: enter");
        check.awaitWords("was filled in at");
        check.type("Your password", stage.person("clinician").string("password"));
        check.press("Sign: I did it");
        check.awaitWords("done by");

        author.open(stage.at(PAGE + "/by-hand"));
        Pages witness = new Pages(author);
        witness.type("Your password", stage.person("programmer").string("password"));
        witness.press("Sign: I saw it");
        witness.awaitWords("Filled, by the word of two people");
        assertThat(witness.says()).contains("Measured flow");
        assertThat(AxeRules.everything(author)).isEmpty();
    }

    private static void choose(Pages page, String label, String value) {
        new Select(page.field(label)).selectByValue(value);
    }
}
