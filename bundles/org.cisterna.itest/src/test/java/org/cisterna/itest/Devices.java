// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.io.IOException;
import java.nio.file.Path;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.devices.Announcement;
import org.cisterna.sim.devices.ControlClient;
import org.cisterna.storage.FileStorage;

/** The simulated devices of a data folder through their control port: what really happened, whatever anybody believes. */
public final class Devices {

    private final Path data;

    /** Those of a data folder. */
    public Devices(Path data) {
        this.data = data;
    }

    /** One request to the control port, as docs/simulators.md has them. */
    public JsonObject ask(JsonObject request) throws IOException {
        Announcement announced = Announcement.read(new FileStorage(data.resolve("sim")))
                .orElseThrow(() -> new IOException("no devices are announced in " + data));
        try (ControlClient client = new ControlClient(announced)) {
            return client.ask(request);
        }
    }

    /** What a pump really did, and the pump time of that. */
    JsonObject truth(String serial) throws IOException {
        return ask(Json.object().put("do", "truth").put("serial", serial).build());
    }

    /** All that the motor moved since manufacture, in picolitres. */
    public long pushed(String serial) throws IOException {
        return truth(serial).number("pushedPicolitres");
    }

    /** From so many bytes of the next link on, nothing from the device passes any more, and nobody is told. */
    public void silence(String serial, long after) throws IOException {
        ask(Json.object()
                .put("do", "linkFault")
                .put("serial", serial)
                .put("kind", "SILENCE")
                .put("direction", "FROM_DEVICE")
                .put("after", after)
                .build());
    }

    /** The devices' time, as they say it. */
    public String pumpTime() throws IOException {
        return ask(Json.object().put("do", "time").build()).string("pumpTime");
    }
}
