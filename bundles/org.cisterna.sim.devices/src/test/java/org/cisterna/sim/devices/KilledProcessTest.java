// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.cisterna.storage.FileStorage;
import org.cisterna.time.system.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, a real disk, a real kill. */
final class KilledProcessTest {

    private static final String SERIAL = "S2-000001";

    private final SystemTime time = SystemTime.start();
    private final Path folder;
    private final FileStorage storage;
    private Optional<Process> process = Optional.empty();

    KilledProcessTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.storage = new FileStorage(folder);
    }

    /** The devices' process, as a launcher would write it. */
    static final class Main {

        private Main() {}

        /** Runs until it is asked to stop. */
        public static void main(String[] arguments) throws Exception {
            try (SystemTime time = SystemTime.start();
                    DeviceServer server = DeviceServer.start(
                            new FileStorage(Path.of(arguments[0])),
                            new FleetOrder(2, 7, 60_000),
                            List.of(new SynchromedFamily()),
                            time.house(),
                            time.threads(),
                            time.randomness())) {
                server.awaitStop();
            }
        }
    }

    private void start() throws Exception {
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        process = Optional.of(started);
        Instant deadline = time.house().now().plusSeconds(60);
        while (Announcement.read(storage).map(Announcement::pid).orElse(-1L) != started.pid()) {
            assertThat(started.isAlive()).as("the devices' process lives").isTrue();
            assertThat(time.house().now()).as("it announces itself").isBefore(deadline);
            time.house().sleepUntil(time.house().now().plus(Duration.ofMillis(10)));
        }
    }

    private void kill() throws Exception {
        Process killed = process.orElseThrow();
        assertThat(killed.destroyForcibly().waitFor())
                .as("ended by a signal, not by itself")
                .isNotZero();
    }

    @AfterEach
    void nothingIsLeft() {
        process.ifPresent(Process::destroyForcibly);
        assertThat(time.closeNaming()).isEmpty();
    }

    private JsonObject ask(JsonObject.Builder request) throws IOException {
        try (ControlClient client = new ControlClient(Announcement.read(storage).orElseThrow())) {
            return client.ask(request.build());
        }
    }

    private static JsonObject.Builder order(String what) {
        return Json.object().put("do", what).put("serial", SERIAL);
    }

    @Test
    void programmeCountersEventsAndTimeAreThereAgain() throws Exception {
        start();
        ask(order("fault").put("fault", "ACCURACY_OFFSET").put("value", 100));
        for (int life = 0; life < 3; life++) {
            ask(order("fault").put("fault", "POWER_ON_RESET").put("value", 1));
            JsonObject before = ask(order("describe"));
            JsonObject truth = ask(order("truth"));
            Instant last = Instant.parse(ask(Json.object().put("do", "time")).string("pumpTime"));
            kill();
            start();
            assertThat(Instant.parse(ask(Json.object().put("do", "time")).string("pumpTime")))
                    .isAfterOrEqualTo(last);
            JsonObject after = ask(order("describe"));
            for (String same : List.of("revision", "motorState", "reason", "pairings")) {
                assertThat(after.number(same)).as(same).isEqualTo(before.number(same));
            }
            assertThat(after.string("since")).isEqualTo(before.string("since"));
            assertThat(after.string("lifetimeDelivered")).isEqualTo(before.string("lifetimeDelivered"));
            assertThat(after.number("nextEvent")).as("one more: RESTARTED").isEqualTo(before.number("nextEvent") + 1);
            assertThat(ask(order("truth")).number("pushedPicolitres")).isEqualTo(truth.number("pushedPicolitres"));
        }
        ask(Json.object().put("do", "stop"));
        assertThat(process.orElseThrow().waitFor()).isZero();
        assertThat(Announcement.read(storage)).isEmpty();
    }

    @Test
    void endsWhenItsFolderIsTakenAwayAndLeavesNothingInAFolderMadeAnew() throws Exception {
        start();
        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        Files.move(folder, away); // at once, as nothing that deletes file by file can be
        try {
            Files.createDirectories(folder.resolve("devices"));
            assertThat(process.orElseThrow().waitFor(20, TimeUnit.SECONDS))
                    .as("it ends")
                    .isTrue();
            assertThat(process.orElseThrow().exitValue()).isZero();
            try (Stream<Path> left = Files.walk(folder)) {
                assertThat(left.filter(Files::isRegularFile)).isEmpty();
            }
        } finally {
            try (Stream<Path> left = Files.walk(away)) {
                for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    @Test
    void theDevicesOfAFolderMadeAnewKnowNothingOfThoseBefore() throws Exception {
        start();
        ask(Json.object().put("do", "speed").put("perMille", 3_600_000));
        Process before = process.orElseThrow();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!each.equals(folder)) {
                    Files.deleteIfExists(each);
                }
            }
        }
        Instant begun = time.house().now();
        start();
        Instant pumpTime = Instant.parse(ask(Json.object().put("do", "time")).string("pumpTime"));
        Duration most = Duration.between(begun, time.house().now()).multipliedBy(60);
        assertThat(pumpTime)
                .as("it began with the house and ran at 60 times the speed; the one before was hours ahead")
                .isBeforeOrEqualTo(begun.plus(most));
        assertThat(before.waitFor(20, TimeUnit.SECONDS))
                .as("the one before ends")
                .isTrue();
        assertThat(Announcement.read(storage).orElseThrow().pid())
                .as("and leaves the others alone")
                .isEqualTo(process.orElseThrow().pid());
        ask(Json.object().put("do", "stop"));
        assertThat(process.orElseThrow().waitFor()).isZero();
    }
}
