// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.devices.Announcement;
import org.cisterna.storage.FileStorage;
import org.junit.Test;

/** What {@code /health} says when every part runs and no dose can be changed all the same; the platform is ready and says why. */
public final class HealthIT {

    @Test
    public void limitsThatAreMisspeltAndDevicesThatWereKilledAreSaid() throws Exception {
        Path data = Product.newFolder("health").resolve("data");
        Files.createDirectories(data.resolve("config"));
        Files.writeString(
                data.resolve("config").resolve("demo.json"),
                """
                {
                  ":configurator:resource-version": 1,
                  ":configurator:symbolic-name": "cisterna.demo",
                  ":configurator:version": "1.0.0",
                  "org.cisterna.time.system": {"pumpTime": "simulated"},
                  "org.cisterna.sim.devices": {"mode": "process"},
                  "org.cisterna.provision": {"admitByItself": true},
                  "org.cisterna.dosing.institute": {"institution": "Misspelt", "version": "1"}
                }
                """);
        try (DemoProcess demo = DemoProcess.start(data)) {
            JsonObject health = health(demo);
            assertEquals(
                    "every part is there: " + health,
                    "[]",
                    health.array("missing").canonicalText());
            assertEquals(health.toString(), 1, health.array("reasons").strings().size());
            assertTrue(
                    health.toString(), health.array("reasons").strings().get(0).contains("'institution'"));
            String said = DemoProcess.errors(data);
            assertTrue(said, said.contains("no dose can be changed: the limits called 'institution'"));

            long devices = Announcement.read(new FileStorage(data.resolve("sim")))
                    .orElseThrow()
                    .pid();
            assertTrue(
                    "the devices' process was there",
                    ProcessHandle.of(devices).orElseThrow().destroyForcibly());
            assertTrue("that no pump can be reached is said: " + health(demo), Patience.sees(() -> health(demo)
                    .array("reasons")
                    .canonicalText()
                    .contains("the process of the simulated devices is not there")));
            demo.stop();
        }
    }

    private static JsonObject health(DemoProcess demo) throws java.io.IOException {
        try {
            var answer = new RestExamples(demo.address(), demo.people()).send("nobody", "GET", "/health", "");
            assertEquals("no dose can be changed", 503, answer.statusCode());
            return (JsonObject) Json.parse(answer.body());
        } catch (java.io.IOException trouble) {
            throw trouble;
        } catch (Exception trouble) {
            throw new AssertionError(trouble);
        }
    }
}
