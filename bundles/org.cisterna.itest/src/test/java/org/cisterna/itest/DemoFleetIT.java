// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.junit.Test;

/** What the demo shows when it opens: pumps of all four families, and those that are in the middle of something. */
public class DemoFleetIT {

    private static final String MAKER = "/api/v1/pumps/Cisterna%20Simulations/";

    @Test
    public void everyPumpIsEnrolledAndStandsWhereItsStoryBegins() throws Exception {
        Path data = Product.newFolder("fleet").resolve("data");
        try (DemoProcess demo = DemoProcess.start(data, "--seed", "7")) {
            assertEquals("nothing went wrong", "", DemoProcess.errors(data));
            RestExamples examples = new RestExamples(demo.address(), demo.people());
            counts(examples);
            assertEquals(
                    "pumps by family",
                    Map.of("synchromed", 17L, "prometra", 3L, "medstream", 2L, "codman", 3L),
                    families(examples));

            stands(examples, "S2-800001", "alarms.0.code = MOTOR_STALL");
            stands(examples, "S2-800002", "battery = ERI");
            stands(examples, "P2-800001", "alarms.0.code = FLOW_VALVE_CLOSED");
            stands(examples, "M3-800001", "alarms.0.code = LOW_RESERVOIR");
            stands(examples, "M3-800002", "alarms.0.code = FLS_MISCALIBRATED");
            stands(examples, "S2-800004", "motor = STOPPED");

            // a restrictor a fifth too wide was found by the refill, and nobody attested the emptying
            examples.run(List.of(
                    "as viewer",
                    "GET " + MAKER + "C3-900003/by-hand",
                    "status 200",
                    "expect state = FILLED",
                    "expect fill.volume = 30 mL",
                    "keep measured = flows.0.flow",
                    "keep label = labelFlow"));
            assertTrue(
                    examples.kept("measured") + " is beyond 15 % of " + examples.kept("label"),
                    millilitres(examples.kept("measured")) > 1.15 * millilitres(examples.kept("label")));
            examples.run(List.of(
                    "as viewer",
                    "GET " + MAKER + "C3-900004/by-hand",
                    "status 200",
                    "expect state = UNKNOWN",
                    "expect record.next = ATTEST"));
        }
    }

    private static void counts(RestExamples examples) throws Exception {
        for (String line : List.of("all=25", "unknown=2", "overdue=1", "content-differs=1", "stopped=6", "alarms=5")) {
            String[] parts = line.split("=", 2);
            examples.run(List.of(
                    "as viewer", "GET /api/v1/fleet?show=" + parts[0], "status 200", "expect total = " + parts[1]));
        }
    }

    private static Map<String, Long> families(RestExamples examples) throws Exception {
        byte[] list = examples.send("viewer", "GET", "/api/v1/pumps", "").body();
        return ((JsonArray) Json.parse(list))
                .objects().stream()
                        .collect(Collectors.groupingBy(each -> each.string("family"), Collectors.counting()));
    }

    private static void stands(RestExamples examples, String serial, String expected) throws Exception {
        examples.run(List.of(
                "as viewer",
                "GET /api/v1/fleet?q=" + serial,
                "status 200",
                "expect pumps.0.reading.snapshot." + expected));
    }

    private static double millilitres(String flow) {
        return Double.parseDouble(flow.substring(0, flow.indexOf(' ')));
    }
}
