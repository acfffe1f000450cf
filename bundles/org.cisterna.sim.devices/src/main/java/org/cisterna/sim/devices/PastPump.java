// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.Solution;
import org.cisterna.sim.scenario.ScenarioPump;

/**
 * A pump that has lived through something before the folder was made: it is manufactured in the past, and what happened to it happens to it there. So what it
 * tells of it (alarms and since when, its log, its count) is its own, and nothing is put into its memory from outside.
 *
 * @param pump how it was made and implanted; its age is counted from now
 * @param past what happened since, the earliest first
 */
record PastPump(ScenarioPump pump, List<Episode> past) {

    /** Something that happened to a pump. */
    sealed interface Episode permits Fault, Filled {
        /** How long ago. */
        Duration ago();
    }

    /**
     * A fault began, changed or ended.
     *
     * @param ago how long ago
     * @param fault which
     * @param value see {@link DeviceFault}
     */
    record Fault(Duration ago, DeviceFault fault, long value) implements Episode {}

    /**
     * The reservoir was emptied and filled by syringe, and the pump was told nothing.
     *
     * @param ago how long ago
     * @param volume what was filled
     * @param content of what
     */
    record Filled(Duration ago, Volume volume, Map<String, Concentration> content) implements Episode {
        /** Copies; the order of the drugs is kept. */
        Filled {
            content = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(content));
        }
    }

    private static final Volume ALL = new Volume(100_000_000);

    PastPump {
        past = List.copyOf(past);
    }

    /** A pump to which nothing happened but what it was made for. */
    static PastPump plain(ScenarioPump pump) {
        return new PastPump(pump, List.of());
    }

    /** Pump time at which its life begins to be told; until there it has run as it was made. */
    Instant begin(Instant now) {
        return past.isEmpty() ? now : now.minus(past.get(0).ago());
    }

    /** Lets a new device live through all of it, up to now. */
    void live(SimulatedDevice device, Instant now) throws IOException {
        for (Episode each : past) {
            device.advanceTo(now.minus(each.ago()));
            if (each instanceof Fault fault) {
                device.inject(fault.fault(), fault.value());
            } else if (each instanceof Filled filled) {
                device.withdraw(ALL);
                device.fill(filled.volume(), Solution.of(filled.content()));
            }
        }
        device.advanceTo(now);
    }

    /** What its papers say of its last fill. */
    Papers papers(Instant now) {
        Papers last = new Papers(pump.serial(), pump.fill(), pump.content(), now.minus(pump.age()));
        for (Episode each : past) {
            if (each instanceof Filled filled) {
                last = new Papers(pump.serial(), filled.volume(), filled.content(), now.minus(filled.ago()));
            }
        }
        return last;
    }
}
