// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.scenario.Scenario;
import org.cisterna.sim.scenario.ScenarioPump;
import org.cisterna.storage.Storage;
import org.cisterna.time.Randomness;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The devices' process: a fleet, its time, and two ports on 127.0.0.1, one for links to pumps and one for control. Plain Java. Where the ports are
 * and the secret of the control port stand in {@code devices.json} of the folder while it runs; docs/simulators.md has both protocols.
 */
public final class DeviceServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceServer.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int SECRET = 32;
    private static final int PATIENCE_SECONDS = 5;

    private final Storage storage;
    private final TimeSource house;
    private final DeviceFleet fleet;
    private final Optional<Story> story;
    private final Announcement announcement;
    private final Port pumps;
    private final Port control;
    private final Worker ticker;
    private final Signal stopped;
    private boolean untold;
    private volatile boolean announced;
    private volatile boolean ousted;
    private boolean closed;

    private DeviceServer(
            Storage storage,
            DeviceFleet fleet,
            Optional<Story> story,
            TimeSource house,
            Threads threads,
            Randomness randomness)
            throws IOException {
        this.storage = storage;
        this.story = story;
        this.house = house;
        this.fleet = fleet;
        this.stopped = threads.newSignal();
        String secret = HexFormat.of().formatHex(randomness.secret(SECRET));
        PumpTalk pumpTalk = new PumpTalk(fleet);
        ControlTalk controlTalk =
                new ControlTalk(secret, new ControlDesk(fleet, stopped::raise), fleet, threads, house);
        this.pumps = new Port("sim-pumps", 0, pumpTalk::hold, threads, house);
        try {
            this.control = new Port("sim-control", 0, controlTalk::hold, threads, house);
        } catch (IOException e) {
            pumps.close();
            throw e;
        }
        this.announcement = new Announcement(
                pumps.number(),
                control.number(),
                secret,
                ProcessHandle.current().pid());
        this.ticker = threads.start("sim-ticker", this::tick);
    }

    /**
     * Starts everything and announces it.
     *
     * @param storage the folder of the simulated devices, {@code DIR/sim}
     * @param order the fleet that is wanted
     * @param families who makes the devices
     * @param randomness for the secret of the control port alone
     * @throws IOException in words, when the folder is in use, damaged, or cannot be written; nothing is left running
     */
    public static DeviceServer start(
            Storage storage,
            FleetOrder order,
            List<DeviceFamily> families,
            TimeSource house,
            Threads threads,
            Randomness randomness)
            throws IOException {
        return start(storage, order, Optional.empty(), families, house, threads, randomness);
    }

    /**
     * The same, with a story.
     *
     * @param story whose pumps have to be there too, and what happens to them; see docs/scenarios.md
     */
    public static DeviceServer start(
            Storage storage,
            FleetOrder order,
            Optional<Scenario> story,
            List<DeviceFamily> families,
            TimeSource house,
            Threads threads,
            Randomness randomness)
            throws IOException {
        List<ScenarioPump> further = story.map(Scenario::pumps).orElse(List.of());
        DeviceFleet fleet = DeviceFleet.open(storage, order, further, families, house);
        try {
            Optional<Story> told =
                    story.isPresent() ? Optional.of(Story.open(storage, story.get(), fleet)) : Optional.empty();
            DeviceServer server = new DeviceServer(storage, fleet, told, house, threads, randomness);
            try {
                server.announcement.write(storage);
                server.announced = true;
                fleet.keepWhile(() -> server.announcement.stands(storage));
                return server;
            } catch (IOException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            fleet.close();
            throw e;
        }
    }

    private void tick() throws InterruptedException {
        while (!house.await(stopped, house.now().plus(TICK))) {
            if (announced && !announcement.stands(storage)) {
                LOG.warn(
                        "the folder of the simulated devices was taken away, or is another process's now; these devices end");
                ousted = true;
                stopped.raise();
                return;
            }
            fleet.tick();
            tell();
        }
    }

    private void tell() {
        if (story.isPresent() && !untold) {
            try {
                story.get().tick();
            } catch (IOException e) {
                LOG.error("the story is not told any further: {}", e.getMessage(), e);
                untold = true;
            }
        }
    }

    /** Where it can be reached. */
    public Announcement announcement() {
        return announcement;
    }

    DeviceFleet fleet() {
        return fleet;
    }

    /** Waits until somebody asks it to stop, over the control port or by closing it, or until its folder was taken away. */
    public void awaitStop() throws InterruptedException {
        house.await(stopped, TimeSource.FOREVER);
    }

    /**
     * Stops: the announcement is taken back, connections end, pump time is kept exactly, the folder is free. Nothing is written into a folder that
     * was taken away and made anew. A second call does nothing.
     */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        stopped.raise();
        try (fleet) {
            if (!ousted && announcement.stands(storage)) {
                // what is kept is kept while the folder is still ours
                fleet.stopTime();
                Announcement.remove(storage);
            }
            control.close();
            pumps.close();
            ticker.join(house.now().plusSeconds(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
