// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * Something that happens, or has to be so, at a time.
 *
 * @param line where it stands in the file
 * @param text that line, for people
 * @param at pump time since the story's begin
 * @param pump serial of the pump it is about; empty when it is about the platform
 * @param act what
 */
public record ScenarioStep(int line, String text, Duration at, Optional<String> pump, ScenarioAct act) {}
