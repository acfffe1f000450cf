// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.sim.devices.DeviceServer;
import org.cisterna.sim.devices.FleetOrder;
import org.cisterna.sim.scenario.Scenario;
import org.cisterna.storage.FileStorage;
import org.cisterna.time.system.SystemTime;

/** The {@code main} of the simulated devices' process; started by {@code demo}, not by people. */
final class Devices {

    private Devices() {}

    static Exit run(List<String> arguments) throws Refused, InterruptedException {
        Options options =
                Options.of("devices", arguments, Set.of("data", "pumps", "seed", "speed", "stories", "scenario"));
        Path folder = Path.of(options.text("data").orElseThrow(() -> Refused.usage("devices needs --data DIR")))
                .resolve("sim");
        FleetOrder order = new FleetOrder(
                (int) options.number("pumps", 12, 1, 10_000),
                options.number("seed", 1, 0, Long.MAX_VALUE / 10),
                options.number("speed", 1, 1, 100_000) * FleetOrder.REAL_TIME,
                options.text("stories").filter("true"::equals).isPresent());
        Optional<String> story = options.text("scenario");
        Optional<Scenario> scenario =
                story.isPresent() ? Optional.of(StoryFile.read(story.get()).scenario()) : Optional.empty();
        try (SystemTime time = SystemTime.start();
                DeviceServer server = DeviceServer.start(
                        new FileStorage(Files.createDirectories(folder)),
                        order,
                        scenario,
                        StoryFile.FAMILIES,
                        time.house(),
                        time.threads(),
                        time.randomness())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "cisterna-close-devices"));
            server.awaitStop();
            return Exit.GOOD;
        } catch (IOException impossible) {
            throw new Refused(Exit.INCOMPLETE, "the simulated devices do not run: " + impossible.getMessage());
        }
    }

    private static void close(DeviceServer server) {
        try {
            server.close();
        } catch (IOException trouble) {
            System.err.println("cisterna: the devices' memory was not closed in order: " + trouble.getMessage());
        }
    }
}
