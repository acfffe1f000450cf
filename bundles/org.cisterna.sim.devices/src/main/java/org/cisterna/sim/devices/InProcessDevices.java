// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;
import org.cisterna.sim.DeviceLink;
import org.cisterna.time.PumpTimeFeed.Reading;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;

/** Devices in the platform's own process: a start without the launcher. A killed platform takes them with it; their memory stays. */
final class InProcessDevices implements Devices {

    private final DeviceServer server;
    private final DeviceFleet fleet;
    private final TimeSource house;
    private final Threads threads;

    InProcessDevices(DeviceServer server, TimeSource house, Threads threads) {
        this.server = server;
        this.fleet = server.fleet();
        this.house = house;
        this.threads = threads;
    }

    @Override
    public List<FoundPump> found() {
        return fleet.all().stream()
                .filter(ManagedDevice::hasTelemetry)
                .map(d -> Devices.pump(d.manufacturer(), d.setup().serial()))
                .toList();
    }

    @Override
    public Link open(String serial, Instant deadline) throws LinkException {
        try {
            return new DeviceLink(fleet.connect(fleet.find(serial)), house, fleet::now, threads);
        } catch (IllegalArgumentException e) {
            throw new LinkException(Reason.UNKNOWN_ADDRESS, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new LinkException(Reason.REFUSED, "the simulated device is dead: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Reading> reading() {
        return Optional.of(fleet.reading());
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
