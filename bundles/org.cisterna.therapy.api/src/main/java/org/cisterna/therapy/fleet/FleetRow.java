// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.fleet;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Volume;
import org.cisterna.therapy.PatientReference;
import org.cisterna.therapy.Staff;

/**
 * One pump, as the entries of the ledger have it.
 *
 * @param pump which
 * @param family which family's driver it needs; empty when no entry said so
 * @param model the maker's name of the model; empty when no entry said so
 * @param firmware version of what runs in it, as last told; empty when no entry said so
 * @param simulated whether it is a simulated device
 * @param byHand whether it has no telemetry and stands here by the record that people made from its label: it is never read, and what is
 *     known of it is that record
 * @param patient the hospital's pseudonymous reference; empty when it is not enrolled
 * @param enrolled what the implant record says the reservoir holds, for a pump by hand what two people attested to have filled in last; empty when it is
 *     not enrolled
 * @param reading the last interrogation: programme, volume, alarms and battery stand in its snapshot, as the pump said them then; whether the
 *     volume was measured or calculated stands in the snapshot's {@code identity().capabilities().reservoirSource()}
 * @param driver name and version of the driver of the pump's family at that reading; empty when no entry said so
 * @param projection what follows from that reading for the reservoir; empty while nothing flows, and without a reading
 * @param uncertainSince pump time of the reading from which on the volume, the projection and the refill date are uncertain: the pump calculates its volume
 *     and its motor was found standing still, or to have stood still since that reading, so more may be in it than it says. Until more is in it than at the
 *     reading before: it was filled. Empty for a pump that measures its volume
 * @param accessed that more is in the reservoir than before, of which there is no record here: somebody filled it, or told it so, elsewhere. Until a visit is
 *     closed after that. Empty for a pump that nobody can read
 * @param replaceBy the day by which the battery is to be replaced at the latest; it may be sooner. Empty as long as the pump said nothing of it
 * @param visit the open visit
 * @param unknown the newest command whose outcome nobody knows
 * @param underWay a command that was begun and whose outcome is not entered: it is being sent now, or the platform ended in between
 * @param standstill since when it does not deliver, or may not
 * @param contentDiffers see {@link FleetFilter#CONTENT_DIFFERS}
 * @param reviews what one clinician released alone and nobody has reviewed yet; the one that is due first at the front
 * @param overdue what is past its time, at the pump time of the answer; the longest overdue first
 * @param unreadable entries about this pump that this version cannot read, in words; while there are any, the pump is not written
 * @param revision the sequence number of the last ledger entry about this pump: a row with the same revision need not be shown anew, but for
 *     what depends on time
 */
