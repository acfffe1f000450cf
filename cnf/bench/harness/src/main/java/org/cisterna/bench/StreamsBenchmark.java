// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One event to many open streams: from a request that causes it to the last byte at each stream. Ours is an act at a pump that is entered in the
 * ledger first; the peer, Jetty alone, is told what to send.
 */
final class StreamsBenchmark {

    static final double TARGET = 1.1;

    private static final Duration BOUND = Duration.ofMinutes(10);
    private static final Duration EVENT_BOUND = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final int ENTRIES = 40;
    /** What the platform allows: streams of a session, and sessions of an account when it is configured so. */
    private static final int STREAMS_A_SESSION = 16;

    private static final int SESSIONS_AN_ACCOUNT = 50;
    private static final String SESSIONS =
            "{\":configurator:resource-version\":1,\":configurator:symbolic-name\":\"cisterna.bench\",\":configurator:version\":\"1.0.0\","
                    + "\"org.cisterna.therapy.people\":{\"sessionsPerAccount\":" + SESSIONS_AN_ACCOUNT
                    + ",\"sessionsInTotal\":2000,\"idleMinutes\":60}}";
    private static final String EVENT =
            "event: pump\ndata: {\"pump\":\"Cisterna Simulated/SIM-000001\",\"revision\":1234}\n\n";
    private static final Pattern PASSWORD = Pattern.compile("\"password\":\"([^\"]+)\"");

    private final Numbers options;
    private final Installation installation;
    private final Path work;
    private final Path logs;

    StreamsBenchmark(List<String> arguments, Installation installation) throws IOException {
        this.options = Numbers.of("streams", arguments, Map.of("--rounds", 10, "--streams", 5_000));
        this.installation = installation;
        work = Files.createDirectories(installation.work().resolve("streams"));
        logs = Files.createDirectories(installation.work().resolve("log"));
    }

    /** Whether the median ratio is within the target. */
    boolean run() throws IOException, InterruptedException {
        Environment.print(installation);
        checkFiles();
        Path data = work.resolve("data");
        Files.createDirectories(data.resolve("config"));
        Files.writeString(data.resolve("config/bench.json"), SESSIONS);
        Path file = Files.writeString(work.resolve("nothing"), "nothing");
        try (Launched platform = Launched.start(
                "the platform",
                installation.command("demo", "--port", "0", "--data", data.toString()),
                logs.resolve("streams-platform.log"),
                true)) {
            Launched.Ready ready = platform.awaitLine(StartedPlatform.readyLine(), BOUND);
            StartedPlatform asked = StartedPlatform.at(ready.text(), data);
            asked.settle();
            asked.fill(ENTRIES);
            asked.settle();
            int port = Http.freePort();
            try (Launched jetty = Launched.start(
                            "Jetty", installation.bareJetty(port, file), logs.resolve("streams-jetty.log"), false);
                    OpenStreams ours = new OpenStreams();
                    OpenStreams peers = new OpenStreams()) {
                jetty.awaitAnswer(port, "/bytes", BOUND);
                long ourMemory = platform.residentKibibytes().orElse(0);
                long peerMemory = jetty.residentKibibytes().orElse(0);
                System.err.println("cisterna: signing in and opening streams (not measured)");
                ours.open(asked.port(), heads(asked.port(), data), BOUND);
                peers.open(port, Collections.nCopies(options.get("--streams"), ""), BOUND);
                System.out.printf(
                        Locale.ROOT,
                        "streams: %d of each; memory of the platform %d to %d MiB, of Jetty %d to %d MiB%n",
                        ours.count(),
                        ourMemory / 1_024,
                        platform.residentKibibytes().orElse(0) / 1_024,
                        peerMemory / 1_024,
                        jetty.residentKibibytes().orElse(0) / 1_024);
                return measured(asked, ours, port, peers);
            }
        }
    }

