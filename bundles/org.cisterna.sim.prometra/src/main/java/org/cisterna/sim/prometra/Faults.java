// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.EnumSet;
import java.util.Set;
import org.cisterna.sim.BodyFaults;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.Reservoir;

/** What can be made to go wrong. */
final class Faults {

    static final Set<DeviceFault> KNOWN = BodyFaults.and(EnumSet.of(
            DeviceFault.STRONG_FIELD,
            DeviceFault.FLOW_VALVE,
            DeviceFault.ACCURACY_OFFSET,
            DeviceFault.MEMORY_WRITE_FAILURE,
            DeviceFault.MEMORY_WRITE_LOST,
            DeviceFault.MEMORY_CORRUPTION,
            DeviceFault.POWER_ON_RESET,
            DeviceFault.RESTART,
            DeviceFault.NEWER_FIRMWARE,
            DeviceFault.NEWER_ALARM,
            DeviceFault.NEWER_EVENT,
            DeviceFault.CLOCK_OFFSET,
            DeviceFault.OVER_INFUSION,
            DeviceFault.CLOCK_DRIFT,
            DeviceFault.BATTERY_FILM,
            DeviceFault.FLOW_VALVE_FAILS));

    private Faults() {}

    static void inject(PumpState s, DeviceFault fault, long value) {
        switch (fault) {
            case STRONG_FIELD -> {
                s.inField = fault.isOn(value);
                surge(s);
            }
            case FLOW_VALVE -> valve(s, fault.isOn(value));
            case FLOW_VALVE_FAILS -> {
                s.valveFails = fault.isOn(value);
                surge(s);
            }
            case ACCURACY_OFFSET -> s.metering().offset(Math.toIntExact(fault.checked(value)));
            case OVER_INFUSION -> s.metering().rises(s.at(), Math.toIntExact(fault.checked(value)));
            case BATTERY_FILM -> s.battery().film(fault.isOn(value));
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
                    s.beginAlarm(Code.ALARM_NEWER);
                } else {
                    s.endAlarm(Code.ALARM_NEWER);
                }
            }
            case NEWER_EVENT -> s.event(Code.EVENT_NEWER);
            default -> BodyFaults.inject(s.body(), fault, value, Limits.PATH_GIVES);
        }
    }

    /** A strong field holds both valves open: what is in the reservoir rushes out until the flow valve closes, all of it when that fails. */
    static void surge(PumpState s) {
        if (s.inField && !s.valveClosed && s.valveFails) {
            s.body().push(s.body().usablePicolitres());
        } else if (s.inField && !s.valveClosed) {
            long surge = Math.multiplyExact(Limits.SURGE.nanolitres(), Reservoir.PICOLITRES_PER_NANOLITRE);
            s.valveClosed = s.body().usablePicolitres() >= surge;
            s.body().push(surge);
        }
    }

    private static void valve(PumpState s, boolean closed) {
        if (!closed && s.inField) {
            throw new IllegalArgumentException(
                    "the flow valve cannot be reset in a strong field; leave the field first");
        }
        s.valveClosed = closed;
    }
}
