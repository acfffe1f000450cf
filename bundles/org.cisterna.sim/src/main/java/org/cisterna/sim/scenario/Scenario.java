// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.scenario;

import java.util.Collection;
import java.util.List;
import org.cisterna.sim.DeviceFamily;

/**
 * A story. Immutable.
 *
 * @param name small letters, digits and hyphens
 * @param story what it is about, for people
 * @param pumps in the order of the file, each serial once
 * @param steps in the order of the file; their times never go back
 */
public record Scenario(String name, String story, List<ScenarioPump> pumps, List<ScenarioStep> steps) {

    /** Copies. */
    public Scenario {
        pumps = List.copyOf(pumps);
        steps = List.copyOf(steps);
    }

    /**
     * Reads a scenario file; docs/scenarios.md lists every word.
     *
     * @param text the whole file
     * @param families whose pumps there may be
     * @return the scenario, or every reason why it is none
     */
    public static ScenarioReading read(String text, Collection<DeviceFamily> families) {
        return new ScenarioReader(families).read(text);
    }
}
