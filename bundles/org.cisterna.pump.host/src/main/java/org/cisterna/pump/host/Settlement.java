// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Receipt;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Caller;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpEntries.Late;
import org.cisterna.pump.PumpEntries.Reading;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.host.EvidenceDesk.Kept;
import org.cisterna.pump.host.Reconciliation.Judgement;
import org.cisterna.pump.host.Reconciliation.Resolution;

/** Enters what came of a reading or a command; what cannot be entered, and must not be forgotten, goes into the journal. */
final class Settlement {

    private final World world;
    private final LedgerDesk desk;
    private final FoldFeed feed;
    private final Journal journal;
    private final Errands errands;
    private final Runnable backlog;

    /**
     * What was written down, and where.
     *
     * @param outcome sequence of the entry of the command's outcome, when there is one in the ledger
     * @param reading as it is to be shown
     * @param warnings in words
     */
    record Settled(Optional<Long> outcome, Optional<PumpStatus.Reading> reading, List<String> warnings) {}

    Settlement(World world, LedgerDesk desk, FoldFeed feed, Journal journal, Errands errands, Runnable backlog) {
        this.world = world;
        this.desk = desk;
        this.feed = feed;
        this.journal = journal;
        this.errands = errands;
        this.backlog = backlog;
    }

    /** The ends of earlier commands that a reading tells. */
    static List<Ended> ends(List<Resolution> resolutions, Optional<Digest> snapshot) {
        List<Ended> ends = new ArrayList<>();
        for (Resolution each : resolutions) {
            var command = each.command();
            var kind = command.kind().orElseThrow();
            if (each.judgement() instanceof Judgement.Resolved resolved) {
                ends.add(new Ended(command.id(), kind, resolved.outcome(), snapshot, Optional.empty(), List.of()));
            } else if (each.judgement() instanceof Judgement.Superseded superseded) {
                ends.add(new Ended(
                        command.id(),
                        kind,
                        command.standing().orElseThrow(),
                        snapshot,
                        Optional.of(superseded.by()),
                        List.of()));
            }
        }
        return ends;
    }

    /**
     * Enters a reading and the ends of earlier commands that it tells. What is not entered is shown so.
     *
     * @param doubt why it does not tell what became of a programme that was sent, in words
     */
    Settled reading(
            Caller caller,
            PumpId pump,
            Snapshot snapshot,
            String within,
            Kept frames,
            List<Ended> resolved,
            Optional<String> doubt) {
        List<String> notes = new ArrayList<>(frames.notes());
        doubt.ifPresent(notes::add);
        Instant house = world.house().now();
        Instant pumpTime = world.pump().now();
        List<Entry> entries = new ArrayList<>();
        entries.add(entry(caller, pump, snapshot, within, frames, notes));
        resolved.forEach(each -> entries.add(entry(caller, pump, each, frames)));
        Called<List<Receipt>> appended = desk.append(entries, world.settings().ledger());
        if (appended instanceof Called.Value<List<Receipt>> receipts) {
            return new Settled(
                    Optional.empty(), Optional.of(entered(receipts.value().get(0), house, pumpTime, snapshot)), notes);
        }
        List<String> warnings = new ArrayList<>(notes);
        warnings.add("this reading is not entered: " + ((Called.Failed<List<Receipt>>) appended).words());
        return new Settled(Optional.empty(), Optional.of(notEntered(house, pumpTime, snapshot)), warnings);
    }

    /**
     * Enters the end of a command, with the reading it rests on and what that says about earlier ones. Where that cannot be, the journal keeps
     * the end.
     */
    Settled end(
            Caller caller, PumpId pump, Ended ended, Optional<Snapshot> snapshot, Kept frames, List<Ended> resolved) {
        Instant house = world.house().now();
        Instant pumpTime = world.pump().now();
        List<Entry> entries = new ArrayList<>();
        String within = ended.kind().name().toLowerCase(java.util.Locale.ROOT);
        snapshot.ifPresent(each -> entries.add(entry(caller, pump, each, within, frames, frames.notes())));
        entries.add(entry(caller, pump, ended, frames));
        resolved.forEach(each -> entries.add(entry(caller, pump, each, frames)));
        Called<List<Receipt>> appended = desk.append(entries, world.settings().ledger());
        if (appended instanceof Called.Value<List<Receipt>> receipts) {
            int place = snapshot.isPresent() ? 1 : 0;
            return new Settled(
                    Optional.of(receipts.value().get(place).sequence()),
                    snapshot.map(each -> entered(receipts.value().get(0), house, pumpTime, each)),
                    frames.notes());
        }
        List<String> warnings = new ArrayList<>(frames.notes());
        warnings.add("the outcome is not in the ledger: " + ((Called.Failed<List<Receipt>>) appended).words());
        Ended alone = new Ended(
                ended.command(), ended.kind(), ended.outcome(), Optional.empty(), ended.supersededBy(), ended.notes());
        warnings.add(keep(caller, pump, Ended.TYPE, Ended.VERSION, alone.toJson(), house, pumpTime));
        return new Settled(Optional.empty(), snapshot.map(each -> notEntered(house, pumpTime, each)), warnings);
    }

