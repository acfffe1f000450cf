// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EntryForms;
import org.cisterna.pump.ManualEntries.Registered;
import org.cisterna.pump.ManualEntries.StepDone;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Late;
import org.cisterna.pump.PumpEntries.Paired;
import org.cisterna.pump.PumpEntries.Reading;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.host.CommandRecord.End;
import org.cisterna.pump.host.CommandRecord.Intended;

/**
 * What the entries of the ledger, and those that still wait in the journal, come to: paired pumps, last readings, commands and their ends,
 * releases that were used. Holds no truth of its own; folded again it is the same. Safe for any number of threads.
 */
final class HostFold {

    /**
     * A paired pump.
     *
     * @param paired who it is and how it is reached
     * @param since house time of the pairing
     */
    record Pairing(Paired paired, Instant since) {}

    private final HostState state;
    private final long begunAt;
    private final Map<PumpId, List<CommandId>> commandsOf = new HashMap<>();
    /** Those without an end, or with one that stands. */
    private final Set<CommandId> open = new HashSet<>();
    /** The commands under way in this process: that they have no end says nothing. */
    private final Set<CommandId> running;
    /** Whether it has taken what is not in the ledger: from then on it is more than the ledger comes to, and not to be kept. */
    private boolean waited;

    HostFold(Set<CommandId> running) {
        this(new HostState(), running);
    }

    /** Goes on from a state, which it takes over. */
    HostFold(HostState state, Set<CommandId> running) {
        this.state = state;
        this.running = running;
        this.begunAt = state.next;
        state.commands.values().stream()
                .sorted(Comparator.comparingLong(CommandRecord::order))
                .forEach(each -> {
                    commandsOf
                            .computeIfAbsent(each.pump(), pump -> new ArrayList<>())
                            .add(each.id());
                    markOpen(each);
                });
    }

    /** What the ledger comes to, to be kept; it does not change any more. Empty when this is more than that. */
    synchronized Optional<HostState> state() {
        return waited ? Optional.empty() : Optional.of(new HostState(state));
    }

    /** How many entries were in the state that it went on from. */
    long begunAt() {
        return begunAt;
    }

    /** How many pumps it knows. */
    synchronized int size() {
        return state.pairings.size();
    }

    /** The sequence of the first entry it has not seen. */
    synchronized long next() {
        return state.next;
    }

    /** Takes a page of the ledger; what it has seen already is passed over. */
    synchronized void accept(List<Envelope> page) {
        for (Envelope each : page) {
            if (each.sequence() == state.next) {
                state.next++;
                accept(each);
            }
        }
    }

