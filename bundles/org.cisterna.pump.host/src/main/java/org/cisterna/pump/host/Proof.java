// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.List;
import java.util.Optional;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Kind;
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
     * @param doubt why what is seen is not sure; then only a stop can be judged by it
     * @param notes in words
     */
    record Found(
            Judgement judgement,
            Optional<Snapshot> snapshot,
            Optional<Seen> seen,
            boolean broken,
            Optional<Doubt> doubt,
            List<String> notes) {}

    /**
     * Why it is not sure what a pump holds: its memory could not be read back, or does not hold what it says that it runs.
     *
     * @param words why
     * @param motor whether it is not sure either that it stands still or runs
     */
    record Doubt(String words, boolean motor) {}

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
                            Optional.empty(),
                            List.of("it was read back, and not interrogated afterwards: " + words));
        }
        List<Violation> wrong = ReadingCheck.reading(pump, session.identity(), snapshot.value());
        if (!wrong.isEmpty()) {
            return open(wrong.get(0).message());
        }
        Seen said = Seen.of(snapshot.value());
        Optional<Doubt> doubt = doubt(back, said);
        if (doubt.isPresent()) {
            return doubtful(id, intent, snapshot.value(), doubt.get());
        }
        Seen seen = said.last().isPresent() ? said : back;
        return new Found(
                Reconciliation.judge(id, intent, seen),
                Optional.of(snapshot.value()),
                Optional.of(seen),
                false,
                Optional.empty(),
                List.of());
    }

    /**
     * Asks the pump about a stop when it could not be read back on an earlier session. Whether it stands still, and by which command, an interrogation
     * says alone, and that is a request other than the stop too. What it holds may stay in doubt.
     */
    static Found ofStop(HostSession session, PumpId pump, CommandId id, Intent intent) {
        Called<Snapshot> interrogated = session.interrogate();
        if (!(interrogated instanceof Called.Value<Snapshot> snapshot)) {
            return broken(((Called.Failed<Snapshot>) interrogated).words());
        }
        List<Violation> wrong = ReadingCheck.reading(pump, session.identity(), snapshot.value());
        if (!wrong.isEmpty()) {
            return open(wrong.get(0).message());
        }
        return doubt(session, Seen.of(snapshot.value()))
                .map(doubt -> doubtful(id, intent, snapshot.value(), doubt))
                .orElseGet(() -> new Found(
                        Reconciliation.judge(id, intent, Seen.of(snapshot.value())),
                        Optional.of(snapshot.value()),
                        Optional.of(Seen.of(snapshot.value())),
                        false,
                        Optional.empty(),
                        List.of()));
    }

    /** Reads back what was interrogated before; why it is not sure what the pump holds, in words, or nothing when both found the same. */
    static Optional<Doubt> doubt(HostSession session, Seen said) {
        Called<ReadBack> readBack = session.readBack();
        if (!(readBack instanceof Called.Value<ReadBack> stored)) {
            return Optional.of(new Doubt(
                    "what the pump holds could not be read back: " + ((Called.Failed<ReadBack>) readBack).words(),
                    false));
        }
        return doubt(Seen.of(stored.value(), Optional.empty()), said);
    }

    private static Optional<Doubt> doubt(Seen back, Seen said) {
        List<String> differences = back.differences(said);
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(new Doubt(
                        "two requests found the pump in two states: " + String.join(", ", differences),
                        back.motor() != said.motor()));
    }

    private static Found doubtful(CommandId id, Intent intent, Snapshot snapshot, Doubt doubt) {
        boolean judged = intent.kind() == Kind.STOP && !doubt.motor();
        Seen said = Seen.of(snapshot);
        return new Found(
                judged ? Reconciliation.judge(id, intent, said) : new Judgement.Open(doubt.words(), false),
                Optional.of(snapshot),
                judged ? Optional.of(said) : Optional.empty(),
                false,
                Optional.of(doubt),
                judged ? List.of(doubt.words()) : List.of());
    }

    private static Found broken(String words) {
        return new Found(
                new Judgement.Open(words, false),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                List.of());
    }

    private static Found open(String words) {
        return new Found(
                new Judgement.Open(words, false),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                List.of());
    }
}
