// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.DriverJar;
import org.cisterna.pump.DriverJar.State;
import org.cisterna.pump.Violation;
import org.cisterna.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of the drivers folder, without a framework. A file that is a whole jar by itself, to its last check sum and its directory, is taken as soon
 * as it is seen; any other is judged when two scans in a row saw the same size and time, for it may still be on its way. What runs is a
 * copy kept under its digest, so that a file that changes later changes nothing that runs. All methods but {@link #jars} are serialised.
 */
final class DriverFolder {

    private static final Logger LOG = LoggerFactory.getLogger(DriverFolder.class);
    private static final int MAX_UNWRITTEN = 1_000;
    /** By then every whole file has been examined. */
    private static final int SCANS_UNTIL_SETTLED = 4;

    private record Seen(long size, long modified) {}

    private final Path folder;
    private final Path copies;
    private final Bundles bundles;
    private final TimeSource house;
    private final Supplier<Optional<Ledger>> ledger;
    private final Optional<Caller> automatic;

    private final Admitted admitted = new Admitted();
    private final Map<String, DriverJar> jars = new TreeMap<>();
    private final Map<String, Seen> seen = new TreeMap<>();
    private final Deque<Entry> unwritten = new ArrayDeque<>();
    private int scans;

    /** For people, who do not wait for a bundle that does not start. */
    private volatile List<DriverJar> told = List.of();

    /**
     * A folder.
     *
     * @param automatic on whose behalf every jar is admitted by itself; empty when somebody has to admit it
     */
    DriverFolder(
            Path folder,
            Path copies,
            Bundles bundles,
            TimeSource house,
            Supplier<Optional<Ledger>> ledger,
            Optional<Caller> automatic) {
        this.folder = folder;
        this.copies = copies;
        this.bundles = bundles;
        this.house = house;
        this.ledger = ledger;
        this.automatic = automatic;
    }

    /** What is there; answers also while a bundle takes its time to start. */
    List<DriverJar> jars() {
        return told;
    }

    /** Looks at the folder once. */
    synchronized void scan() throws IOException {
        Map<String, Seen> now = look();
        for (String gone : List.copyOf(seen.keySet())) {
            if (!now.containsKey(gone)) {
                removed(gone);
            }
        }
        for (Map.Entry<String, Seen> each : now.entrySet()) {
            String file = each.getKey();
            Seen before = seen.put(file, each.getValue());
            if (!each.getValue().equals(before)) {
                arriving(file);
                examine(file, false);
            } else if (stateOf(file) == State.ARRIVING) {
                examine(file, true);
            } else if (stateOf(file) == State.FOUND) {
                runIfAdmitted(file);
            }
        }
        scans++;
        if (scans == SCANS_UNTIL_SETTLED) {
            removeLeftOver();
        }
        writeUnwritten();
    }

    private void removeLeftOver() {
        Set<String> accountedFor = jars.values().stream()
                .filter(jar ->
                        jar.state() != State.REMOVED && jar.symbolicName().isPresent())
                .map(jar -> jar.symbolicName().get())
                .collect(Collectors.toSet());
        try {
            bundles.keepOnly(accountedFor);
        } catch (Bundles.BundleFailure failed) {
            LOG.error("what an earlier start left behind could not be removed: {}", failed.words());
        }
    }

    synchronized Answer<DriverJar> admit(Digest digest, Caller caller) {
        Optional<DriverJar> wanted = jars.values().stream()
                .filter(jar -> jar.digest().equals(Optional.of(digest)))
                .filter(jar -> jar.state() == State.FOUND || jar.state() == State.RUNNING)
                .findFirst();
        if (wanted.isEmpty()) {
            return Answer.refused(Violation.of(
                    "NO_SUCH_JAR",
                    "digest",
                    digest.text(),
                    "no usable jar in the drivers folder has this digest; see the list of found drivers"));
        }
        DriverJar jar = wanted.get();
        if (jar.state() == State.RUNNING) {
            return Answer.done(jar);
        }
        Optional<Ledger> present = ledger.get();
        if (present.isEmpty()) {
            return Answer.refused(noLedger("the ledger is not there"));
        }
        try {
            present.get().append(ProvisionEntries.admitted(jar, caller));
        } catch (LedgerUnavailableException unavailable) {
            return Answer.refused(noLedger(String.valueOf(unavailable.getMessage())));
        }
        runIfAdmitted(jar.file());
        DriverJar after = jars.getOrDefault(jar.file(), jar);
        if (after.state() == State.REFUSED) {
            return Answer.refused(Violation.of("DRIVER_DID_NOT_START", "digest", digest.text(), after.reason()));
        }
        return Answer.done(after);
    }

    private static Violation noLedger(String why) {
        return Violation.of(
                "LEDGER_UNAVAILABLE", "an admission must stand in the ledger before a driver runs, and " + why);
    }

    private Map<String, Seen> look() throws IOException {
        Map<String, Seen> now = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path file : files) {
                try {
                    if (Files.isRegularFile(file)) {
                        now.put(
                                file.getFileName().toString(),
                                new Seen(
                                        Files.size(file),
                                        Files.getLastModifiedTime(file).toMillis()));
                    }
                } catch (NoSuchFileException vanished) {
                    now.remove(file.getFileName().toString()); // taken out while we looked: the next scan says so
                }
            }
        }
        return now;
    }

    private State stateOf(String file) {
        DriverJar jar = jars.get(file);
        return jar == null ? State.ARRIVING : jar.state();
    }

    private void arriving(String file) {
        takeOutOfService(file);
        put(new DriverJar(
                file,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                State.ARRIVING,
                house.now(),
                "it is new or has just changed",
                Optional.empty()));
    }

    /**
     * Judges the bytes of a file.
     *
     * @param still whether it has kept still since the last scan; else nothing is said of one that is not whole yet
     */
    private void examine(String file, boolean still) throws IOException {
        byte[] bytes;
        try {
            if (Files.size(folder.resolve(file)) > JarExamination.MAX_BYTES) {
                if (!still) {
                    return;
                }
                refuse(file, Optional.empty(), "it is larger than " + (JarExamination.MAX_BYTES >> 20) + " MiB");
                return;
            }
            bytes = Files.readAllBytes(folder.resolve(file));
        } catch (NoSuchFileException vanished) {
            return; // the next scan says that it was taken out
        }
        Digest digest = Digest.of(bytes);
        JarExamination said = JarExamination.of(bytes);
        if (!still && (!said.problem().isEmpty() || !JarExamination.isComplete(bytes))) {
            return;
        }
        Optional<String> objection =
                said.problem().isEmpty() ? said.symbolicName().flatMap(bundles::taken) : Optional.of(said.problem());
        if (objection.isPresent()) {
            refuse(file, Optional.of(digest), objection.get());
            return;
        }
        Optional<DriverJar> rival = jars.values().stream()
                .filter(jar -> !jar.file().equals(file) && jar.symbolicName().equals(said.symbolicName()))
                .filter(jar -> jar.state() == State.FOUND || jar.state() == State.RUNNING)
                .findFirst();
        if (rival.isPresent()) {
            refuse(
                    file,
                    Optional.of(digest),
                    "'" + rival.get().file() + "' in the same folder has the same symbolic name "
                            + said.symbolicName().orElse("") + "; take one of the two out");
            return;
        }
        Files.createDirectories(copies);
        Path part = copies.resolve(digest.hex() + ".part");
        Files.write(part, bytes);
        Files.move(part, copyOf(digest), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        DriverJar found = new DriverJar(
                file,
                Optional.of(digest),
                said.symbolicName(),
                said.version(),
                State.FOUND,
                house.now(),
                "nobody has admitted these bytes",
                Optional.empty());
        put(found);
        note("found", found);
        runIfAdmitted(file);
    }

    private Path copyOf(Digest digest) {
        return copies.resolve(digest.hex() + ".jar");
    }

    private void runIfAdmitted(String file) {
        DriverJar jar = jars.get(file);
        Optional<Ledger> present = ledger.get();
        if (jar == null || jar.digest().isEmpty() || jar.symbolicName().isEmpty()) {
            return;
        }
        if (present.isEmpty()) {
            if (!jar.reason().startsWith("the ledger")) {
                put(with(
                        jar,
                        State.FOUND,
                        "the ledger is not there, so nobody can say whether it was admitted",
                        jar.admittedBy()));
            }
            return;
        }
        Digest digest = jar.digest().get();
        Optional<String> by = admitted.by(digest, present.get());
        if (by.isEmpty() && automatic.isPresent()) {
            try {
                present.get().append(ProvisionEntries.admitted(jar, automatic.get()));
            } catch (LedgerUnavailableException unavailable) {
                put(with(
                        jar,
                        State.FOUND,
                        "its admission cannot be entered: " + unavailable.getMessage(),
                        Optional.empty()));
                return;
            }
            by = Optional.of(automatic.get().id());
        }
        if (by.isEmpty()) {
            return;
        }
        put(with(jar, State.FOUND, "it is admitted, and is being started", by));
        try {
            String replaced = bundles.run(copyOf(digest), jar.symbolicName().get());
            DriverJar running = with(jar, State.RUNNING, replaced, by);
            put(running);
            note("running", running);
        } catch (Bundles.BundleFailure failed) {
            refuse(file, jar.digest(), failed.words());
        }
    }

    private void removed(String file) {
        seen.remove(file);
        DriverJar jar = jars.get(file);
        if (jar == null) {
            return;
        }
        String trouble = takeOutOfService(file);
        DriverJar removed = with(
                jar,
                State.REMOVED,
                trouble.isEmpty() ? "it was taken out of the folder" : "it was taken out of the folder; " + trouble,
                jar.admittedBy());
        put(removed);
        note("removed", removed);
    }

    /** Stops the bundle of a file if it runs; says in words what went wrong with that. */
    private String takeOutOfService(String file) {
        DriverJar jar = jars.get(file);
        if (jar == null || jar.state() != State.RUNNING || jar.symbolicName().isEmpty()) {
            return "";
        }
        try {
            bundles.remove(jar.symbolicName().get());
            return "";
        } catch (Bundles.BundleFailure failed) {
            return failed.words();
        }
    }

    private void refuse(String file, Optional<Digest> digest, String reason) {
        DriverJar jar = jars.get(file);
        DriverJar refused = new DriverJar(
                file,
                digest,
                jar == null ? Optional.empty() : jar.symbolicName(),
                jar == null ? Optional.empty() : jar.version(),
                State.REFUSED,
                house.now(),
                reason,
                jar == null ? Optional.empty() : jar.admittedBy());
        put(refused);
        note("refused", refused);
    }

    private DriverJar with(DriverJar jar, State state, String reason, Optional<String> by) {
        Instant since = state == jar.state() ? jar.since() : house.now();
        return new DriverJar(jar.file(), jar.digest(), jar.symbolicName(), jar.version(), state, since, reason, by);
    }

    private void put(DriverJar jar) {
        jars.put(jar.file(), jar);
        told = List.copyOf(jars.values());
    }

    private void note(String event, DriverJar jar) {
        if (unwritten.size() < MAX_UNWRITTEN) {
            unwritten.add(ProvisionEntries.noticed(event, jar));
        }
        writeUnwritten();
    }

    private void writeUnwritten() {
        Optional<Ledger> present = ledger.get();
        while (present.isPresent() && !unwritten.isEmpty()) {
            try {
                present.get().append(new ArrayList<>(unwritten).subList(0, 1));
            } catch (LedgerUnavailableException unavailable) {
                return; // kept, and tried again by the next scan
            }
            unwritten.remove();
        }
    }
}
