// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Who comes in, and who does not. */
@ExtendWith(OnStage.class)
@Order(10)
final class SignInIT {

    @Test
    void aWrongPasswordIsRefusedInWordsAndTheRightOneComesInByKeyboard(Stage stage) {
        Browser browser = stage.stranger("nobody", "en-US");
        browser.open(stage.at("/fleet"));
        assertThat(browser.address().getPath()).as("nobody sees pumps").isEqualTo("/sign-in");
        Pages page = new Pages(browser);
        page.type("Account", stage.person("viewer").string("name"));
        page.type("Password", "not the password");
        page.press("Sign in");
        assertThat(page.problems()).isNotEmpty();
        assertThat(browser.driver().switchTo().activeElement().getDomAttribute("id"))
                .as("the focus is on the summary")
                .isEqualTo("errors");
        assertThat(page.field("Account").getDomProperty("value"))
                .as("what was typed is kept")
                .isEqualTo(stage.person("viewer").string("name"));
        assertThat(page.field("Password").getDomProperty("value"))
                .as("but for the password")
                .isEmpty();

        page.field("Password").sendKeys(stage.person("viewer").string("password"), Keys.ENTER);
        browser.await("signed in", driver -> !driver.findElements(By.className("me-name"))
                .isEmpty());
        assertThat(browser.address().getPath()).as("where they wanted to go").isEqualTo("/fleet");

        page.press("Sign out");
        browser.open(stage.at("/fleet"));
        assertThat(browser.address().getPath()).isEqualTo("/sign-in");
        browser.driver().navigate().back();
        browser.driver().navigate().refresh();
        assertThat(browser.driver().findElements(By.className("me-name")))
                .as("going back shows nothing")
                .isEmpty();
        stage.forget("nobody");
    }

    @Test
    void noDefaultAccountIsThere(Stage stage) {
        Browser browser = stage.stranger("nobody", "en-US");
        for (String password : new String[] {"admin", ""}) {
            browser.open(stage.at("/sign-in"));
            Pages page = new Pages(browser);
            page.type("Account", "root");
            page.type("Password", password);
            page.press("Sign in");
            assertThat(page.problems()).isNotEmpty();
        }
        stage.forget("nobody");
    }
}
