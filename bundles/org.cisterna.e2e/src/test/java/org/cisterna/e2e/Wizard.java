// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import java.net.URI;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** A change of dose as its people play it: the author from reading to signing, the second person blind, and the sender. */
final class Wizard {

    private final Stage stage;
    private final String serial;

    Wizard(Stage stage, String serial) {
        this.stage = stage;
        this.serial = serial;
    }

    /** Reads the pump, in a visit that reading opens. */
    void read(String role) {
        Browser browser = stage.as(role);
        browser.open(stage.at(stage.pump(serial) + "/programme/read"));
        Pages page = new Pages(browser);
        page.press("Read pump now");
        page.awaitWords("less than a minute ago");
    }

    /** From reading to the form for one rate all day. */
    Pages toContinuous(String role) {
        read(role);
        Pages page = new Pages(stage.as(role));
        page.follow("Continue to drug and concentration");
        page.follow("Continuous: one rate all day");
        return page;
    }

    /** From reading to the form for a day in steps. */
    Pages toFlex(String role) {
        read(role);
        Pages page = new Pages(stage.as(role));
        page.follow("Continue to drug and concentration");
        page.follow("Flex: a day in steps");
        return page;
    }

    /** Types a day in steps over whatever stands there. */
    void typeSteps(Pages page, List<String[]> steps) {
        for (int i = 0; i < steps.size(); i++) {
            String step = "Step " + (i + 1);
            if (i > 0 && !page.hasField(step + " from")) {
                page.press("Add a step");
            }
            page.type(step + " from", steps.get(i)[0]);
            page.type(step + " to", steps.get(i)[1]);
            page.type(step + " dose rate", steps.get(i)[2]);
        }
    }

    /** Gives a reason for each check that asks for one. */
    int giveReasons(Pages page) {
        List<WebElement> choices = page.browser().all(By.cssSelector("main select[name]"));
        for (WebElement choice : choices) {
            new Select(choice).selectByVisibleText("Step of the titration plan");
        }
        return choices.size();
    }

    /** From checked values to the author's signature. Leaves the address of the change. */
    URI author(String role) {
        Pages page = new Pages(stage.as(role));
        giveReasons(page);
        page.press("Continue to old and new");
        page.follow("Continue to your signature");
        page.type("Your password", stage.person(role).string("password"));
        page.press("Sign as author");
        page.awaitWords("waits for the second person");
        return change(stage.as(role));
    }

    /** The second person types what stands in order and on the vial, and signs. */
    Pages verify(String role, URI change, String drug, String concentration, String total) {
        Browser browser = stage.as(role);
        browser.open(change);
        Pages page = new Pages(browser);
        page.type("Drug", drug);
        page.type("Concentration", concentration);
        page.type("Total per 24 h", total);
        page.type("Your password", stage.person(role).string("password"));
        page.press("Verify and sign");
        if (page.hasField("Reason 1")) {
            // what was typed is equal, and a check asks two persons for a reason
            giveReasons(page);
            page.type("Your password", stage.person(role).string("password"));
            page.press("Verify and sign");
        }
        return page;
    }

    /** Sends what both have signed, and waits for its end. */
    Pages send(String role, URI change) {
        Browser browser = stage.as(role);
        browser.open(change);
        Pages page = new Pages(browser);
        page.press("Send to the pump");
        awaitEnd(browser);
        return page;
    }

    /** Waits until the send has one of its three ends. */
    static String awaitEnd(Browser browser) {
        return browser.await("the send has come to an end", driver -> {
            String title = driver.findElement(By.cssSelector(".outcome h2")).getText();
            return title.equals("Being sent") ? null : title;
        });
    }

    /** The address of the change whose page stands open. */
    static URI change(Browser browser) {
        String address = browser.address().toString();
        return URI.create(address.replaceAll("(/programme/[^/]+)(/.*)?$", "$1"));
    }

    /** Ends the visit with the pump running. */
    void close(String role) {
        Browser browser = stage.as(role);
        browser.open(stage.at(stage.pump(serial) + "/visit"));
        browser.click(By.cssSelector("input[name=ending][value=running]"));
        new Pages(browser).press("Close the visit");
    }
}
