// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.util.EnumSet;
import java.util.Set;
import org.cisterna.sim.BodyFaults;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.Reservoir;
import org.cisterna.sim.medstream.Code.Alarm;
import org.cisterna.sim.medstream.Code.Event;

/** What can be made to go wrong. */
final class Faults {

    static final Set<DeviceFault> KNOWN = BodyFaults.and(EnumSet.of(
            DeviceFault.MOTOR_STALL,
            DeviceFault.STRONG_FIELD,
            DeviceFault.ACCURACY_OFFSET,
            DeviceFault.SENSOR_DRIFT,
            DeviceFault.SENSOR_GAIN,
            DeviceFault.SENSOR_UNCHECKED,
            DeviceFault.SENSOR_CALIBRATION,
            DeviceFault.MEMORY_WRITE_FAILURE,
            DeviceFault.MEMORY_WRITE_LOST,
            DeviceFault.MEMORY_CORRUPTION,
            DeviceFault.POWER_ON_RESET,
            DeviceFault.RESTART,
            DeviceFault.NEWER_FIRMWARE,
            DeviceFault.NEWER_ALARM,
            DeviceFault.NEWER_EVENT,
            DeviceFault.CLOCK_OFFSET,
            DeviceFault.CLOCK_DRIFT,
            DeviceFault.OVER_INFUSION,
            DeviceFault.BATTERY_FILM));

    private Faults() {}

    static void inject(PumpState s, DeviceFault fault, long value) {
        switch (fault) {
            case MOTOR_STALL -> s.stuck = fault.isOn(value);
            case STRONG_FIELD -> s.inField = fault.isOn(value);
            case ACCURACY_OFFSET -> s.metering().offset(Math.toIntExact(fault.checked(value)));
            case OVER_INFUSION -> s.metering().rises(s.at(), Math.toIntExact(fault.checked(value)));
            case BATTERY_FILM -> s.battery().film(fault.isOn(value));
            case SENSOR_DRIFT -> s.sensor.drift(s, fault.checked(value), s.sensor.perMille());
            case SENSOR_GAIN -> s.sensor.drift(s, s.sensor.driftADay(), fault.checked(value));
            case SENSOR_UNCHECKED -> {
                s.sensor.unchecked(fault.isOn(value));
                s.conclude();
            }
            case SENSOR_CALIBRATION ->
                Calibration.to(s, s.body().usablePicolitres() / Reservoir.PICOLITRES_PER_NANOLITRE);
            case MEMORY_WRITE_FAILURE -> s.writeFails = fault.isOn(value);
            case MEMORY_WRITE_LOST -> s.writeLost = fault.isOn(value);
            case CLOCK_OFFSET -> s.time().offset(fault.checked(value));
            case CLOCK_DRIFT -> s.time().drift(s.at(), Math.toIntExact(fault.checked(value)));
            case MEMORY_CORRUPTION -> s.bank = s.bank.damaged();
            case POWER_ON_RESET -> Therapy.powerOnReset(s);
            case RESTART -> Therapy.restart(s);
            case NEWER_FIRMWARE -> s.newerFirmware = Math.toIntExact(fault.checked(value));
            case NEWER_ALARM -> {
                if (fault.isOn(value)) {
                    s.beginAlarm(Alarm.NEWER);
                } else {
                    s.endAlarm(Alarm.NEWER);
                }
            }
            case NEWER_EVENT -> s.event(Event.NEWER);
            default -> BodyFaults.inject(s.body(), fault, value, Limits.PATH_GIVES);
        }
    }
}
