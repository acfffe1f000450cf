// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.cisterna.audit.verify.Verify;
import org.cisterna.audit.verify.VerifySpeed;

/**
 * {@code bench ledger}: durable appends by one or many writers, in turn with SQLite, SQLite behind a writer that groups, and PostgreSQL. Exit status:
 * 0 within all targets, 1 beyond one, 2 wrong use, 3 not complete.
 */
public final class LedgerBenchmark {

    /** How many write, how many records each append has, and the least ratios to SQLite and PostgreSQL. */
    private record Load(int writers, int batch, double toSqlite, double toPostgres) {
        String text() {
            return writers + "x" + batch;
        }
    }

    private static final List<Load> LOADS =
            List.of(new Load(1, 1, 1.2, 2.7), new Load(8, 1, 5, 3.3), new Load(64, 1, 12, 5), new Load(8, 64, 5, 6.5));

    /** Lines of the verifier that are shown when it finds something. */
    private static final int MOST_WORDS = 20;

    private final int rounds;
    private final double seconds;
    private final Path work;

    private LedgerBenchmark(int rounds, double seconds, Path work) {
        this.rounds = rounds;
        this.seconds = seconds;
        this.work = work;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        int rounds = 5;
        double seconds = 2;
        Path work = Path.of("cnf/bench/target/ledger");
        try {
            for (int i = 0; i < arguments.length; i += 2) {
                if (i + 1 == arguments.length) {
                    throw new IllegalArgumentException("option " + arguments[i] + " of bench ledger needs a value");
                }
                switch (arguments[i]) {
                    case "--rounds" -> rounds = Integer.parseInt(arguments[i + 1]);
                    case "--seconds" -> seconds = Integer.parseInt(arguments[i + 1]);
                    case "--work" -> work = Path.of(arguments[i + 1]);
                    default ->
                        throw new IllegalArgumentException("'" + arguments[i]
                                + "' is no option of bench ledger; there are: --rounds --seconds --work");
                }
            }
            if (rounds < 1 || seconds < 1) {
                throw new IllegalArgumentException("--rounds and --seconds are at least 1");
            }
        } catch (IllegalArgumentException wrong) {
            System.err.println("cisterna: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        System.exit(new LedgerBenchmark(rounds, seconds, work).run());
    }

    private int run() throws Exception {
        empty(work);
        System.out.println("java " + System.getProperty("java.vm.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors; load average at the start: " + load());
        System.out.println("record: " + Subject.record().getBytes(StandardCharsets.UTF_8).length
                + " bytes, the median of a new demo fleet's ledger");
        Optional<Path> programs = Cluster.installed();
        if (programs.isEmpty()) {
            System.err.println("cisterna: there is no PostgreSQL on this machine, so one peer is missing;"
                    + " on Debian: apt-get install postgresql");
        }
        boolean good;
        try (TileSide ledger = new TileSide(Files.createDirectories(work.resolve("data")))) {
            good = programs.isPresent()
                    ? withPostgres(ledger, programs.get())
                    : measured(ledger, List.of(sqlite(), grouped()));
        }
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        int verified = Verify.run(
                List.of(
                        work.resolve("data").toString(),
                        "--key",
                        work.resolve("data/ledger.vkey").toString()),
                new PrintStream(words, true, StandardCharsets.UTF_8),
                System.err);
        System.out.println("the ledger that was written " + (verified == 0 ? "verifies" : "DOES NOT VERIFY:"));
        if (verified != 0) {
            words.toString(StandardCharsets.UTF_8).lines().limit(MOST_WORDS).forEach(System.out::println);
        }
        Path log = log(work.resolve("data/ledger"));
        Files.delete(log.resolve("segment")); // the platform's own copy; what others verify are the static files
        good &= new VerifySpeed(
                        log, Files.readString(work.resolve("data/ledger.vkey")).strip())
                .run(rounds);
        System.out.println("load average at the end: " + load());
        if (verified != 0 || !good) {
            return 1;
        }
        return programs.isPresent() ? 0 : 3;
    }

    private static Path log(Path ledger) throws IOException {
        try (Stream<Path> all = Files.list(ledger)) {
            return all.filter(Files::isDirectory).max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    private boolean withPostgres(TileSide ledger, Path programs) throws Exception {
        try (Cluster cluster = Cluster.start(programs)) {
            DatabaseSide postgres = new DatabaseSide(
                    "PostgreSQL",
                    cluster.url(),
                    List.of(),
                    "CREATE TABLE entry(sequence bigserial PRIMARY KEY, record text NOT NULL)");
            System.out.println("PostgreSQL " + postgres.setting("SHOW server_version") + ": fsync "
                    + postgres.setting("SHOW fsync") + ", synchronous_commit "
                    + postgres.setting("SHOW synchronous_commit")
                    + ", wal_sync_method " + postgres.setting("SHOW wal_sync_method"));
            return measured(ledger, List.of(sqlite(), grouped(), postgres));
        }
    }

    private DatabaseSide sqlite(String name, String file) throws SQLException {
        return new DatabaseSide(
                name,
                "jdbc:sqlite:" + work.resolve(file),
                List.of("PRAGMA busy_timeout=60000", "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"),
                "CREATE TABLE entry(sequence INTEGER PRIMARY KEY AUTOINCREMENT, record TEXT NOT NULL)");
    }

    private Side sqlite() throws SQLException {
        DatabaseSide sqlite = sqlite("SQLite", "plain.db");
        System.out.println("SQLite " + sqlite.setting("SELECT sqlite_version()") + ": journal_mode "
                + sqlite.setting("PRAGMA journal_mode") + ", synchronous " + sqlite.setting("PRAGMA synchronous"));
        return sqlite;
    }

    private Side grouped() throws Exception {
        return new GroupedSide(sqlite("SQLite", "grouped.db"));
    }

    private boolean measured(TileSide ledger, List<Side> peers) throws Exception {
        boolean good = true;
        try {
            List<Side> sides = new ArrayList<>(List.of(ledger));
            sides.addAll(peers);
            System.err.println("cisterna: warming up (not measured)");
            for (Load load : LOADS) {
                for (Side side : sides) {
                    Run.of(side, load.writers(), load.batch(), seconds);
                }
            }
            for (Load load : LOADS) {
                good &= measured(load, ledger, peers);
            }
        } finally {
            for (Side peer : peers) {
                peer.close();
            }
        }
        return good;
    }

    private boolean measured(Load load, TileSide ledger, List<Side> peers) throws Exception {
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        System.out.println();
        System.out.println(load.text() + " (writers x records an append)");
        System.out.println(
                "round  side                 records/s    p50 us    p99 us   ratio   syncs an append   syncs a group");
        for (int round = 1; round <= rounds; round++) {
            Run.Result ours = measured(load, ledger, round, 0);
            for (Side peer : peers) {
                Run.Result theirs = measured(load, peer, round, ours.perSecond());
                ratios.computeIfAbsent(peer.name(), any -> new ArrayList<>())
                        .add(ours.perSecond() / theirs.perSecond());
            }
        }
        boolean good = true;
        for (Map.Entry<String, List<Double>> each : ratios.entrySet()) {
            double least =
                    switch (each.getKey()) {
                        case "SQLite" -> load.toSqlite();
                        case "PostgreSQL" -> load.toPostgres();
                        default -> 0;
                    };
            double median = median(each.getValue());
            System.out.printf(
                    Locale.ROOT,
                    "%s: median ratio to %s %.2f%s%n",
                    load.text(),
                    each.getKey(),
                    median,
                    least > 0 ? String.format(Locale.ROOT, " (target: at least %.1f)", least) : "");
            good &= median >= least;
        }
        return good;
    }

    /** One turn of one side, printed with its ratio to our records in a second, unless these are 0. */
    private Run.Result measured(Load load, Side side, int round, double ours) throws Exception {
        OptionalLong syncsBefore = side.syncs();
        OptionalLong groupsBefore = side.groups();
        Run.Result result = Run.of(side, load.writers(), load.batch(), seconds);
        OptionalLong syncs = since(syncsBefore, side.syncs());
        System.out.printf(
                Locale.ROOT,
                "%5d  %-18s %11.0f %9.0f %9.0f %7s %17s %15s%n",
                round,
                side.name(),
                result.perSecond(),
                result.p50(),
                result.p99(),
                ours > 0 ? String.format(Locale.ROOT, "%.2f", ours / result.perSecond()) : "",
                each(syncs, OptionalLong.of(result.appends())),
                each(syncs, since(groupsBefore, side.groups())));
        return result;
    }

    private static OptionalLong since(OptionalLong before, OptionalLong now) {
        return before.isPresent() && now.isPresent()
                ? OptionalLong.of(now.getAsLong() - before.getAsLong())
                : OptionalLong.empty();
    }

    private static String each(OptionalLong syncs, OptionalLong count) {
        return syncs.isPresent() && count.isPresent()
                ? String.format(Locale.ROOT, "%.3f", (double) syncs.getAsLong() / count.getAsLong())
                : "not known";
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(each -> each).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        Files.createDirectories(folder);
    }
}
