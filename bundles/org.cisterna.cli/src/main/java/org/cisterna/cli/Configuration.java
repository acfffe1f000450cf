// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.cisterna.storage.FileStorage;

/** The configuration folder. What a start writes there is written once; people may change it, and the next start reads it. */
final class Configuration {

    /** The configuration that has to name the simulated devices for them to be started. */
    private static final String DEVICES = "\"org.cisterna.sim.devices\"";

    private static final String DEMO =
            """
            {
              ":configurator:resource-version": 1,
              ":configurator:symbolic-name": "cisterna.demo",
              ":configurator:version": "1.0.0",
              "org.cisterna.time.system": {"pumpTime": "simulated"},
              "org.cisterna.sim.devices": {"mode": "process"},
              "org.cisterna.provision": {"admitByItself": true},
              "org.cisterna.dosing.institution": {
                "institution": "Demo institution",
                "version": "demo-1",
                "ceilingDailyDose": ["baclofen 1000 mcg/day", "morphine 15 mg/day", "bupivacaine 20 mg/day"],
                "wrongRoute": ["vincristine", "methotrexate"]
              }
            }
            """;

    private Configuration() {}

    /** Writes the demonstration's configuration, unless there is one. */
    static void writeDemo(DataFolder data) throws Refused {
        Path folder = data.folder("config");
        try {
            if (!Files.exists(folder.resolve("demo.json"))) {
                new FileStorage(folder).replaceAtomically("demo.json", DEMO.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException impossible) {
            throw Refused.usage("the configuration " + folder + " cannot be written: " + impossible.getMessage());
        }
    }

    /** Whether any file of the folder configures simulated devices. */
    static boolean namesDevices(DataFolder data) throws Refused {
        Path folder = data.folder("config");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                if (Files.readString(each).contains(DEVICES)) {
                    return true;
                }
            }
            return false;
        } catch (IOException unreadable) {
            throw Refused.usage("the configuration " + folder + " cannot be read: " + unreadable.getMessage());
        }
    }
}