    private void accept(Envelope envelope) {
        Entry entry = envelope.entry();
        Optional<PumpId> pump = entry.pump().flatMap(HostFold::pump);
        if (pump.isEmpty()) {
            return;
        }
        try {
            Optional<JsonObject> body = KnownEntries.readable(entry);
            if (body.isPresent()) {
                accept(entry.type(), body.get(), pump.get(), envelope);
            } else {
                unreadable(pump.get(), entry, envelope.sequence(), "this version does not know it");
            }
        } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
            unreadable(pump.get(), entry, envelope.sequence(), ForeignWords.of(e.getMessage()));
        }
    }

    private static Optional<PumpId> pump(String text) {
        try {
            return Optional.of(PumpId.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no pump of ours is named so
        }
    }

    private void unreadable(PumpId pump, Entry entry, long sequence, String why) {
        state.unreadable
                .computeIfAbsent(pump, p -> new ArrayList<>())
                .add("entry " + sequence + ", " + entry.type() + " version " + entry.version() + ": " + why);
    }

    private void accept(String type, JsonObject body, PumpId pump, Envelope envelope) {
        long sequence = envelope.sequence();
        Instant house = envelope.houseTime();
        Instant pumpTime = envelope.pumpTime();
        switch (type) {
            case Paired.TYPE -> state.pairings.put(pump, new Pairing(Paired.fromJson(body), house));
            case Reading.TYPE -> reading(pump, Reading.fromJson(body), sequence, house, pumpTime);
            case Intent.TYPE -> intent(pump, Intent.fromJson(body), sequence, house, pumpTime);
            case Ended.TYPE -> ended(pump, Ended.fromJson(body), sequence, house);
            case Late.TYPE -> late(body, pump, sequence);
            case Registered.TYPE -> state.manual.registered(pump, Registered.fromJson(body), house);
            case StepDone.TYPE -> state.manual.stepped(pump, StepDone.fromJson(body), sequence, pumpTime);
            default -> {
                // not ours; its owner folds it
            }
        }
    }

    private void reading(PumpId pump, Reading reading, long sequence, Instant house, Instant pumpTime) {
        state.readings.put(pump, new PumpStatus.Reading(sequence, house, pumpTime, reading.snapshot(), true));
    }

    private void intent(PumpId pump, Intent intent, long sequence, Instant house, Instant pumpTime) {
        CommandRecord known = record(intent.command(), pump);
        boolean better = known.intended().isEmpty() || known.intended().get().sequence() == CommandRecord.NOT_ENTERED;
        if (better) {
            keep(known.with(new Intended(intent, sequence, house, pumpTime)));
            state.manual.intended(pump, intent, sequence, house, pumpTime);
        }
        intent.release().ifPresent(release -> state.usedReleases.putIfAbsent(release, intent.command()));
    }

    private void ended(PumpId pump, Ended ended, long sequence, Instant house) {
        CommandRecord known = record(ended.command(), pump);
        Optional<End> last = known.ended();
        if (last.isEmpty() || !house.isBefore(last.get().house())) {
            keep(known.with(new End(ended, sequence, house)));
            state.manual.ended(pump, ended);
        }
    }

    private CommandRecord record(CommandId id, PumpId pump) {
        CommandRecord known = state.commands.get(id);
        if (known == null) {
            known = new CommandRecord(id, pump, state.order++, Optional.empty(), Optional.empty());
            state.commands.put(id, known);
            commandsOf.computeIfAbsent(pump, p -> new ArrayList<>()).add(id);
        }
        return known;
    }

    private void keep(CommandRecord record) {
        state.commands.put(record.id(), record);
        markOpen(record);
    }

    private void markOpen(CommandRecord record) {
        if (record.standing().isPresent()) {
            open.add(record.id());
        } else {
            open.remove(record.id());
        }
    }

    /** An entry that waited in the journal: it counts from when it was due. */
    private void late(JsonObject kept, PumpId pump, long sequence) {
        Late due = Late.fromJson(kept);
        JsonObject body = EntryForms.newest(due.type(), due.version(), due.body())
                .orElseThrow(
                        () -> new IllegalArgumentException("late is version " + due.version() + " of " + due.type()));
        if (sequence != CommandRecord.NOT_ENTERED) {
            state.late.add(lateDigest(kept));
        }
        switch (due.type()) {
            case Intent.TYPE -> intent(pump, Intent.fromJson(body), sequence, due.house(), due.pumpTime());
            case Ended.TYPE -> lateEnd(pump, Ended.fromJson(body), sequence, due.house());
            default -> throw new IllegalArgumentException("late is an intent or an outcome, not " + due.type());
        }
    }

    /** What was due before something that is known counts no more; at the same moment what was entered in time counts. */
    private void lateEnd(PumpId pump, Ended ended, long sequence, Instant due) {
        Optional<End> last = record(ended.command(), pump).ended();
        boolean overtaken = last.isPresent()
                && last.get().sequence() != CommandRecord.NOT_ENTERED
                && !last.get().house().isBefore(due);
        if (!overtaken) {
            ended(pump, ended, sequence, due);
        }
    }

    /** Takes an entry that waits in the journal as if it were entered. */
    synchronized void acceptWaiting(Entry entry) {
        waited = true;
        entry.pump().flatMap(HostFold::pump).ifPresent(pump -> late(entry.body(), pump, CommandRecord.NOT_ENTERED));
    }

    /** Whether an entry that waits in the journal is in the ledger already. */
    synchronized boolean isEntered(Entry waiting) {
        return state.late.contains(lateDigest(waiting.body()));
    }

    private static Digest lateDigest(JsonObject body) {
        return Digest.of("org.cisterna.pump.late/1", body);
    }

    synchronized Optional<Pairing> pairing(PumpId pump) {
        return Optional.ofNullable(state.pairings.get(pump));
    }

    /** The pumps without telemetry. */
    synchronized Set<PumpId> manualPumps() {
        return state.manual.pumps();
    }

    synchronized Optional<ManualPage> manualPage(PumpId pump) {
        return state.manual.page(pump);
    }

    /** One of them. */
    Optional<ManualPump> manual(PumpId pump) {
        return manualPage(pump).map(ManualPage::view);
    }

    synchronized List<PumpId> pumps() {
        return List.copyOf(state.pairings.keySet());
    }

    synchronized Optional<PumpStatus.Reading> reading(PumpId pump) {
        return Optional.ofNullable(state.readings.get(pump));
    }

    /** The last reading of a pump, if it is this one. */
    Optional<PumpStatus.Reading> reading(PumpId pump, Digest snapshot) {
        return reading(pump).filter(each -> each.snapshot().digest().equals(snapshot));
    }

    synchronized Optional<CommandRecord> command(CommandId id) {
        return Optional.ofNullable(state.commands.get(id));
    }

    /** The commands of a pump from the oldest one that stands on, in the order of their intents; none when none stands. */
    synchronized List<CommandRecord> sinceOldestStanding(PumpId pump) {
        Optional<CommandRecord> oldest =
                open().filter(each -> each.pump().equals(pump)).min(CommandRecord.BY_TIME);
        return oldest.isEmpty()
                ? List.of()
                : commandsOf.getOrDefault(pump, List.of()).stream()
                        .filter(id -> !running.contains(id))
                        .map(state.commands::get)
                        .flatMap(Stream::ofNullable)
                        .filter(each -> CommandRecord.BY_TIME.compare(each, oldest.get()) >= 0)
                        .sorted(CommandRecord.BY_TIME)
                        .toList();
    }

    /** The newest command of a pump that nobody knows the end of. */
    synchronized Optional<CommandRecord> standing(PumpId pump) {
        return open.isEmpty() // as nearly always, and every view of a pump asks
                ? Optional.empty()
                : open().filter(each -> each.pump().equals(pump)).max(CommandRecord.BY_TIME);
    }

    /** The commands that have an intent and no end, and are not running: a process before this one was killed. */
    synchronized List<CommandRecord> lost() {
        return open().filter(each -> each.ended().isEmpty())
                .sorted(CommandRecord.BY_TIME)
                .toList();
    }

    private Stream<CommandRecord> open() {
        return open.stream()
                .filter(id -> !running.contains(id))
                .map(state.commands::get)
                .flatMap(Stream::ofNullable);
    }

    /** The command that used a release. */
    synchronized Optional<CommandId> usedBy(long release) {
        return Optional.ofNullable(state.usedReleases.get(release));
    }

    /** The entries about a pump that could not be read, in words: while there are any, it is not written. */
    synchronized List<String> unreadable(PumpId pump) {
        return List.copyOf(state.unreadable.getOrDefault(pump, List.of()));
    }
}
