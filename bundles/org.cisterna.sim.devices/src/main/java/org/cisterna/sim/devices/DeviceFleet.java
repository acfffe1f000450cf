// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.cisterna.sim.DeviceConnection;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.FaultyConnection;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.scenario.ScenarioPump;
import org.cisterna.storage.Storage;
import org.cisterna.storage.StorageLock;
import org.cisterna.time.PumpTimeFeed.Reading;
import org.cisterna.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All devices of a folder, and their time. One process holds a folder at a time. Thread-safe; has no thread. */
final class DeviceFleet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceFleet.class);
    private static final Duration LATELY = Duration.ofSeconds(1);

    private final StorageLock lock;
    private final OwnedPumpTime time;
    private final Map<String, ManagedDevice> devices;
    private final TimeSource house;

    /** Devices that heard something lately, or are in a dialogue, with the house time of the last bytes. */
    private final ConcurrentMap<ManagedDevice, Instant> talking = new ConcurrentHashMap<>();

    private final List<Runnable> speedListeners = new CopyOnWriteArrayList<>();

    private DeviceFleet(StorageLock lock, OwnedPumpTime time, TimeSource house, Map<String, ManagedDevice> devices) {
        this.lock = lock;
        this.time = time;
        this.house = house;
        this.devices = devices;
    }

    /**
     * Opens the fleet of a folder, and makes it when the folder is new.
     *
     * @throws IOException in words, when the folder is in use, damaged, or cannot be written
     */
    static DeviceFleet open(Storage storage, FleetOrder order, List<DeviceFamily> families, TimeSource house)
            throws IOException {
        return open(storage, order, List.of(), families, house);
    }

    /**
     * The same, with further pumps.
     *
     * @param further that have to be there too, made when they are not
     */
    static DeviceFleet open(
            Storage storage,
            FleetOrder order,
            List<ScenarioPump> further,
            List<DeviceFamily> families,
            TimeSource house)
            throws IOException {
        storage.createDirectories("devices");
        StorageLock lock = storage.lock("lock");
        try {
            OwnedPumpTime time = new OwnedPumpTime(storage, house, order.speedPerMille());
            Instant now = time.now();
            FleetFile file = FleetFile.open(
                    storage,
                    order,
                    seed -> wanted(further, order, seed, families),
                    now,
                    (pump, setup, seed) -> new ManagedDevice(
                                    setup, family(families, setup), storage, seed, Optional.empty())
                            .make(pump, now));
            if (file.seed() != order.seed()) {
                LOG.info("the folder holds a fleet already; its seed is kept and the other one is not used");
            }
            Map<String, ManagedDevice> devices = new TreeMap<>();
            for (DeviceSetup setup : file.pumps()) {
                Optional<Papers> papers = file.papers().stream()
                        .filter(each -> each.serial().equals(setup.serial()))
                        .findFirst();
                ManagedDevice device = new ManagedDevice(setup, family(families, setup), storage, file.seed(), papers);
                device.device(time.now());
                devices.put(setup.serial(), device);
            }
            return new DeviceFleet(lock, time, house, devices);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Those that are asked for, and those that stand in every folder where their family is installed. */
    private static List<PastPump> wanted(
            List<ScenarioPump> further, FleetOrder order, long seed, List<DeviceFamily> families) {
        List<PastPump> wanted =
                new ArrayList<>(further.stream().map(PastPump::plain).toList());
        wanted.addAll(StandingPlan.byHand());
        if (order.stories()) {
            wanted.addAll(StandingPlan.stories(seed));
        }
        wanted.removeIf(each -> !further.contains(each.pump())
                && families.stream()
                        .noneMatch(family -> family.name().equals(each.pump().family())));
        return wanted;
    }

    private static DeviceFamily family(List<DeviceFamily> families, DeviceSetup setup) throws IOException {
        return families.stream()
                .filter(f -> f.name().equals(setup.family()))
                .findFirst()
                .orElseThrow(() ->
                        new IOException(setup + " is of the family " + setup.family() + ", which is not installed"));
    }

    /** Every device, in the order of the serials. */
    List<ManagedDevice> all() {
        return new ArrayList<>(devices.values());
    }

    /**
     * A device by its serial.
     *
     * @throws IllegalArgumentException in words, when there is none
     */
    ManagedDevice find(String serial) {
        ManagedDevice device = devices.get(serial);
        if (device == null) {
            throw new IllegalArgumentException("there is no simulated device with the serial '" + serial + "'");
        }
        return device;
    }

    /** A device that has lived up to now. */
    SimulatedDevice alive(ManagedDevice managed) throws IOException {
        SimulatedDevice device = managed.device(time.now());
        device.advanceTo(time.now());
        return device;
    }

    /** Opens a link; it meets with the faults that were armed for it. */
    DeviceConnection connect(ManagedDevice managed) throws IOException {
        if (managed.isAway()) {
            throw new IllegalArgumentException(managed.setup() + " is out of reach");
        }
        SimulatedDevice device = managed.device(time.now());
        return new Attentive(
                managed, device, new FaultyConnection(device.connect(), managed.takeArmed(), house, time::now));
    }

    Instant now() {
        return time.now();
    }

    Reading reading() {
        return time.reading();
    }

    long speed() {
        return time.speed();
    }

    /** Sets how fast time runs between dialogues. */
    void speed(FleetOrder checked) {
        time.speed(checked.speedPerMille());
        speedListeners.forEach(Runnable::run);
    }

    /** Is told, briefly, whenever the course of time changed. */
    void onSpeed(Runnable listener) {
        speedListeners.add(listener);
    }

    void offSpeed(Runnable listener) {
        speedListeners.remove(listener);
    }

    /** To be called some times a second: finds out that dialogues have ended. */
    void tick() {
        Instant longAgo = house.now().minus(LATELY);
        talking.forEach((managed, heard) -> {
            if (heard.isBefore(longAgo) && !speaks(managed)) {
                talking.remove(managed, heard);
            }
        });
        pace();
    }

    private boolean speaks(ManagedDevice managed) {
        try {
            return alive(managed).inDialogue();
        } catch (IOException e) {
            LOG.warn("{} is dead: its memory cannot be read", managed.setup(), e);
            return false;
        }
    }

    /** Lets time run as it may: at real speed at most while somebody speaks. */
    private void pace() {
        boolean changed;
        synchronized (talking) {
            changed = time.talking(!talking.isEmpty());
        }
        if (changed) {
            speedListeners.forEach(Runnable::run);
        }
    }

    /** Pump time is kept only while this holds. */
    void keepWhile(BooleanSupplier ours) {
        time.keepWhile(ours);
    }

    /** Time stands still from now on, and is kept exactly. */
    void stopTime() throws IOException {
        time.stop();
    }

    /** Time stops, and is kept unless the folder is somebody else's by now; the folder is free for others. */
    @Override
    public void close() throws IOException {
        try (lock) {
            time.stop();
        }
    }

    /** A connection that slows time down before a byte reaches the device, and notices its death. */
    private final class Attentive implements DeviceConnection {

        private final ManagedDevice managed;
        private final SimulatedDevice device;
        private final DeviceConnection inner;

        Attentive(ManagedDevice managed, SimulatedDevice device, DeviceConnection inner) {
            this.managed = managed;
            this.device = device;
            this.inner = inner;
        }

        @Override
        public byte[] receive(byte[] bytes, Instant pumpTime) throws IOException {
            talking.put(managed, house.now());
            pace();
            try {
                byte[] answer = inner.receive(bytes, time.now());
                if (!inner.isOpen()) {
                    managed.linkCut();
                }
                return answer;
            } catch (IOException e) {
                LOG.warn("{} died: its memory cannot be written", managed.setup(), e);
                managed.died(device);
                inner.close();
                throw e;
            }
        }

        @Override
        public boolean mayWait() {
            return inner.mayWait();
        }

        @Override
        public boolean isOpen() {
            return inner.isOpen();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
