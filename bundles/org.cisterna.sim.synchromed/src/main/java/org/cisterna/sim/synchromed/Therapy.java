// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.List;
import java.util.Objects;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.synchromed.PumpState.Bank;
import org.cisterna.sim.synchromed.PumpState.Pending;

/**
 * What changes the therapy, and nothing else does: an update's two steps and its ways to fail, stop, resets. Each leaves the state whole: the
 * pump runs the old programme or the new one, or stands in a stop that the state names. Sections 7 and 8 of the protocol page.
 */
final class Therapy {

    private Therapy() {}

    /** Stops the motor and starts the bound; the old programme stays where it is. */
    static void begin(PumpState s, Bytes commandId, Bytes block) {
        s.pending = new Pending(commandId, block, s.at() + Limits.INTERIM_STOP_MILLIS, s.motorState, s.reason, s.since);
        s.commands.add(new CommandLog.Entry(
                commandId, Code.KIND_PROGRAMME, Code.PENDING, s.clock(), s.revision, PlanBlock.digest(block)));
        s.event(Code.EVENT_UPDATE_BEGUN, commandId);
        s.setMotor(Code.INTERIM_STOP, Code.UPDATE);
    }

    /** Switches to the new programme and starts it, or goes back to the old one when the memory cannot be written. */
    static boolean complete(PumpState s) {
        Pending update = Objects.requireNonNull(s.pending);
        if (s.writeFails) {
            giveUp(s, Code.ABANDONED_MEMORY);
            s.event(Code.EVENT_MEMORY_FAULT, 0, 0);
            s.beginAlarm(Code.ALARM_MEMORY);
            return false;
        }
        s.pending = null;
        s.revision++;
        if (!s.writeLost) {
            s.bank = new Bank(
                    s.bank.generation() + 1,
                    s.revision,
                    update.block(),
                    PlanBlock.checksum(update.block()),
                    s.clock(),
                    update.commandId());
        }
        PlanBlock plan = PlanBlock.stored(update.block());
        Course.endedEarly(s, s.regimen.cut(s.device(update.from())), update.from());
        s.run(plan);
        s.commands.settle(update.commandId(), Code.APPLIED, s.clock(), s.revision);
        s.event(Code.EVENT_APPLIED, update.commandId());
        if (plan.reservoirFlag() == 1) {
            s.event(Code.EVENT_RESERVOIR_SET, s.calculated, plan.reservoir());
            s.calculated = plan.reservoir();
        }
        s.endAlarm(Code.ALARM_POWER_ON);
        s.endAlarm(Code.ALARM_LOW_BATTERY);
        s.endAlarm(Code.ALARM_MEMORY);
        s.endAlarm(Code.ALARM_DATA);
        s.endAlarm(Code.ALARM_STALL);
        s.endAlarm(Code.ALARM_TELEMETRY);
        s.endReservoirAlarms();
        s.setMotor(Code.RUNNING, Code.REASON_NONE);
        s.regimen.load(plan.parts(), false);
        Course.begin(s);
        return true;
    }

    /** Ends an update without the new programme: the pump goes on as before it. */
    static void giveUp(PumpState s, int effect) {
        Pending update = Objects.requireNonNull(s.pending);
        s.pending = null;
        s.regimen.shift(s.device() - s.device(update.from()));
        s.commands.settle(update.commandId(), effect, s.clock(), s.revision);
        s.event(effect == Code.DISCARDED ? Code.EVENT_DISCARDED : Code.EVENT_ABANDONED, update.commandId());
        if (effect == Code.ABANDONED_BOUND && s.staysStopped) {
            endParts(s);
            s.setMotor(Code.STOPPED, Code.UPDATE_NOT_COMPLETED);
        } else if (update.motorBefore() == Code.RUNNING) {
            s.setMotor(Code.RUNNING, Code.REASON_NONE);
        } else {
            s.motorState = update.motorBefore();
            s.reason = update.reasonBefore();
            s.since = update.sinceBefore();
            s.setStallTimers();
        }
    }

    static CommandLog.Entry stop(PumpState s, Bytes commandId) {
        Pending update = s.pending;
        if (update != null) {
            s.pending = null;
            s.regimen.shift(s.device() - s.device(update.from()));
            s.commands.settle(update.commandId(), Code.OVERTAKEN, s.clock(), s.revision);
            s.event(Code.EVENT_OVERTAKEN, update.commandId());
        }
        if (s.motorState != Code.STOPPED) {
            s.revision++;
            s.endAlarm(Code.ALARM_STALL);
            endParts(s);
            s.setMotor(Code.STOPPED, Code.BY_ORDER);
        }
        s.event(Code.EVENT_STOPPED, commandId);
        CommandLog.Entry entry = new CommandLog.Entry(
                commandId, Code.KIND_STOP, Code.APPLIED, s.clock(), s.revision, Bytes.zeros(Suite.DIGEST));
        s.commands.add(entry);
        return entry;
    }

