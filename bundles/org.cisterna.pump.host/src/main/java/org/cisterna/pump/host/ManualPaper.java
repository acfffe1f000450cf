// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Receipt;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.ManualAct;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.ManualWork;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpId;

/** How what people do to pumps without telemetry gets into the ledger, and what it comes to there. */
final class ManualPaper {

    private final Parts parts;

    ManualPaper(Parts parts) {
        this.parts = parts;
    }

    /** Why the fold is as old as it is, in words; empty when it is up to date. */
    Optional<String> catchUp() {
        return parts.feed().catchUp(parts.world().settings().ledger());
    }

    /** The pump, when the record of this command is open at it and can be written. */
    Answer<ManualPump> open(PumpId pump, CommandId command) {
        Optional<String> away = notWritable();
        if (away.isPresent()) {
            return Answer.refused(Refusals.ledger(away.get()));
        }
        Optional<ManualPump> known = parts.feed().fold().manual(pump);
        if (known.isEmpty()) {
            return Answer.refused(ManualRefusals.notRegistered(pump));
        }
        return known.get().work().filter(each -> each.command().equals(command)).isPresent()
                ? Answer.done(known.get())
                : Answer.refused(ManualRefusals.noRecord());
    }

    /** As intents and outcomes call the act. */
    static Kind kind(ManualWork work) {
        return work.act() == ManualAct.EMPTY ? Kind.STOP : Kind.COMMIT;
    }

    /** That nobody knows what became of it. */
    Ended ended(CommandId command, Kind kind, String words, Optional<Instant> mayBeEmptySince) {
        return new Ended(
                command,
                kind,
                new Outcome.Unknown(words, parts.world().house().now(), mayBeEmptySince),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** The same, as an entry. */
    Entry unknown(
            Caller caller, PumpId pump, CommandId command, Kind kind, String words, Optional<Instant> mayBeEmptySince) {
        return end(caller, pump, ended(command, kind, words, mayBeEmptySince));
    }

    /** The entry of an end. */
    static Entry end(Caller caller, PumpId pump, Ended ended) {
        return entry(caller, pump, Ended.TYPE, Ended.VERSION, ended.toJson());
    }

    /** An entry. */
    static Entry entry(Caller caller, PumpId pump, String type, int version, JsonObject body) {
        return Actors.entry(type, version, caller, pump, body).build();
    }

    /** Why nothing can be entered, or is known as it stands, in words; empty when all is well. */
    Optional<String> notWritable() {
        return parts.desk().whyNotWritable().or(this::catchUp);
    }

    /** Enters all of these or none. */
    Answer<List<Receipt>> entered(List<Entry> entries) {
        Called<List<Receipt>> appended =
                parts.desk().append(entries, parts.world().settings().ledger());
        return appended instanceof Called.Value<List<Receipt>> receipts
                ? Answer.done(receipts.value())
                : Answer.refused(Refusals.ledger(((Called.Failed<List<Receipt>>) appended).words()));
    }

    /** The pump as it is then. */
    Answer<ManualPump> viewed(PumpId pump) {
        catchUp();
        return parts.feed()
                .fold()
                .manual(pump)
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(ManualRefusals.notRegistered(pump)));
    }
}
