// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Outcome.Evidence;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Violation;

/**
 * How a command ended.
 *
 * @param outcome what became of it
 * @param snapshot what was read after it, when that can be entered
 * @param seen the pump's state after it, when two requests agree on it
 * @param notes in words
 */
record Ending(Outcome outcome, Optional<Snapshot> snapshot, Optional<Seen> seen, List<String> notes) {

    /** Not applied, without a reading. */
    static Ending not(Evidence evidence, String reason) {
        return new Ending(new Outcome.NotApplied(evidence, reason), Optional.empty(), Optional.empty(), List.of());
    }

    /** A refusal's reasons on one line. */
    static String words(List<Violation> violations) {
        return violations.stream()
                .map(each -> each.code() + ": " + each.message())
                .collect(Collectors.joining("; "));
    }
}
