// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.List;
import java.util.Optional;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Violation;
import org.cisterna.pump.host.Reconciliation.Judgement;
import org.cisterna.pump.spi.ReadBack;

/**
 * Learns from a pump what became of a command: reads back, interrogates, and believes them only when they agree. Neither is the request that
 * wrote.
 */
final class Proof {

    private Proof() {}

    /**
     * What the requests found.
     *
     * @param judgement about the command
     * @param snapshot the interrogation, when there was one that can be entered
     * @param seen the state they agree on, when they do
     * @param broken whether a request failed, so that another session may tell more
     * @param notes in words
     */
    record Found(
            Judgement judgement,
            Optional<Snapshot> snapshot,
            Optional<Seen> seen,
            boolean broken,
            List<String> notes) {}

    /**
     * Asks the pump.
     *
     * @param answered what it answered to the command itself, when that answer came
     */
    static Found of(HostSession session, PumpId pump, CommandId id, Intent intent, Optional<CommandEffect> answered) {
        Called<ReadBack> readBack = session.readBack();
        if (!(readBack instanceof Called.Value<ReadBack> stored)) {
            return broken(((Called.Failed<ReadBack>) readBack).words());
        }
        Optional<CommandEffect> own = answered.filter(each -> each.command().equals(id));
        Seen back = Seen.of(stored.value(), own);
        Called<Snapshot> interrogated = session.interrogate();
        if (!(interrogated instanceof Called.Value<Snapshot> snapshot)) {
            String words = ((Called.Failed<Snapshot>) interrogated).words();
            return own.isEmpty()
                    ? broken(words)
                    : new Found(
                            Reconciliation.judge(id, intent, back),
                            Optional.empty(),
                            Optional.of(back),
                            true,
                            List.of("it was read back, and not interrogated afterwards: " + words));
        }
        List<Violation> wrong = ReadingCheck.reading(pump, session.identity(), snapshot.value());
        if (!wrong.isEmpty()) {
            return open(wrong.get(0).message());
        }
        Seen said = Seen.of(snapshot.value());
        List<String> differences = back.differences(said);
        if (!differences.isEmpty()) {
            return new Found(
                    new Judgement.Open(
                            "two requests found the pump in two states: " + String.join(", ", differences), false),
                    Optional.of(snapshot.value()),
                    Optional.empty(),
                    false,
                    List.of());
        }
        Seen seen = said.last().isPresent() ? said : back;
        return new Found(
                Reconciliation.judge(id, intent, seen),
                Optional.of(snapshot.value()),
                Optional.of(seen),
                false,
                List.of());
    }

    private static Found broken(String words) {
        return new Found(new Judgement.Open(words, false), Optional.empty(), Optional.empty(), true, List.of());
    }

    private static Found open(String words) {
        return new Found(new Judgement.Open(words, false), Optional.empty(), Optional.empty(), false, List.of());
    }
}
