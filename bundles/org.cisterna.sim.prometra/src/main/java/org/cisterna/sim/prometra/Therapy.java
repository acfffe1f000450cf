// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.Optional;
import org.cisterna.sim.Bytes;

/**
 * What changes the therapy, and nothing else does: a programme, halt, resets, and what the pump itself notices. Each leaves the state
 * whole: the pump runs the old programme or the new one. Sections 7, 8 and 12 of the protocol page.
 */
final class Therapy {

    private Therapy() {}

    /** Switches to a new programme between two strokes; when the memory cannot be written the old one runs on. */
    static CommandLog.Entry apply(PumpState s, Bytes command, Programme programme) {
        if (s.writeFails) {
            s.event(Code.EVENT_FAILED, command);
            s.event(Code.EVENT_MEMORY_FAULT);
            s.beginAlarm(Code.ALARM_MEMORY);
            return record(s, command, Code.KIND_PROGRAMME, Code.FAILED, programme.digest());
        }
        s.revision++;
        if (!s.writeLost) {
            s.bank = Bank.of(s.bank.generation() + 1, s.revision, programme, s.clock(), command);
        }
        s.endBolus();
        s.run(programme);
        s.event(Code.EVENT_APPLIED, command);
        programme.reservoir().ifPresent(volume -> {
            s.calculated = volume;
            s.event(Code.EVENT_RESERVOIR_SET, volume);
        });
        s.endAlarm(Code.ALARM_POWER_ON);
        s.endAlarm(Code.ALARM_MEMORY);
        if (s.calculated > Limits.REFILL_AT) {
            s.endAlarm(Code.ALARM_REFILL);
        }
        if (s.calculated > 0) {
            s.endAlarm(Code.ALARM_EMPTY);
        }
        start(s, programme);
        return record(s, command, Code.KIND_PROGRAMME, Code.APPLIED, programme.digest());
    }

    /** Starts with a programme; a pump that notices no flow goes on noticing it. */
    static void start(PumpState s, Programme programme) {
        s.parts.begin(programme);
        s.enter(programme.prime().isPresent() ? Code.PRIME : programme.bridge().isPresent() ? Code.BRIDGE : Code.DAY);
        s.endAlarm(Code.ALARM_VALVE);
        s.notRefilled = 0;
        s.setDelivery(Code.DELIVERING, Code.REASON_NONE);
        programme
                .bolus()
                .ifPresent(b -> s.begin(RunningBolus.begun(Code.BY_ORDER_BOLUS, b.strokes(), b.minutes(), s.device())));
    }

    static CommandLog.Entry halt(PumpState s, Bytes command) {
        if (s.delivery != Code.HALTED) {
            s.revision++;
            s.endAlarm(Code.ALARM_VALVE);
            interrupt(s, Code.HALTED, Code.BY_ORDER);
        }
        s.event(Code.EVENT_HALTED, command);
        return record(s, command, Code.KIND_HALT, Code.APPLIED, Bytes.NONE);
    }

    private static CommandLog.Entry record(PumpState s, Bytes command, int kind, int effect, Bytes digest) {
        return s.commands.add(new CommandLog.Entry(command, kind, effect, s.clock(), s.revision, digest));
    }

    /** Delivery ends for a reason; a bolus that runs is over, and so are prime and bridge unless only the flow is missing. */
    static void interrupt(PumpState s, int state, int reason) {
        s.endBolus();
        if (state == Code.NO_FLOW) {
            // a prime or bridge waits: what it was for has not happened yet
            s.phaseFrom -= s.device();
        } else {
            s.parts.endEarly(PartStages.PRIME);
            s.parts.endEarly(PartStages.BRIDGE);
            s.enter(Code.NO_PHASE);
        }
        s.setDelivery(state, reason);
    }

    /** The accumulator refills again: the pump goes on where it was. */
    static void resume(PumpState s) {
        s.phaseFrom += s.device();
        s.endAlarm(Code.ALARM_VALVE);
        s.setDelivery(Code.DELIVERING, Code.REASON_NONE);
    }

    /** The firmware starts anew; memory is kept and the pump goes on with the programme stored there. */
    static void restart(PumpState s) {
        reset(s, Code.RESET_RESTART);
        s.event(Code.EVENT_RESTARTED, s.boots);
        Bytes ran = s.running().map(Programme::bytes).orElse(Bytes.NONE);
        Bytes stored = s.bank.valid() ? s.bank.programme() : Bytes.NONE;
        if (stored.equals(ran)) {
            return;
        }
        if (s.bank.valid()) {
            s.revision++;
            Programme programme = Programme.stored(stored);
            s.run(programme);
            s.parts.forget(programme);
            if (s.delivery == Code.DELIVERING) {
                // what one command wanted once does not happen a second time
                s.endBolus();
                s.enter(Code.DAY);
            }
        } else {
            loseProgramme(s);
        }
    }

    /** The firmware loses power: it keeps its memory, but does not deliver until it gets a programme again. */
    static void powerOnReset(PumpState s) {
        reset(s, Code.RESET_POWER_ON);
        s.event(Code.EVENT_POWER_ON, s.boots);
        s.beginAlarm(Code.ALARM_POWER_ON);
        if (s.bank.valid()) {
            s.revision++;
            s.endAlarm(Code.ALARM_VALVE);
            interrupt(s, Code.HALTED, Code.AFTER_POWER_ON);
            Programme programme = Programme.stored(s.bank.programme());
            if (!s.running().equals(Optional.of(programme))) {
                s.parts.forget(programme);
                s.run(programme);
            }
        } else {
            loseProgramme(s);
        }
    }

    private static void loseProgramme(PumpState s) {
        s.revision++;
        s.endAlarm(Code.ALARM_VALVE);
        interrupt(s, Code.HALTED, Code.NO_MEMORY);
        s.runNothing();
        s.event(Code.EVENT_MEMORY_FAULT);
        s.beginAlarm(Code.ALARM_MEMORY);
    }

    private static void reset(PumpState s, int cause) {
        s.boots++;
        s.lastReset = cause;
    }
}
