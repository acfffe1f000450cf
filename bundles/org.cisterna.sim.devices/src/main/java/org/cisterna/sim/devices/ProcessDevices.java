// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;
import org.cisterna.storage.Storage;
import org.cisterna.time.PumpTimeFeed.Reading;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Devices in a process of their own, found by its announcement. One worker listens to their time and looks for them again when they are gone;
 * while they are, no pump is found and there is no reading.
 */
final class ProcessDevices implements Devices {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessDevices.class);
    private static final String ABSENT = "the process of the simulated devices is not there; it is looked for again";
    private static final Duration RETRY = Duration.ofMillis(250);
    private static final int SILENCE_MILLIS = 1_000;
    private static final int PATIENCE_SECONDS = 5;

    private final Storage storage;
    private final TimeSource house;
    private final Signal closing;
    private final Worker listener;
    private volatile View view = View.NOTHING;
    private volatile @Nullable ControlClient connection;

    /** What is known of the process while it can be heard. */
    private record View(int pumpPort, List<FoundPump> pumps, Optional<Reading> reading) {
        private static final View NOTHING = new View(0, List.of(), Optional.empty());
    }

    ProcessDevices(Storage storage, TimeSource house, Threads threads) {
        this.storage = storage;
        this.house = house;
        this.closing = threads.newSignal();
        this.listener = threads.start("sim-devices", this::listen);
    }

    private void listen() throws InterruptedException {
        boolean said = false;
        do {
            Optional<Announcement> announcement = Announcement.read(storage);
            if (announcement.isPresent()) {
                try (ControlClient client = new ControlClient(announcement.get())) {
                    connection = client;
                    said = false;
                    hear(announcement.get(), client);
                } catch (IOException | JsonException e) {
                    if (!said && !closing.isRaised()) {
                        LOG.warn("the process of the simulated devices cannot be heard: {}", e.getMessage());
                        said = true;
                    }
                } finally {
                    view = View.NOTHING;
                    connection = null;
                }
            }
        } while (!house.await(closing, house.now().plus(RETRY)));
    }

    private void hear(Announcement announcement, ControlClient client) throws IOException {
        List<FoundPump> pumps = client.ask(Json.object().put("do", "list").build()).array("devices").objects().stream()
                .filter(d -> d.flag("telemetry"))
                .map(d ->
                        Devices.pump(d.string("manufacturer"), d.object("label").string("serial")))
                .toList();
        client.send(Json.object().put("do", "watch").build());
        client.patience(SILENCE_MILLIS);
        LOG.info("{} simulated pumps found in process {}", pumps.size(), announcement.pid());
        while (!closing.isRaised()) {
            JsonObject time = client.next();
            Reading reading = new Reading(
                    Instant.parse(time.string("pumpTime")),
                    house.now(),
                    time.number("speedPerMille"),
                    time.flag("running"));
            view = new View(announcement.pumpPort(), pumps, Optional.of(reading));
        }
    }

    @Override
    public List<FoundPump> found() {
        return view.pumps();
    }

    @Override
    public Link open(String serial, Instant deadline) throws LinkException {
        int port = view.pumpPort();
        if (port == 0) {
            throw new LinkException(Reason.REFUSED, ABSENT);
        }
        return SocketLink.open(port, serial, house, deadline);
    }

    @Override
    public Optional<Reading> reading() {
        return view.reading();
    }

    @Override
    public Optional<String> trouble() {
        return view.reading().isPresent() ? Optional.empty() : Optional.of(ABSENT);
    }

    @Override
    public void close() throws IOException {
        closing.raise();
        ControlClient open = connection;
        if (open != null) {
            open.close();
        }
        try {
            listener.join(house.now().plusSeconds(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
