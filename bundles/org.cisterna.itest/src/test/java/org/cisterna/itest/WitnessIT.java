// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.junit.Test;

/** Two nodes as their keepers start them: one is the witness of the other, and uncovers that its folder was put back, keys included. */
public final class WitnessIT {

    private static final String LINE = "\u2014 other.example/witness ";

    @Test
    public void aNodeUncoversThatTheOtherWasPutBack() throws Exception {
        Path work = Product.newFolder("witness");
        Path node = work.resolve("node");
        DemoProcess.start("run", node).close();
        Path other = work.resolve("other");
        configure(
                other,
                "org.cisterna.audit.witness",
                "{\"name\": \"other.example/witness\", \"logs\": [\"" + line(node, "ledger.vkey") + "\"]}");
        try (DemoProcess witness = DemoProcess.start("run", other)) {
            configure(
                    node,
                    "org.cisterna.audit.ledger",
                    "{\"witnesses\": [\"" + witness.address().resolve("/ledger/witness") + " "
                            + line(other, "witness.vkey") + "\"]}");
            Path older = work.resolve("older");
            copy(node, older);
            cosigned(node, other);
            try (DemoProcess putBack = DemoProcess.start("run", older)) {
                assertTrue("it is uncovered: " + health(putBack), Patience.sees(() -> uncovered(putBack)));
            }
            Command found = verify(older, other);
            assertEquals("the verifier finds it in what the witness has: " + found, 1, found.status());
        }
    }

    /** In either of its words: what is put back writes on, and may have as many entries of its own by the time it hears of the witness's. */
    private static boolean uncovered(DemoProcess putBack) throws IOException {
        String reasons = health(putBack).array("reasons").canonicalText();
        return reasons.contains("put back to an older state, its keys included")
                || reasons.contains("there are two versions of this log, a split view");
    }

    private static void cosigned(Path node, Path other) throws Exception {
        try (DemoProcess watched = DemoProcess.start("run", node)) {
            RestExamples nobody = new RestExamples(watched.address(), Map.of());
            String path = nobody.send("nobody", "GET", "/ledger/checkpoint", "")
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            assertTrue(
                    "a line of the witness stands under the checkpoint: " + health(watched),
                    Patience.sees(() -> text(nobody, path).contains(LINE)));
            assertTrue(text(nobody, path.replace("checkpoint", "witnessed")).contains(LINE));
            watched.stop();
        }
        Command verified = Command.run(
                "verify",
                node.toString(),
                "--key",
                node.resolve("ledger.vkey").toString(),
                "--witness",
                other.resolve("witness.vkey").toString());
        assertEquals(verified.toString(), 0, verified.status());
        assertTrue(verified.output(), verified.output().contains("Witness other.example/witness has cosigned "));
        Path note;
        try (Stream<Path> all = Files.walk(node.resolve("ledger"))) {
            note = all.filter(each -> each.endsWith("witnessed")).findFirst().orElseThrow();
        }
        Command byOthers =
                RestStoryIT.byToolsOfOthers(note, node.resolve("ledger.vkey").toString());
        assertEquals("tools of others are not troubled by a cosignature: " + byOthers, 0, byOthers.status());
        assertTrue(byOthers.output(), byOthers.output().contains("checkpoint"));
    }

    /** The older folder, against the checkpoint that the witness has cosigned last. */
    private static Command verify(Path older, Path other) throws Exception {
        Path kept;
        try (Stream<Path> all = Files.list(other.resolve("witness"))) {
            kept = all.findFirst().orElseThrow();
        }
        return Command.run(
                "verify",
                older.toString(),
                "--key",
                older.resolve("ledger.vkey").toString(),
                "--kept",
                kept.toString());
    }

    private static void configure(Path data, String pid, String properties) throws IOException {
        Files.createDirectories(data.resolve("config"));
        Files.writeString(
                data.resolve("config/witnesses.json"),
                """
                {
                  ":configurator:resource-version": 1,
                  ":configurator:symbolic-name": "test.witnesses",
                  ":configurator:version": "1.0.0",
                  "%s": %s
                }
                """
                        .formatted(pid, properties));
    }

    private static String line(Path data, String file) throws IOException {
        return Files.readString(data.resolve(file)).strip();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    private static String text(RestExamples nobody, String path) throws IOException {
        return new String(get(nobody, path), StandardCharsets.UTF_8);
    }

    private static JsonObject health(DemoProcess node) throws IOException {
        return (JsonObject) Json.parse(get(new RestExamples(node.address(), Map.of()), "/health"));
    }

    private static byte[] get(RestExamples nobody, String path) throws IOException {
        try {
            return nobody.send("nobody", "GET", path, "").body();
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
