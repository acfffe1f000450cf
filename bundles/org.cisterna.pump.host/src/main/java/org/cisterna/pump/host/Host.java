// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.Ledger;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.ManualPumps;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Progress;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Violation;
import org.cisterna.pump.host.PumpQueue.Rank;
import org.cisterna.pump.spi.ManualFamily;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.LinkProvider;
import org.cisterna.storage.Storage;
import org.cisterna.time.Randomness;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host without a framework: who comes and goes is told to it, and everything else follows. Safe for any number of threads. */
public final class Host implements PumpHost, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Host.class);
    private static final Duration END = Duration.ofSeconds(20);
    private static final int MAX_REASON = 200;

    private final World world;
    private final Parts parts;
    private final Views views;
    private final Keeper keeper;
    private final SnapshotKeeper snapshots;
    private final Map<String, PumpQueue> queues = new ConcurrentHashMap<>();
    private final ManualFamilies families;
    private final ManualHost manual;
    private volatile boolean closed;

    /**
     * Opens the host on its folder, with the limits it has unless configured otherwise.
     *
     * @param storage the data folder; the host uses {@code keys/pumps} and {@code journal} in it
     * @throws IOException when the folder cannot be read
     */
    public Host(TimeSource house, TimeSource pump, Threads threads, Randomness randomness, Storage storage)
            throws IOException {
        this(new World(house, pump, threads, randomness, storage, Settings.DEFAULT));
    }

    Host(World world) throws IOException {
        this.world = world;
        Patience patience = new Patience(world.house(), world.threads());
        LedgerDesk desk = new LedgerDesk(patience);
        Journal journal = Journal.open(world.storage(), world.settings().journalBytes());
        journal.trouble().ifPresent(words -> LOG.error("{}; a stop still goes out", words));
        Errands errands = new Errands(world.house(), world.threads(), "journal");
        Signal grown = world.threads().newSignal();
        FoldFeed feed = new FoldFeed(desk, journal, grown);
        DriverRegistry drivers = new DriverRegistry(world);
        Links links = new Links(
                new Patience(world.house(), world.threads()), world.settings().atOnce());
        PumpKeys keys = new PumpKeys(world.storage());
        PumpNotes notes = new PumpNotes(world.house().now());
        Signal work = world.threads().newSignal();
        ProgressFeed progress = new ProgressFeed(world);
        parts = new Parts(
                world,
                desk,
                new EvidenceDesk(patience, world.settings().ledger()),
                feed,
                journal,
                drivers,
                links,
                keys,
                new Sessions(world, drivers, links, keys, notes, progress),
                new Gate(world, desk, feed, drivers),
                new Settlement(world, desk, feed, journal, errands, work::raise),
                notes,
                progress);
        keeper = new Keeper(world, errands, desk, feed, journal, drivers, work);
        families = new ManualFamilies(world, keeper::changed);
        manual = new ManualHost(parts, families, this::inTurn);
        views = new Views(parts, families);
        snapshots = new SnapshotKeeper(world, desk, feed, grown);
    }

    /** A driver's service came. */
    public void add(PumpDriver driver) {
        parts.drivers().add(driver);
        keeper.wake();
    }

    /** A driver's service went: what uses it ends with what can be proved. Does not block. */
    public void remove(PumpDriver driver) {
        parts.drivers().remove(driver).ifPresent(slot -> keeper.changed(DriverRegistry.change(slot.known())));
        keeper.wake();
    }

    /** A family without telemetry came. */
    public void add(ManualFamily family) {
        families.add(family);
    }

    /** A family without telemetry went; its pumps stay known. */
    public void remove(ManualFamily family) {
        families.remove(family);
    }

    /** A provider of links came. */
    public void add(LinkProvider provider) {
        parts.links().add(provider);
    }

    /** A provider of links went; links that are open go on. */
    public void remove(LinkProvider provider) {
        parts.links().remove(provider);
    }

    /** A ledger came: it is folded, and what waits is entered. */
    public void add(Ledger ledger) {
        parts.desk().add(ledger);
        keeper.wake();
    }

    /** A ledger goes: a snapshot is kept while it is there, and from then on nothing is written to pumps but stops. */
    public void remove(Ledger ledger) {
        snapshots.keepNow();
        parts.desk().remove(ledger);
    }

    /** A store for raw frames came. */
    public void add(EvidenceStore store) {
        parts.evidence().add(store);
    }

    /** A store for raw frames went. */
    public void remove(EvidenceStore store) {
        parts.evidence().remove(store);
    }

    @Override
    public Optional<String> behind() {
        FoldFeed feed = parts.feed();
        if (feed.behind().isEmpty()) {
            return Optional.empty(); // asked before each view: whole once is whole
        }
        catchUp();
        return feed.behind();
    }

    @Override
    public List<PumpStatus> pumps() {
        catchUp();
        return views.ids().stream()
                .flatMap(id -> views.status(id, isBusy(id)).stream())
                .toList();
    }

    @Override
    public Optional<PumpStatus> pump(PumpId pump) {
        catchUp();
        return views.status(pump, isBusy(pump));
    }

    @Override
    public List<DriverStatus> drivers() {
        catchUp();
        return views.drivers();
    }

    @Override
    public List<FoundPump> found() {
        catchUp();
        HostFold fold = parts.feed().fold();
        return parts.links().found().stream()
                .filter(each -> !PairRun.isOneOf(each, fold))
                .toList();
    }

    /** A view is as new as the ledger that is there, and as old as the last one that was. */
    private void catchUp() {
        parts.feed().catchUp(world.settings().ledger()).ifPresent(words -> LOG.debug("a view is old: {}", words));
    }

    @Override
    public Answer<PumpIdentity> pair(String address, String family, String pairingCode, Caller caller) {
        Actors.of(caller);
        if (!ForeignWords.isPlain(address, 200)) {
            return Answer.refused(Refusals.field(
                    "ADDRESS_INVALID", "address", address, "an address is 1 to 200 printable characters"));
        }
        if (!pairingCode.matches("[\\x21-\\x7e]{1,64}")) {
            return Answer.refused(Refusals.field(
                    "CODE_INVALID",
                    "pairingCode",
                    "not shown",
                    "the code on the label is 1 to 64 ASCII characters without spaces"));
        }
        Answer<PumpIdentity> paired = queue("pairing " + address)
                .submit(Rank.WRITE, turn -> new PairRun(parts, address, family, pairingCode, caller, turn).run());
        return parts.drivers().heard(family, address, paired);
    }

    @Override
    public Answer<PumpStatus.Reading> read(PumpId pump, Caller caller) {
        Actors.of(caller);
        if (isUnknown(pump)) {
            return Answer.refused(unreachable(pump));
        }
        step(pump, Optional.empty());
        return submit(pump, Rank.READ, turn -> new ReadRun(parts, pump, caller, turn).run());
    }

    @Override
    public Answer<EventPage> events(PumpId pump, long from, Caller caller) {
        Actors.of(caller);
        if (isUnknown(pump)) {
            return Answer.refused(unreachable(pump));
        }
        if (from < 0) {
            return Answer.refused(
                    Refusals.field("OUT_OF_RANGE", "from", Long.toString(from), "an event's number is 0 or more"));
        }
        return submit(pump, Rank.READ, turn -> EventsRun.run(parts, pump, from, caller, turn));
    }

    @Override
    public Answer<Preview> preview(Plan plan) {
        if (isUnknown(plan.pump())) {
            return Answer.refused(unreachable(plan.pump()));
        }
        return submit(plan.pump(), Rank.READ, turn -> PreviewRun.run(parts, plan, turn));
    }

    @Override
    public Answer<CommandResult> commit(Plan plan, long release, CommandId command, Caller caller) {
        Actors.of(caller);
        if (isUnknown(plan.pump())) {
            return Answer.refused(unreachable(plan.pump()));
        }
        step(plan.pump(), Optional.of(command));
        return submit(
                plan.pump(), Rank.WRITE, turn -> new CommitRun(parts, plan, release, command, caller, turn).run());
    }

    @Override
    public Answer<CommandResult> stop(
            PumpId pump, CommandId command, String reason, Optional<String> orderedBy, Caller caller) {
        Actors.of(caller);
        if (isUnknown(pump)) {
            return Answer.refused(unreachable(pump));
        }
        if (!ForeignWords.isPlain(reason, MAX_REASON)) {
            return Answer.refused(Refusals.field(
                    "REASON_INVALID", "reason", reason, "say why, in 1 to " + MAX_REASON + " printable characters"));
        }
        boolean named =
                orderedBy.filter(each -> ForeignWords.isPlain(each, MAX_REASON)).isPresent();
        boolean mustBeNamed = caller.role().toLowerCase(Locale.ROOT).equals("technician");
        if (!named && (mustBeNamed || orderedBy.isPresent())) {
            return Answer.refused(Refusals.field(
                    "ORDERED_BY_MISSING",
                    "orderedBy",
                    orderedBy.orElse(""),
                    "a technician names who ordered the stop, in 1 to " + MAX_REASON + " printable characters"));
        }
        step(pump, Optional.of(command));
        return submit(
                pump, Rank.STOP, turn -> new StopRun(parts, pump, command, reason, orderedBy, caller, turn).run());
    }

    /** In its turn; what the driver or the pump did wrong is told in the list of drivers. */
    private <T> Answer<T> submit(PumpId pump, Rank rank, Function<Turn, Answer<T>> work) {
        Answer<T> answer = queue(pump.text()).submit(rank, work);
        return parts.keys()
                .bond(pump)
                .map(bond -> parts.drivers().heard(bond.family(), pump.text(), answer))
                .orElse(answer);
    }

    private <T> Answer<T> inTurn(PumpId pump, Rank rank, Supplier<Answer<T>> work) {
        return submit(pump, rank, turn -> work.get());
    }

    private boolean isUnknown(PumpId pump) {
        if (parts.keys().bond(pump).isPresent()) {
            return false;
        }
        catchUp();
        return parts.feed().fold().pairing(pump).isEmpty();
    }

    /** Why a pump that is not paired is not spoken to: nobody knows it, or nobody can speak to it. */
    private Violation unreachable(PumpId pump) {
        return parts.feed().fold().manual(pump).isPresent()
                ? ManualRefusals.noTelemetry(pump)
                : Refusals.unknownPump(pump);
    }

    /** The pumps that have no telemetry. */
    public ManualPumps manual() {
        return manual;
    }

    private void step(PumpId pump, Optional<CommandId> command) {
        parts.progress().step(pump, command, "QUEUED");
    }

    private boolean isBusy(PumpId pump) {
        PumpQueue queue = queues.get(pump.text());
        return queue != null && queue.isBusy();
    }

    private PumpQueue queue(String name) {
        PumpQueue queue = queues.computeIfAbsent(name, each -> new PumpQueue(world, each));
        if (closed) {
            queue.close();
        }
        return queue;
    }

    @Override
    public List<String> obstacles() {
        return parts.links().obstacles();
    }

    @Override
    public AutoCloseable follow(Progress.Listener listener) {
        return parts.progress().follow(listener);
    }

    /** Ends everything under way, in bounded time; what could not be ended is named in the log. */
    @Override
    public void close() {
        closed = true;
        Instant deadline = world.house().now().plus(END);
        queues.values().forEach(PumpQueue::close);
        queues.forEach((name, queue) -> {
            if (!Closings.ended(queue.owner(), world.house(), deadline)) {
                LOG.error("the work on {} did not end within {} s", name, END.toSeconds());
            }
        });
        parts.progress().close();
        snapshots.keepNow();
        if (!snapshots.close(deadline)) {
            LOG.error("the snapshots of the pump host did not end within {} s", END.toSeconds());
        }
        if (!keeper.close(deadline)) {
            LOG.error("the housekeeping of the pump host did not end within {} s", END.toSeconds());
        }
        try {
            parts.journal().close();
        } catch (IOException e) {
            LOG.error("the emergency journal could not be closed", e);
        }
    }
}