public record FleetRow(
        PumpId pump,
        String family,
        String model,
        String firmware,
        boolean simulated,
        boolean byHand,
        Optional<PatientReference> patient,
        Optional<Solution> enrolled,
        Optional<PumpStatus.Reading> reading,
        String driver,
        Optional<Projection> projection,
        Optional<Instant> uncertainSince,
        Optional<Access> accessed,
        Optional<Instant> replaceBy,
        Optional<OpenVisit> visit,
        Optional<PumpStatus.StandingUnknown> unknown,
        Optional<UnderWay> underWay,
        Optional<Standstill> standstill,
        boolean contentDiffers,
        List<OwedReview> reviews,
        List<Due> overdue,
        List<String> unreadable,
        long revision) {

    /** Copies the lists. */
    public FleetRow {
        reviews = List.copyOf(reviews);
        overdue = List.copyOf(overdue);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * The reservoir was accessed between two readings.
     *
     * @param after pump time of the reading before it
     * @param found pump time of the reading that found it
     * @param from what was in it before
     * @param to what was in it then
     */
    public record Access(Instant after, Instant found, Volume from, Volume to) {}

    /**
     * An open visit.
     *
     * @param id its name
     * @param since house time
     * @param by who opened it
     */
    public record OpenVisit(String id, Instant since, Staff by) {}

    /**
     * A command without an outcome.
     *
     * @param command its id
     * @param kind what it is to do
     * @param since house time of its intent
     * @param intent sequence of its intent's entry
     */
    public record UnderWay(CommandId command, PumpEntries.Kind kind, Instant since, long intent) {}

    /**
     * A pump that does not deliver.
     *
     * @param motor what the last reading said, or {@link MotorState#STOPPED} after an order to stop that was not read back
     * @param proven whether a reading said so; else it may be so, and nobody knows
     * @param since pump time
     * @param restart day of pump time by which it is to be restarted, when a visit was closed with it stopped by order
     * @param owner who sees to that
     */
    public record Standstill(
            MotorState motor, boolean proven, Instant since, Optional<LocalDate> restart, Optional<Staff> owner) {}

    /**
     * A review that is owed: a clinician released a change of dose alone.
     *
     * @param change which change of dose
     * @param due house time by which another clinician is to review it: {@link org.cisterna.therapy.BreakGlass#TIME} after the release
     */
    public record OwedReview(String change, Instant due) {}

    /**
     * Something past its time.
     *
     * @param what what
     * @param since pump time from which it is overdue
     */
    public record Due(What what, Instant since) {

        /** What can be overdue. */
        public enum What {
            /** The refill: see {@link Projection#refillBy}. */
            REFILL,
            /** The restart of a pump that was left stopped by order. */
            RESTART,
            /** The replacement of the pump: see {@link FleetRow#replaceBy}. */
            REPLACEMENT
        }
    }

    /** How urgent; the first is the most urgent. */
    public enum Urgency {
        /** A critical alarm stood at the last reading. */
        CRITICAL_ALARM,
        /** The outcome of a command is unknown. */
        UNKNOWN_OUTCOME,
        /** An alarm stood at the last reading. */
        ALARM,
        /** Neither. */
        NONE
    }

    /** In which state its row is, as far as the ledger tells. */
    public enum State {
        /** A visit is open. */
        IN_VISIT,
        /** Something is past its time. */
        OVERDUE,
        /** What is shown is projected since the last reading. */
        PROJECTED,
        /** It has no telemetry, so it is never read: what is known of it is the record of what people did. */
        BY_HAND,
        /** It can be read, and never was. */
        NEVER_READ
    }

    /**
     * What the reservoir holds: as the pump was told, else as it was enrolled; empty for a pump by hand whose record is open, for then nobody knows until two
     * people attested it.
     */
    public Optional<Solution> solution() {
        if (byHand && unknown.isPresent()) {
            return Optional.empty();
        }
        return reading.flatMap(each -> each.snapshot().solution()).or(() -> enrolled);
    }

    /** The alarms of the last reading, critical ones first, then the oldest. Their times are the pump's own clock. */
    public List<Alarm> alarms() {
        return reading.stream()
                .flatMap(each -> each.snapshot().alarms().stream())
                .sorted(Comparator.comparing((Alarm alarm) -> !alarm.critical())
                        .thenComparing(alarm -> alarm.since().orElse(Instant.MIN))
                        .thenComparing(Alarm::code))
                .toList();
    }

    /**
     * What the programme of the last reading gives of the primary drug in 24 h, exact. It is what the pump holds as its programme: whether it
     * delivers, {@link #standstill} says.
     */
    public Optional<DailyDose> dailyDose() {
        return reading.flatMap(each -> each.snapshot()
                .solution()
                .map(solution -> DailyDose.of(
                        each.snapshot().programme(), solution.primary().concentration())));
    }

    /** How urgent. */
    public Urgency urgency() {
        List<Alarm> alarms = alarms();
        if (alarms.stream().anyMatch(Alarm::critical)) {
            return Urgency.CRITICAL_ALARM;
        }
        if (unknown.isPresent()) {
            return Urgency.UNKNOWN_OUTCOME;
        }
        return alarms.isEmpty() ? Urgency.NONE : Urgency.ALARM;
    }

    /** In which state its row is. */
    public State state() {
        if (visit.isPresent()) {
            return State.IN_VISIT;
        }
        if (!overdue.isEmpty()) {
            return State.OVERDUE;
        }
        if (reading.isPresent()) {
            return State.PROJECTED;
        }
        return byHand ? State.BY_HAND : State.NEVER_READ;
    }
}
