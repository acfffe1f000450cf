// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.PumpBody;
import org.cisterna.sim.StrokeMotor;
import org.cisterna.sim.firmware.DeviceState;
import org.cisterna.sim.firmware.Pairings;
import org.jspecify.annotations.Nullable;

/**
 * All that a device is at one moment and that survives a kill: firmware memory and the body behind it. What it becomes with time follows from it
 * alone. Times are pump time in milliseconds unless they are called clock or device time. Not thread-safe; guarded by the device.
 */
final class PumpState extends DeviceState {

    private static final long NEVER = -1;

    final StrokeMotor motor;
    final CommandLog commands;
    final EventRing events;

    Rotor rotor = new Rotor();

    long calculated;
    long lifetime;
    int motorState;
    int reason;
    long since;
    long notRunningSince = NEVER;
    boolean tubeSet;
    long stallDue = NEVER;
    long recoveryDue = NEVER;
    boolean noticed;
    int alarms;

    long revision;
    Bank bank;

    @Nullable
    Pending pending;

    long boots;
    int lastReset;
    long lastResetClock;

    boolean writeFails;
    /** The major version that it says its firmware has; 0 for its own. */
    int newerFirmware;

    boolean writeLost;
    boolean staysStopped;
    boolean replaceByWrong;
    boolean prematureLow;

    Regimen regimen = new Regimen();

    private @Nullable PlanBlock running;
    private @Nullable DaySchedule schedule;

    /** The programme in non-volatile memory. Times are clock. */
    record Bank(long generation, long revision, Bytes block, long checksum, long written, Bytes writtenBy) {

        static Bank none() {
            return new Bank(0, 0, Bytes.NONE, 0, 0, Bytes.zeros(16));
        }

        boolean valid() {
            return block.length() > 0 && checksum == PlanBlock.checksum(block);
        }

        JsonObject json() {
            return Json.object()
                    .put("generation", generation)
                    .put("revision", revision)
                    .put("block", block.hex())
                    .put("checksum", checksum)
                    .put("written", written)
                    .put("writtenBy", writtenBy.hex())
                    .build();
        }

        static Bank fromJson(JsonObject json) {
            return new Bank(
                    json.number("generation"),
                    json.number("revision"),
                    Bytes.fromHex(json.string("block")),
                    json.number("checksum"),
                    json.number("written"),
                    Bytes.fromHex(json.string("writtenBy")));
        }
    }

    /** An update that has begun: its plan in shadow memory, and what to go back to. */
    record Pending(Bytes commandId, Bytes block, long deadline, int motorBefore, int reasonBefore, long sinceBefore) {

        /** When it began to hold the pump. */
        long from() {
            return deadline - Limits.INTERIM_STOP_MILLIS;
        }
    }

    PumpState(
            PumpBody body,
            StrokeMotor motor,
            CommandLog commands,
            EventRing events,
            Pairings pairings,
            long usableReservoir,
            long implanted,
            Bank bank) {
        super(body, pairings, usableReservoir, implanted, Limits.CELL);
        this.motor = motor;
        this.commands = commands;
        this.events = events;
        this.bank = bank;
    }

    @Override
    protected long strokesCounted() {
        return lifetime / Limits.STROKE;
    }

    Optional<PlanBlock> running() {
        return Optional.ofNullable(running);
    }

    Optional<DaySchedule> schedule() {
        return Optional.ofNullable(schedule);
    }

    void run(PlanBlock plan) {
        running = plan;
        schedule = plan.schedule();
    }

    void runNothing() {
        running = null;
        schedule = null;
    }

    boolean alarm(int bit) {
        return (alarms & 1 << bit) != 0;
    }

    void event(int code, long first, long second) {
        events.add(clock(), code, first, second);
    }

    void event(int code, Bytes commandId) {
        events.add(clock(), code, commandId);
    }

    void beginAlarm(int bit) {
        if (!alarm(bit)) {
            alarms |= 1 << bit;
            event(Code.EVENT_ALARM_BEGAN, bit, 0);
        }
    }

    void endAlarm(int bit) {
        if (alarm(bit)) {
            alarms &= ~(1 << bit);
            event(Code.EVENT_ALARM_ENDED, bit, 0);
        }
    }

    /** Ends those alarms of the reservoir that the calculated volume does not ask for. */
    void endReservoirAlarms() {
        if (calculated > Limits.LOW_RESERVOIR) {
            endAlarm(Code.ALARM_LOW);
        }
        if (calculated > 0) {
            endAlarm(Code.ALARM_EMPTY);
        }
    }

    /** Whether strokes are commanded: also while a stall is known, so that the motor goes on when it can. */
    boolean driven() {
        return motorState == Code.RUNNING || motorState == Code.STALLED;
    }

    /** Nanolitres a day that the motor is driven at now; what is spread over a time is rounded down. */
    long rateNow(int step) {
        return regimen.burst().map(Burst::rate).orElseGet(() -> running()
                .map(plan -> plan.steps().get(step).nanolitresPerDay())
                .orElse(0L));
    }

    /** Changes what the motor does, and the timers that hang on it. */
    void setMotor(int state, int newReason) {
        if (state == Code.RUNNING) {
            notRunningSince = NEVER;
            tubeSet = false;
            endAlarm(Code.ALARM_STOPPED);
        } else if (motorState == Code.RUNNING || notRunningSince == NEVER) {
            notRunningSince = at();
        }
        motorState = state;
        reason = newReason;
        since = at();
        setStallTimers();
    }

    /** A standing rotor is noticed some time after it began to matter, and so is one that turns again. */
    void setStallTimers() {
        boolean unnoticed = rotor.stands() && motorState == Code.RUNNING;
        boolean recovered = !rotor.stands() && motorState == Code.STALLED;
        stallDue = unnoticed ? (stallDue == NEVER ? at() + Limits.STALL_NOTICE_MILLIS : stallDue) : NEVER;
        noticed &= unnoticed || recovered;
        recoveryDue = recovered ? (recoveryDue == NEVER ? at() + Limits.STALL_NOTICE_MILLIS : recoveryDue) : NEVER;
    }

    /** Whether what is due to be noticed of a stall is noticed: with a field bug only after an interrogation has ended. */
    boolean notices(long due) {
        return due >= 0 && at() >= due && (!rotor.loggedLate || noticed);
    }

    /** An interrogation has ended. */
    void interrogated() {
        noticed |= (stallDue >= 0 && at() >= stallDue) || (recoveryDue >= 0 && at() >= recoveryDue);
        endAlarm(Code.ALARM_TELEMETRY);
        if (prematureLow) {
            beginAlarm(Code.ALARM_LOW);
            beginAlarm(Code.ALARM_EMPTY);
        }
    }
}
