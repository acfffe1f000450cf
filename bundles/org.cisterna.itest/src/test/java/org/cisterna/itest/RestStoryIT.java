// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.Test;

/** The page about the JSON interface, told to the product as its user starts it; and what its start refuses. */
public final class RestStoryIT {

    private static final Path GO_LIBRARIES = Path.of("/usr/share/gocode");

    @Test
    public void thePageIsTrueItsLedgerVerifiesAndNoOtherFileNamesAPatient() throws Exception {
        Path data = Product.newFolder("story").resolve("data");
        PatientTraces patients;
        try (DemoProcess demo = DemoProcess.start(data)) {
            RestExamples examples = new RestExamples(demo.address(), demo.people());
            List<List<String>> page = Story.page();
            assertTrue("the page has its examples", page.size() >= 25);
            for (List<String> block : page) {
                examples.run(block);
            }

            anExportProvesItself(demo, data);
            patients = PatientTraces.of(demo);
            patients.leaveNothingUnasked(demo);
            anEditionOfTheLibraryComesIntoForceAndGoes(examples);

            Command second = Command.run("demo", "--port", "0", "--data", data.toString());
            assertEquals("a second instance: " + second, 2, second.status());
            assertTrue(second.errors(), second.errors().contains("is in use by another Cisterna"));

            Command port = Command.run(
                    "demo",
                    "--port",
                    String.valueOf(demo.address().getPort()),
                    "--data",
                    data.resolveSibling("other").toString());
            assertEquals("a port in use: " + port, 2, port.status());
            assertTrue(
                    port.errors(),
                    port.errors().contains("port " + demo.address().getPort()));
            demo.stop();
        }

        patients.standOnlyWhereTheyMust(data);
        Command good = verify(data);
        assertEquals("the ledger verifies: " + good, 0, good.status());

        Files.writeString(data.resolve("VERSION"), "2\n");
        Command newer = Command.run("demo", "--port", "0", "--data", data.toString());
        assertEquals("a newer folder: " + newer, 2, newer.status());
        assertTrue(newer.errors(), newer.errors().contains("written by a newer Cisterna"));
        assertEquals("2\n", Files.readString(data.resolve("VERSION")));
    }

    private static void anEditionOfTheLibraryComesIntoForceAndGoes(RestExamples examples) throws Exception {
        String editions = "/api/v1/library/editions";
        String ships = Files.readString(
                Command.home()
                        .resolve(
                                "bundles/org.cisterna.dosing.library/src/main/resources/org/cisterna/dosing/library/library.json"));
        String own = ships.replaceFirst("\"version\"\\s*:\\s*\"[^\"]*\"", "\"version\": \"house-1\"")
                .replaceFirst("\"1000 mcg/day\"", "\"900 mcg/day\"");
        assertNotEquals("it is another one", ships, own);
        assertEquals(201, examples.send("programmer", "POST", editions, own).statusCode());
        examples.run(List.of(
                "as viewer",
                "GET " + editions,
                "status 200",
                "expect 0.version = house-1",
                "expect 0.state = DRAFT",
                "keep edition = 0.digest"));
        String one = editions + "/{edition}";
        examples.run(List.of("as clinician", "POST " + one + "/release", "status 409"));
        examples.run(List.of("as programmer", "POST " + one + "/review", "status 403"));
        examples.run(List.of("as clinician", "POST " + one + "/review", "status 200", "expect state = REVIEWED"));
        examples.run(List.of("as viewer", "GET " + one + "/difference", "status 200", "keep first = differences.0"));
        assertTrue(examples.kept("first"), examples.kept("first").contains("900 mcg/day"));
        examples.run(List.of("as viewer", "GET " + one + "/verdicts", "status 200"));
        examples.run(List.of("as clinician", "POST " + one + "/release", "status 200", "expect inForce = true"));
        examples.run(List.of("as nobody", "GET /health", "status 200"));
        examples.run(List.of(
                "as clinician",
                "POST " + one + "/withdraw",
                "{\"reason\": \"a limit was mistyped\"}",
                "status 200",
                "expect state = WITHDRAWN"));
        examples.run(List.of("as nobody", "GET /health", "status 503", "expect writesPossible = false"));
    }

