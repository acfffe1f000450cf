// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.cisterna.itest.Command;
import org.cisterna.itest.Product;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/** S25 and S26: the reader's own browser finds what was changed, and agrees with the command that needs no server. */
@ExtendWith(OnStage.class)
@Order(78)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LedgerIT {

    private static final String AUDITOR = "auditor";

    /** A server that gives out other entries than it signed: the browser must find that out by itself. */
    private static final String LYING =
            """
            const real = window.fetch, how = arguments[0];
            window.fetch = async (address, options) => {
                const answer = await real(address, options);
                if (!/^\\/ledger-view\\/entries\\/[^/]+\\/0\\//.test(String(address))) return answer;
                const bytes = new Uint8Array(await answer.arrayBuffer());
                const records = [];
                for (let at = 0; at + 2 <= bytes.length;) {
                    const length = bytes[at] * 256 + bytes[at + 1];
                    records.push(bytes.slice(at, at + 2 + length));
                    at += 2 + length;
                }
                if (how === 'flip') records[3][40] ^= 1;
                if (how === 'delete') records.pop();
                if (how === 'swap') [records[4], records[5]] = [records[5], records[4]];
                return new Response(new Blob(records));
            };
            """;

    @Test
    @Order(1)
    void s25WhatAServerChangesTheBrowserFinds(Stage stage) {
        Browser browser = stage.as(AUDITOR);
        assertThat(verified(stage, browser, "")).startsWith("Tree intact");
        assertThat(verified(stage, browser, "flip")).contains("the first entry whose hash differs is 3");
        assertThat(verified(stage, browser, "swap")).contains("the first entry whose hash differs is 4");
        assertThat(verified(stage, browser, "delete")).contains("The end was cut off");
    }

    private static String verified(Stage stage, Browser browser, String how) {
        browser.open(stage.at("/ledger-view"));
        browser.script(LYING.replace("arguments[0]", "'" + how + "'"));
        new Pages(browser).button("Verify in this browser").click();
        return browser.await("it is verified", driver -> {
            String said =
                    driver.findElement(By.cssSelector("[data-verify-result]")).getText();
            return said.isEmpty() || said.startsWith("Computing") ? null : said;
        });
    }

    @Test
    @Order(2)
    void s25EachKindOfChangeInAFileIsFound(Stage stage) throws Exception {
        Browser browser = stage.as(AUDITOR);
        Path folder = Product.newFolder("exports");
        List<String> lines = exported(stage);
        assertThat(lines).hasSizeGreaterThan(10);
        int middle = lines.size() / 2;
        String key = key(stage);
        assertThat(checked(stage, browser, write(folder, "good", lines), key)).startsWith("GOOD: ");
        assertThat(checked(stage, browser, write(folder, "good", lines), ""))
                .contains("It was checked with the key that stands in it");

        List<String> flipped = new ArrayList<>(lines);
        flipped.set(
                middle, flipped.get(middle).replaceFirst("\"boot\":\"(.)", "\"boot\":\"" + other(lines.get(middle))));
        String index = index(lines, middle);
        assertThat(checked(stage, browser, write(folder, "flipped", flipped), key))
                .startsWith("NOT GOOD: ")
                .contains("Entry " + index + " is not the one that was signed");

        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, middle, middle + 1);
        assertThat(checked(stage, browser, write(folder, "swapped", swapped), key))
                .contains("Entry " + index);

        List<String> deleted = new ArrayList<>(lines);
        deleted.remove(middle);
        assertThat(checked(stage, browser, write(folder, "deleted", deleted), key))
                .startsWith("NOT GOOD: ");

        List<String> inserted = new ArrayList<>(lines);
        inserted.add(middle, lines.get(middle));
        assertThat(checked(stage, browser, write(folder, "inserted", inserted), key))
                .startsWith("NOT GOOD: ");

        assertThat(checked(stage, browser, write(folder, "cut", lines.subList(0, lines.size() - 1)), key))
                .startsWith("NOT GOOD: ");

        List<String> signed = new ArrayList<>(lines);
        signed.set(0, lines.get(0).replaceFirst("(\"checkpoint\":\"[^\"\\\\]*\\\\n)([0-9]+)", "$1" + "9$2"));
        assertThat(checked(stage, browser, write(folder, "signed", signed), key))
                .contains("not signed by this key");

        Path cut = folder.resolve("half.jsonl");
        byte[] all = bytes(lines);
        Files.write(cut, java.util.Arrays.copyOf(all, all.length - 7));
        assertThat(checked(stage, browser, cut, key)).contains("does not end");
        assertThat(checked(stage, browser, write(folder, "key", lines), key.replace("cisterna+", "another+")))
                .contains("not the one you gave");
    }

    @Test
    @Order(3)
    void s26TheExportVerifiesOutsideTheServerToTheSameRoot(Stage stage) throws Exception {
        Path file = write(Product.newFolder("outside"), "all", exported(stage));
        Command command = Command.run(
                "verify",
                file.toString(),
                "--key",
                stage.demo().data().resolve("ledger.vkey").toString());
        assertThat(command.status()).as("%s", command).isZero();
        String root = command.output().replaceFirst("(?s).*?, root (\\S+).*", "$1");
        assertThat(checked(stage, stage.as(AUDITOR), file, key(stage))).contains("root " + root + ",");
    }

    @Test
    @Order(4)
    void anIncidentFileIsFrozenOnThePageOfThePumpAndProvesItself(Stage stage) throws Exception {
        Browser browser = stage.as("clinician");
        String pump = stage.pump("S2-000002");
        browser.open(stage.at(pump));
        new Pages(browser).follow("Freeze an incident file");
        assertThat(browser.driver().findElement(By.id("f-pump")).getDomProperty("value"))
                .isEqualTo(Stage.MANUFACTURER + "/S2-000002");
        new Pages(browser).press("Freeze and download");
        browser.await(
                "a reason is asked for", driver -> new Pages(browser).says().contains("Give a reason of 5"));

        Session session = Session.of(stage, "clinician");
        String from = browser.driver().findElement(By.id("f-from")).getDomProperty("value");
        String text = session.post(
                        "/ledger-view/incident",
                        session.form(
                                "/ledger-view/incident",
                                Map.of(
                                        "pump",
                                        Stage.MANUFACTURER + "/S2-000002",
                                        "from",
                                        String.valueOf(from),
                                        "until",
                                        "",
                                        "reason",
                                        "the patient was drowsy")))
                .body();
        Path folder = Product.newFolder("incident");
        Path file = Files.writeString(folder.resolve("incident.jsonl"), text);
        Command command = Command.run(
                "verify",
                file.toString(),
                "--key",
                stage.demo().data().resolve("ledger.vkey").toString());
        assertThat(command.status()).as("%s", command).isZero();
        assertThat(command.output())
                .contains("Frozen: pump " + Stage.MANUFACTURER + "/S2-000002", "the patient was drowsy");
        assertThat(checked(stage, browser, file, key(stage)))
                .startsWith("GOOD: ")
                .contains("S2-000002");

        List<String> lines = text.lines().toList();
        List<String> changed = new ArrayList<>(lines);
        String last = lines.get(lines.size() - 1);
        changed.set(lines.size() - 1, last.replaceFirst("\\{\"bytes\":\"(....)", "{\"bytes\":\"AAAA"));
        assertThat(checked(stage, browser, write(folder, "changed", changed), key(stage)))
                .startsWith("NOT GOOD: ")
                .contains("lost evidence");
    }

    @Test
    @Order(5)
    void thePageSaysThatItCannotCheckAndWhatItDoesNotUnderstandInWords(Stage stage) throws Exception {
        Browser browser = stage.as(AUDITOR);
        Path examples = Path.of("../../docs/examples/verify");
        Path good = examples.resolve("two-logs.jsonl");
        String goodKey = Files.readString(examples.resolve("two-logs.vkey")).strip();
        assertThat(checked(stage, browser, good, goodKey)).startsWith("GOOD: ");
        assertThat(checkedAfter(
                        stage,
                        browser,
                        good,
                        goodKey,
                        "SubtleCrypto.prototype.importKey ="
                                + " () => Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'))"))
                .as("a browser that knows no Ed25519")
                .startsWith(
                        "NOT CHECKED: this browser cannot check Ed25519 signatures, so nothing is said of the file.");

        assertThat(checked(
                        stage,
                        browser,
                        examples.resolve("later-envelope.jsonl"),
                        Files.readString(examples.resolve("later-envelope.vkey"))
                                .strip()))
                .startsWith("NOT GOOD: ")
                .contains("Entry 0: its envelope has version 2, this page reads 1: take a newer one.");

        List<String> lines = new ArrayList<>(Files.readAllLines(good));
        lines.set(0, lines.get(0).replaceFirst("\"ranges\":\\[[^\\]]*\\]", "\"ranges\":7"));
        assertThat(checked(stage, browser, write(Product.newFolder("form"), "form", lines), goodKey))
                .startsWith("NOT GOOD: ")
                .contains("something that every file of the ledger has is missing, or is of another kind");
    }

    private static String other(String line) {
        return line.contains("\"boot\":\"0") ? "1" : "0";
    }

    /** The index of the entry of a line, which is its number as long as the node has one log. */
    private static String index(List<String> lines, int line) {
        return lines.get(line).replaceFirst(".*\"sequence\":([0-9]+),.*", "$1");
    }

    private static List<String> exported(Stage stage) throws IOException, InterruptedException {
        return Session.of(stage, AUDITOR)
                .get("/ledger-view/export.jsonl")
                .body()
                .lines()
                .toList();
    }

    private static String key(Stage stage) throws IOException {
        return Files.readString(stage.demo().data().resolve("ledger.vkey")).strip();
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Path write(Path folder, String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name + ".jsonl"), bytes(lines));
    }

    /** Picks a file on the page, as its reader does. */
    private static String checked(Stage stage, Browser browser, Path file, String key) {
        return checkedAfter(stage, browser, file, key, "");
    }

    /** The same after something else was done to the page. */
    private static String checkedAfter(Stage stage, Browser browser, Path file, String key, String script) {
        browser.open(stage.at("/ledger-view/check"));
        browser.script(script);
        browser.driver()
                .findElement(By.id("f-file"))
                .sendKeys(file.toAbsolutePath().normalize().toString());
        new Pages(browser).type("Public key of the node", key);
        new Pages(browser).button("Check it here").click();
        return browser.await("it is checked", driver -> {
            String said =
                    driver.findElement(By.cssSelector("[data-check-result]")).getText();
            return said.contains("GOOD") || said.startsWith("NOT CHECKED") ? said : null;
        });
    }
}
