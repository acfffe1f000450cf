// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.cisterna.audit.Envelope;
import org.cisterna.dosing.Circumstances;
import org.cisterna.dosing.Circumstances.Rise;
import org.cisterna.dosing.LastDose;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.DoseChange.VoidReason;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.Visit;
import org.cisterna.therapy.workflow.ManualCourse.HandSigned;

/** What the entries about one pump come to. Guarded by the fold that owns it. */
final class PumpCourse {

    private static final Duration WEEK = Duration.ofDays(7);

    private Optional<Implant> implant = Optional.empty();
    private Optional<PumpStatus.Reading> reading = Optional.empty();
    private Optional<Revision> revision = Optional.empty();
    private Optional<Programme> therapeutic = Optional.empty();
    private final Map<String, LastDose> lastDoses = new LinkedHashMap<>();
    /** Pump time from which every rise is known. */
    private Optional<Instant> dosedFrom = Optional.empty();

    private final List<Rise> rises = new ArrayList<>();
    private final Set<String> acknowledged = new LinkedHashSet<>();
    /** The visits that are open: one, unless the ledger says what no act enters. */
    private final Map<String, Visit> visits = new LinkedHashMap<>();

    private ClosedVisits closedVisits = new ClosedVisits();
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private final Set<CommandId> standing = new LinkedHashSet<>();
    private Optional<ManualCourse> manual = Optional.empty();
    /** The records by hand whose orders two people have seen. */
    private final Set<String> manualSeen = new LinkedHashSet<>();

    private final List<HandSigned> handSigned = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private Optional<String> active = Optional.empty();
    private long lastIntent = -1;
    private Sequences sequences = new Sequences();

    /** Every entry is counted, also one that nobody here understands. */
    void entered(long sequence) {
        sequences.add(sequence);
    }

    void unreadable(Envelope envelope, String why) {
        unreadable.add("entry " + envelope.sequence() + ", " + envelope.entry().type() + " version "
                + envelope.entry().version() + ": " + why);
    }

    /** Another prescription asks anew for what is not approved. */
    void enrolled(Implant made) {
        implant = Optional.of(made);
        acknowledged.clear();
    }

    void manualOrdered(ManualCourse order) {
        manual = Optional.of(order);
    }

    /** Something happened to an order by hand, if it is this one. */
    void manualStep(String record, UnaryOperator<ManualCourse> step) {
        manual = manual.map(each -> each.record().equals(record) ? step.apply(each) : each);
        manual.filter(ManualCourse::isOpenToAll).ifPresent(each -> manualSeen.add(each.record()));
    }

    void handSigned(HandSigned signed) {
        handSigned.removeIf(each -> !each.record().equals(signed.record()));
        handSigned.add(signed);
    }

    /** The order of a next fill. */
    Optional<ManualCourse> manual() {
        return manual;
    }

    boolean isManualSeen(String record) {
        return manualSeen.contains(record);
    }

    List<HandSigned> handSigned() {
        return List.copyOf(handSigned);
    }

    /** A visit was opened. */
    void opened(Visit visit) {
        closedVisits.remove(visit.id());
        visits.put(visit.id(), visit);
    }

    /**
     * A visit was closed: what remains of it is where it stands in the ledger.
     *
     * @param entry sequence of the entry that says so
     */
    void closed(String id, long entry) {
        Visit visit = visits.remove(id);
        if (visit != null) {
            closedVisits.add(new ClosedVisit(id, visit.entry(), entry, visit.patient(), visit.changes()));
        } else {
            closedVisits.find(id).ifPresent(each -> closedVisits.add(each.closedBy(entry)));
        }
    }

    void drafted(Change change) {
        change.draft().replaces().ifPresent(old -> step(old, each -> each.voided(VoidReason.EDITED, "it was edited")));
        changes.put(change.id(), change);
        active = Optional.of(change.id());
        String in = change.draft().visit();
        visits.computeIfPresent(in, (id, visit) -> drafted(visit, change.id()));
        closedVisits.find(in).ifPresent(each -> closedVisits.add(each.drafted(change.id())));
    }

    private static Visit drafted(Visit visit, String change) {
        List<String> ids = new ArrayList<>(visit.changes());
        ids.add(change);
        return new Visit(
                visit.id(),
                visit.pump(),
                visit.patient(),
                visit.opened(),
                visit.openedBy(),
                visit.entry(),
                ids,
                visit.closing());
    }

    void step(String change, UnaryOperator<Course> step) {
        changes.computeIfPresent(change, (id, old) -> old.step(step));
    }

    /** Makes void what waits for a person. */
    void voidOpen(VoidReason reason, String words) {
        active.ifPresent(id -> step(id, course -> course.voided(reason, words)));
    }

    void read(PumpEntries.Reading read, Envelope envelope) {
        Snapshot snapshot = read.snapshot();
        reading = Optional.of(
                new PumpStatus.Reading(envelope.sequence(), envelope.houseTime(), envelope.pumpTime(), snapshot, true));
        revised(snapshot.revision());
        dosed(snapshot, envelope.pumpTime());
    }

    private void revised(Revision now) {
        revision = Optional.of(now);
        active.map(changes::get)
                .filter(each -> !each.draft().revision().equals(now))
                .ifPresent(each -> voidOpen(
                        VoidReason.REVISION,
                        "the pump has revision " + now + " now, and this was made for "
                                + each.draft().revision() + "; read the pump and draft it again"));
    }

