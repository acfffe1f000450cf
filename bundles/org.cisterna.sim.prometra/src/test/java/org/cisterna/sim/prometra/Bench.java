// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

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

/** A device on a bench: its disk, the time, and how it is made. Morphine 10 mg/mL at 70 strokes a day, 0.14 mL. */
final class Bench {

    static final String CODE = "27182818";
    static final String SERIAL = "P2-000001";
    static final Instant IMPLANTED = Instant.parse("2026-01-01T00:00:00Z");
    static final Programme OLD = programme(fields(70));
    static final Programme NEW = programme(new TlvWriter()
            .uint(1, 1)
            .group(2, step(0, 60))
            .group(2, step(480, 120))
            .group(2, step(1200, 1))
            .group(3, drug("morphine", 10_000_000)));

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

    static TlvWriter step(int minute, int rate) {
        return new TlvWriter().uint(1, minute).uint(2, rate);
    }

    static TlvWriter drug(String name, long concentration) {
        return new TlvWriter().text(1, name).uint(2, concentration);
    }

    /** A programme of one rate, to which more may be added. */
    static TlvWriter fields(int rate) {
        return new TlvWriter().uint(1, 1).group(2, step(0, rate)).group(3, drug("morphine", 10_000_000));
    }

    static TlvWriter patientBolus(int strokes, int minutes, int lockout, int most) {
        return new TlvWriter()
                .uint(1, strokes)
                .uint(2, minutes)
                .uint(3, lockout)
                .uint(4, most);
    }

    static Programme programme(TlvWriter fields) {
        return Programme.stored(fields.bytes());
    }

    static DeviceSetup setup(String model, Volume fill, List<DaySchedule.Step> programme) {
        return new DeviceSetup(
                "prometra",
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
        return new PrometraFamily()
                .open(
                        setup("P2-20", new Volume(20_000_000), List.of(new DaySchedule.Step(0, 140_000))),
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

    /** What was pushed since a reading, in whole strokes of a pump without an accuracy offset. */
    static long strokes(Truth before, Truth after) {
        long moved = after.pushedPicolitres() - before.pushedPicolitres();
        if (moved % 2_000_000 != 0) {
            throw new AssertionError(moved + " pL are no whole number of strokes");
        }
        return moved / 2_000_000;
    }

    /** Mass supplied is mass delivered, withdrawn, in the path and in the reservoir, to the last digit. */
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

    /** A patient's handset, paired and in a session. */
    TestHost handset() throws IOException {
        TestHost host = connect();
        host.pair(CODE, Code.HANDSET);
        host.open();
        return host;
    }
}
