// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.Truth;
import org.cisterna.storage.Storage;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.time.Randomness;

/** A device on a bench: its disk, the time, and how it is made. Morphine 10 mg/mL at 0.14 mL a day, 175 pulses. */
final class Bench {

    static final String CODE = "31415926";
    static final String SERIAL = "M3-000001";
    static final Instant IMPLANTED = Instant.parse("2026-01-01T00:00:00Z");
    static final Programme OLD = Programme.stored(day(140_000));
    static final Programme NEW =
            Programme.stored("p.form=1 p.step=0:120000 p.step=480:240000 p.step=1200:100000 p.drug=morphine:10000000");

    private final long seed;
    private int starts;
    Storage disk;
    SimulatedDevice device;
    Instant now;

    Bench() throws IOException {
        this(1, new SimulatedStorage(1), IMPLANTED.plus(Duration.ofDays(10)));
    }

    Bench(long seed, Storage disk, Instant now) throws IOException {
        this.seed = seed;
        this.disk = disk;
        this.now = now;
        this.device = opened(disk);
    }

    /** A programme of one rate; more fields may be added. */
    static String day(long rate) {
        return "p.form=1 p.step=0:" + rate + " p.drug=morphine:10000000";
    }

    static Programme programme(long rate, String more) {
        return Programme.stored(day(rate) + ' ' + more);
    }

    static DeviceSetup setup(String model, Volume fill, List<DaySchedule.Step> programme) {
        return new DeviceSetup(
                "medstream",
                model,
                SERIAL,
                CODE,
                IMPLANTED,
                new Volume(260_000),
                fill,
                Map.of("morphine", new Concentration(10_000_000)),
                programme);
    }

    SimulatedDevice opened(Storage storage) throws IOException {
        starts++;
        return new MedstreamFamily()
                .open(
                        setup("M3-20", new Volume(20_000_000), List.of(new DaySchedule.Step(0, 140_000))),
                        DeviceMemory.open(storage, SERIAL),
                        Randomness.seeded(seed * 1_000_003 + starts),
                        now);
    }

    /** The process is killed and started again on the same disk. */
    void killAndRestart() throws IOException {
        device = opened(disk);
    }

    void pass(Duration time) {
        now = now.plus(time);
        device.advanceTo(now);
    }

    Truth truth() {
        return device.truth();
    }

    /** What was pushed since a reading, in whole pulses of a pump without an accuracy offset. */
    static long pulses(Truth before, Truth after) {
        long moved = after.pushedPicolitres() - before.pushedPicolitres();
        if (moved % 800_000 != 0) {
            throw new AssertionError(moved + " pL are no whole number of pulses");
        }
        return moved / 800_000;
    }

    /** Mass supplied is mass delivered, withdrawn, lost, in the path and in the reservoir, to the last digit. */
    static boolean conserved(Truth truth) {
        return truth.suppliedNanograms().entrySet().stream().allMatch(e -> {
            Ratio left = e.getValue();
            for (Map<String, Ratio> part : List.of(
                    truth.deliveredNanograms(),
                    truth.withdrawnNanograms(),
                    truth.lostNanograms(),
                    truth.inPathNanograms(),
                    truth.inReservoirNanograms())) {
                left = left.minus(part.getOrDefault(e.getKey(), Ratio.ZERO));
            }
            return left.signum() == 0;
        });
    }

    TestHost connect() {
        return new TestHost(this);
    }

    /** Pairs, and opens a session. */
    TestHost pairedAndOpen() throws IOException {
        TestHost host = connect();
        host.pair(CODE, Code.PROGRAMMER);
        host.open();
        return host;
    }

    /** The maker's control unit, paired and in a session. */
    TestHost unit() throws IOException {
        TestHost host = connect();
        host.pair(CODE, Code.UNIT);
        host.open();
        return host;
    }
}
