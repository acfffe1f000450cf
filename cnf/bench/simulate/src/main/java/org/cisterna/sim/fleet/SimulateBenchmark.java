// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cisterna.canonical.Digest;
import org.cisterna.time.Worker;
import org.cisterna.time.system.SystemTime;

/**
 * {@code ./cisterna bench simulate}: the fleet core on one thread, the same pumps on two kinds of queue, and on two threads, in turn; then a year of the whole
 * fleet. Every side must come to the same digest. Exit status: 0 within all targets, 1 beyond one, 2 wrong use.
 */
public final class SimulateBenchmark {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final double FASTER_THAN_QUEUES = 3;
    private static final double TWO_THREADS = 1.7;
    private static final double YEAR_SECONDS = 60;
    private static final int DAYS_IN_A_YEAR = 365;
    private static final int HEAP_A_PUMP = 512;
    private static final double NANOS = 1e9;

    private record Options(int pumps, int days, int rounds, long seed, boolean year) {}

    /** One way to advance a fleet to its end. */
    private interface Side {
        Tally run(Fleet fleet, long end) throws InterruptedException;
    }

    private final Options options;
    private boolean met = true;

    private SimulateBenchmark(Options options) {
        this.options = options;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws InterruptedException {
        Options options;
        try {
            options = options(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println("cisterna: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        System.exit(new SimulateBenchmark(options).run() ? 0 : 1);
    }

    private static Options options(String[] arguments) {
        int pumps = 100_000;
        int days = 5;
        int rounds = 5;
        long seed = 1;
        boolean year = true;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("option " + arguments[i] + " of bench simulate needs a value");
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--pumps" -> pumps = Integer.parseInt(value);
                case "--days" -> days = Integer.parseInt(value);
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--year" -> year = Boolean.parseBoolean(value);
                default ->
                    throw new IllegalArgumentException("'" + arguments[i]
                            + "' is no option of bench simulate; there are: --pumps --days --rounds --seed --year");
            }
        }
        if (pumps < 1 || days < 1 || rounds < 1) {
            throw new IllegalArgumentException("--pumps, --days and --rounds are at least 1");
        }
        return new Options(pumps, days, rounds, seed, year);
    }

    private boolean run() throws InterruptedException {
        say(
                "java %s, %d processors, load average at the start %.1f",
                System.getProperty("java.vm.version"), Runtime.getRuntime().availableProcessors(), load());
        say("workload: %s", Workload.USUAL.text());
        say("of a hundred pumps: %s", order(options.days()).shares());
        say(
                "%,d pumps for %d days, seed %d, %d rounds and one to warm up",
                options.pumps(), options.days(), options.seed(), options.rounds());
        pairs();
        if (options.year()) {
            year();
        }
        say("load average at the end %.1f", load());
        return met;
    }

    private void pairs() throws InterruptedException {
        List<String> names = List.of("fleet core, 1 thread", "4-ary heap", "PriorityQueue", "fleet core, 2 threads");
        List<Side> sides = List.of(
                SimulateBenchmark::alone,
                (fleet, end) -> {
                    Tally tally = new Tally();
                    new HeapQueue(fleet.pumps()).run(end, tally);
                    return tally;
                },
                (fleet, end) -> {
                    Tally tally = new Tally();
                    new ObjectQueue(fleet.pumps()).run(end, tally);
                    return tally;
                },
                (fleet, end) -> together(fleet, 2));
        double[][] seconds = new double[sides.size()][options.rounds()];
        double[][] worked = new double[sides.size()][options.rounds()];
        long end = START.toEpochMilli() + options.days() * FleetPump.DAY;
        for (int round = -1; round < options.rounds(); round++) {
            Digest digest = null;
            for (int side = 0; side < sides.size(); side++) {
                Fleet fleet = fleet(options.days());
                long cpu = cpu();
                long begun = System.nanoTime();
                Tally tally = sides.get(side).run(fleet, end);
                double took = (System.nanoTime() - begun) / NANOS;
                double processor = (cpu() - cpu) / NANOS;
                Digest found = FleetResult.of(order(options.days()), fleet.pumps(), tally)
                        .digest();
                if (digest != null && !digest.equals(found)) {
                    throw new IllegalStateException(names.get(side) + " came to another digest: " + found.text());
                }
                digest = found;
                if (round >= 0) {
                    seconds[side][round] = took;
                    worked[side][round] = processor;
                }
            }
        }
        double pumpYears = (double) options.pumps() * options.days() / DAYS_IN_A_YEAR;
        for (int side = 0; side < sides.size(); side++) {
            say(
                    "%-22s %,8.0f pump-years/s (median of %d)",
                    names.get(side), pumpYears / median(seconds[side]), options.rounds());
        }
        say("%-22s %,8.0f pump-years in a second of processor time", names.get(0), pumpYears / median(worked[0]));
        // one thread each: its processor time is what other work on the machine disturbs least
        compare("against the 4-ary heap", ratios(worked[1], worked[0]), FASTER_THAN_QUEUES);
        compare("against the PriorityQueue", ratios(worked[2], worked[0]), FASTER_THAN_QUEUES);
        compare("two threads against one", ratios(seconds[0], seconds[3]), TWO_THREADS);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void year() throws InterruptedException {
        long empty = used();
        long begun = System.nanoTime();
        Fleet fleet = fleet(DAYS_IN_A_YEAR);
        double made = (System.nanoTime() - begun) / NANOS;
        long full = used();
        long started = System.nanoTime();
        together(fleet, Runtime.getRuntime().availableProcessors());
        FleetResult result = fleet.result();
        double took = made + (System.nanoTime() - started) / NANOS;
        long old = used();
        long atStart = (full - empty) / options.pumps();
        long atEnd = (old - empty) / options.pumps();
        say(
                "a year of %,d pumps on %d threads: %.1f s, %,d events, %,.0f pump-years/s, %s",
                options.pumps(),
                Runtime.getRuntime().availableProcessors(),
                took,
                result.events(),
                options.pumps() / took,
                result.digest().text());
        say("heap a pump: %d bytes at the start, %d at the end of the year, therapies included", atStart, atEnd);
        met &= took <= YEAR_SECONDS && atEnd <= HEAP_A_PUMP;
        say(
                "targets: %.0f s %s, %d bytes %s",
                YEAR_SECONDS,
                took <= YEAR_SECONDS ? "met" : "missed",
                HEAP_A_PUMP,
                atEnd <= HEAP_A_PUMP ? "met" : "missed");
    }

    private FleetOrder order(int days) {
        return new FleetOrder(options.pumps(), days, options.seed(), START, FleetOrder.usualShares(), Workload.USUAL);
    }

    private Fleet fleet(int days) {
        return new Fleet(order(days));
    }

    private static Tally alone(Fleet fleet, long end) {
        Tally tally = new Tally();
        for (FleetPump pump : fleet.pumps()) {
            pump.run(end, tally);
            pump.settle();
        }
        return tally;
    }

    private static Tally together(Fleet fleet, int threads) throws InterruptedException {
        try (SystemTime time = SystemTime.start()) {
            List<Worker> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(time.threads().start("bench-" + i, fleet::work));
            }
            for (Worker worker : workers) {
                if (!worker.join(time.house().now().plus(Duration.ofHours(1)))) {
                    throw new IllegalStateException("a thread did not end in an hour");
                }
            }
        }
        return new Tally();
    }

    private void compare(String what, double[] ratios, double target) {
        double median = median(ratios);
        met &= median >= target;
        say(
                "%-26s %.2f times (%.2f to %.2f), target %.1f: %s",
                what,
                median,
                Arrays.stream(ratios).min().orElse(0),
                Arrays.stream(ratios).max().orElse(0),
                target,
                median >= target ? "met" : "missed");
    }

    private static double[] ratios(double[] slower, double[] faster) {
        double[] ratios = new double[slower.length];
        Arrays.setAll(ratios, i -> slower[i] / faster[i]);
        return ratios;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
