// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

class AnnouncementTest {

    private final SimulatedStorage storage = new SimulatedStorage(5);
    private final Announcement announcement = new Announcement(storage);

    private void bind(Object endpoint) {
        announcement.write(Map.of("osgi.http.endpoint", endpoint));
    }

    @Test
    void theFileIsWrittenByOneAtATime() {
        List<Boolean> held = new ArrayList<>();
        storage.duringForce(() -> held.add(Thread.holdsLock(announcement)));
        bind("http://127.0.0.1:8080/");
        bind(new String[] {"http://127.0.0.1:8081/"});
        assertThat(held).isNotEmpty().doesNotContain(false);
    }

    @Test
    void theAddressStandsInTheFileUntilItGoes() throws Exception {
        bind(new String[] {"/context", "http://127.0.0.1:8080/"});
        assertThat(new String(storage.readAll("address.json"), StandardCharsets.UTF_8))
                .isEqualTo("{\"url\":\"http://127.0.0.1:8080/\"}");
        announcement.remove();
        assertThat(storage.exists("address.json")).isFalse();
        announcement.remove();
    }
}