    private boolean measured(StartedPlatform asked, OpenStreams ours, int port, OpenStreams peers)
            throws IOException, InterruptedException {
        String pump = asked.pumps().get(0);
        System.out.println();
        System.out.println(
                "                   platform                           bare Jetty               ratio of p99");
        System.out.println(
                "round first ms   p50 ms   p99 ms   max ms  first ms   p50 ms   p99 ms   max ms     all  since first");
        List<Double> ratios = new ArrayList<>();
        List<Double> sinceFirst = new ArrayList<>();
        for (int round = 0; round <= options.get("--rounds"); round++) {
            String[] visit = new String[1];
            double[] first = ours.times(() -> visit[0] = asked.openVisit(pump), EVENT_BOUND);
            ours.drain(QUIET);
            double[] second = peers.times(() -> Http.ask(port, "POST", "/publish", "", EVENT), EVENT_BOUND);
            peers.drain(QUIET);
            asked.readAndClose(visit[0]);
            ours.drain(QUIET);
            if (round > 0) { // the first one warms both up
                ratios.add(at(first, 99) / at(second, 99));
                sinceFirst.add((at(first, 99) - first[0]) / (at(second, 99) - second[0]));
                System.out.printf(
                        Locale.ROOT,
                        "%5d %8.1f %8.1f %8.1f %8.1f  %8.1f %8.1f %8.1f %8.1f  %6.2f %12.2f%n",
                        round,
                        first[0],
                        at(first, 50),
                        at(first, 99),
                        at(first, 100),
                        second[0],
                        at(second, 50),
                        at(second, 99),
                        at(second, 100),
                        ratios.get(round - 1),
                        sinceFirst.get(round - 1));
            }
        }
        double ratio = Median.of(ratios);
        System.out.println();
        System.out.printf(Locale.ROOT, "median ratio of p99 %.2f (target: at most %.1f)%n", ratio, TARGET);
        System.out.printf(
                Locale.ROOT,
                "median ratio of p99 counted from the first stream that has the event %.2f%n",
                Median.of(sinceFirst));
        System.out.println("load average at the end: " + Environment.load());
        return ratio <= TARGET;
    }

    private static double at(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    /** Each stream is a file here twice, ours and the peer's, and one in each server. */
    private void checkFiles() throws IOException {
        Path limits = Path.of("/proc/self/limits");
        int needed = options.get("--streams") * 2 + 500;
        if (Files.isReadable(limits)) {
            for (String line : Files.readAllLines(limits)) {
                Matcher most =
                        Pattern.compile("Max open files\\s+([0-9]+)\\s.*").matcher(line);
                if (most.matches() && Long.parseLong(most.group(1)) < needed) {
                    throw new IOException("this many streams need " + needed + " open files, and " + most.group(1)
                            + " are allowed; raise it with ulimit -n");
                }
            }
        }
    }

    /** Signs in as often as so many streams need, with accounts made for it, and gives the head of each stream's request. */
    private List<String> heads(int port, Path data) throws IOException {
        int sessions = (options.get("--streams") + STREAMS_A_SESSION - 1) / STREAMS_A_SESSION;
        int accounts = (sessions + SESSIONS_AN_ACCOUNT - 1) / SESSIONS_AN_ACCOUNT;
        String people = Files.readString(data.resolve("demo-people.json"));
        Matcher password = PASSWORD.matcher(people.substring(people.indexOf("demo-viewer")));
        if (!password.find()) {
            throw new IOException("demo-people.json names no viewer");
        }
        String viewer = Files.readString(data.resolve("people/demo-viewer.json"));
        for (int i = 0; i < accounts; i++) {
            Path file = data.resolve("people/bench-" + i + ".json");
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file,
                    viewer.replace("\"id\":\"demo-viewer\"", "\"id\":\"bench-" + i + "\"")
                            .replaceAll("\"tokens\":\\[.*\\],\"version\"", "\"tokens\":[],\"version\""),
                    StandardCharsets.UTF_8);
        }
        List<String> heads = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            String cookie = Http.signIn(port, "bench-" + i / SESSIONS_AN_ACCOUNT, password.group(1));
            for (int each = 0; each < STREAMS_A_SESSION && heads.size() < options.get("--streams"); each++) {
                heads.add("Cookie: " + cookie + "\r\n");
            }
        }
        return heads;
    }
}
