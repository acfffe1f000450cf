// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.junit.Test;

/** The exported executable as Java alone starts it, without our commands. */
public final class BareExecutableIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** What a process that ended by a TERM signal reports: 128 and the number of the signal. */
    private static final int BY_TERM = 143;

    @Test
    public void aTermSignalStopsThePlatformInOrder() throws Exception {
        Path data = Product.newFolder("bare").resolve("data");
        // the second start finds what the first left
        for (int start = 1; start <= 2; start++) {
            Path said = data.resolveSibling("said-" + start);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Dcisterna.data=" + data,
                            "-Dorg.osgi.service.http.port=0",
                            "-jar",
                            Path.of(System.getProperty("cisterna.products"), "cisterna.jar")
                                    .toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            try {
                Path address = data.resolve("cache/address.json");
                assertTrue(
                        "it announces its address: " + Files.readString(said),
                        Patience.sees(() -> Files.exists(address) || !process.isAlive()) && process.isAlive());
                // an end in the middle of a start is another story, and not a quiet one
                int port = URI.create(((JsonObject) Json.parse(Files.readAllBytes(address))).string("url"))
                        .getPort();
                // nothing is configured, so no dose can be changed; but every part of it is there
                assertTrue(
                        "every part is there: " + Http.text(port, "/health"),
                        Patience.sees(() -> Http.text(port, "/health").contains("\"missing\":[]")));
                process.destroy();
                assertTrue("it ends", process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
                assertEquals("by the signal", BY_TERM, process.exitValue());
                assertFalse("what was announced is taken back: the platform stopped in order", Files.exists(address));
                assertEquals(
                        "it has nothing to say about a start and an end in good order", "", Files.readString(said));
            } finally {
                process.destroyForcibly();
            }
        }
        Command good = RestStoryIT.verify(data);
        assertEquals("the ledger verifies: " + good, 0, good.status());
    }
}
