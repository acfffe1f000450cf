// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.storage.Storage;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.time.Randomness;

/** A device on a bench: its disk, the time, and how it is made. */
final class Bench {

    static final String CODE = "31415926";
    static final Instant IMPLANTED = Instant.parse("2026-01-01T00:00:00Z");

    /** Baclofen 2,000 mcg/mL at 280 mcg/day: 140,000 nL/day. */
    static final PlanBlock OLD = plan(0, new int[] {0}, new long[] {140_000});

    /** Worked example W9: 326 mcg/day, 163,000 nL/day. */
    static final PlanBlock W9 = plan(0, new int[] {0, 360, 600, 1080}, new long[] {120_000, 240_000, 144_000, 180_000});

    private final long seed;
    private int starts;
    Storage disk;
    SimulatedDevice device;
    Instant now;

    Bench() throws IOException {
        this(1, new SimulatedStorage(1), IMPLANTED.plus(Duration.ofDays(30)));
    }

    Bench(long seed, Storage disk, Instant now) throws IOException {
        this.seed = seed;
        this.disk = disk;
        this.now = now;
        this.device = opened(setup(), disk);
    }

    static PlanBlock plan(long reservoir, int[] starts, long[] rates) {
        PayloadWriter out =
                new PayloadWriter().u8(1).u8(starts.length == 1 ? 1 : 2).u8(starts.length);
        for (int i = 0; i < starts.length; i++) {
            out.u16(starts[i]).u32(rates[i]);
        }
        out.u8(1).text("baclofen").u64(2_000_000).u8(reservoir > 0 ? 1 : 0).u64(reservoir);
        return PlanBlock.stored(out.bytes());
    }

    /** A continuous day with parts. */
    static PlanBlock withParts(long rate, Part... parts) {
        PayloadWriter out = new PayloadWriter().u8(2).u8(1).u8(1).u16(0).u32(rate);
        out.u8(1).text("baclofen").u64(2_000_000).u8(0).u64(0).u8(parts.length);
        for (Part part : parts) {
            out.u8(part.kind());
            switch (part.kind()) {
                case Part.PRIME -> out.u64(part.volume()).u32(part.rate());
                case Part.BRIDGE -> out.u32(part.rate()).u64(part.duration());
                case Part.BOLUS -> out.u64(part.volume()).u64(part.duration());
                case Part.PERIODIC ->
                    out.u64(part.volume()).u64(part.duration()).u64(part.interval());
                case Part.PATIENT ->
                    out.u64(part.volume())
                            .u64(part.duration())
                            .u64(part.interval())
                            .u16(part.most());
                default -> assertThat(part.kind()).isEqualTo(Part.MINIMUM);
            }
        }
        return PlanBlock.stored(out.bytes());
    }

    static Part prime(long volume) {
        return new Part(Part.PRIME, volume, Limits.PRIME_RATE, 0, 0, 0);
    }

    static Part bridge(long rate, long minutes) {
        return new Part(Part.BRIDGE, 0, rate, minutes * 60_000, 0, 0);
    }

    static Part bolus(long volume, long minutes) {
        return new Part(Part.BOLUS, volume, 0, minutes * 60_000, 0, 0);
    }

    static Part periodic(long volume, long minutes, long interval) {
        return new Part(Part.PERIODIC, volume, 0, minutes * 60_000, interval * 60_000, 0);
    }

    static Part patient(long volume, long minutes, long lockout, int most) {
        return new Part(Part.PATIENT, volume, 0, minutes * 60_000, lockout * 60_000, most);
    }

    static DeviceSetup setup() {
        return setup("S2-20", new Volume(20_000_000), List.of(new DaySchedule.Step(0, 140_000)));
    }

    static DeviceSetup setup(String model, Volume fill, List<DaySchedule.Step> programme) {
        return new DeviceSetup(
                "synchromed",
                model,
                "S2-000001",
                CODE,
                IMPLANTED,
                new Volume(175_500),
                fill,
                new LinkedHashMap<>(Map.of("baclofen", new Concentration(2_000_000))),
                programme);
    }

    SimulatedDevice opened(DeviceSetup setup, Storage storage) throws IOException {
        starts++;
        return new SynchromedFamily()
                .open(
                        setup,
                        DeviceMemory.open(storage, setup.serial()),
                        Randomness.seeded(seed * 1_000_003 + starts),
                        now);
    }

    /** The process is killed and started again on the same disk. */
    void killAndRestart() throws IOException {
        device = opened(setup(), disk);
    }

    void pass(Duration time) {
        now = now.plus(time);
        device.advanceTo(now);
    }

    TestHost connect() {
        return new TestHost(this);
    }

    /** Pairs, and opens a session. */
    TestHost pairedAndOpen() throws IOException {
        TestHost host = connect();
        host.pair(CODE);
        host.open();
        return host;
    }

    /** The programme the device runs, stored and running, seen through a new session of a paired host. */
    static boolean same(PlanBlock plan, Status status) {
        return Arrays.equals(plan.bytes().array(), status.plan().array());
    }
}
