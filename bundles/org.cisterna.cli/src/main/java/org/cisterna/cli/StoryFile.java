// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.codman.CodmanFamily;
import org.cisterna.sim.medstream.MedstreamFamily;
import org.cisterna.sim.prometra.PrometraFamily;
import org.cisterna.sim.scenario.Scenario;
import org.cisterna.sim.scenario.ScenarioPump;
import org.cisterna.sim.scenario.ScenarioReading;
import org.cisterna.sim.synchromed.SynchromedFamily;

/**
 * A scenario that the demo tells.
 *
 * @param path where it is
 * @param scenario what it says
 */
record StoryFile(Path path, Scenario scenario) {

    /** Every family of simulated pumps. */
    static final List<DeviceFamily> FAMILIES =
            List.of(new SynchromedFamily(), new PrometraFamily(), new MedstreamFamily(), new CodmanFamily());

    private static final long LARGEST = 1_000_000;

    /** The simulated devices of a family; empty when there are none of that name. */
    static Optional<DeviceFamily> family(String name) {
        return FAMILIES.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /**
     * Reads it.
     *
     * @throws Refused with every reason, when it cannot be told
     */
    static StoryFile read(String name) throws Refused {
        Path path = Path.of(name).toAbsolutePath();
        ScenarioReading reading;
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > LARGEST) {
                throw Refused.usage("'" + name + "' is no file of at most " + LARGEST + " bytes; --scenario takes one"
                        + " as docs/scenarios.md describes it");
            }
            reading = Scenario.read(new String(Files.readAllBytes(path), StandardCharsets.UTF_8), FAMILIES);
        } catch (IOException unreadable) {
            throw Refused.usage("the scenario " + path + " cannot be read: " + unreadable.getMessage());
        }
        if (reading.scenario().isEmpty()) {
            StringBuilder words = new StringBuilder("the scenario " + path + " is refused:");
            reading.refusals().forEach(each -> words.append("\n  ").append(each.message()));
            throw Refused.usage(words.toString());
        }
        Scenario scenario = reading.orElseThrow();
        for (ScenarioPump pump : scenario.pumps()) {
            if (!DevicesProcess.hasCatheter(pump.catheter())) {
                throw Refused.usage("the scenario " + path + " is refused:\n  line " + pump.line()
                        + ": the demo has no catheter of "
                        + pump.catheter().text()
                        + "; use 0.1755 mL, or another volume of at most 110 cm with 0.0026 mL/cm");
            }
        }
        return new StoryFile(path, scenario);
    }
}
