// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.util.Map;
import java.util.Optional;
import org.cisterna.conformance.RuleId;

/** The rules that this kit does not test, each with the reason. They stand in every report as not testable, and never as kept. */
final class Untested {

    private static final String TEXTS =
            "a rig cannot make its pump say other texts than those of its label and version";

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("2.10", "the SPI carries nothing about the quality of a connection, so nothing is claimed of it"),
            Map.entry(
                    "3.08",
                    "a rig cannot set a counter to just below its width, and none runs over it in a pump's life"),
            Map.entry("10.14", "no value that a rig can move to and fro makes an alarm"),
            Map.entry("11.09", "the SPI carries no uncertainty of a clock"),
            Map.entry("14.07", "a rig cannot turn over a bit that the pump's memory mends by itself"),
            Map.entry("16.08", TEXTS),
            Map.entry("20.03", "the SPI has no word for what is worth another try"),
            Map.entry("20.04", "a rig cannot make its pump refuse with a code that no table has"),
            Map.entry("20.06", TEXTS));

    private Untested() {}

    /** Why a rule is not tested; empty for one that is. */
    static Optional<String> reason(RuleId rule) {
        return Optional.ofNullable(REASONS.get(rule.text()));
    }
}
