// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cisterna.pump.PumpId;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceConnection;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.Randomness;

/**
 * The fixture, as its firmware and its body have it: baclofen 2,000 mcg/mL, 280 mcg/day evenly, a full reservoir of 20 mL. It has a disk of
 * its own and outlives every platform; what is said of it here is the truth of the simulator, which no driver sees.
 */
final class Bedside {

    static final PumpId PUMP = new PumpId("Cisterna Simulations", "S2-000001");
    static final String CODE = "31415926";

    /** 280 mcg/day at 2,000 mcg/mL. */
    static final long OLD_DAY = 140_000;

    /** 326 mcg/day at 2,000 mcg/mL: worked example W9. */
    static final long NEW_DAY = 163_000;

    private static final int PICOLITRES = 1_000;
    private static final int INTERIM_STOP = 3;
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final VirtualTime time;
    private final SimulatedStorage disk;
    private final SimulatedDevice device;

    /** Made when the disk is empty; else the device whose memory that is, started again. */
    Bedside(VirtualTime time, SimulatedStorage disk, long seed) throws IOException {
        this.time = time;
        this.disk = disk;
        Instant now = time.pump().now();
        DeviceMemory memory = DeviceMemory.open(disk, "device");
        device = new SynchromedFamily()
                .open(setup(now), memory, Randomness.seeded(seed * 1_000_003 + memory.generation()), now);
    }

    private static DeviceSetup setup(Instant now) {
        return new DeviceSetup(
                "synchromed",
                "S2-20",
                PUMP.serial(),
                CODE,
                now,
                new Volume(175_500),
                new Volume(20_000_000),
                new LinkedHashMap<>(Map.of("baclofen", new Concentration(2_000_000))),
                List.of(new DaySchedule.Step(0, OLD_DAY)));
    }

    SimulatedStorage disk() {
        return disk;
    }

    DeviceConnection connect() {
        return device.connect();
    }

    /** Everything that left the tip so far, in whole nanolitres. */
    long delivered() {
        device.advanceTo(time.pump().now());
        long picolitres = device.truth().pushedPicolitres();
        if (picolitres % PICOLITRES != 0) {
            throw new AssertionError("a motor with strokes of 10 nL moved " + picolitres + " pL");
        }
        return picolitres / PICOLITRES;
    }

    /** What is in the reservoir and can be taken out, in nanolitres. */
    long held() {
        device.advanceTo(time.pump().now());
        return device.truth().usablePicolitres() / PICOLITRES;
    }

    /** Makes a fault begin or end. */
    void inject(DeviceFault fault, long value) throws IOException {
        device.advanceTo(time.pump().now());
        device.inject(fault, value);
    }

    /** Baclofen that left the tip so far, in nanograms. */
    Ratio deliveredNanograms() {
        device.advanceTo(time.pump().now());
        return device.truth().delivered("baclofen");
    }

    /** Lets pump time pass, and tells what left the tip in it, in nanolitres. */
    long deliveredIn(Duration span) {
        long before = delivered();
        time.leapPumpTime(span);
        return delivered() - before;
    }

    /** Lets an interim stop come to its bound. */
    void passBound() {
        time.leapPumpTime(BOUND);
        device.advanceTo(time.pump().now());
    }

    boolean flows() {
        device.advanceTo(time.pump().now());
        return device.truth().flowing();
    }

    /** Whether it stands in the interim stop that an update declares. */
    boolean standsInterim() {
        device.advanceTo(time.pump().now());
        return device.describe().number("motorState") == INTERIM_STOP;
    }

    /** How often what it runs was changed. */
    long revision() {
        return device.describe().number("revision");
    }
}
