// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Parsed;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.Plug;
import org.cisterna.sim.Reservoir;
import org.cisterna.sim.Solution;
import org.cisterna.sim.scenario.ScenarioAct;

/** Answers control requests; docs/simulators.md lists them. A request that cannot be done is answered with an {@code error} in words. */
final class ControlDesk {

    private static final List<String> KNOWN = List.of(
            "list",
            "describe",
            "truth",
            "fault",
            "linkFault",
            "reach",
            "withdraw",
            "fill",
            "press",
            "speed",
            "time",
            "watch",
            "stop");

    private final DeviceFleet fleet;
    private final Runnable stop;

    ControlDesk(DeviceFleet fleet, Runnable stop) {
        this.fleet = fleet;
        this.stop = stop;
    }

    static JsonObject refusal(String words) {
        return Json.object().put("error", words).build();
    }

    JsonObject answer(JsonObject request) {
        try {
            return done(request);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return refusal(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return refusal("the device's memory failed: " + e.getMessage());
        }
    }

    private JsonObject done(JsonObject request) throws IOException {
        String what = request.string("do");
        return switch (what) {
            case "list" -> list();
            case "time" -> ControlTalk.time(fleet.reading());
            case "speed" -> {
                long perMille = request.onlyNames("do", "perMille").number("perMille");
                fleet.speed(new FleetOrder(1, 0, perMille));
                yield ControlTalk.time(fleet.reading());
            }
            case "stop" -> {
                stop.run();
                yield Json.object().put("ok", true).build();
            }
            case "describe" -> fleet.alive(device(request)).describe();
            case "truth" -> fleet.alive(device(request)).truth().json();
            case "fault" -> fault(request);
            case "linkFault" -> linkFault(request);
            case "reach" -> reach(request);
            case "withdraw" -> withdraw(request);
            case "fill" -> fill(request);
            case "press" -> press(request);
            default -> refusal("'" + what + "' is not known; known are " + KNOWN);
        };
    }

    private ManagedDevice device(JsonObject request) {
        return fleet.find(request.string("serial"));
    }

    private JsonObject list() {
        return Json.object()
                .put(
                        "devices",
                        Json.array(fleet.all().stream().map(ControlDesk::entry).toList()))
                .build();
    }

    private static JsonObject entry(ManagedDevice managed) {
        DeviceSetup setup = managed.setup();
        return Json.object()
                .put("manufacturer", managed.manufacturer())
                .put("label", setup.json())
                .put("telemetry", managed.hasTelemetry())
                .putOptional("papers", managed.papers().map(Papers::json))
                .build();
    }

    private JsonObject fault(JsonObject request) throws IOException {
        request.onlyNames("do", "serial", "fault", "value");
        DeviceFault fault = constant(DeviceFault.class, request.string("fault"));
        fleet.alive(device(request)).inject(fault, request.number("value"));
        return Json.object().put("ok", true).build();
    }

    private JsonObject linkFault(JsonObject request) {
        request.onlyNames("do", "serial", "kind", "direction", "after", "late", "thenAway");
        LinkFault fault = new LinkFault(
                constant(LinkFault.Kind.class, request.string("kind")),
                constant(LinkFault.Direction.class, request.string("direction")),
                request.number("after"),
                request.get("late").isEmpty()
                        ? Duration.ZERO
                        : request.value("late", text -> Durations.parse(text).orElseThrow()));
        boolean thenAway = request.get("thenAway").isPresent() && request.flag("thenAway");
        // the same rule as in a scenario: only a cut takes a pump out of reach
        ScenarioAct.Break armed = new ScenarioAct.Break(fault, thenAway);
        device(request).arm(armed.fault(), armed.thenAway());
        return Json.object().put("ok", true).build();
    }

    private JsonObject reach(JsonObject request) {
        request.onlyNames("do", "serial", "within");
        device(request).away(!request.flag("within"));
        return Json.object().put("ok", true).build();
    }

    private JsonObject withdraw(JsonObject request) throws IOException {
        request.onlyNames("do", "serial", "volume");
        Plug plug = fleet.alive(device(request)).withdraw(volume(request));
        return Json.object()
                .put("volume", new Volume(plug.picolitres() / Reservoir.PICOLITRES_PER_NANOLITRE).text())
                .put("solution", plug.solution().json())
                .build();
    }

    private JsonObject fill(JsonObject request) throws IOException {
        request.onlyNames("do", "serial", "volume", "content");
        Map<String, Concentration> content = new HashMap<>();
        for (JsonObject drug : request.array("content").objects()) {
            Parsed<Concentration> parsed = Concentration.parse(drug.string("concentration"));
            content.put(drug.string("drug"), parsed.orElseThrow());
        }
        fleet.alive(device(request)).fill(volume(request), Solution.of(content));
        return Json.object().put("ok", true).build();
    }

    /** The patient asks for a bolus; the device decides, and logs a denial with its reason. */
    private JsonObject press(JsonObject request) throws IOException {
        request.onlyNames("do", "serial");
        return Json.object()
                .put("granted", fleet.alive(device(request)).patientAsks())
                .build();
    }

    private static Volume volume(JsonObject request) {
        return Volume.parse(request.string("volume")).orElseThrow();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(c -> c.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + name + "' is not known; known are " + Arrays.toString(type.getEnumConstants())));
    }
}