    private static void anExportProvesItself(DemoProcess demo, Path data) throws Exception {
        String token = Objects.requireNonNull(demo.people().get("auditor")).string("token");
        byte[] bytes = Http.bytes(demo.address().resolve("/api/v1/entries/export?type=therapy"), token);
        Path export = Files.write(data.resolveSibling("therapy.jsonl"), bytes);
        String key = data.resolve("ledger.vkey").toString();
        Command good = Command.run("verify", export.toString(), "--key", key);
        assertEquals("the export verifies: " + good, 0, good.status());
        assertTrue(good.toString(), good.output().contains("This is an export of "));
        Command others = byToolsOfOthers(export, key);
        assertEquals("it verifies with sumdb of Go: " + others, 0, others.status());
        assertTrue(others.toString(), others.output().startsWith("GOOD: "));

        String text = new String(bytes, StandardCharsets.UTF_8);
        Files.writeString(export, text.replaceFirst("patient is drowsy", "patient is awake "));
        Command bad = Command.run("verify", export.toString(), "--key", key);
        assertEquals("a changed export: " + bad, 1, bad.status());
        assertTrue(bad.toString(), bad.output().contains("not the one that was signed"));
        Command changed = byToolsOfOthers(export, key);
        assertEquals("and with sumdb of Go: " + changed, 1, changed.status());
        assertTrue(changed.toString(), changed.output().startsWith("NOT GOOD: entries and hashes lead to the root "));
        anExportOfTwoLogsProvesItself(export);
    }

    /** Over a year's end there are two logs; the example has them in a file of its own, so that nobody need wait for it. */
    private static void anExportOfTwoLogsProvesItself(Path copy) throws Exception {
        Path examples = Command.home().resolve("docs/examples/verify");
        String key = examples.resolve("two-logs.vkey").toString();
        Command good = byToolsOfOthers(examples.resolve("two-logs.jsonl"), key);
        assertEquals("two logs verify with sumdb of Go: " + good, 0, good.status());
        assertTrue(good.toString(), good.output().startsWith("GOOD: 4 entries of 2 logs "));

        String text = Files.readString(examples.resolve("two-logs.jsonl"));
        Files.writeString(copy, text.replaceFirst("a visit was closed", "a visit was opened"));
        Command changed = byToolsOfOthers(copy, key);
        assertEquals("a change in the older one: " + changed, 1, changed.status());
        assertTrue(changed.toString(), changed.output().startsWith("NOT GOOD: entries and hashes lead to the root "));

        String newer = text.substring(text.indexOf("{\"checkpoint\":\"cisterna/2027-1"));
        Files.writeString(copy, text.substring(0, text.length() - newer.length()) + text);
        Command twice = byToolsOfOthers(copy, key);
        assertEquals("the older one twice: " + twice, 1, twice.status());
        assertTrue(twice.toString(), twice.output().contains("does not begin with the creation of its log"));
    }

    /** The program of docs/examples, on libraries of the Go project. ./cisterna test installs what it needs. */
    static Command byToolsOfOthers(Path export, String key) throws Exception {
        assertTrue(
                "Go and its sumdb are missing, install golang-go and golang-golang-x-mod-dev (Debian): no test is skipped",
                Files.isDirectory(GO_LIBRARIES.resolve("src/golang.org/x/mod/sumdb/tlog")));
        return Command.of(
                Map.of(
                        "GO111MODULE",
                        "off",
                        "GOPATH",
                        GO_LIBRARIES.toString(),
                        "GOFLAGS",
                        "",
                        "GOCACHE",
                        Product.newFolder("go").toString()),
                List.of(
                        "go",
                        "run",
                        Command.home().resolve("docs/examples/verify/export.go").toString(),
                        export.toString(),
                        key));
    }

    static Command verify(Path data) throws Exception {
        return Command.run(
                "verify",
                data.resolve("ledger").toString(),
                "--key",
                data.resolve("ledger.vkey").toString());
    }
}
