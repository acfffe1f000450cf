// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.medstream.Code.Alarm;
import org.cisterna.sim.medstream.Code.Delivery;
import org.cisterna.sim.medstream.Code.Event;
import org.cisterna.sim.medstream.Code.Phase;
import org.cisterna.sim.medstream.Code.Reason;
import org.cisterna.sim.medstream.Code.Reset;
import org.cisterna.sim.medstream.CommandLog.Effect;
import org.cisterna.sim.medstream.CommandLog.Kind;
import org.cisterna.sim.medstream.PartStages.Part;

/**
 * What changes the therapy, and nothing else does: a programme, halt, resets, and what the pump itself notices. Each leaves the state
 * whole: the pump runs the old programme or the new one. Sections 7, 8 and 12 of the protocol page.
 */
final class Therapy {

    private Therapy() {}

    /** Switches to a new programme between two pulses; when the memory cannot be written the old one runs on. */
    static CommandLog.Entry apply(PumpState s, Bytes command, Programme programme) {
        if (s.writeFails) {
            s.event(Event.FAILED, command);
            s.event(Event.MEMORY_FAULT);
            s.beginAlarm(Alarm.MEMORY_ERROR);
            return record(s, command, Kind.PROGRAMME, Effect.FAILED, programme.digest());
        }
        s.revision++;
        if (!s.writeLost) {
            s.bank = Bank.of(s.bank.generation() + 1, s.revision, programme, s.clock(), command);
        }
        s.endBolus();
        s.run(programme);
        s.event(Event.APPLIED, command);
        programme.reservoir().ifPresent(volume -> {
            s.calculated = volume;
            s.event(Event.RESERVOIR_SET, volume);
        });
        s.endAlarm(Alarm.POWER_ON_RESET);
        s.endAlarm(Alarm.MEMORY_ERROR);
        s.measure();
        start(s, programme);
        return record(s, command, Kind.PROGRAMME, Effect.APPLIED, programme.digest());
    }

    /** Starts with a programme; a pump whose valve stands will notice it again. */
    static void start(PumpState s, Programme programme) {
        s.parts.begin(programme);
        s.enter(
                programme.prime().isPresent()
                        ? Phase.PRIME
                        : programme.bridge().isPresent() ? Phase.BRIDGE : Phase.DAY);
        s.endAlarm(Alarm.VALVE_STANDS);
        s.notMoved = 0;
        s.setDelivery(Delivery.RUNNING, Reason.NONE);
        programme.bolus().ifPresent(b -> s.begin(b.begun(s.device())));
    }

    static CommandLog.Entry halt(PumpState s, Bytes command) {
        if (s.delivery != Delivery.HALTED) {
            s.revision++;
            s.endAlarm(Alarm.VALVE_STANDS);
            interrupt(s, Delivery.HALTED, Reason.BY_ORDER);
        }
        s.event(Event.HALTED, command);
        return record(s, command, Kind.HALT, Effect.APPLIED, Bytes.NONE);
    }

    private static CommandLog.Entry record(PumpState s, Bytes command, Kind kind, Effect effect, Bytes digest) {
        return s.commands.add(new CommandLog.Entry(command, kind, effect, s.clock(), s.revision, digest));
    }

    /** Delivery ends for a reason; a bolus that runs is over, and so are prime and bridge unless only the valve stands. */
    static void interrupt(PumpState s, Delivery state, Reason reason) {
        s.endBolus();
        if (state == Delivery.VALVE_STANDS) {
            // a prime or bridge waits: what it was for has not happened yet
            s.phaseFrom -= s.device();
        } else {
            s.parts.endEarly(Part.PRIME);
            s.parts.endEarly(Part.BRIDGE);
            s.enter(Phase.NONE);
        }
        s.setDelivery(state, reason);
    }

    /** The valve opens again: the pump goes on where it was. */
    static void resume(PumpState s) {
        s.phaseFrom += s.device();
        s.endAlarm(Alarm.VALVE_STANDS);
        s.setDelivery(Delivery.RUNNING, Reason.NONE);
    }

    /** The firmware starts anew; memory is kept and the pump goes on with the programme stored there. */
    static void restart(PumpState s) {
        reset(s, Reset.RESTART);
        s.event(Event.RESTARTED, s.boots);
        s.measure();
        String ran = s.running().map(Programme::text).orElse("");
        String stored = s.bank.valid() ? s.bank.programme() : "";
        if (stored.equals(ran)) {
            return;
        }
        if (s.bank.valid()) {
            s.revision++;
            Programme programme = Programme.stored(stored);
            s.run(programme);
            s.parts.forget(programme);
            if (s.delivery == Delivery.RUNNING) {
                // what one command wanted once does not happen a second time
                s.endBolus();
                s.enter(Phase.DAY);
            }
        } else {
            loseProgramme(s);
        }
    }

    /** The firmware loses power: it keeps its memory, but does not deliver until it gets a programme again. */
    static void powerOnReset(PumpState s) {
        reset(s, Reset.POWER_ON);
        s.event(Event.POWER_ON_RESET, s.boots);
        s.beginAlarm(Alarm.POWER_ON_RESET);
        if (s.bank.valid()) {
            s.revision++;
            s.endAlarm(Alarm.VALVE_STANDS);
            interrupt(s, Delivery.HALTED, Reason.POWER_ON_RESET);
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
        s.endAlarm(Alarm.VALVE_STANDS);
        interrupt(s, Delivery.HALTED, Reason.MEMORY_FAULT);
        s.runNothing();
        s.event(Event.MEMORY_FAULT);
        s.beginAlarm(Alarm.MEMORY_ERROR);
    }

    private static void reset(PumpState s, Reset cause) {
        s.boots++;
        s.lastReset = cause;
    }
}
