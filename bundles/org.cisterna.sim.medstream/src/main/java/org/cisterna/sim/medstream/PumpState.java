// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.PumpBody;
import org.cisterna.sim.StrokeMotor;
import org.cisterna.sim.firmware.DeviceState;
import org.cisterna.sim.firmware.Pairings;
import org.cisterna.sim.firmware.SpreadBolus;
import org.cisterna.sim.medstream.Code.Alarm;
import org.cisterna.sim.medstream.Code.Delivery;
import org.cisterna.sim.medstream.Code.Event;
import org.cisterna.sim.medstream.Code.Phase;
import org.cisterna.sim.medstream.Code.Reason;
import org.cisterna.sim.medstream.Code.Reset;
import org.cisterna.sim.medstream.Code.Stage;
import org.cisterna.sim.medstream.PartStages.Part;
import org.jspecify.annotations.Nullable;

/**
 * All that a device is at one moment and that survives a kill: firmware memory and the body behind it. What it becomes with time follows
 * from it alone. Times are pump time in milliseconds unless they are called clock. Not thread-safe; guarded by the device.
 */
final class PumpState extends DeviceState {

    static final long NEVER = -1;

    final StrokeMotor valve;
    final Sensor sensor;
    final CommandLog commands;
    final EventRing events;
    final PartStages parts;

    long calculated;
    long pulses;
    Delivery delivery = Delivery.HALTED;
    Reason reason = Reason.NONE;
    long since;
    long notDeliveringSince = NEVER;
    final Map<Alarm, Long> alarms = new EnumMap<>(Alarm.class);

    Phase phase = Phase.NONE;
    long phaseFrom; // device time
    int primed;

    long revision;
    Bank bank;
    long boots;
    Reset lastReset = Reset.NONE;

    // the valve, and what was made to go wrong
    boolean stuck;
    boolean inField;
    int notMoved;
    boolean movedAgain;
    boolean writeFails;
    /** The major version that it says its firmware has; 0 for its own. */
    int newerFirmware;

    boolean writeLost;

    private @Nullable SpreadBolus bolus;
    private @Nullable Programme running;
    private @Nullable DaySchedule schedule;

    PumpState(
            PumpBody body,
            StrokeMotor valve,
            Sensor sensor,
            CommandLog commands,
            EventRing events,
            Pairings pairings,
            PartStages parts,
            long usableReservoir,
            long implanted,
            Bank bank) {
        super(body, pairings, usableReservoir, implanted, Limits.CELL);
        this.valve = valve;
        this.sensor = sensor;
        this.commands = commands;
        this.events = events;
        this.parts = parts;
        this.bank = bank;
    }

    @Override
    protected long strokesCounted() {
        return pulses;
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

    Optional<SpreadBolus> bolus() {
        return Optional.ofNullable(bolus);
    }

    void begin(SpreadBolus begun) {
        bolus = begun;
        event(Event.BOLUS_BEGAN, begun.ordered() * Limits.PULSE);
    }

    void bolusWent(SpreadBolus further) {
        bolus = further;
    }

    /** A bolus that runs is over, done or not. */
    void endBolus() {
        bolus().ifPresent(b -> {
            event(Event.BOLUS_ENDED, b.made() * Limits.PULSE);
            if (b.isWhole()) {
                parts.set(Part.BOLUS, Stage.DONE);
            } else {
                parts.endEarly(Part.BOLUS);
            }
        });
        bolus = null;
    }

    void event(Event code) {
        events.add(clock(), code, Fields.NOTHING, Bytes.NONE);
    }

    void event(Event code, long detail) {
        events.add(clock(), code, Long.toString(detail), Bytes.NONE);
    }

    void event(Event code, Bytes command) {
        events.add(clock(), code, Fields.NOTHING, command);
    }

    boolean alarm(Alarm code) {
        return alarms.containsKey(code);
    }

    /** Lets an alarm stand or not. */
    void alarm(Alarm code, boolean stands) {
        if (stands) {
            beginAlarm(code);
        } else {
            endAlarm(code);
        }
    }

    void beginAlarm(Alarm code) {
        if (alarms.putIfAbsent(code, at()) == null) {
            events.add(clock(), Event.ALARM_BEGAN, code.name(), Bytes.NONE);
        }
    }

    void endAlarm(Alarm code) {
        if (alarms.remove(code) != null) {
            events.add(clock(), Event.ALARM_ENDED, code.name(), Bytes.NONE);
        }
    }

    /** Whether the valve is worked: also while it stands, so that delivery goes on when it can. */
    boolean worked() {
        return delivery == Delivery.RUNNING || delivery == Delivery.VALVE_STANDS;
    }

    /** Whether the valve opens when it is told to. */
    boolean opens() {
        return !stuck && !inField;
    }

    /** What passes with a pulse, in picolitres. */
    long pulsePicolitres() {
        return Limits.PULSE * metering().perMille(at());
    }

    /** Changes whether the pump delivers, and the timer that hangs on it. */
    void setDelivery(Delivery state, Reason newReason) {
        if (state == Delivery.RUNNING) {
            notDeliveringSince = NEVER;
            endAlarm(Alarm.NOT_DELIVERING_48H);
        } else if (delivery == Delivery.RUNNING || notDeliveringSince == NEVER) {
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

    void enter(Phase newPhase) {
        phase = newPhase;
        phaseFrom = device();
        primed = 0;
    }

    /** The sensor measures, and the firmware draws its conclusions. */
    void measure() {
        sensor.measure(this);
        conclude();
    }

    /** Whether nothing is left: the sensor shows nothing, or so little that the count, which is used up, decides. */
    boolean foundEmpty() {
        return sensor.shown() == 0 || (calculated == 0 && sensor.shown() <= Limits.SENSOR_BLIND);
    }

    /** What follows from the last measurement. An empty reservoir shuts the valve with the next thing that is due. */
    void conclude() {
        if (sensor.shown() <= Limits.LOW) {
            beginAlarm(Alarm.LOW_RESERVOIR);
        } else if (sensor.shown() > Limits.LOW_ENDS_ABOVE) {
            endAlarm(Alarm.LOW_RESERVOIR);
        }
        if (!foundEmpty()) {
            endAlarm(Alarm.EMPTY_RESERVOIR);
        }
        alarm(Alarm.FLS_MISCALIBRATED, sensor.isSuspect(this));
    }
}
