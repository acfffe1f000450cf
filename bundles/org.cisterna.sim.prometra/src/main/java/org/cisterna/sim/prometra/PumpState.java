// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.PumpBody;
import org.cisterna.sim.StrokeMotor;
import org.cisterna.sim.firmware.DeviceState;
import org.cisterna.sim.firmware.Pairings;
import org.jspecify.annotations.Nullable;

/**
 * All that a device is at one moment and that survives a kill: firmware memory and the body behind it. What it becomes with time follows
 * from it alone. Times are pump time in milliseconds unless they are called clock or device time. Not thread-safe; guarded by the device.
 */
final class PumpState extends DeviceState {

    static final long NEVER = -1;

    final StrokeMotor motor;
    final CommandLog commands;
    final EventRing events;
    final PatientDesk patient;
    final PartStages parts;

    long calculated;
    long strokes;
    int delivery;
    int reason;
    long since;
    long notDeliveringSince = NEVER;
    final SortedMap<Integer, Long> alarms = new TreeMap<>();

    int phase;
    long phaseFrom; // device time
    int primed;

    long revision;
    Bank bank;
    long boots;
    int lastReset;

    // the body's valves, and what was made to go wrong
    boolean valveClosed;
    boolean valveFails;
    boolean inField;
    int notRefilled;
    boolean refilledAgain;
    boolean writeFails;
    /** The major version that it says its firmware has; 0 for its own. */
    int newerFirmware;

    boolean writeLost;

    private @Nullable RunningBolus bolus;
    private @Nullable Programme running;
    private @Nullable DaySchedule schedule;

    PumpState(
            PumpBody body,
            StrokeMotor motor,
            CommandLog commands,
            EventRing events,
            Pairings pairings,
            PatientDesk patient,
            PartStages parts,
            long usableReservoir,
            long implanted,
            Bank bank) {
        super(body, pairings, usableReservoir, implanted, Limits.CELL);
        this.motor = motor;
        this.commands = commands;
        this.events = events;
        this.patient = patient;
        this.parts = parts;
        this.bank = bank;
    }

    @Override
    protected long strokesCounted() {
        return strokes;
    }

    Optional<Programme> running() {
        return Optional.ofNullable(running);
    }

    Optional<DaySchedule> schedule() {
        return Optional.ofNullable(schedule);
    }

    void run(Programme programme) {
        running = programme;
        schedule = programme.schedule();
    }

    void runNothing() {
        running = null;
        schedule = null;
    }

    Optional<RunningBolus> bolus() {
        return Optional.ofNullable(bolus);
    }

    void begin(RunningBolus begun) {
        bolus = begun;
        event(Code.EVENT_BOLUS_BEGAN + eventShift(begun), begun.strokes().ordered());
    }

    void bolusWent(RunningBolus further) {
        bolus = further;
    }

    /** A bolus that runs is over, done or not. */
    void endBolus() {
        bolus().ifPresent(b -> {
            event(Code.EVENT_BOLUS_ENDED + eventShift(b), b.strokes().made());
            if (b.kind() == Code.PATIENT_BOLUS) {
                patient.ended(device());
            } else if (b.strokes().isWhole()) {
                parts.set(PartStages.BOLUS, PartStages.DONE);
            } else {
                parts.endEarly(PartStages.BOLUS);
            }
        });
        bolus = null;
    }

    /** Events of a patient's bolus have the next two numbers. */
    private static int eventShift(RunningBolus b) {
        return b.kind() == Code.PATIENT_BOLUS ? 2 : 0;
    }

    void event(int code) {
        events.add(clock(), code, OptionalLong.empty(), Bytes.NONE);
    }

    void event(int code, long detail) {
        events.add(clock(), code, OptionalLong.of(detail), Bytes.NONE);
    }

    void event(int code, Bytes command) {
        events.add(clock(), code, OptionalLong.empty(), command);
    }

    boolean alarm(int code) {
        return alarms.containsKey(code);
    }

    void beginAlarm(int code) {
        if (alarms.putIfAbsent(code, at()) == null) {
            event(Code.EVENT_ALARM_BEGAN, code);
        }
    }

    void endAlarm(int code) {
        if (alarms.remove(code) != null) {
            event(Code.EVENT_ALARM_ENDED, code);
        }
    }

    /** Whether the valves are worked: also while nothing flows, so that delivery goes on when it can. */
    boolean worked() {
        return delivery == Code.DELIVERING || delivery == Code.NO_FLOW;
    }

    /** What the valves can move per stroke, in picolitres. */
    long strokePicolitres() {
        return Limits.STROKE * metering().perMille(at());
    }

    /** For how many strokes from now the accumulator refills. */
    long strokesThatRefill() {
        if (valveClosed || inField || !body().canFlow()) {
            return 0;
        }
        long usable = body().usablePicolitres();
        long each = strokePicolitres();
        return each == 0 ? Long.MAX_VALUE : (usable + each - 1) / each;
    }

    /** Changes whether the pump delivers, and the timer that hangs on it. */
    void setDelivery(int state, int newReason) {
        if (state == Code.DELIVERING) {
            notDeliveringSince = NEVER;
            endAlarm(Code.ALARM_NOT_DELIVERING);
        } else if (delivery == Code.DELIVERING || notDeliveringSince == NEVER) {
            notDeliveringSince = at();
        }
        delivery = state;
        reason = newReason;
        since = at();
    }

    /** Device time at which a bridge ends. */
    long bridgeEnd() {
        return phaseFrom
                + running()
                        .flatMap(Programme::bridge)
                        .map(b -> b.minutes() * Limits.MINUTE)
                        .orElse(0L);
    }

    void enter(int newPhase) {
        phase = newPhase;
        phaseFrom = device();
        primed = 0;
    }
}
