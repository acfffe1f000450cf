// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import java.io.IOException;
import java.time.Instant;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.time.Randomness;

/**
 * What stands in a pump's own memory: read from its disk after a copy of the device was started from it.
 *
 * @param runs the bytes of the programme that it runs
 * @param stored the bytes of the programme that stands in its bank
 * @param revision how often what it runs was changed
 * @param motor whether it delivers
 * @param updating whether an update has begun and not ended
 */
record Memory(String runs, String stored, long revision, Motor motor, boolean updating) {

    /** What the memory says of the motor. */
    enum Motor {
        RUNS,
        STOPPED,
        INTERIM,
        OTHER
    }

    /** A copy of a device, started cold from a copy of its disk. */
    record Copy(Memory memory, SimulatedDevice device) {

        /** What it has moved since manufacture when it lives up to a time, in nanolitres. */
        long pushedBy(Instant time) {
            device.advanceTo(time);
            return device.truth().pushedPicolitres() / 1_000;
        }
    }

    /**
     * The device as the next power loss would leave it, started again now.
     *
     * @param disk stays as it is
     */
    static Copy cold(Family family, SimulatedStorage disk, long seed, Instant now) throws IOException {
        SimulatedStorage left = disk.afterCrash(seed);
        SimulatedDevice device = family.devices()
                .open(family.setup(now), DeviceMemory.open(left, Ward.DEVICE), Randomness.seeded(seed), now);
        JsonObject image = (JsonObject)
                Json.parse(DeviceMemory.open(left, Ward.DEVICE).image().orElseThrow());
        Memory memory = new Memory(
                image.string("running"),
                family.stored(image),
                image.number("revision"),
                family.motor(image),
                image.get("pending").isPresent());
        return new Copy(memory, device);
    }
}
