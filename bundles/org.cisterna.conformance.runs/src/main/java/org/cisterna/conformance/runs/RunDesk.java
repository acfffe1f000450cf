// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cisterna.audit.Entry;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.EvidenceUnavailableException;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.canonical.Digest;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.run.BundleContent;
import org.cisterna.conformance.run.KitRun;
import org.cisterna.conformance.run.KitRuns;
import org.cisterna.conformance.run.ReportFile;
import org.cisterna.conformance.run.RunOrder;
import org.cisterna.conformance.run.RunResult;
import org.cisterna.conformance.run.Standing;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.Violation;
import org.cisterna.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs, one at a time, and what the ledger has of them. It asks the ledger before each answer. What could not be entered is entered when there is a ledger
 * again; a run that an earlier start left behind without its end is entered as one that the platform ended.
 */
final class RunDesk implements KitRuns {

    private static final Logger LOG = LoggerFactory.getLogger(RunDesk.class);

    /** The command's own bound, and a minute to start and to write. */
    private static final Duration FAST = Duration.ofMinutes(10 + 1);

    private static final Duration FULL = Duration.ofMinutes(90 + 1);

    private static final int KEEP_EVERY = 10_000;

    /**
     * What may be there or not.
     *
     * @param ledger the ledger
     * @param evidence where reports are kept
     * @param drivers what is installed, by symbolic name
     */
    record Services(
            Supplier<Optional<Ledger>> ledger,
            Supplier<Optional<EvidenceStore>> evidence,
            Supplier<List<InstalledDriver>> drivers) {}

    /** A run that has ended, and an entry that says so and could not be made yet. */
    private record Waiting(KitRun run, Entry entry) {}

    private final Services services;
    private final Kit kit;
    private final TimeSource house;
    private final Path folder;
    private final Rulebook rules = Rulebook.shipped();
    private final Deque<Waiting> unentered = new ArrayDeque<>();
    private Optional<Ledger> folded = Optional.empty();
    private RunFold fold = new RunFold();
    private Optional<RunUnderWay> underWay = Optional.empty();

    /**
     * A desk.
     *
     * @param folder for jars and reports while a run goes on; what it holds from before is nobody's
     */
    RunDesk(Services services, Kit kit, TimeSource house, Path folder) {
        this.services = services;
        this.kit = kit;
        this.house = house;
        this.folder = folder;
    }

    @Override
    public synchronized List<Standing> standings() {
        Optional<String> unknown = catchUp();
        List<KitRun> runs = fold.runs();
        return services.drivers().get().stream()
                .map(each -> unknown.isPresent()
                        ? Standings.unproven(each, unknown.get())
                        : Standings.of(each, runs, this::lost))
                .toList();
    }

    @Override
    public synchronized List<KitRun> runs() {
        catchUp();
        return fold.runs().stream().map(this::now).toList();
    }

