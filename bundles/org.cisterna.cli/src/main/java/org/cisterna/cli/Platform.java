// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.cisterna.therapy.people.Accounts;
import org.cisterna.therapy.people.PeopleFile;
import org.cisterna.time.system.SystemTime;
import org.jspecify.annotations.Nullable;

/** {@code demo} and {@code run}: everything from the data folder to the ready line, and until the end. */
final class Platform {

    private static final int DEFAULT_PORT = 8080;
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final DataFolder data;
    private final int port;
    private final boolean demo;

    private Platform(DataFolder data, int port, boolean demo) {
        this.data = data;
        this.port = port;
        this.demo = demo;
    }

    static Exit demo(List<String> arguments) throws Refused, InterruptedException {
        Options options = Options.of("demo", arguments, Set.of("port", "data", "seed", "speed"));
        long seed = options.number("seed", 1, 0, Long.MAX_VALUE / 10);
        long speed = options.number("speed", 1, 1, 100_000);
        try (DataFolder data = DataFolder.open(folder(options))) {
            Platform platform = new Platform(data, port(options), true);
            Configuration.writeDemo(data);
            platform.makePeople();
            return platform.start(Optional.of(new DevicesProcess(data, seed, speed)));
        }
    }

    static Exit run(List<String> arguments) throws Refused, InterruptedException {
        Options options = Options.of("run", arguments, Set.of("port", "data"));
        try (DataFolder data = DataFolder.open(folder(options))) {
            Platform platform = new Platform(data, port(options), false);
            platform.sayIfNobodyCanSignIn();
            if (Configuration.namesDevices(data)) {
                return platform.start(Optional.of(new DevicesProcess(data, 1, 1)));
            }
            platform.refuseToTakePumpTimeBack();
            return platform.start(Optional.empty());
        }
    }

    private static Path folder(Options options) {
        return Path.of(options.text("data")
                .orElse(Path.of(System.getProperty("cisterna.home", "."))
                        .resolve("data")
                        .toString()));
    }

    private static int port(Options options) throws Refused {
        return Port.free((int) options.number("port", DEFAULT_PORT, 0, 65_535));
    }

    private void makePeople() throws Refused {
        if (Files.exists(data.root().resolve("demo-people.json"))) {
            return; // made by an earlier start; the clocks and the log that making them takes would only cost time
        }
        try (SystemTime time = SystemTime.start()) {
            PeopleFile.demo(data.root(), time.randomness(), Accounts.PRODUCT_ROUNDS);
        } catch (IOException impossible) {
            throw Refused.usage("the demo people cannot be written to " + data.root() + ": " + impossible.getMessage());
        }
    }

    private void sayIfNobodyCanSignIn() throws Refused {
        Path people = data.folder("people");
        try (java.util.stream.Stream<Path> files = Files.list(people)) {
            if (files.findAny().isEmpty()) {
                System.err.println("cisterna: " + people
                        + " holds no account, so nobody can sign in yet; docs/operations.md says how to" + " make one");
            }
        } catch (IOException unreadable) {
            throw Refused.usage("the accounts in " + people + " cannot be read: " + unreadable.getMessage());
        }
    }

    /** Without simulated devices pump time is house time; a folder whose devices ran ahead of that would go back. */
    private void refuseToTakePumpTimeBack() throws Refused {
        Path kept = data.root().resolve("cache").resolve("pump-time");
        try {
            if (Files.exists(kept)) {
                Instant pumpTime = Instant.parse(Files.readString(kept).strip());
                if (pumpTime.isAfter(Instant.now().plus(AHEAD))) {
                    throw Refused.usage("the pump time of " + data.root() + " is " + pumpTime
                            + ", ahead of this machine's clock, because simulated devices ran fast there; it never goes back."
                            + " Use './cisterna demo' on this folder, or another folder with --data DIR");
                }
            }
        } catch (IOException | DateTimeParseException unreadable) {
            throw Refused.usage("the kept pump time " + kept + " cannot be read: " + unreadable.getMessage());
        }
    }

    private Exit start(Optional<DevicesProcess> devices) throws Refused, InterruptedException {
        Readiness readiness = new Readiness(data);
        Framework framework = new Framework(executable(devices.isPresent()), data, port);
        AtomicReference<@Nullable Refused> failure = new AtomicReference<>();
        Thread running = new Thread(
                () -> {
                    try {
                        framework.run();
                    } catch (Refused refused) {
                        failure.set(refused);
                    }
                },
                "cisterna-framework");
        if (devices.isPresent()) {
            devices.get().startOrJoin();
            devices.get().stopAfter(running);
        }
        running.start();
        Readiness.Ready ready = readiness.await(running);
        if (demo && devices.isPresent()) {
            new DemoFleet(new Client(ready.address()), data, devices.get()).enrol();
        }
        say(ready);
        running.join();
        Refused refused = failure.get();
        if (refused != null) {
            throw refused;
        }
        return Exit.GOOD;
    }

    private static void say(Readiness.Ready ready) {
        for (String note : ready.notes()) {
            System.err.println("cisterna: note: " + note);
        }
        for (String reason : ready.reasons()) {
            System.err.println("cisterna: nothing can be written, pumps can be read and stopped: " + reason);
        }
        String address = ready.address().toString();
        System.out.println("Cisterna is ready: " + (address.endsWith("/") ? address : address + "/"));
        System.out.flush();
    }

    private static Path executable(boolean withSimulators) throws Refused {
        Path home = Path.of(System.getProperty("cisterna.home", "."));
        Path file = home.resolve("features/target")
                .resolve(withSimulators ? "cisterna.jar" : "cisterna-without-simulators.jar");
        if (!Files.isRegularFile(file)) {
            throw Refused.usage(file + " is not there; ./cisterna builds it");
        }
        return file;
    }
}
