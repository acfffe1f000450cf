// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.ManualEntries.Registered;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpEntries.Paired;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Release;
import org.cisterna.pump.Solution;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.Staff;
import org.cisterna.therapy.VisitEntry;
import org.cisterna.therapy.fleet.FleetRow;
import org.cisterna.therapy.fleet.FleetRow.Due;
import org.cisterna.therapy.fleet.FleetRow.OpenVisit;
import org.cisterna.therapy.fleet.FleetRow.Standstill;
import org.jspecify.annotations.Nullable;

/**
 * What the entries about one pump come to, as far as the fleet shows it; the last reading itself lies beside it. It judges commands as the
 * pump host does: a later end of a command replaces an earlier one, and what waited in the journal counts from when it was due. For one
 * thread at a time.
 */
final class PumpCourse {

    /** Commands kept: the standing ones, and so many others that nothing late can be taken for new. */
    private static final int COMMANDS = 16;

    private static final int UNREADABLE = 5;

    /** What the implant record says. */
    record Enrolled(String patient, Solution reservoir, boolean pathDiffers) {}

    /** Who a pump is. */
    record Who(String family, String model, String firmware, boolean simulated, boolean byHand) {}

    /** A stop that no reading has shown. */
    record Halt(boolean proven, Instant house, Instant since) {}

    /** A visit that was closed with the pump stopped by order. */
    record Restart(Optional<LocalDate> day, Optional<Staff> owner) {}

    /** A change of dose that one clinician released alone. */
    record Alone(String change, Instant released) {}

    private final PumpId pump;
    private @Nullable Who who;
    private @Nullable Enrolled enrolled;
    private @Nullable OpenVisit visit;
    private @Nullable Facts facts;
    private @Nullable Halt halt;
    private @Nullable Restart restart;
    private List<Sent> commands = new ArrayList<>();
    private List<Alone> alone = new ArrayList<>();
    private List<String> unreadable = new ArrayList<>();
    private long unreadableMore;
    private long revision = -1;

    PumpCourse(PumpId pump) {
        this.pump = pump;
    }

    void entered(long sequence) {
        revision = sequence;
    }

    void unreadable(String words) {
        if (unreadable.size() < UNREADABLE) {
            unreadable.add(words);
        } else {
            unreadableMore++;
        }
    }

    void paired(Paired paired) {
        who = who(paired.family(), paired.identity(), false);
    }

    void registered(Registered registered) {
        who = who(registered.family(), registered.identity(), true);
    }

    void enrolled(VisitEntry.Enrolled entry) {
        who = who(entry.family(), entry.identity(), isByHand());
        enrolled = new Enrolled(
                entry.patient().text(), entry.reservoir(), !entry.path().equals(entry.reservoir()));
    }

    private static Who who(String family, PumpIdentity identity, boolean byHand) {
        return new Who(family, identity.model(), identity.firmware(), identity.simulated(), byHand);
    }

    void read(PumpStatus.Reading reading, String driver) {
        facts = Facts.of(reading, driver, facts(), commands);
        who = who(family(), reading.snapshot().identity(), false);
        halt = null;
        restart = facts.motor() == MotorState.RUNNING ? null : restart;
    }

    void intended(Intent intent, long entry, Instant house, Instant pumpTime) {
        Sent fresh = Sent.of(intent, entry, house, pumpTime);
        keep(command(intent.command())
                .map(known -> known.intended(fresh.intended().orElseThrow()))
                .orElse(fresh));
    }

    void ended(Ended ended, Instant house) {
        Sent sent =
                command(ended.command()).map(known -> known.ended(ended, house)).orElseGet(() -> Sent.of(ended, house));
        keep(sent);
        filled(sent);
        stopped(sent, ended, house);
    }

    void endedLate(Ended ended, Instant due) {
        Sent sent = command(ended.command())
                .map(known -> known.endedLate(ended, due))
                .orElseGet(() -> Sent.of(ended, due));
        keep(sent);
        filled(sent);
        stopped(sent, ended, due);
    }

    /** By the word of two people a pump that nobody can read holds something else from now on. */
    private void filled(Sent sent) {
        Enrolled implant = enrolled;
        if (implant != null && isByHand()) {
            enrolled = new Enrolled(
                    implant.patient(), sent.filledByHand().orElse(implant.reservoir()), implant.pathDiffers());
        }
    }

