// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reading a pump over the JSON interface, with a token, from a platform that runs; against a Whiteboard servlet that gives the same bytes without
 * looking at anything, and against Jetty alone beside it. All three run all the time and are asked in turn.
 */
final class RestBenchmark {

    static final double TARGET = 0.85;

    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final int ENTRIES = 40;

    private final Numbers options;
    private final Installation installation;
    private final Path work;
    private final Path logs;

    RestBenchmark(List<String> arguments, Installation installation) throws IOException {
        this.options = Numbers.of(
                "rest", arguments, Map.of("--rounds", 5, "--seconds", 5, "--connections", 16, "--warmup", 20));
        this.installation = installation;
        work = Files.createDirectories(installation.work().resolve("rest"));
        logs = Files.createDirectories(installation.work().resolve("log"));
    }

    /** One side in one round. */
    private record Turn(Load.Result result, double cpuMicros) {}

    /** One side. */
    private record Side(Launched process, Load load) {
        Turn turn(int connections, double seconds) throws IOException, InterruptedException {
            double before = process.cpuMillis();
            Load.Result result = load.run(connections, seconds);
            return new Turn(result, (process.cpuMillis() - before) * 1_000 / result.requests());
        }
    }

    /** Whether the median ratio is within the target. */
    boolean run() throws IOException, InterruptedException {
        Environment.print(installation);
        Path data = work.resolve("data");
        Path file = work.resolve("pump.json");
        try (Launched platform = Launched.start(
                "the platform",
                installation.command("demo", "--port", "0", "--data", data.toString()),
                logs.resolve("rest-platform.log"),
                true)) {
            Launched.Ready ready = platform.awaitLine(StartedPlatform.readyLine(), BOUND);
            StartedPlatform asked = StartedPlatform.at(ready.text(), data);
            asked.settle();
            asked.fill(ENTRIES);
            asked.settle();
            String path = asked.pumps().get(0);
            byte[] body = asked.get(path).getBytes(StandardCharsets.UTF_8);
            Files.write(file, body);
            System.out.println("pump: " + body.length + " bytes, " + options.get("--connections") + " connections");
            int whiteboard = Http.freePort();
            try (Launched hello = Launched.start(
                    "the servlet",
                    installation.hello(whiteboard, work.resolve("hello"), file),
                    logs.resolve("rest-hello.log"),
                    false)) {
                hello.awaitAnswer(whiteboard, "/bytes", BOUND);
                int bare = Http.freePort();
                try (Launched jetty = Launched.start(
                        "Jetty", installation.bareJetty(bare, file), logs.resolve("rest-jetty.log"), false)) {
                    jetty.awaitAnswer(bare, "/bytes", BOUND);
                    return measured(
                            new Side(platform, new Load(asked.port(), path, asked.token(), body)),
                            new Side(hello, new Load(whiteboard, "/bytes", "", body)),
                            new Side(jetty, new Load(bare, "/bytes", "", body)));
                }
            }
        }
    }

    private boolean measured(Side ours, Side servlet, Side bare) throws IOException, InterruptedException {
        int connections = options.get("--connections");
        int seconds = options.get("--seconds");
        System.err.println("cisterna: warming up (not measured)");
        for (Side each : List.of(ours, servlet, bare)) {
            each.turn(connections, options.get("--warmup"));
        }
        System.out.println();
        System.out.println(
                "              platform                       servlet                       bare Jetty            ratio to");
        System.out.println(
                "round    req/s  p50us  p99us cpu us    req/s  p50us  p99us cpu us    req/s  p50us  p99us cpu us  servlet  Jetty  cpu");
        List<Double> toServlet = new ArrayList<>();
        List<Double> toJetty = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int round = 1; round <= options.get("--rounds"); round++) {
            Turn first = ours.turn(connections, seconds);
            Turn second = servlet.turn(connections, seconds);
            Turn third = bare.turn(connections, seconds);
            toServlet.add(first.result().perSecond() / second.result().perSecond());
            toJetty.add(first.result().perSecond() / third.result().perSecond());
            cpu.add(first.cpuMicros() / second.cpuMicros());
            System.out.println(String.format(Locale.ROOT, "%5d ", round)
                    + text(first)
                    + text(second)
                    + text(third)
                    + String.format(
                            Locale.ROOT,
                            "  %7.2f %6.2f %4.1f",
                            toServlet.get(round - 1),
                            toJetty.get(round - 1),
                            cpu.get(round - 1)));
        }
        double ratio = Median.of(toServlet);
        System.out.println();
        System.out.printf(
                Locale.ROOT, "median ratio of the rate to the servlet's %.2f (target: at least %.2f)%n", ratio, TARGET);
        System.out.printf(Locale.ROOT, "median ratio of the rate to bare Jetty's %.2f%n", Median.of(toJetty));
        System.out.printf(
                Locale.ROOT, "median ratio of the processor time a request to the servlet's %.1f%n", Median.of(cpu));
        System.out.println("load average at the end: " + Environment.load());
        return ratio >= TARGET;
    }

    private static String text(Turn turn) {
        return String.format(
                Locale.ROOT,
                " %7.0f %6.0f %6.0f %6.1f ",
                turn.result().perSecond(),
                turn.result().p50Micros(),
                turn.result().p99Micros(),
                turn.cpuMicros());
    }
}
