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
            DeviceFault.CLOCK_OFFSET));

    private Faults() {}

    static void inject(PumpState s, DeviceFault fault, long value) {
        switch (fault) {
            case MOTOR_STALL -> {
                s.stalled = fault.isOn(value);
                s.setStallTimers();
            }
            case ACCURACY_OFFSET -> s.accuracyOffset = fault.checked(value);
            case MEMORY_WRITE_FAILURE -> s.writeFails = fault.isOn(value);
            case MEMORY_WRITE_LOST -> s.writeLost = fault.isOn(value);
            case STAYS_STOPPED -> s.staysStopped = fault.isOn(value);
            case CLOCK_OFFSET -> s.clockOffset = fault.checked(value);
            case MEMORY_CORRUPTION -> damageProgramme(s);
            case POWER_ON_RESET -> Therapy.powerOnReset(s);
            case RESTART -> Therapy.restart(s);
            default -> BodyFaults.inject(s.body, fault, value, Limits.PATH_GIVES);
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