    /** The firmware starts anew; memory is kept and the pump goes on with the programme stored there. */
    static void restart(PumpState s) {
        if (s.pending != null) {
            giveUp(s, Code.ABANDONED_RESET);
        }
        reset(s, Code.RESET_RESTART);
        s.event(Code.EVENT_RESTARTED, s.boots, Code.RESET_RESTART);
        Bytes ran = s.running().map(PlanBlock::bytes).orElse(Bytes.NONE);
        Bytes stored = s.bank.valid() ? s.bank.block() : Bytes.NONE;
        if (stored.equals(ran)) {
            return;
        }
        if (s.bank.valid()) {
            s.revision++;
            s.regimen.cut(s.device());
            s.run(PlanBlock.stored(stored));
            s.regimen.load(PlanBlock.stored(stored).parts(), true);
        } else {
            loseProgramme(s);
        }
    }

    /** The firmware loses power: it keeps its memory, but does not deliver until it gets a programme again. */
    static void powerOnReset(PumpState s) {
        losePower(s, Code.RESET_POWER_ON, Code.EVENT_POWER_ON, Code.ALARM_POWER_ON);
    }

    /** The same, and the firmware knows that it was the battery. */
    static void lowBatteryReset(PumpState s) {
        losePower(s, Code.RESET_LOW_BATTERY, Code.EVENT_LOW_BATTERY, Code.ALARM_LOW_BATTERY);
    }

    private static void losePower(PumpState s, int cause, int event, int alarm) {
        if (s.pending != null) {
            giveUp(s, Code.ABANDONED_RESET);
        }
        reset(s, cause);
        s.event(event, s.boots, 0);
        s.beginAlarm(alarm);
        if (s.bank.valid()) {
            s.revision++;
            boolean same = s.running()
                    .filter(ran -> ran.bytes().equals(s.bank.block()))
                    .isPresent();
            endParts(s);
            s.run(PlanBlock.stored(s.bank.block()));
            if (!same) {
                s.regimen.load(PlanBlock.stored(s.bank.block()).parts(), true);
                s.regimen.end();
            }
            s.setMotor(Code.STOPPED, Code.AFTER_POWER_ON);
        } else {
            loseProgramme(s);
        }
    }

    /** The battery is at its end: the motor stops for good. */
    static void endOfService(PumpState s) {
        if (s.pending != null) {
            giveUp(s, Code.ABANDONED_RESET);
        }
        endParts(s);
        s.endAlarm(Code.ALARM_STALL);
        s.setMotor(Code.STOPPED, Code.END_OF_SERVICE);
    }

    /** A strong field begins or ends. A pump that stays in its telemetry mode after it delivers nothing. */
    static void field(PumpState s, boolean on) {
        boolean left = s.rotor.inField() && !on;
        s.rotor.field(on, s.at());
        s.setStallTimers();
        if (left && s.rotor.staysInTelemetry && s.driven()) {
            s.endAlarm(Code.ALARM_STALL);
            s.setMotor(Code.STOPPED, Code.TELEMETRY_MODE);
            s.beginAlarm(Code.ALARM_TELEMETRY);
        }
    }

    /** Somebody speaks to the pump, which brings it out of its telemetry mode; its parts go on from where they were. */
    static void leaveTelemetry(PumpState s) {
        if (s.motorState == Code.STOPPED && s.reason == Code.TELEMETRY_MODE) {
            s.regimen.shift(s.device() - s.device(s.since));
            s.setMotor(Code.RUNNING, Code.REASON_NONE);
        }
    }

    private static void loseProgramme(PumpState s) {
        s.revision++;
        endParts(s);
        s.runNothing();
        s.regimen.load(List.of(), true);
        s.event(Code.EVENT_MEMORY_FAULT, 0, 0);
        s.beginAlarm(Code.ALARM_MEMORY);
        s.setMotor(Code.STOPPED, Code.NO_MEMORY);
    }

    /** Everything beside the day ends here and does not go on by itself. */
    private static void endParts(PumpState s) {
        Course.endedEarly(s, s.regimen.cut(s.device()), s.at());
        s.regimen.end();
    }

    private static void reset(PumpState s, int cause) {
        s.boots++;
        s.lastReset = cause;
        s.lastResetClock = s.clock();
    }
}
