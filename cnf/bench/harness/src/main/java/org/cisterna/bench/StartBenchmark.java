// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From process start to ready. The platform ({@code demo}, on a data folder that holds a ledger and an enrolled fleet) until its ready line; the
 * peer, a hello servlet on the same framework and Jetty, until its first 200. Same Java, same flags, warm caches, in turn.
 */
final class StartBenchmark {

    static final double TARGET = 2.0;

    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Pattern CONTROL = Pattern.compile("\"controlPort\":([0-9]{1,5})");
    private static final Pattern PID = Pattern.compile("\"pid\":([0-9]{1,19})");

    private final StartOptions options;
    private final Installation installation;
    private final Path data;
    private final Path hello;
    private final Path logs;

    StartBenchmark(StartOptions options, Installation installation) throws IOException {
        this.options = options;
        Path work = installation.work();
        this.installation = options.records()
                ? installation
                : installation.with(WithoutRecords.home(installation.home(), work.resolve("without-records")));
        data = work.resolve("data");
        hello = work.resolve("hello");
        logs = Files.createDirectories(work.resolve("log"));
    }

    /** One start, and what was left of it when it idled. */
    private record Start(double wallMillis, double cpuMillis, double mebibytes) {}

    /** Whether the median ratio is within the target. */
    boolean run() throws IOException, InterruptedException {
        Environment.print(installation);
        System.err.println("cisterna: preparing the data folder and the caches (not measured)");
        prepare();
        hello(Duration.ZERO);
        long entries = platform(Duration.ZERO, 0).entries();
        System.out.println(options.records() ? "product: whole" : "product: without records");
        System.out.println("ledger: " + entries + " entries; the devices' process "
                + (options.devicesRunning() ? "runs already" : "is started by the platform, within its time"));
        System.out.println();
        System.out.println("            platform ready            hello's first 200           ratio      idle memory");
        System.out.println("pair        ms   cpu ms   MiB         ms   cpu ms   MiB       ms    cpu    ratio");
        List<Double> wall = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        for (int pair = 1; pair <= options.pairs(); pair++) {
            Start ours = platform(IDLE, entries).start();
            Start peer = hello(IDLE);
            wall.add(ours.wallMillis() / peer.wallMillis());
            cpu.add(ours.cpuMillis() / peer.cpuMillis());
            memory.add(ours.mebibytes() / peer.mebibytes());
            print(
                    "%4d  %8.0f %8.0f %5.0f   %8.0f %8.0f %5.0f   %6.2f %6.2f   %6.2f%n",
                    pair,
                    ours.wallMillis(),
                    ours.cpuMillis(),
                    ours.mebibytes(),
                    peer.wallMillis(),
                    peer.cpuMillis(),
                    peer.mebibytes(),
                    wall.get(pair - 1),
                    cpu.get(pair - 1),
                    memory.get(pair - 1));
        }
        double ratio = Median.of(wall);
        System.out.println();
        print("median ratio of the time to ready %.2f (target: at most %.1f)%n", ratio, TARGET);
        print("median ratio of the processor time to ready %.2f%n", Median.of(cpu));
        print("median ratio of the idle memory %.2f%n", Median.of(memory));
        System.out.println("load average at the end: " + Environment.load());
        return ratio <= TARGET;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    /** The first start makes the fleet; reading it fills the ledger. */
    private void prepare() throws IOException, InterruptedException {
        try (Launched launched = launchPlatform()) {
            Launched.Ready ready = launched.awaitLine(StartedPlatform.readyLine(), BOUND);
            StartedPlatform.at(ready.text(), data).fill(options.entries());
        }
    }

    private record Platform(Start start, long entries) {}

    /** Starts the platform and checks that it was worth its time: the fleet is there and the ledger is whole. */
    private Platform platform(Duration idle, long leastEntries) throws IOException, InterruptedException {
        if (!options.devicesRunning()) {
            return measured(idle, leastEntries);
        }
        try (Launched devices = Launched.start(
                "devices",
                installation.command("devices", "--data", data.toString()),
                logs.resolve("devices.log"),
                false)) {
            awaitDevices(devices);
            return measured(idle, leastEntries);
        }
    }

    private Platform measured(Duration idle, long leastEntries) throws IOException, InterruptedException {
        try (Launched launched = launchPlatform()) {
            Launched.Ready ready = launched.awaitLine(StartedPlatform.readyLine(), BOUND);
            TimeUnit.NANOSECONDS.sleep(idle.toNanos());
            Start start = new Start(ready.wallMillis(), ready.cpuMillis(), mebibytes(launched));
            StartedPlatform platform = StartedPlatform.at(ready.text(), data);
            platform.pumps();
            long entries = platform.entries();
            if (entries < leastEntries) {
                throw new IOException("the ledger had " + leastEntries + " entries and has " + entries);
            }
            return new Platform(start, entries);
        }
    }

    private Launched launchPlatform() throws IOException {
        return Launched.start(
                "the platform",
                installation.command("demo", "--port", "0", "--data", data.toString()),
                logs.resolve("platform.log"),
                true);
    }

    private void awaitDevices(Launched devices) throws IOException, InterruptedException {
        Path announcement = data.resolve("sim/devices.json");
        long end = System.nanoTime() + BOUND.toNanos();
        while (System.nanoTime() < end) {
            if (Files.isReadable(announcement)) {
                String text = Files.readString(announcement);
                Matcher pid = PID.matcher(text);
                Matcher control = CONTROL.matcher(text);
                if (pid.find()
                        && Long.parseLong(pid.group(1)) == devices.pid()
                        && control.find()
                        && answers(Integer.parseInt(control.group(1)))) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IOException("the devices' process was not there within " + BOUND.toSeconds() + " s; see " + logs);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private Start hello(Duration idle) throws IOException, InterruptedException {
        int port = Http.freePort();
        try (Launched launched =
                Launched.start("hello", installation.hello(port, hello), logs.resolve("hello.log"), false)) {
            Launched.Ready ready = launched.awaitAnswer(port, "/hello", BOUND);
            TimeUnit.NANOSECONDS.sleep(idle.toNanos());
            return new Start(ready.wallMillis(), ready.cpuMillis(), mebibytes(launched));
        }
    }

    private static double mebibytes(Launched launched) throws IOException {
        var kibibytes = launched.residentKibibytes();
        return kibibytes.isPresent() ? kibibytes.getAsLong() / 1024.0 : Double.NaN;
    }
}
