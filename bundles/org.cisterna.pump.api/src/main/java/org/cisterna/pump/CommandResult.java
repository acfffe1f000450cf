// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
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
 */
public record CommandResult(
        PumpId pump,
        CommandId command,
        Outcome outcome,
        Optional<Long> entry,
        Instant house,
        Optional<PumpStatus.Reading> reading) {}
