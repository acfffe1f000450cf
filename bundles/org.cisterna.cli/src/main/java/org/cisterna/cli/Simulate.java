// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.fleet.Fleet;
import org.cisterna.sim.fleet.FleetOrder;
import org.cisterna.sim.fleet.FleetResult;
import org.cisterna.sim.fleet.Workload;
import org.cisterna.time.Worker;
import org.cisterna.time.system.SystemTime;

/** {@code simulate}: a fleet of simulated pumps in virtual time, as fast as the machine can. */
final class Simulate {

    private static final String HELP =
            """
            ./cisterna simulate [--pumps N] [--days D] [--seed S] [--threads T] [--from DATE] [--faults F] [--out FILE] [--json]

            Lets a fleet of simulated pumps live through a workload in virtual time, and says what came of it. The digest covers
            every volume delivered and every alarm, and is the same for any number of threads. Simulated devices only.

            --pumps N     how many pumps, 1000 unless given
            --days D      how long, 365 unless given
            --seed S      which pumps, and what becomes of them, 1 unless given
            --threads T   how many threads, as many as this machine has processors unless given
            --from DATE   pump time of the beginning, 2026-01-05 unless given, midnight UTC
            --faults F    how many faults begin in 100 pump-years, 1 unless given
            --out FILE    writes the answer as JSON to a new file, too
            --json        one line of canonical JSON instead of words
            --help, -h    this page

            docs/simulate.md says what a pump of the fleet is and is not. Status: 0 done, 2 wrong use, 3 it did not come to its end.
            """;

    private static final int MOST_THREADS = 256;
    private static final long MOST_FAULTS = 1_217;
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final long TELL_NANOS = 2_000_000_000L;
    private static final long NANOS_IN_MILLI = 1_000_000;
    private static final long DAYS_IN_A_YEAR = 365;

    private final PrintStream out;
    private final PrintStream err;
    private final long heap;

    /** What one run was asked for. */
    private record Wanted(FleetOrder order, int threads, Optional<Path> out, boolean json) {}

    Simulate(PrintStream out, PrintStream err, long heap) {
        this.out = out;
        this.err = err;
        this.heap = heap;
    }

    Exit run(List<String> arguments) throws Refused, InterruptedException {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(HELP);
            return Exit.GOOD;
        }
        Wanted wanted = wanted(arguments);
        long began = System.nanoTime();
        Fleet fleet = new Fleet(wanted.order());
        advance(fleet, wanted.threads());
        if (fleet.done() < fleet.size()) {
            throw new Refused(
                    Exit.INCOMPLETE,
                    "only " + fleet.done() + " of " + fleet.size()
                            + " pumps came to their end; what stopped the others stands above");
        }
        FleetResult result = fleet.result();
        long millis = Math.max(1, (System.nanoTime() - began) / NANOS_IN_MILLI);
        long pumpYears =
                Math.multiplyExact(result.order().pumps(), result.order().days()) * 1_000 / DAYS_IN_A_YEAR;
        long speed = pumpYears / millis;
        JsonObject json = Json.object()
                .put("digest", result.digest().text())
                .put("events", result.events())
                .put("fleet", result.json())
                .put("milliseconds", millis)
                .put("notice", SimulateText.NOTICE)
                .put("pumpYearsPerSecond", speed)
                .put("threads", wanted.threads())
                .build();
        if (wanted.out().isPresent()) {
            write(wanted.out().get(), json);
        }
        if (wanted.json()) {
            out.println(json.canonicalText());
        } else {
            new SimulateText(out).print(result);
            out.println("speed      " + SimulateText.number(speed) + " pump-years a second, "
                    + SimulateText.number(millis) + " ms on " + wanted.threads()
                    + (wanted.threads() == 1 ? " thread" : " threads"));
            out.println("digest     " + result.digest().text());
        }
        return Exit.GOOD;
    }

    private Wanted wanted(List<String> arguments) throws Refused {
        List<String> named = new ArrayList<>(arguments);
        boolean json = named.remove("--json");
        Options options = Options.of(
                "simulate", named, Set.of("pumps", "days", "seed", "threads", "from", "faults", "out"), Set.of("json"));
        int processors = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        FleetOrder order = new FleetOrder(
                options.number("pumps", 1_000, 1, FleetOrder.MOST_PUMPS),
                options.number("days", DAYS_IN_A_YEAR, 1, FleetOrder.MOST_DAYS),
                options.number("seed", 1, -999_999_999_999_999_999L, 999_999_999_999_999_999L),
                from(options.text("from").orElse("2026-01-05")),
                FleetOrder.usualShares(),
                new Workload(
                        (int) options.number("faults", Workload.USUAL.faultsIn100PumpYears(), 0, MOST_FAULTS),
                        Workload.USUAL.strongerOneIn()));
        int threads = (int) options.number("threads", processors, 1, MOST_THREADS);
        Optional<Path> file = Optional.empty();
        if (options.text("out").isPresent()) {
            file = Optional.of(fresh(options.text("out").get()));
        }
        List<String> wrong = order.violations(heap);
        if (!wrong.isEmpty()) {
            throw Refused.usage("this fleet cannot be simulated: " + String.join("; ", wrong));
        }
        return new Wanted(order, threads, file, json);
    }

    private static Instant from(String text) throws Refused {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw Refused.usage(
                    "'" + text + "' is no value for --from of simulate: a date that there is, for example 2026-01-05");
        }
    }

    /** A place for a new file; looked at before anything is simulated. */
    private static Path fresh(String text) throws Refused {
        Path file;
        try {
            file = Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw Refused.usage("'" + text + "' is no path");
        }
        if (Files.exists(file)) {
            throw Refused.usage(file + " is there already; name a new file for --out, nothing is overwritten");
        }
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw Refused.usage("cannot write " + file + ": its folder is not there or may not be written to");
        }
        return file;
    }

    private void advance(Fleet fleet, int threads) throws InterruptedException {
        try (SystemTime time = SystemTime.start()) {
            List<Worker> workers = new ArrayList<>();
            for (int i = 1; i <= threads; i++) {
                workers.add(time.threads().start("simulate-" + i, fleet::work));
            }
            long told = System.nanoTime();
            for (Worker worker : workers) {
                while (!worker.join(time.house().now().plus(LOOK))) {
                    if (System.nanoTime() - told >= TELL_NANOS) {
                        told = System.nanoTime();
                        err.println("cisterna: " + SimulateText.number(fleet.done()) + " of "
                                + SimulateText.number(fleet.size()) + " pumps are at the end, "
                                + fleet.done() * 100 / fleet.size() + " %");
                    }
                }
            }
        }
    }

    private static void write(Path file, JsonObject json) throws Refused {
        try {
            Files.writeString(
                    file,
                    json.canonicalText() + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new Refused(Exit.INCOMPLETE, "could not write " + file + ": " + e.getMessage());
        }
    }
}
