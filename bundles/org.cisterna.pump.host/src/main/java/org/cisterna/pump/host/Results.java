// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.List;
import java.util.Optional;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.host.CommandRecord.End;
import org.cisterna.pump.host.CommandRecord.Intended;

/** Results of commands that ended before, from what was noted about them. */
final class Results {

    private Results() {}

    static CommandResult of(CommandRecord record, HostFold fold) {
        Optional<End> end = record.ended();
        Outcome outcome = end.<Outcome>map(each -> each.ended().outcome())
                .orElseGet(() -> record.standing().orElseThrow());
        return new CommandResult(
                record.pump(),
                record.id(),
                outcome,
                end.map(End::sequence).filter(each -> each != CommandRecord.NOT_ENTERED),
                end.map(End::house)
                        .or(() -> record.intended().map(Intended::house))
                        .orElseThrow(),
                end.flatMap(each -> each.ended().snapshot()).flatMap(each -> fold.reading(record.pump(), each)),
                List.of("this command was sent before; one id has one effect, and this is what came of it"));
    }
}
