// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.cisterna.itest.RestExamples;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/**
 * S32: markup and script in every text that somebody can bring along: typed into forms, in the address, in what a browser says of itself, in the name of
 * a file and in a jar's manifest. It is shown as the text it is, or refused in words; no script of it runs, and nothing of it even asks to. The crawler
 * looks at the pages once more afterwards, with all of it in them.
 */
@ExtendWith(OnStage.class)
@Order(77)
final class HostileTextIT {

    private static final String HOSTILE =
            "\"'><script>window.pwned=1</script><img src=x onerror=window.pwned=1>{{7*7}}${7*7}";
    private static final String SHORT = "\"><img src=x onerror=window.pwned=1>";
    private static final String STOPPED = "S2-000004";

    @Test
    void s32TextIsShownAsText(Stage stage) throws Exception {
        inAddresses(stage);
        inReasons(stage);
        inWhatABrowserSaysOfItself(stage);
        inNames(stage);
        inAJar(stage);
        inARecord(stage);
    }

    private static void inAddresses(Stage stage) {
        String query = RestExamples.encoded(HOSTILE);
        Browser auditor = stage.as("auditor");
        auditor.open(stage.at("/ledger-view?contains=" + query + "&from=" + query + "&type=" + query));
        harmless(auditor);
        auditor.open(stage.at("/ledger-view/" + query));
        harmless(auditor);
        Browser viewer = stage.as("viewer");
        for (String path : List.of(
                "/fleet?q=" + query + "&show=" + query + "&sort=" + query,
                "/pumps/" + query + "/" + query,
                "/pumps/" + query + "/" + query + "/programme/" + query,
                "/more/" + query,
                "/" + query)) {
            viewer.open(stage.at(path));
            harmless(viewer);
        }
        viewer.open(stage.at("/fleet"));
        Pages page = new Pages(viewer);
        page.type("Find serial, patient reference or drug", HOSTILE);
        viewer.await(
                "the filter is in the address",
                driver -> viewer.address().toString().contains("pwned"));
        viewer.driver().navigate().refresh();
        assertThat(page.field("Find serial, patient reference or drug").getDomProperty("value"))
                .isEqualTo(HOSTILE);
        harmless(viewer);
    }

    /** The reason of a stop stands on the page of the pump and in the ledger. */
    private static void inReasons(Stage stage) {
        Browser programmer = stage.as("programmer");
        programmer.open(stage.at(stage.pump(STOPPED) + "/stop"));
        Pages page = new Pages(programmer);
        page.type("Reason", HOSTILE);
        page.press("Continue");
        assertThat(page.says()).contains(HOSTILE);
        harmless(programmer);
        page.press("Stop infusion");
        harmless(programmer);
        programmer.open(stage.at(stage.pump(STOPPED)));
        harmless(programmer);

        Browser auditor = stage.as("auditor");
        auditor.open(stage.at("/ledger-view"));
        for (String entry : auditor.texts(
                "return [...document.querySelectorAll('main a[href^=\"/ledger-view/\"]')].slice(0, 5).map(a => a.getAttribute('href'))")) {
            auditor.open(stage.at(entry));
            harmless(auditor);
        }
    }

    private static void inWhatABrowserSaysOfItself(Stage stage) {
        Browser strange = stage.stranger("hostile", "en-US");
        strange.open(stage.at("/sign-in"));
        Pages page = new Pages(strange);
        page.type("Account", HOSTILE);
        page.type("Password", HOSTILE);
        page.press("Sign in");
        assertThat(page.problems()).isNotEmpty();
        assertThat(page.field("Account").getDomProperty("value")).isEqualTo(HOSTILE);
        harmless(strange);
        strange.cdp("Network.setUserAgentOverride", Map.of("userAgent", HOSTILE));
        stage.signIn(strange, "viewer");
        Browser admin = stage.as("admin");
        admin.open(stage.at("/people"));
        assertThat(new Pages(admin).says()).as("among the sessions").contains("window.pwned=1");
        harmless(admin);
        stage.forget("hostile");
    }

    private static void inNames(Stage stage) {
        Browser admin = stage.as("admin");
        for (String name : List.of(HOSTILE, SHORT)) {
            admin.open(stage.at("/people"));
            Pages page = new Pages(admin);
            page.type("Account", "hostile");
            page.type("Printed name", name);
            admin.click(By.cssSelector("input[type=checkbox][value=viewer]"));
            page.press("Make an invitation");
            harmless(admin);
            boolean refused = !admin.all(By.cssSelector(".errors")).isEmpty();
            assertThat(refused || page.says().contains(name))
                    .as("refused in words, or shown as text")
                    .isTrue();
        }
    }

    private static void inAJar(Stage stage) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "org.example.hostile");
        manifest.getMainAttributes().putValue("Bundle-Version", "1.0.0");
        manifest.getMainAttributes().putValue("Bundle-Name", HOSTILE);
        manifest.getMainAttributes().putValue("Bundle-Vendor", HOSTILE);
        manifest.getMainAttributes().putValue("Bundle-Description", HOSTILE);
        manifest.getMainAttributes().putValue("Require-Capability", "org.example;filter:=\"(name=<img src=x>)\"");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry("nothing"));
        }
        Path folder = stage.demo().data().resolve("drivers");
        Path jar = folder.resolve(SHORT + ".jar");
        Path worse = folder.resolve("<u>worse.jar");
        Files.move(
                Files.write(folder.resolve("hostile.part"), bytes.toByteArray()), jar, StandardCopyOption.ATOMIC_MOVE);
        Files.write(worse, new byte[] {1, 2, 3});
        Browser integrator = stage.as("integrator");
        integrator.open(stage.at("/drivers"));
        Pages page = new Pages(integrator);
        page.awaitWords("onerror=window.pwned=1>.jar");
        page.awaitWords("<u>worse.jar");
        harmless(integrator);
        Files.delete(jar);
        Files.delete(worse);
    }

    /** Whoever enrols types most texts; nothing is enrolled by it. */
    private static void inARecord(Stage stage) {
        Browser technician = stage.as("technician");
        technician.open(stage.at("/enrol"));
        harmless(technician);
        technician.open(stage.at("/enrol?address=" + RestExamples.encoded(HOSTILE)));
        harmless(technician);
    }

    /** No script ran, and the policy had nothing to hold back: what is shown is no markup. */
    private static void harmless(Browser browser) {
        assertThat(browser.script("return String(window.pwned)"))
                .as("no script ran at %s", browser.address())
                .isEqualTo("undefined");
        assertThat(browser.all(By.cssSelector("img[src=x], main script, u")))
                .as("no markup came of it at %s", browser.address())
                .isEmpty();
        assertThat(browser.driver().getTitle()).doesNotContain("window.pwned=1</");
    }
}
