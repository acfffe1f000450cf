// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.itest.Product;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.Select;

/** S24: the kit from the console on a good driver and on one with a fault in what it does. */
@ExtendWith(OnStage.class)
@Order(77)
final class ConformanceIT {

    private static final String GOOD = "org.cisterna.driver.synchromed";
    /** What the fault breaks, and one of the chapter with which delivery over time is measured. */
    private static final String RULES = "1.01,9.01";

    private static final String EVERY_RULE = "";

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @Test
    void s24AGoodAndAFaultyDriver(Stage stage) throws Exception {
        Browser browser = stage.as("integrator");
        browser.open(stage.at("/conformance"));
        assertThat(standing(browser, GOOD)).startsWith("Not tested");
        String good = run(stage, browser, GOOD, EVERY_RULE);
        assertThat(good)
                .as("the same verdict as from the command line")
                .contains("Conformant in class")
                .doesNotContain("not conformant", "incomplete");
        Document page = browser.markup();
        assertThat(page.select("#cases tbody tr")).as("nothing is broken").isEmpty();
        JsonObject report = report(stage, page);
        assertDrawnAsReported(page, report);
        assertOpensFromDisk(browser, stage, page);

        Path jar = stage.demo().data().resolve("drivers/faulty.jar");
        FaultyDriver.write(jar.resolveSibling("faulty.jar.part"));
        Files.move(jar.resolveSibling("faulty.jar.part"), jar, StandardCopyOption.ATOMIC_MOVE);
        try {
            browser.open(stage.at("/conformance"));
            browser.await("the faulty driver is listed", PATIENCE, driver -> {
                browser.open(stage.at("/conformance"));
                return standing(browser, FaultyDriver.NAME).startsWith("Not tested");
            });
            String faulty = run(stage, browser, FaultyDriver.NAME, RULES);
            assertThat(faulty).contains("not conformant");
            assertThat(browser.markup().select("#cases tbody tr").text()).contains("1.01", "FAIL");
            browser.open(stage.at("/conformance"));
            assertThat(standing(browser, FaultyDriver.NAME)).contains("not conformant");
            assertThat(standing(browser, GOOD)).contains("Conformant in class").doesNotContain("not conformant");
            cancelled(stage, browser);
        } finally {
            Files.deleteIfExists(jar);
        }
        Browser viewer = stage.as("viewer");
        viewer.open(stage.at("/conformance"));
        assertThat(new Pages(viewer).says()).contains("CANCELLED", "FINISHED");
        assertThat(new Pages(viewer).hasButton("Run the conformance kit")).isFalse();
    }

    private static void begin(Stage stage, Browser browser, String driver, String rules) {
        browser.open(stage.at("/conformance"));
        new Select(browser.find(By.id("f-driver"))).selectByValue(driver);
        Pages pages = new Pages(browser);
        pages.type("Rules", rules);
        pages.press("Run the conformance kit");
        browser.await("the run has a page", each -> browser.address().getPath().startsWith("/conformance/runs/"));
    }

    /** Runs to the end; the page that stands open says how far it is, and what came of it. */
    private static String run(Stage stage, Browser browser, String driver, String rules) {
        begin(stage, browser, driver, rules);
        browser.script("window.mark = 'the same page'");
        browser.await("it comes to its end while the page stands open", PATIENCE, each -> browser.text(
                        By.cssSelector(".summary"))
                .startsWith("FINISHED"));
        assertThat(browser.script("return window.mark")).as("without a reload").isEqualTo("the same page");
        return browser.text(By.cssSelector(".summary"));
    }

    /** All rules, which takes longer than a person takes to change their mind. */
    private static void cancelled(Stage stage, Browser browser) {
        begin(stage, browser, GOOD, EVERY_RULE);
        browser.await("how far it is", PATIENCE, each -> browser.text(By.cssSelector(".summary"))
                .contains("Rules judged"));
        new Pages(browser).press("Cancel this run");
        browser.await("it is cancelled", PATIENCE, each -> browser.text(By.cssSelector(".summary"))
                .startsWith("CANCELLED"));
        assertThat(browser.markup().select("#cases, a[download]"))
                .as("it leaves no result")
                .isEmpty();
    }

    private static String standing(Browser browser, String driver) {
        return browser.markup().select("tr[data-row='" + driver + "'] td").stream()
                .map(each -> each.text())
                .findFirst()
                .orElse("");
    }

