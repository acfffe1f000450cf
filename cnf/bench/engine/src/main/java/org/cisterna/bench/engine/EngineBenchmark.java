// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@code ./cisterna bench engine}: each round a fork of ours and one of the peer's, on one core; the result is the median of the ratios. */
public final class EngineBenchmark {

    static final double TARGET = 0.3;

    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final int WARM_UP = 10;
    private static final int MEASURED = 5;

    private static final int PROCESSOR_WARM_UP = 10;
    private static final int PROCESSOR_MEASURED = 5;
    private static final int BETWEEN_LOOKS = 20;

    private final int rounds;
    private final int seconds;
    private final boolean parts;

    private EngineBenchmark(int rounds, int seconds, boolean parts) {
        this.rounds = rounds;
        this.seconds = seconds;
        this.parts = parts;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws RunnerException {
        Map<String, String> options = new HashMap<>(Map.of("--rounds", "5", "--seconds", "1", "--parts", "true"));
        for (int i = 0; i < arguments.length; i += 2) {
            boolean known = options.containsKey(arguments[i]);
            boolean good = i + 1 < arguments.length
                    && arguments[i + 1].matches(arguments[i].equals("--parts") ? "true|false" : "[1-9][0-9]?");
            if (!known || !good) {
                System.err.println("cisterna: bench engine takes --rounds 1 to 99, --seconds 1 to 99, --parts true or"
                        + " false; not '" + arguments[i] + "' like that");
                System.exit(2);
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        boolean good = new EngineBenchmark(
                        Integer.parseInt(options.get("--rounds")),
                        Integer.parseInt(options.get("--seconds")),
                        Boolean.parseBoolean(options.get("--parts")))
                .run();
        System.exit(good ? 0 : 1);
    }

    /** One fork. */
    private record Side(double perSecond, double bytes) {}

    private boolean run() throws RunnerException {
        System.out.println("date: " + Instant.now().truncatedTo(ChronoUnit.MINUTES));
        System.out.println("java: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        System.out.println("proposal: " + Subject.proposal().toJson().canonicalBytes().length + " bytes; request: "
                + Subject.request().toJson().canonicalBytes().length + " bytes");
        System.out.println("load average at the start: " + load());
        System.out.println();
        System.out.println("round   engine/s  bytes each   Jackson/s  bytes each   ratio");
        List<Double> ratios = new ArrayList<>();
        List<Double> allocated = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            Side ours = fork("engine");
            Side peer = fork("jackson");
            ratios.add(ours.perSecond() / peer.perSecond());
            allocated.add(ours.bytes());
            print(
                    "%5d %10.0f %11.0f %11.0f %11.0f %7.3f%n",
                    round, ours.perSecond(), ours.bytes(), peer.perSecond(), peer.bytes(), ratios.get(round - 1));
        }
        if (parts) {
            System.out.println();
            for (String part : List.of("decision", "requestDigest", "writing")) {
                Side side = fork(part);
                print("of which %-14s %8.1f us %9.0f bytes%n", part, 1e6 / side.perSecond(), side.bytes());
            }
        }
        System.out.println();
        printProcessorTimes();
        double ratio = median(ratios);
        print("median ratio of the rates %.3f (target: at least %.1f)%n", ratio, TARGET);
        print("median allocation per proposal %.0f bytes%n", median(allocated));
        System.out.println("load average at the end: " + load());
        return ratio >= TARGET;
    }

    /**
     * Microseconds of processor time for one operation, in this process, after warming up: other work on the machine disturbs it less than a rate.
     * The collector's own threads are not in it.
     */
    private static double processorMicros(Runnable operation) {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long warm = thread.getCurrentThreadCpuTime() + TimeUnit.SECONDS.toNanos(PROCESSOR_WARM_UP);
        while (thread.getCurrentThreadCpuTime() < warm) {
            operation.run();
        }
        long start = thread.getCurrentThreadCpuTime();
        long end = start + TimeUnit.SECONDS.toNanos(PROCESSOR_MEASURED);
        long count = 0;
        long now = start;
        while (now < end) {
            for (int i = 0; i < BETWEEN_LOOKS; i++) {
                operation.run();
            }
            count += BETWEEN_LOOKS;
            now = thread.getCurrentThreadCpuTime();
        }
        return (now - start) / 1e3 / count;
    }

    private static void printProcessorTimes() {
        Sides sides = new Sides();
        AtomicReference<Object> last = new AtomicReference<>();
        double ours = processorMicros(() -> last.set(sides.whole()));
        double peer = processorMicros(() -> last.set(sides.written()));
        print(
                "processor time of one: engine %.1f us, Jackson %.1f us: %.3f of Jackson's rate%n",
                ours, peer, peer / ours);
    }

    private Side fork(String name) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("\\." + Sides.class.getSimpleName() + "\\." + name + "$")
                        .mode(Mode.Throughput)
                        .timeUnit(TimeUnit.SECONDS)
                        .threads(1)
                        .forks(1)
                        .warmupIterations(WARM_UP)
                        .warmupTime(TimeValue.seconds(seconds))
                        .measurementIterations(MEASURED)
                        .measurementTime(TimeValue.seconds(seconds))
                        .addProfiler(GCProfiler.class)
                        .jvmArgs("-XX:ActiveProcessorCount=1", "-XX:+UseSerialGC", "-Xms256m", "-Xmx256m")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        RunResult result = results.iterator().next();
        double bytes = result.getSecondaryResults().keySet().stream()
                .filter(each -> each.endsWith(ALLOCATED))
                .mapToDouble(each -> result.getSecondaryResults().get(each).getScore())
                .findFirst()
                .orElse(Double.NaN);
        return new Side(result.getPrimaryResult().getScore(), bytes);
    }

    private static double median(List<Double> numbers) {
        double[] sorted =
                numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