    /** Neither a stop nor a rate below what the pump calls delivery makes a new last therapeutic dose. */
    private void dosed(Snapshot snapshot, Instant pumpTime) {
        Programme programme = snapshot.programme();
        Optional<Solution> solution = snapshot.solution().or(() -> implant.map(Implant::reservoir));
        var least = snapshot.identity().capabilities().rate().min();
        boolean isTherapeutic = snapshot.motor() == MotorState.RUNNING
                && programme.rates().stream().anyMatch(rate -> rate.compareTo(least) >= 0);
        if (!isTherapeutic || solution.isEmpty()) {
            return;
        }
        // The first reading finds a therapy that was there before: it has run since its motor runs, as the pump says
        // itself.
        Instant since =
                therapeutic.isEmpty() && snapshot.motorSince().isBefore(pumpTime) ? snapshot.motorSince() : pumpTime;
        List<LastDose> doses = LastDose.of(programme, solution.get(), since);
        boolean goesOn = therapeutic.equals(Optional.of(programme))
                && doses.stream().allMatch(each -> Optional.ofNullable(lastDoses.get(each.drug()))
                        .filter(last -> last.rate().equals(each.rate()))
                        .isPresent());
        if (!goesOn) {
            therapeutic = Optional.of(programme);
            doses.forEach(this::dosed);
        }
        if (dosedFrom.isEmpty()) {
            dosedFrom = Optional.of(pumpTime);
        }
    }

    private void dosed(LastDose dose) {
        LastDose before = lastDoses.put(dose.drug(), dose);
        if (before != null && dose.rate().compareTo(before.rate()) > 0) {
            rises.removeIf(each -> each.at().isBefore(dose.since().minus(WEEK)));
            rises.add(new Rise(dose.drug(), dose.since()));
        }
    }

    void intended(PumpEntries.Intent intent, long sequence, Instant house) {
        standing.add(intent.command());
        lastIntent = Math.max(lastIntent, sequence);
        manualStep(intent.command().hex(), ManualCourse::begun);
        active.ifPresent(id -> step(id, course -> course.intended(intent.command(), house)));
    }

    void ended(PumpEntries.Ended ended) {
        if (ended.stands()) {
            standing.add(ended.command());
        } else {
            standing.remove(ended.command());
            manual = manual.filter(each -> !each.record().equals(ended.command().hex()));
        }
        for (String id : List.copyOf(changes.keySet())) {
            step(id, course -> course.ended(ended.command(), ended.outcome()));
            acknowledged(id);
        }
        if (ended.outcome() instanceof Outcome.Applied applied) {
            revised(applied.revision());
        }
        if (ended.kind() == Kind.STOP && !(ended.outcome() instanceof Outcome.NotApplied)) {
            stopped();
        }
    }

    /** Whoever signed a change that came to the pump has acknowledged what it asked. */
    private void acknowledged(String id) {
        change(id)
                .filter(each -> each.state() == State.APPLIED)
                .ifPresent(each -> acknowledged.addAll(each.notApproved()));
    }

    void stopped() {
        voidOpen(VoidReason.STOPPED, "the pump was stopped; read it and draft again");
    }

    void driver(String digest) {
        active.map(changes::get)
                .filter(each -> each.draft()
                        .plan()
                        .filter(plan -> !plan.driver().text().equals(digest))
                        .isPresent())
                .ifPresent(each -> voidOpen(VoidReason.DRIVER, "the driver is another one now; draft it again"));
    }

    Optional<Implant> implant() {
        return implant;
    }

    Optional<PumpStatus.Reading> reading() {
        return reading;
    }

    Optional<Revision> revision() {
        return revision;
    }

    /** What it was last read to deliver as a therapy. */
    Optional<Programme> therapeutic() {
        return therapeutic;
    }

    List<LastDose> lastDoses() {
        return List.copyOf(lastDoses.values());
    }

    /** What stands around an order, out of what was before: rises that are known for a week at least, and what was acknowledged. */
    Circumstances circumstances(Instant pumpNow) {
        Optional<List<Rise>> known = dosedFrom
                .filter(each -> !each.isAfter(pumpNow.minus(WEEK)))
                .map(each -> rises.stream()
                        .filter(rise -> rise.at().isAfter(pumpNow.minus(WEEK)))
                        .toList());
        return Circumstances.NONE.withHistory(
                known, acknowledged.stream().sorted().toList());
    }

    /** A visit that is open. */
    Optional<Visit> visit(String id) {
        return Optional.ofNullable(visits.get(id));
    }

    /** The visits that are open. */
    List<Visit> openVisits() {
        return List.copyOf(visits.values());
    }

    Optional<ClosedVisit> closedVisit(String id) {
        return closedVisits.find(id);
    }

    List<ClosedVisit> closedVisits() {
        return closedVisits.all();
    }

    Set<String> changeIds() {
        return Set.copyOf(changes.keySet());
    }

    Optional<Change> change(String id) {
        return Optional.ofNullable(changes.get(id));
    }

    /** The newest change, which alone can still be open. */
    Optional<Change> active() {
        return active.map(changes::get);
    }

    Set<CommandId> standing() {
        return Set.copyOf(standing);
    }

    List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    /** Sequence of the last intent; -1 when there is none. */
    long lastIntent() {
        return lastIntent;
    }

    /** The sequences of its entries from one on. */
    long[] sequences(long from, int max) {
        return sequences.from(from, max);
    }
}