    private static byte[] file(Stage stage, Document page, String name) throws IOException, InterruptedException {
        String run = page.select("a[download]").attr("href").split("/", -1)[3];
        HttpResponse<byte[]> answer =
                stage.program().send("viewer", "GET", "/api/v1/conformance/runs/" + run + "/" + name, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static JsonObject report(Stage stage, Document page) throws IOException, InterruptedException {
        return (JsonObject) Json.parse(file(stage, page, "report"));
    }

    /** Each point of the picture stands where the number of the table has it, and that number is the report's. */
    private static void assertDrawnAsReported(Document page, JsonObject report) {
        List<JsonObject> courses = report.object("accuracy").array("courses").objects();
        assertThat(courses).isNotEmpty();
        for (int i = 0; i < courses.size(); i++) {
            List<JsonObject> windows = courses.get(i).array("windows").objects();
            assertThat(page.select("#trumpet-" + (i + 1) + "-table tbody tr")).hasSameSizeAs(windows);
            assertCurve(page, "trumpet-" + (i + 1), windows, List.of("most", "least"));
            List<JsonObject> startUp = courses.get(i).array("startUp").objects();
            assertCurve(page, "start-up-" + (i + 1), startUp, List.of("error"));
        }
        JsonObject accuracy = report.object("accuracy");
        assertThat(page.select("#boluses li"))
                .hasSameSizeAs(accuracy.array("boluses").objects())
                .isNotEmpty();
        assertThat(page.select("#alarms li").eachText())
                .hasSameSizeAs(accuracy.array("alarms").objects())
                .anyMatch(words ->
                        words.matches("Drive held still, caused 5 times: .* Declared: 20.min at the latest\\."));
    }

    private static void assertCurve(Document page, String name, List<JsonObject> points, List<String> keys) {
        BigDecimal most = BigDecimal.ONE;
        BigDecimal least = BigDecimal.ONE.negate();
        for (JsonObject each : points) {
            for (String key : keys) {
                most = most.max(percent(each.string(key)));
                least = least.min(percent(each.string(key)));
            }
        }
        for (int column = 0; column < keys.size(); column++) {
            List<Integer> drawn = new ArrayList<>();
            page.select("#" + name + " circle." + (column == 0 ? "step" : "other"))
                    .forEach(each -> drawn.add(Integer.parseInt(each.attr("cy"))));
            assertThat(drawn).hasSameSizeAs(points);
            for (int row = 0; row < points.size(); row++) {
                BigDecimal reported = percent(points.get(row).string(keys.get(column)));
                String tabled = page.select("#" + name + "-table tbody tr")
                        .get(row)
                        .select("td")
                        .get(column)
                        .text();
                assertThat(percent(tabled)).as(name + " " + row).isEqualByComparingTo(reported);
                // from the top of the picture at 26 to its bottom at 166
                BigDecimal at = most.subtract(reported)
                        .multiply(BigDecimal.valueOf(140))
                        .divide(most.subtract(least), 6, java.math.RoundingMode.HALF_EVEN)
                        .add(BigDecimal.valueOf(26));
                assertThat(at.subtract(BigDecimal.valueOf(drawn.get(row))).abs())
                        .as(name + " " + row + " is drawn at " + drawn.get(row))
                        .isLessThanOrEqualTo(new BigDecimal("0.51"));
            }
        }
    }

    private static BigDecimal percent(String text) {
        return new BigDecimal(text.replaceAll("[^-0-9.]", ""));
    }

    /** The page of the report, as a browser keeps it: without a script, and without anything from elsewhere. */
    private static void assertOpensFromDisk(Browser browser, Stage stage, Document page) throws IOException {
        String address = page.select("a[download]").stream()
                .map(each -> each.attr("href"))
                .filter(each -> each.endsWith("report.html"))
                .findFirst()
                .orElseThrow();
        String html = browser.later(
                        "const done = arguments[arguments.length - 1];"
                                + "fetch(arguments[0]).then(answer => answer.text()).then(text => done([text]))",
                        address)
                .get(0);
        Document report = Jsoup.parse(html);
        assertThat(report.select("script, link[href], img[src], iframe")).isEmpty();
        Path file = Product.newFolder("report").resolve("report.html");
        Files.write(file, html.getBytes(StandardCharsets.UTF_8));
        Browser other = stage.stranger("reader", "en-US");
        other.scripting(false);
        other.open(file.toUri());
        assertThat(other.text(By.tagName("body"))).contains("Not a medical device", "1.01");
        assertThat(other.complaints()).isEmpty();
        stage.forget("reader");
    }
}
