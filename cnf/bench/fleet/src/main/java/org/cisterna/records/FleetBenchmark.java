// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.ledger.LedgerOptions;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.pump.host.Host;
import org.cisterna.storage.FileStorage;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.fleet.FleetFilter;
import org.cisterna.therapy.fleet.FleetPage;
import org.cisterna.therapy.fleet.FleetQuery;
import org.cisterna.therapy.fleet.FleetSort;
import org.cisterna.therapy.workflow.TherapyWorkflow;
import org.cisterna.time.Randomness;
import org.cisterna.time.system.SystemTime;
import org.h2.Driver;
import org.h2.util.OsgiDataSourceFactory;

/**
 * {@code ./cisterna bench fleet}: makes a ledger of many pumps, folds it as {@code records}, the host and the workflow do at their start, and
 * takes the time of the fleet's first page under each filter and in each order. Exit status: 0 within the target, 1 beyond it, 2 wrong use.
 */
public final class FleetBenchmark {

    private static final double TARGET_MILLIS = 200;
    private static final int WARMING = 3;
    private static final Identified VIEWER = new Identified(
            new Person("vera", "Vera Viewer", EnumSet.of(Role.VIEWER)), "t-1", "token", Set.of(Act.SEE_PUMPS));

    private record Options(int pumps, int visits, int rounds, long seed, Path data, boolean pages) {}

    private final Options options;
    private double worst;

    private FleetBenchmark(Options options) {
        this.options = options;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = options(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println("cisterna: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        System.exit(new FleetBenchmark(options).run() ? 0 : 1);
    }

    private static Options options(String[] arguments) {
        int pumps = 100_000;
        int visits = 2;
        int rounds = 20;
        long seed = 1;
        Path data = Path.of("cnf/bench/target/fleet");
        boolean pages = true;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("option " + arguments[i] + " of bench fleet needs a value");
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--pumps" -> pumps = Integer.parseInt(value);
                case "--visits" -> visits = Integer.parseInt(value);
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--pages" -> pages = Boolean.parseBoolean(value);
                case "--work" -> data = Path.of(value);
                default ->
                    throw new IllegalArgumentException(
                            "'" + arguments[i]
                                    + "' is no option of bench fleet; there are: --pumps --visits --rounds --seed --pages --work");
            }
        }
        if (pumps < 1 || visits < 1 || rounds < 1) {
            throw new IllegalArgumentException("--pumps, --visits and --rounds are at least 1");
        }
        return new Options(pumps, visits, rounds, seed, data, pages);
    }

