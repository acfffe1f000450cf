// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The end of a command.
 *
 * @param pump which pump
 * @param command its id
 * @param outcome what became of it
 * @param entry sequence of the ledger entry of the outcome; empty while the ledger is away and the host's journal holds it
 * @param house house time of the end
 * @param reading what was read after it, when something was
 * @param warnings in words, what people must be told beside the outcome: that it is not in the ledger yet, that nothing could be written
 *     down, that no reading followed; empty when there is nothing to say
 */
public record CommandResult(
        PumpId pump,
        CommandId command,
        Outcome outcome,
        Optional<Long> entry,
        Instant house,
        Optional<PumpStatus.Reading> reading,
        List<String> warnings) {

    public CommandResult {
        warnings = List.copyOf(warnings);
    }
}
