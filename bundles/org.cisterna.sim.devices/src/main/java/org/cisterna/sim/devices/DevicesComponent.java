// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkProvider;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.storage.FileStorage;
import org.cisterna.storage.Storage;
import org.cisterna.time.PumpTimeFeed;
import org.cisterna.time.Randomness;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.metatype.annotations.Designate;

/** Simulated pumps as links, and their time. Does not start with a configuration that is wrong, and says every reason. */
@Component(
        name = "org.cisterna.sim.devices",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {LinkProvider.class, PumpTimeFeed.class},
        immediate = true)
@Designate(ocd = DevicesConfiguration.class)
public final class DevicesComponent implements LinkProvider, PumpTimeFeed {

    private static final String DATA = "cisterna.data";
    private static final String DEFAULT_DATA = "data";

    private final Devices devices;

    /** Finds the devices' process, or runs the devices here. */
    @Activate
    public DevicesComponent(
            DevicesConfiguration configuration,
            BundleContext context,
            @Reference(target = TimeSource.HOUSE_TARGET) TimeSource house,
            @Reference Threads threads,
            @Reference Randomness randomness,
            @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE) List<DeviceFamily> families)
            throws IOException {
        String data = context.getProperty(DATA);
        Storage storage =
                new FileStorage(Path.of(data == null ? DEFAULT_DATA : data).resolve("sim"));
        devices = switch (configuration.mode()) {
            case DevicesConfiguration.PROCESS -> new ProcessDevices(storage, house, threads);
            case DevicesConfiguration.IN_PROCESS -> {
                FleetOrder order =
                        new FleetOrder(configuration.pumps(), configuration.seed(), configuration.speedPerMille());
                yield new InProcessDevices(
                        DeviceServer.start(storage, order, families, house, threads, randomness), house, threads);
            }
            default ->
                throw new IllegalArgumentException("mode is \"" + configuration.mode() + "\"; give "
                        + DevicesConfiguration.PROCESS + " or " + DevicesConfiguration.IN_PROCESS);
        };
    }

    @Override
    public String scheme() {
        return Devices.SCHEME;
    }

    @Override
    public List<FoundPump> found() {
        return devices.found();
    }

    @Override
    public Link open(String address, Instant deadline) throws LinkException {
        return devices.open(Devices.serial(address), deadline);
    }

    @Override
    public Optional<String> trouble() {
        return devices.trouble();
    }

    @Override
    public Optional<Reading> reading() {
        return devices.reading();
    }

    @Deactivate
    void deactivate() throws IOException {
        devices.close();
    }
}