    private boolean run() throws Exception {
        System.out.println("java " + System.getProperty("java.vm.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, load average at the start "
                + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        delete(options.data());
        Files.createDirectories(options.data());
        try (SystemTime time = SystemTime.start()) {
            try (TileLedger ledger = open(time)) {
                long begun = System.nanoTime();
                long entries = new ManyPumps(ledger, Randomness.seeded(options.seed()).stream("fleet"))
                        .enter(options.pumps(), options.visits(), time.house().now());
                say("ledger of %,d pumps, %,d entries made in %.1f s", options.pumps(), entries, seconds(begun));
            }
            forget();
            together(time);
            forget();
            double whole = start(time, "without anything kept");
            double quick = start(time, "from what was kept");
            say("snapshots: %,d MiB on the disk", bytes(options.data().resolve("cache")) >> 20);
            say(
                    "all of that, one after the other: %.1f s without anything kept, %.1f s from what was kept",
                    whole, quick);
        } finally {
            delete(options.data());
        }
        say(
                "load average at the end %.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        say("worst p95 %.1f ms, target %.0f ms", worst, TARGET_MILLIS);
        return worst <= TARGET_MILLIS;
    }

    /** What a start without anything kept finds. */
    private void forget() throws IOException {
        delete(options.data().resolve("cache"));
        delete(options.data().resolve("records"));
        delete(options.data().resolve("host"));
    }

    /** What a platform does with its ledger at a start, at the same time, as it does it; says when each of them was there. */
    private void together(SystemTime time) throws Exception {
        String how = "beside the others, without anything kept";
        long begun = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (TileLedger ledger = open(time)) {
            Future<Double> host = threads.submit(() -> {
                host(time, ledger, how);
                return seconds(begun);
            });
            Future<Double> workflow = threads.submit(() -> {
                workflow(time, ledger, how);
                return seconds(begun);
            });
            Future<Double> view = threads.submit(() -> {
                view(time, ledger, how, false);
                return seconds(begun);
            });
            say(
                    "side by side, the opening included: pump.host after %.1f s, therapy.workflow after %.1f s, records after %.1f s",
                    host.get(), workflow.get(), view.get());
        } finally {
            threads.shutdownNow();
        }
    }

    /** What a platform does with its ledger at a start, one after the other; says how many seconds that took. */
    private double start(SystemTime time, String how) throws Exception {
        long begun = System.nanoTime();
        long worked = cpu();
        try (TileLedger ledger = open(time)) {
            double opened = seconds(begun);
            say("ledger opened %s in %.2f s (%.2f s of processor)", how, opened, (cpu() - worked) / 1e9);
            double all = opened
                    + view(time, ledger, how, options.pages())
                    + host(time, ledger, how)
                    + workflow(time, ledger, how);
            readAll(ledger);
            return all;
        }
    }

    private TileLedger open(SystemTime time) throws IOException {
        return TileLedger.open(
                new FileStorage(options.data()),
                LedgerOptions.of("bench"),
                time.house(),
                time.house(),
                time.threads(),
                time.randomness(),
                Optional.of(type -> "the code of this benchmark"));
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            long bytes = 0;
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(each);
            }
            return bytes;
        }
    }

    private static void readAll(Ledger ledger) {
        long begun = System.nanoTime();
        long read = 0;
        while (read < ledger.size()) {
            List<Envelope> page = ledger.read(read, 512);
            read += page.size();
        }
        say("read, without folding: %.1f s, %,.0f entries/s", seconds(begun), read / seconds(begun));
    }

    private double view(SystemTime time, Ledger ledger, String how, boolean asked) throws Exception {
        Path folder = options.data().resolve("records");
        boolean anew = !Files.exists(folder.resolve("view.mv.db"));
        ViewKeeper keeper = new ViewKeeper(time.house());
        try {
            long begun = System.nanoTime();
            long worked = cpu();
            keeper.add(ledger);
            keeper.use(Optional.of(new FileDatabase(folder, new OsgiDataSourceFactory(new Driver()))));
            Records records = new Records(keeper, time.house(), time.house(), () -> {});
            while (keeper.fold(FoldWorker.BATCH, false)) {
                // there is more
            }
            double folded = seconds(begun);
            long indexing = System.nanoTime();
            keeper.fold(FoldWorker.BATCH, true);
            say(
                    "records: %s in %.2f s (%.2f s of processor); indices made in %.1f s; file %,d MiB",
                    how,
                    folded,
                    (cpu() - worked) / 1e9,
                    seconds(indexing),
                    Files.size(folder.resolve("view.mv.db")) >> 20);
            double all = seconds(begun);
            if (anew && asked) {
                questions(records);
            }
            return all;
        } finally {
            keeper.close();
        }
    }

    private void questions(Records records) {
        say("| page | p50 ms | p95 ms | processor, p50 ms | pumps |");
        say("|---|---|---|---|---|");
        for (FleetSort sort : FleetSort.values()) {
            ask(records, "all, by " + sort.words(), FleetQuery.first().by(sort, false));
            ask(
                    records,
                    "all, by " + sort.words() + ", descending",
                    FleetQuery.first().by(sort, true));
        }
        for (FleetFilter filter : FleetFilter.values()) {
            ask(records, filter.words(), FleetQuery.first().only(filter));
            ask(
                    records,
                    filter.words() + ", by patient",
                    FleetQuery.first().only(filter).by(FleetSort.PATIENT, false));
        }
        FleetPage first = records.page(FleetQuery.first(), VIEWER).orElseThrow();
        ask(records, "the last page", FleetQuery.first().page((int) first.pages()));
        ask(records, "200 a page", FleetQuery.first().size(FleetQuery.MAX_SIZE));
        ask(records, "text that many have: 'bac'", FleetQuery.first().containing("bac"));
        ask(records, "text that one has: 'sim-004242'", FleetQuery.first().containing("sim-004242"));
        ask(records, "text that nobody has: 'zzz'", FleetQuery.first().containing("zzz"));
    }

    private void ask(Records records, String name, FleetQuery query) {
        List<Double> millis = new ArrayList<>();
        List<Double> work = new ArrayList<>();
        long total = 0;
        for (int i = -WARMING; i < options.rounds(); i++) {
            long begun = System.nanoTime();
            long worked = cpu();
            total = records.page(query, VIEWER).orElseThrow().total();
            if (i >= 0) {
                millis.add(seconds(begun) * 1_000);
                work.add((cpu() - worked) / 1e6);
            }
        }
        millis.sort(null);
        work.sort(null);
        double p95 = at(millis, 95);
        worst = Math.max(worst, p95);
        say("| %s | %.1f | %.1f | %.1f | %,d |", name, at(millis, 50), p95, at(work, 50), total);
    }

    private static double at(List<Double> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    private double host(SystemTime time, Ledger ledger, String how) throws IOException {
        long before = used();
        long begun = System.nanoTime();
        long worked = all();
        Path data = options.data().resolve("host");
        Files.createDirectories(data);
        long ending;
        double folded;
        try (Host host =
                new Host(time.house(), time.house(), time.threads(), time.randomness(), new FileStorage(data))) {
            host.add(ledger);
            while (host.behind().isPresent()) {
                // it reads on, for as long as one question may take
            }
            int pumps = host.pumps().size();
            folded = seconds(begun);
            say(
                    "pump.host: %,d pumps %s in %.2f s (%.2f s of processor), %,d MiB of heap",
                    pumps, how, folded, (all() - worked) / 1e9, (used() - before) >> 20);
            ending = System.nanoTime();
        }
        say("pump.host: ended in %.1f s, its snapshot kept when there was anything new", seconds(ending));
        return folded;
    }

    private static double workflow(SystemTime time, Ledger ledger, String how) {
        long before = used();
        long begun = System.nanoTime();
        long worked = all();
        TherapyWorkflow workflow =
                TherapyWorkflow.of(List.of("library"), 15, 5, 5, time.house(), time.house(), time.randomness());
        workflow.bind(Ledger.class, ledger);
        int implants = workflow.implants(VIEWER).orElseThrow().size();
        double folded = seconds(begun);
        say(
                "therapy.workflow: %,d implants %s in %.2f s (%.2f s of processor), %,d MiB of heap",
                implants, how, folded, (all() - worked) / 1e9, (used() - before) >> 20);
        long keeping = System.nanoTime();
        workflow.keep(ledger);
        say("therapy.workflow: its snapshot kept in %.1f s when there was anything new", seconds(keeping));
        return folded;
    }

    /** Processor time of the process. */
    private static long all() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : cpu();
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Processor time of this thread, which others disturb much less than the clock on the wall. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void say(String form, Object... values) {
        System.out.println(String.format(Locale.ROOT, form, values));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                try {
                    Files.delete(each);
                } catch (IOException e) {
                    throw new UncheckedIOException("of " + Arrays.asList(each), e);
                }
            }
        }
    }
}