    /** A stop that was proved although its reading is not entered: it went out without a ledger. */
    private void stopped(Sent sent, Ended ended, Instant house) {
        boolean counts = ended.kind() == Kind.STOP
                && ended.outcome() instanceof Outcome.Applied
                && (facts == null || facts.house().isBefore(house));
        if (counts) {
            halt = new Halt(
                    true, house, sent.intended().map(Sent.Intended::pumpTime).orElse(house));
        }
    }

    private Optional<Sent> command(CommandId id) {
        return commands.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    private void keep(Sent sent) {
        commands.removeIf(each -> each.id().equals(sent.id()));
        commands.add(sent);
        commands.sort(Comparator.comparing(Sent::since));
        int surplus = commands.size() - COMMANDS;
        for (int i = 0; i < commands.size() && surplus > 0; ) {
            Sent each = commands.get(i);
            if (each.hasEnd() && !each.stands()) {
                commands.remove(i);
                surplus--;
            } else {
                i++;
            }
        }
    }

    void opened(OpenVisit opened) {
        visit = opened;
    }

    void closed(VisitEntry.VisitClosed closed) {
        if (visit != null && visit.id().equals(closed.visit())) {
            visit = null;
        }
        facts = facts == null ? null : facts.visited();
        restart = closed.restart().isPresent() || closed.owner().isPresent()
                ? new Restart(closed.restart(), closed.owner())
                : null;
    }

    /** A release of a change of dose; a review is owed when one clinician gave it alone. */
    void released(String change, Release release, Instant house) {
        boolean owed =
                release.signers().stream().anyMatch(each -> each.meaning().equals(Signature.Meaning.BREAK_GLASS.name()))
                        && alone.stream().noneMatch(each -> each.change().equals(change));
        if (owed) {
            alone.add(new Alone(change, house));
        }
    }

    void reviewed(String change) {
        alone.removeIf(each -> each.change().equals(change));
    }

    PumpId pump() {
        return pump;
    }

    String family() {
        return who == null ? "" : who.family();
    }

    Optional<Facts> facts() {
        return Optional.ofNullable(facts);
    }

    /** Whether it is one of the fleet: somebody paired with it, enrolled it or read it. */
    boolean isListed() {
        return who != null;
    }

    private boolean isByHand() {
        return who != null && who.byHand();
    }

    private Optional<Sent> standing() {
        return commands.stream().filter(Sent::stands).reduce((older, newer) -> newer);
    }

    private Optional<Sent> underWay() {
        return commands.stream().filter(each -> !each.hasEnd()).reduce((older, newer) -> newer);
    }

    private boolean contentDiffers() {
        Enrolled implant = enrolled;
        return implant != null
                && (implant.pathDiffers()
                        || facts().flatMap(Facts::solution)
                                .filter(told -> !told.equals(implant.reservoir()))
                                .isPresent());
    }

    private Optional<Standstill> standstill() {
        Optional<LocalDate> day = Optional.ofNullable(restart).flatMap(Restart::day);
        Optional<Staff> owner = Optional.ofNullable(restart).flatMap(Restart::owner);
        if (halt != null) {
            return Optional.of(new Standstill(MotorState.STOPPED, halt.proven(), halt.since(), day, owner));
        }
        if (facts != null && facts.motor() != MotorState.RUNNING) {
            return Optional.of(new Standstill(facts.motor(), true, facts.motorSince(), day, owner));
        }
        return commands.stream()
                .filter(Sent::stands)
                .flatMap(each -> each.ended().stream())
                .map(Sent.End::outcome)
                .filter(Outcome.Unknown.class::isInstance)
                .flatMap(each -> ((Outcome.Unknown) each).mayBeStoppedSince().stream())
                .min(Comparator.naturalOrder())
                .map(since -> new Standstill(MotorState.STOPPED, false, since, day, owner));
    }

    private List<Due> dues() {
        Optional<Due> refill =
                facts().flatMap(Facts::projection).map(each -> new Due(Due.What.REFILL, each.refillBy()));
        Optional<Due> again = Optional.ofNullable(restart)
                .flatMap(Restart::day)
                .map(day -> new Due(
                        Due.What.RESTART,
                        day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
        Optional<Due> replacement = facts().flatMap(Facts::replaceBy).map(by -> new Due(Due.What.REPLACEMENT, by));
        return Stream.of(refill, again, replacement)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Due::since).thenComparing(Due::what))
                .toList();
    }

    private FleetRow.Urgency urgency() {
        FleetRow.Urgency alarm = facts().map(Facts::alarm).orElse(FleetRow.Urgency.NONE);
        return alarm != FleetRow.Urgency.CRITICAL_ALARM && standing().isPresent()
                ? FleetRow.Urgency.UNKNOWN_OUTCOME
                : alarm;
    }

    private Optional<Solution> solution() {
        if (isByHand() && standing().isPresent()) {
            return Optional.empty();
        }
        return facts().flatMap(Facts::solution)
                .or(() -> Optional.ofNullable(enrolled).map(Enrolled::reservoir));
    }

    Columns columns() {
        return new Columns(
                pump.serial(),
                enrolled == null ? Columns.NO_TEXT : enrolled.patient(),
                solution().map(each -> each.primary().drug()).orElse(Columns.NO_TEXT),
                facts().flatMap(Facts::dose).orElse(Columns.MISSING),
                facts().map(Facts::reservoir).orElse(Columns.MISSING),
                facts().flatMap(Facts::projection)
                        .map(each -> each.emptyAt().toEpochMilli())
                        .orElse(Columns.MISSING),
                facts().map(each -> each.house().toEpochMilli()).orElse(Columns.MISSING),
                Columns.rank(urgency()),
                facts().flatMap(Facts::projection)
                        .map(each -> each.refillBy().toEpochMilli())
                        .orElse(Columns.MISSING),
                dues().stream()
                        .findFirst()
                        .map(each -> each.since().toEpochMilli())
                        .orElse(Columns.MISSING),
                visit != null,
                facts().filter(each -> each.alarm() != FleetRow.Urgency.NONE).isPresent(),
                standing().isPresent(),
                standstill().isPresent(),
                contentDiffers(),
                !alone.isEmpty(),
                isByHand(),
                Columns.words(pump, Optional.ofNullable(enrolled), facts().flatMap(Facts::solution)));
    }

    /** As a row, at a pump time, with the whole of the last reading. */
    FleetRow row(Optional<PumpStatus.Reading> reading, Instant pumpTime) {
        Who known = who == null ? new Who("", "", "", false, false) : who;
        List<String> words = new ArrayList<>(unreadable);
        if (unreadableMore > 0) {
            words.add("and " + unreadableMore + " more");
        }
        return new FleetRow(
                pump,
                known.family(),
                known.model(),
                known.firmware(),
                known.simulated(),
                known.byHand(),
                Optional.ofNullable(enrolled).map(each -> new org.cisterna.therapy.PatientReference(each.patient())),
                Optional.ofNullable(enrolled).map(Enrolled::reservoir),
                reading,
                facts().map(Facts::driver).orElse(""),
                reading.flatMap(org.cisterna.therapy.fleet.Projection::of),
                facts().flatMap(Facts::uncertainSince),
                facts().flatMap(Facts::accessed),
                facts().flatMap(Facts::replaceBy),
                Optional.ofNullable(visit),
                standing().flatMap(Sent::view),
                underWay().flatMap(each -> each.intended()
                        .map(intent -> new FleetRow.UnderWay(each.id(), each.kind(), intent.house(), intent.entry()))),
                standstill(),
                contentDiffers(),
                alone.stream()
                        .map(each -> new FleetRow.OwedReview(
                                each.change(), each.released().plus(BreakGlass.TIME)))
                        .toList(),
                dues().stream().filter(each -> !each.since().isAfter(pumpTime)).toList(),
                words,
                revision);
    }

    /** All of it, to be kept. */
    Kept kept() {
        return new Kept(
                who, enrolled, visit, facts, halt, restart, commands, alone, unreadable, unreadableMore, revision);
    }

    /** As it was kept. */
    static PumpCourse of(PumpId pump, Kept kept) {
        PumpCourse course = new PumpCourse(pump);
        course.who = kept.who();
        course.enrolled = kept.enrolled();
        course.visit = kept.visit();
        course.facts = kept.facts();
        course.halt = kept.halt();
        course.restart = kept.restart();
        course.commands = new ArrayList<>(kept.commands());
        course.alone = new ArrayList<>(kept.alone());
        course.unreadable = new ArrayList<>(kept.unreadable());
        course.unreadableMore = kept.unreadableMore();
        course.revision = kept.revision();
        return course;
    }

    /** What is kept of a course between two entries. */
    record Kept(
            @Nullable Who who,
            @Nullable Enrolled enrolled,
            @Nullable OpenVisit visit,
            @Nullable Facts facts,
            @Nullable Halt halt,
            @Nullable Restart restart,
            List<Sent> commands,
            List<Alone> alone,
            List<String> unreadable,
            long unreadableMore,
            long revision) {}
}