    @Override
    public synchronized Optional<KitRun> run(String id) {
        return runs().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** With its progress, where it is under way, and with its end, where that is not entered yet. */
    private KitRun now(KitRun run) {
        return unentered.stream()
                .map(Waiting::run)
                .filter(each -> each.id().equals(run.id()))
                .findFirst()
                .or(() -> underWay.filter(each -> each.id().equals(run.id())).map(RunUnderWay::now))
                .orElse(run);
    }

    @Override
    public synchronized Optional<String> obstacle() {
        return catchUp()
                .or(kit::missing)
                .or(() -> services.evidence().get().isPresent()
                        ? Optional.empty()
                        : Optional.of("the store of evidence is not there, and a report is kept in it"));
    }

    @Override
    public synchronized Answer<KitRun> start(RunOrder order, Caller caller) {
        Optional<Answer<KitRun>> refused = refusal(order);
        if (refused.isPresent()) {
            return refused.get();
        }
        InstalledDriver driver = driver(order.driver()).orElseThrow();
        RunUnderWay run;
        List<String> arguments;
        try {
            run = RunUnderWay.of(
                    order, driver, caller, rules, house, folder, fold.runs().size());
            arguments = run.arguments(driver.jar(), order.compare() ? earlier(order.driver()) : Optional.empty());
            if (!BundleContent.digest(run.jar()).equals(run.content())) {
                return refused("KIT_NOT_STARTED", "", "", "the driver's bundle is changing; try again");
            }
        } catch (IOException unwritable) {
            return refused(
                    "KIT_NOT_STARTED", "", "", "the folder of the run cannot be written: " + unwritable.getMessage());
        }
        try {
            services.ledger().get().orElseThrow().append(RunEntries.started(run.now(), caller));
        } catch (LedgerUnavailableException unavailable) {
            run.tidy();
            return noLedger(String.valueOf(unavailable.getMessage()));
        }
        underWay = Optional.of(run);
        catchUp();
        try {
            run.began(kit.begin(
                    arguments,
                    run.scratch(),
                    order.profile() == RunOrder.Profile.FAST ? FAST : FULL,
                    new Kit.Listener() {
                        @Override
                        public void said(String line) {
                            run.said(line);
                        }

                        @Override
                        public void ended(String words) {
                            RunDesk.this.ended(run, words);
                        }
                    }));
        } catch (IOException none) {
            String words = "the kit's process cannot be started: " + none.getMessage();
            end(run.failed(words), Optional.empty());
            return refused("KIT_NOT_STARTED", "", "", words);
        }
        return Answer.done(run.now());
    }

    private Optional<Answer<KitRun>> refusal(RunOrder order) {
        Optional<InstalledDriver> driver = driver(order.driver());
        if (driver.isEmpty()) {
            return Optional.of(refused(
                    "NO_SUCH_DRIVER",
                    "driver",
                    order.driver(),
                    "no driver of this symbolic name is running; see the list of drivers"));
        }
        if (driver.get().content().isEmpty()) {
            return Optional.of(refused(
                    "KIT_NOT_STARTED", "driver", order.driver(), driver.get().trouble()));
        }
        if (order.seed() < 0 || order.seed() > RunOrder.MOST_SEED) {
            return Optional.of(refused(
                    "VALUE_REFUSED",
                    "seed",
                    Long.toString(order.seed()),
                    "a seed is a whole number from 0 to " + RunOrder.MOST_SEED));
        }
        Optional<String> unknown = RuleNames.unknown(order.rules(), rules);
        if (unknown.isPresent()) {
            return Optional.of(refused(
                    "VALUE_REFUSED",
                    "rules",
                    unknown.get(),
                    "there is no such rule; give numbers of rules or whole chapters with commas between: 4.*,19.03"));
        }
        if (underWay.isPresent()) {
            return Optional.of(refused(
                    "RUN_UNDER_WAY",
                    "driver",
                    order.driver(),
                    "the kit is at work on " + underWay.get().now().order().driver()
                            + "; one run goes on at a time. Wait for its end, or cancel it"));
        }
        Optional<String> missing = kit.missing();
        if (missing.isPresent()) {
            return Optional.of(refused("KIT_MISSING", "", "", missing.get()));
        }
        if (services.evidence().get().isEmpty()) {
            return Optional.of(refused(
                    "EVIDENCE_UNAVAILABLE", "", "", "the store of evidence is not there, and a report is kept in it"));
        }
        Optional<String> unread = catchUp();
        return unread.isPresent() ? Optional.of(noLedger(unread.get())) : Optional.empty();
    }

    @Override
    public synchronized Answer<KitRun> cancel(String id, Caller caller) {
        Optional<KitRun> known = run(id);
        if (known.isEmpty()) {
            return noRun(id);
        }
        if (underWay.isEmpty() || !underWay.get().id().equals(id)) {
            return refused("NOT_UNDER_WAY", "run", id, "this run has ended already");
        }
        RunUnderWay run = underWay.get();
        KitRun cancelled = run.cancelled();
        end(cancelled, Optional.of(caller));
        run.end();
        return Answer.done(run(id).orElse(cancelled));
    }

    /** The kit's process is gone. */
    private synchronized void ended(RunUnderWay run, String words) {
        if (underWay.equals(Optional.of(run))) {
            KitRun ended;
            try {
                ended = run.finished(words, services.evidence().get());
            } catch (IOException | IllegalArgumentException | EvidenceUnavailableException none) {
                ended = run.failed("its report cannot be kept: " + none.getMessage());
            }
            end(ended, Optional.empty());
        }
        run.tidy();
    }

    /** The platform stops: what is under way ends with it. */
    synchronized void close() {
        underWay.ifPresent(run -> {
            end(run.failed("the platform was stopped while it ran"), Optional.empty());
            run.end();
        });
        folded.ifPresent(each -> fold.keep(each, 1));
    }

    private void end(KitRun ended, Optional<Caller> by) {
        underWay = Optional.empty();
        unentered.add(new Waiting(ended, RunEntries.ended(ended, by)));
        catchUp();
    }

    /**
     * Enters what waits, and reads on.
     *
     * @return why not all is known, in words
     */
    synchronized Optional<String> catchUp() {
        Optional<Ledger> ledger = services.ledger().get();
        if (ledger.isEmpty()) {
            return Optional.of("the ledger is not there, and runs stand in nothing else");
        }
        if (!folded.equals(ledger)) {
            folded = ledger;
            fold = RunFold.of(ledger.get());
        }
        try {
            while (!unentered.isEmpty()) {
                ledger.get().append(unentered.getFirst().entry());
                unentered.removeFirst();
            }
            fold.catchUp(ledger.get());
            if (enterLeftOver(ledger.get())) {
                fold.catchUp(ledger.get());
            }
        } catch (LedgerUnavailableException unavailable) {
            fold.catchUp(ledger.get());
            LOG.warn("the end of a run of the conformance kit is not entered yet: {}", unavailable.getMessage());
        }
        fold.keep(ledger.get(), KEEP_EVERY);
        return fold.unreadable();
    }

    /** Whoever began it is no more, and nothing of it was kept. */
    private boolean enterLeftOver(Ledger ledger) {
        List<KitRun> left = fold.runs().stream()
                .filter(each -> each.state() == KitRun.State.RUNNING)
                .filter(each -> underWay.isEmpty() || !underWay.get().id().equals(each.id()))
                .toList();
        for (KitRun each : left) {
            ledger.append(RunEntries.ended(
                    RunUnderWay.ended(
                            each,
                            KitRun.State.FAILED,
                            "the platform ended while it ran",
                            house.now(),
                            Optional.empty()),
                    Optional.empty()));
        }
        return !left.isEmpty();
    }

    @Override
    public synchronized Answer<byte[]> file(String id, ReportFile file) {
        Optional<KitRun> run = run(id);
        if (run.isEmpty()) {
            return noRun(id);
        }
        Optional<Digest> digest = run.get().result().map(RunResult::files).map(each -> each.get(file));
        if (digest.isEmpty()) {
            return refused("NO_REPORT", "file", file.fileName(), "this run left no such file");
        }
        return kept(digest.get(), file.fileName());
    }

    private Answer<byte[]> kept(Digest digest, String name) {
        Optional<EvidenceStore> store = services.evidence().get();
        if (store.isEmpty()) {
            return refused("EVIDENCE_UNAVAILABLE", "", "", "the store of evidence is not there");
        }
        try {
            return store.get()
                    .get(digest)
                    .map(Answer::done)
                    .orElseGet(() -> refused(
                            "EVIDENCE_LOST", "file", name, "it is not among the evidence any more: " + digest.text()));
        } catch (EvidenceUnavailableException lost) {
            return refused("EVIDENCE_LOST", "file", name, String.valueOf(lost.getMessage()));
        }
    }

    /** Why the report of a run is not there as it was entered. */
    private Optional<String> lost(KitRun run) {
        Digest digest = Optional.ofNullable(run.result().orElseThrow().files().get(ReportFile.JSON))
                .orElseThrow();
        Answer<byte[]> report = kept(digest, ReportFile.JSON.fileName());
        return report.violations().stream().map(Violation::message).findFirst();
    }

    /** The last report about a driver, unchanged. */
    private Optional<byte[]> earlier(String driver) {
        return fold.runs().stream()
                .filter(each -> each.order().driver().equals(driver))
                .filter(each -> each.result().isPresent())
                .findFirst()
                .map(each -> file(each.id(), ReportFile.JSON))
                .filter(Answer::isDone)
                .map(Answer::orElseThrow);
    }

    private Optional<InstalledDriver> driver(String name) {
        return services.drivers().get().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    /** Takes away what an earlier start left in the folder. */
    void tidyUp() throws IOException {
        RunUnderWay.delete(folder);
        Files.createDirectories(folder);
    }

    private static <T> Answer<T> noRun(String id) {
        return refused("NO_SUCH_RUN", "run", id, "there is no such run; see the list of runs");
    }

    private static <T> Answer<T> noLedger(String why) {
        return refused("LEDGER_UNAVAILABLE", "", "", "a run must stand in the ledger before it begins, and " + why);
    }

    private static <T> Answer<T> refused(String code, String field, String value, String words) {
        return Answer.refused(field.isEmpty() ? Violation.of(code, words) : Violation.of(code, field, value, words));
    }
}
