// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.time.PumpTimeFeed.Reading;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;

/**
 * One control connection: JSON lines, first the secret, then requests, each with one answer. After {@code watch} the other side only listens:
 * it gets pump time five times a second, and at once when its course changes.
 */
final class ControlTalk {

    private static final int LONGEST_LINE = 65_536;
    private static final Duration BEAT = Duration.ofMillis(200);

    private final String secret;
    private final ControlDesk desk;
    private final DeviceFleet fleet;
    private final Threads threads;
    private final TimeSource house;

    ControlTalk(String secret, ControlDesk desk, DeviceFleet fleet, Threads threads, TimeSource house) {
        this.secret = secret;
        this.desk = desk;
        this.fleet = fleet;
        this.threads = threads;
        this.house = house;
    }

    void hold(Socket socket) throws IOException, InterruptedException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        if (!knowsTheSecret(Lines.read(in, LONGEST_LINE))) {
            out.write(Lines.line(ControlDesk.refusal("the secret is wrong; it stands in devices.json")
                    .canonicalText()));
            return;
        }
        out.write(Lines.line(Json.object().put("ok", true).build().canonicalText()));
        while (true) {
            JsonObject request;
            try {
                request = (JsonObject) Json.parse(Lines.read(in, LONGEST_LINE));
            } catch (JsonException | ClassCastException e) {
                out.write(Lines.line(ControlDesk.refusal("a request is one JSON object a line: " + e.getMessage())
                        .canonicalText()));
                continue;
            }
            if (request.optionalString("do").filter("watch"::equals).isPresent()) {
                watch(out);
                return;
            }
            out.write(Lines.line(desk.answer(request).canonicalText()));
        }
    }

    private boolean knowsTheSecret(String line) {
        try {
            String given = ((JsonObject) Json.parse(line)).string("secret");
            return MessageDigest.isEqual(
                    given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
        } catch (JsonException | ClassCastException e) {
            return false;
        }
    }

    private void watch(OutputStream out) throws IOException, InterruptedException {
        Signal changed = threads.newSignal();
        Runnable raise = changed::raise;
        fleet.onSpeed(raise);
        try {
            while (true) {
                changed.reset();
                out.write(Lines.line(time(fleet.reading()).canonicalText()));
                house.await(changed, house.now().plus(BEAT));
            }
        } finally {
            fleet.offSpeed(raise);
        }
    }

    static JsonObject time(Reading reading) {
        return Json.object()
                .put("pumpTime", reading.pumpTime().toString())
                .put("speedPerMille", reading.speedPerMille())
                .put("running", reading.running())
                .build();
    }
}
