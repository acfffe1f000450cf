// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
    private final Listening listening;
    private final boolean demo;

    private Platform(DataFolder data, Listening listening, boolean demo) {
        this.data = data;
        this.listening = listening;
        this.demo = demo;
    }

    static Exit demo(List<String> arguments) throws Refused, InterruptedException {
        Options options = Options.of("demo", arguments, Set.of("port", "data", "seed", "speed", "scenario"));
        long seed = options.number("seed", 1, 0, Long.MAX_VALUE / 10);
        long speed = options.number("speed", 1, 1, 100_000);
        Optional<String> file = options.text("scenario");
        Optional<StoryFile> story = file.isPresent() ? Optional.of(StoryFile.read(file.get())) : Optional.empty();
        try (DataFolder data = DataFolder.open(folder(options))) {
            Configuration.writeDemo(data);
            Platform platform = new Platform(data, listening(data, options), true);
            platform.makePeople();
            return platform.start(Optional.of(new DevicesProcess(data, seed, speed, story, true)));
        }
    }

    static Exit run(List<String> arguments) throws Refused, InterruptedException {
        Options options = Options.of("run", arguments, Set.of("port", "data"));
        try (DataFolder data = DataFolder.open(folder(options))) {
            Platform platform = new Platform(data, listening(data, options), false);
            if (Configuration.namesDevices(data)) {
                return platform.start(Optional.of(new DevicesProcess(data, 1, 1, Optional.empty(), false)));
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

    private static Listening listening(DataFolder data, Options options) throws Refused {
        return Listening.of(data, (int) options.number("port", DEFAULT_PORT, 0, 65_535));
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
        Readiness readiness = new Readiness(data, listening);
        Optional<SetUpLink> setUp = SetUpLink.ifNeeded(data);
        Map<String, String> properties = new TreeMap<>(listening.properties());
        setUp.ifPresent(link -> properties.putAll(link.properties()));
        Framework framework = new Framework(executable(devices.isPresent()), data, properties);
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
            enrol(devices.get());
        }
        say(ready, setUp);
        running.join();
        Refused refused = failure.get();
        if (refused != null) {
            throw refused;
        }
        return Exit.GOOD;
    }

    private void enrol(DevicesProcess devices) {
        try {
            new DemoFleet(Client.of(listening), data, devices).enrol();
        } catch (IOException noTls) {
            System.err.println("cisterna: the demo fleet was not enrolled: " + noTls.getMessage());
        }
    }

    private void say(Readiness.Ready ready, Optional<SetUpLink> setUp) {
        for (String note : ready.notes()) {
            System.err.println("cisterna: note: " + note);
        }
        for (String reason : ready.reasons()) {
            System.err.println("cisterna: no dose can be changed: " + reason);
        }
        listening
                .tls()
                .ifPresent(certificate -> System.err.println("cisterna: TLS by the certificate in "
                        + certificate.keyStore() + " with the SHA-256 fingerprint " + certificate.fingerprint()));
        // on the terminal only: whoever keeps what is said there in a file keeps a way in until it is used
        setUp.ifPresent(link ->
                System.out.println("There is no administrator yet. This link makes the first one, once, within 24"
                        + " hours: " + link.url(ready.address())));
        System.out.println("Cisterna is ready: " + ready.address());
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
