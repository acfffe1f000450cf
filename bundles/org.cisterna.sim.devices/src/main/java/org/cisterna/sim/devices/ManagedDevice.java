// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.storage.Storage;
import org.cisterna.time.Randomness;
import org.jspecify.annotations.Nullable;

/** One device of the fleet: opened from its memory when first asked for, and again after it died. Thread-safe. */
final class ManagedDevice {

    private static final String FOLDER = "devices/";

    private final DeviceSetup setup;
    private final DeviceFamily family;
    private final Storage storage;
    private final long seed;
    private final Optional<Papers> papers;
    private final Object lock = new Object();
    private final List<LinkFault> armed = new ArrayList<>();
    private @Nullable SimulatedDevice device;
    private boolean away;
    private boolean awayAfterCut;

    ManagedDevice(DeviceSetup setup, DeviceFamily family, Storage storage, long seed, Optional<Papers> papers) {
        this.setup = setup;
        this.papers = papers;
        this.family = family;
        this.storage = storage;
        this.seed = seed;
    }

    DeviceSetup setup() {
        return setup;
    }

    /** What is written of its last fill, when that is not what it was made with. */
    Optional<Papers> papers() {
        return papers;
    }

    String manufacturer() {
        return family.manufacturer();
    }

    /** Whether it can be spoken to. */
    boolean hasTelemetry() {
        return family.hasTelemetry();
    }

    /** The device, alive. */
    SimulatedDevice device(Instant now) throws IOException {
        synchronized (lock) {
            SimulatedDevice alive = device;
            if (alive == null) {
                DeviceMemory memory = DeviceMemory.open(storage, FOLDER + setup.serial());
                alive = family.open(setup, memory, randomness(memory.generation()), now);
                device = alive;
            }
            return alive;
        }
    }

    /** Makes it, whatever an attempt that was killed left behind, and lets it live through its past. */
    void make(PastPump pump, Instant now) throws IOException {
        String folder = FOLDER + setup.serial();
        storage.createDirectories(folder);
        for (String left : storage.list(folder)) {
            storage.delete(folder + '/' + left);
        }
        DeviceMemory memory = DeviceMemory.open(storage, folder);
        SimulatedDevice made = family.open(setup, memory, randomness(memory.generation()), pump.begin(now));
        pump.live(made, now);
    }

    /** Its memory failed: the next one who asks opens it again from what is on the disk. */
    void died(SimulatedDevice dead) {
        synchronized (lock) {
            if (device == dead) {
                device = null;
            }
        }
    }

    /** Lets the next link meet with a fault, beside those already armed. */
    void arm(LinkFault fault) {
        arm(fault, false);
    }

    /** The same; when it cuts the link, the device may be out of reach from then on. */
    void arm(LinkFault fault, boolean thenAway) {
        synchronized (lock) {
            armed.add(fault);
            awayAfterCut |= thenAway;
        }
    }

    /** Takes it out of reach, or back. */
    void away(boolean now) {
        synchronized (lock) {
            away = now;
        }
    }

    boolean isAway() {
        synchronized (lock) {
            return away;
        }
    }

    /** A link to it was cut. */
    void linkCut() {
        synchronized (lock) {
            away |= awayAfterCut;
            awayAfterCut = false;
        }
    }

    List<LinkFault> takeArmed() {
        synchronized (lock) {
            List<LinkFault> taken = List.copyOf(armed);
            armed.clear();
            return taken;
        }
    }

    /** Every start of a device draws other numbers, because each one stores a further generation of its memory. */
    private Randomness randomness(long generation) {
        byte[] name = (setup.serial() + ' ' + seed + ' ' + generation).getBytes(StandardCharsets.UTF_8);
        String hex = Digest.of(name).hex();
        return Randomness.seeded(Long.parseUnsignedLong(hex.substring(0, 2 * Long.BYTES), 16));
    }
}
