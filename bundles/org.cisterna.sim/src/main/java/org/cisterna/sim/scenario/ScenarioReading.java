// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of a file.
 *
 * @param scenario the scenario; empty when there is a refusal
 * @param refusals what is wrong, in the order of the lines; empty when nothing is
 */
public record ScenarioReading(Optional<Scenario> scenario, List<Refusal> refusals) {

    /**
     * Something that is wrong.
     *
     * @param line number of the line, from 1; 0 for the file as a whole
     * @param value what is wrong, as it stands there, printable
     * @param reason what is wrong about it
     * @param wayOut what to write instead
     */
    public record Refusal(int line, String value, String reason, String wayOut) {

        /** As one line: {@code line 7: "4" is ...; write ...}. */
        public String message() {
            return (line == 0 ? "the file: " : "line " + line + ": ") + '"' + value + "\" " + reason + "; " + wayOut;
        }
    }

    /** Copies; there is either a scenario or a refusal. */
    public ScenarioReading {
        refusals = List.copyOf(refusals);
        if (scenario.isPresent() != refusals.isEmpty()) {
            throw new IllegalArgumentException("a file is read, or refused for a reason");
        }
    }

    /**
     * The scenario.
     *
     * @throws IllegalArgumentException with every refusal, a line each, when there is none
     */
    public Scenario orElseThrow() {
        return scenario.orElseThrow(() -> new IllegalArgumentException(
                refusals.stream().map(Refusal::message).collect(Collectors.joining("\n"))));
    }
}
