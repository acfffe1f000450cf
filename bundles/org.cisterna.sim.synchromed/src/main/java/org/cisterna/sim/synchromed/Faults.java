// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.EnumSet;
import java.util.Set;
import org.cisterna.sim.BodyFaults;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceFault;

/** What can be made to go wrong. */
final class Faults {

    static final Set<DeviceFault> KNOWN = BodyFaults.and(EnumSet.of(
            DeviceFault.MOTOR_STALL,
            DeviceFault.ACCURACY_OFFSET,
            DeviceFault.MEMORY_WRITE_FAILURE,
            DeviceFault.MEMORY_WRITE_LOST,
            DeviceFault.MEMORY_CORRUPTION,
            DeviceFault.STAYS_STOPPED,
            DeviceFault.POWER_ON_RESET,
            DeviceFault.RESTART,
            DeviceFault.NEWER_FIRMWARE,
            DeviceFault.NEWER_ALARM,
            DeviceFault.NEWER_EVENT,
            DeviceFault.CLOCK_OFFSET,
            DeviceFault.STRONG_FIELD,
            DeviceFault.OVER_INFUSION,
            DeviceFault.CLOCK_DRIFT,
            DeviceFault.BATTERY_FILM,
            DeviceFault.REPLACE_BY_WRONG,
            DeviceFault.LOW_BATTERY_RESET,
            DeviceFault.DATA_CORRUPTION,
            DeviceFault.FIELD_RECOVERY,
            DeviceFault.FIELD_DAMAGE,
            DeviceFault.STALL_LOGGED_LATE,
            DeviceFault.TELEMETRY_STUCK,
            DeviceFault.PREMATURE_LOW_RESERVOIR));

    private Faults() {}

    static void inject(PumpState s, DeviceFault fault, long value) {
        switch (fault) {
            case MOTOR_STALL -> {
                s.rotor.stalled = fault.isOn(value);
                s.setStallTimers();
            }
            case STRONG_FIELD -> Therapy.field(s, fault.isOn(value));
            case FIELD_RECOVERY -> s.rotor.fieldRecovery = fault.checked(value);
            case FIELD_DAMAGE -> {
                s.rotor.fieldDamages(fault.isOn(value));
                s.setStallTimers();
            }
            case STALL_LOGGED_LATE -> s.rotor.loggedLate = fault.isOn(value);
            case TELEMETRY_STUCK -> s.rotor.staysInTelemetry = fault.isOn(value);
            case ACCURACY_OFFSET -> s.metering().offset(Math.toIntExact(fault.checked(value)));
            case OVER_INFUSION -> s.metering().rises(s.at(), Math.toIntExact(fault.checked(value)));
            case MEMORY_WRITE_FAILURE -> s.writeFails = fault.isOn(value);
            case MEMORY_WRITE_LOST -> s.writeLost = fault.isOn(value);
            case STAYS_STOPPED -> s.staysStopped = fault.isOn(value);
            case CLOCK_OFFSET -> s.time().offset(fault.checked(value));
            case CLOCK_DRIFT -> s.time().drift(s.at(), Math.toIntExact(fault.checked(value)));
            case BATTERY_FILM -> s.battery().film(fault.isOn(value));
            case REPLACE_BY_WRONG -> s.replaceByWrong = fault.isOn(value);
            case PREMATURE_LOW_RESERVOIR -> {
                s.prematureLow = fault.isOn(value);
                s.endReservoirAlarms();
            }
            case MEMORY_CORRUPTION -> damageProgramme(s);
            case DATA_CORRUPTION -> {
                s.event(Code.EVENT_DATA_FAULT, 0, 0);
                s.beginAlarm(Code.ALARM_DATA);
            }
            case POWER_ON_RESET -> Therapy.powerOnReset(s);
            case LOW_BATTERY_RESET -> Therapy.lowBatteryReset(s);
            case RESTART -> Therapy.restart(s);
            case NEWER_FIRMWARE -> s.newerFirmware = Math.toIntExact(fault.checked(value));
            case NEWER_ALARM -> {
                if (fault.isOn(value)) {
                    s.beginAlarm(Code.ALARM_NEWER);
                } else {
                    s.endAlarm(Code.ALARM_NEWER);
                }
            }
            case NEWER_EVENT -> s.event(Code.EVENT_NEWER, 0, 0);
            default -> BodyFaults.inject(s.body(), fault, value, Limits.PATH_GIVES);
        }
    }

    private static void damageProgramme(PumpState s) {
        byte[] block = s.bank.block().array();
        if (block.length > 0) {
            block[block.length / 2] ^= 0x20;
            PumpState.Bank bank = s.bank;
            s.bank = new PumpState.Bank(
                    bank.generation(),
                    bank.revision(),
                    Bytes.of(block),
                    bank.checksum(),
                    bank.written(),
                    bank.writtenBy());
        }
    }
}
