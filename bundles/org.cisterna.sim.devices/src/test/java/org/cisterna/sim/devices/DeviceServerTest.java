// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.cisterna.storage.FileStorage;
import org.cisterna.time.system.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets and real time: short, and without a wait that is not for an event. */
final class DeviceServerTest {

    private final SystemTime time = SystemTime.start();
    private final FileStorage storage;
    private final Path folder;
    private DeviceServer server;

    DeviceServerTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        storage = new FileStorage(folder);
        server = start();
    }

    private DeviceServer start() throws IOException {
        return DeviceServer.start(
                storage,
                new FleetOrder(3, 7, 1_000),
                List.of(new SynchromedFamily()),
                time.house(),
                time.threads(),
                time.randomness());
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        server.close();
        assertThat(time.threads().workers()).isEmpty();
        assertThat(time.closeNaming()).isEmpty();
        assertThat(Announcement.read(storage)).isEmpty();
    }

    private Instant soon() {
        return time.house().now().plusSeconds(20);
    }

    private void until(String what, BooleanSupplier condition) throws InterruptedException {
        Instant deadline = soon();
        while (!condition.getAsBoolean()) {
            assertThat(time.house().now()).as(what).isBefore(deadline);
            time.house().sleepUntil(time.house().now().plus(Duration.ofMillis(5)));
        }
    }

    private JsonObject ask(JsonObject.Builder request) throws IOException {
        try (ControlClient client = new ControlClient(server.announcement())) {
            return client.ask(request.build());
        }
    }

    private static JsonObject.Builder order(String what) {
        return Json.object().put("do", what).put("serial", "S2-000001");
    }

    private byte[] probed(Link link) throws Exception {
        link.write(DeviceFleetTest.PROBE, soon());
        byte[] answer = new byte[0];
        while (answer.length < 20) {
            byte[] more = link.read(4_096, soon());
            assertThat(more).isNotEmpty();
            int had = answer.length;
            answer = Arrays.copyOf(answer, had + more.length);
            System.arraycopy(more, 0, answer, had, more.length);
        }
        return answer;
    }

    @Test
    void thePlatformFindsPumpsTimeAndLinks() throws Exception {
        try (ProcessDevices devices = new ProcessDevices(storage, time.house(), time.threads())) {
            until("pumps are found", () -> devices.found().size() == 3);
            assertThat(devices.found().get(0))
                    .isEqualTo(new FoundPump("sim:S2-000001", "Cisterna Simulations", "S2-000001", true));
            var reading = devices.reading().orElseThrow();
            assertThat(reading.speedPerMille()).isEqualTo(1_000);
            assertThat(reading.running()).isTrue();

            try (Link link = devices.open("S2-000001", soon())) {
                assertThat(probed(link)[3]).as("PRESENT").isEqualTo((byte) 6);
                Instant slice = time.house().now().plusMillis(30);
                assertThat(link.read(1, slice)).isEmpty();
                assertThat(time.house().now()).isAfterOrEqualTo(slice);
            }
            assertThatThrownBy(() -> devices.open("S2-000009", soon()))
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining("S2-000009");

            Link cut = devices.open("S2-000002", soon());
            server.close();
            until("the link is cut", () -> {
                try {
                    cut.read(1, time.house().now());
                    return false;
                } catch (LinkException e) {
                    return true;
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            until("no pump is found any more", () -> devices.found().isEmpty());
            assertThat(devices.reading()).isEmpty();
            assertThatThrownBy(() -> devices.open("S2-000001", soon())).hasMessageContaining("looked for again");

            server = start();
            until("they are back", () -> devices.reading().isPresent());
        }
    }

    @Test
    void aReadThatWaitsEndsWithAnInterrupt() throws Exception {
        try (ProcessDevices devices = new ProcessDevices(storage, time.house(), time.threads())) {
            until("pumps are found", () -> !devices.found().isEmpty());
            Link link = devices.open("S2-000001", soon());
            var worker = time.threads().start("reader", () -> link.read(1, soon()));
            worker.interrupt();
            assertThat(worker.join(soon())).isTrue();
            link.close();
            assertThat(link.isOpen()).isFalse();
        }
    }

    @Test
    void controlDoesWhatItIsAskedAndRefusesInWords() throws Exception {
        long full = ask(order("truth")).object("reservoir").number("picolitres");
        assertThat(full).as("20 mL and the residual less 30 days").isBetween(17_199_900_000L, 17_200_000_000L);
        assertThat(ask(order("describe")).number("motorState")).isEqualTo(1);
        assertThat(ask(order("withdraw").put("volume", "1 mL")).string("volume"))
                .isEqualTo("1 mL");
        JsonObject drug = Json.object()
                .put("drug", "morphine")
                .put("concentration", "10 mg/mL")
                .build();
        ask(order("fill").put("volume", "2 mL").put("content", Json.array(List.of(drug))));
        assertThat(ask(order("truth")).object("reservoir").number("picolitres") - full)
                .isBetween(999_900_000L, 1_000_000_000L);
        long events = ask(order("describe")).number("nextEvent");
        assertThat(ask(order("press")).flag("granted"))
                .as("no patient's bolus is programmed")
                .isFalse();
        assertThat(ask(order("describe")).number("nextEvent"))
                .as("the denial is in its log")
                .isEqualTo(events + 1);
        ask(order("fault").put("fault", "MOTOR_STALL").put("value", 1));
        assertThat(ask(order("truth")).flag("flowing")).isFalse();
        assertThat(ask(Json.object().put("do", "speed").put("perMille", 60_000)).number("speedPerMille"))
                .isEqualTo(60_000);
        ask(order("linkFault").put("kind", "cut").put("direction", "to_device").put("after", 3));

        ask(order("linkFault")
                .put("kind", "DELAY")
                .put("direction", "FROM_DEVICE")
                .put("after", 3)
                .put("late", "5 s"));

        refused(
                order("linkFault")
                        .put("kind", "DELAY")
                        .put("direction", "FROM_DEVICE")
                        .put("after", 3)
                        .put("late", "5"),
                "5");
        refused(
                order("linkFault")
                        .put("kind", "delay")
                        .put("direction", "from_device")
                        .put("after", 3),
                "DELAY");
        refused(order("fault").put("fault", "GREMLINS").put("value", 1), "MOTOR_STALL");
        refused(order("fault").put("fault", "MOTOR_STALL").put("value", 7), "got 7");
        refused(order("fill").put("volume", "50 mL").put("content", Json.array(List.of(drug))), "room for");
        refused(order("withdraw").put("volume", "5"), "5");
        refused(order("dance"), "known are");
        refused(Json.object().put("do", "truth").put("serial", "nobody"), "nobody");
        refused(Json.object().put("do", "speed").put("perMille", -1), "-1");
    }

    private void refused(JsonObject.Builder request, String words) {
        assertThatThrownBy(() -> ask(request)).hasMessageContaining("refuse").hasMessageContaining(words);
    }

    @Test
    void theSecretIsNeededAndKeptFromOthers() throws Exception {
        Announcement announcement = Announcement.read(storage).orElseThrow();
        assertThat(announcement).isEqualTo(server.announcement());
        assertThat(announcement.toString()).doesNotContain(announcement.secret());
        for (String file : List.of("devices.json", "fleet.json", "devices/S2-000001/bank-a")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
        Announcement wrong = new Announcement(announcement.pumpPort(), announcement.controlPort(), "x", 1);
        assertThatThrownBy(() -> new ControlClient(wrong)).hasMessageContaining("secret is wrong");
    }

    @Test
    void stopsWhenItIsAskedTo() throws Exception {
        ask(Json.object().put("do", "stop"));
        server.awaitStop();
    }

    @Test
    void aSecondProcessOfTheSameFolderIsRefused() {
        assertThatThrownBy(this::start).isInstanceOf(IOException.class);
    }
}