    /**
     * Enters the intent to stop; where that cannot be in time, the journal keeps it.
     *
     * @param away why the ledger need not be tried, in words; empty when it is to be tried
     * @return warnings in words
     */
    List<String> stopIntent(Caller caller, PumpId pump, Intent intent, Optional<String> away) {
        Instant house = world.house().now();
        Instant pumpTime = world.pump().now();
        Entry entry = Actors.entry(Intent.TYPE, Intent.VERSION, caller, pump, intent.toJson())
                .build();
        Called<List<Receipt>> appended = away.isPresent()
                ? new Called.Failed<>(Called.Why.ENDED, away.get(), false)
                : desk.append(List.of(entry), world.settings().ledgerBeforeStop());
        if (appended instanceof Called.Value<List<Receipt>>) {
            return List.of();
        }
        return List.of(
                "the stop goes out before it stands in the ledger: "
                        + ((Called.Failed<List<Receipt>>) appended).words(),
                keep(caller, pump, Intent.TYPE, Intent.VERSION, intent.toJson(), house, pumpTime));
    }

    /** Notes the end of a commit whose intent may or may not come to stand in the ledger: it was not sent, and will not be. */
    void neverSent(Caller caller, PumpId pump, CommandId id, String words) {
        Ended ended = new Ended(
                id,
                Kind.COMMIT,
                new Outcome.NotApplied(Outcome.Evidence.NEVER_SENT, "its intent could not be entered: " + words),
                Optional.empty(),
                Optional.empty(),
                List.of());
        keep(
                caller,
                pump,
                Ended.TYPE,
                Ended.VERSION,
                ended.toJson(),
                world.house().now(),
                world.pump().now());
    }

    /** Puts into the journal what is to be entered late; says in words where it stands now. */
    private String keep(
            Caller caller, PumpId pump, String type, int version, JsonObject body, Instant house, Instant pumpTime) {
        Late late = new Late(type, version, body, house, pumpTime);
        Entry entry = Actors.entry(Late.TYPE, Late.VERSION, caller, pump, late.toJson())
                .build();
        journal.hold(entry);
        feed.acceptWaiting(entry);
        Called<Optional<String>> kept = errands.call(
                "record of the emergency journal", world.settings().ledgerBeforeStop(), () -> journal.write(entry));
        backlog.run();
        Optional<String> trouble = kept instanceof Called.Value<Optional<String>> value
                ? value.value()
                : Optional.of(((Called.Failed<Optional<String>>) kept).words());
        return trouble.map(words -> "it is written down nowhere (" + words
                        + "); it is entered when the ledger is back, unless the platform ends before; note it by hand")
                .orElse("it is kept in the emergency journal, and entered, marked late, when the ledger is back");
    }

    private static Entry entry(
            Caller caller, PumpId pump, Snapshot snapshot, String within, Kept frames, List<String> notes) {
        Reading body = new Reading(snapshot, within, notes);
        Entry.Builder entry = Actors.entry(Reading.TYPE, Reading.VERSION, caller, pump, body.toJson());
        frames.digest().ifPresent(entry::evidence);
        return entry.build();
    }

    private static Entry entry(Caller caller, PumpId pump, Ended ended, Kept frames) {
        Entry.Builder entry = Actors.entry(Ended.TYPE, Ended.VERSION, caller, pump, ended.toJson());
        frames.digest().ifPresent(entry::evidence);
        return entry.build();
    }

    /** As it stands in the ledger; with the times of the reading when that cannot be looked up now. */
    private PumpStatus.Reading entered(Receipt receipt, Instant house, Instant pumpTime, Snapshot snapshot) {
        if (feed.catchUp(world.settings().ledger()).isEmpty()) {
            Optional<PumpStatus.Reading> stands =
                    feed.fold().reading(snapshot.identity().pump(), snapshot.digest());
            if (stands.isPresent()) {
                return stands.get();
            }
        }
        return new PumpStatus.Reading(receipt.sequence(), house, pumpTime, snapshot, true);
    }

    private PumpStatus.Reading notEntered(Instant house, Instant pumpTime, Snapshot snapshot) {
        PumpStatus.Reading reading =
                new PumpStatus.Reading(CommandRecord.NOT_ENTERED, house, pumpTime, snapshot, false);
        feed.acceptNotEntered(reading);
        return reading;
    }
}
