// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Release;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.time.TimeSource;

/** People who read, program and stop pumps, each their own, without a pause; and what became of everything that they asked for. */
final class PumpLoad implements AutoCloseable {

    static final Caller CALLER = new Caller("prog", "P. Rogge", "PROGRAMMER", "test", "hot-swap");

    private static final Actor AUTHOR = new Actor("prog", "P. Rogge", "PROGRAMMER", "test");
    private static final Actor VERIFIER = new Actor("clin", "C. Lind", "CLINICIAN", "test");
    private static final Solution BACLOFEN = Solution.of("baclofen", new Concentration(2_000_000));
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(15);
    private static final int WORKERS = 4;

    private final PumpHost host;
    private final Ledger ledger;
    private final TimeSource house;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<PumpId, Snapshot> first = new ConcurrentHashMap<>();
    private final Map<CommandId, PumpId> answered = new ConcurrentHashMap<>();
    private final Map<String, Integer> counted = new TreeMap<>();
    private final Map<String, Integer> ends = new HashMap<>();
    private final List<String> broken = new ArrayList<>();

    private PumpLoad(PumpHost host, Ledger ledger, TimeSource house) {
        this.host = host;
        this.ledger = ledger;
        this.house = house;
    }

    static PumpLoad start(PumpHost host, Ledger ledger, TimeSource house, long seed) {
        PumpLoad load = new PumpLoad(host, ledger, house);
        List<PumpStatus> pumps = host.pumps();
        for (int i = 0; i < WORKERS; i++) {
            List<PumpStatus> own = new ArrayList<>();
            for (int pump = i; pump < pumps.size(); pump += WORKERS) {
                own.add(pumps.get(pump));
            }
            Random chance = new Random(seed + i);
            load.threads.add(new Thread(() -> load.work(own, chance), "load " + i));
        }
        load.threads.forEach(Thread::start);
        return load;
    }

    private void work(List<PumpStatus> own, Random chance) {
        try {
            while (!ended.get()) {
                round(own.get(chance.nextInt(own.size())), chance);
            }
        } catch (RuntimeException | AssertionError e) {
            synchronized (this) {
                broken.add(e.toString());
                notifyAll();
            }
        }
    }

    private void round(PumpStatus pump, Random chance) {
        Answer<PumpStatus.Reading> read = host.read(pump.pump(), CALLER);
        Optional<DriverDescriptor> driver = host.drivers().stream()
                .filter(each -> each.family().equals(pump.family()) && each.state() == DriverStatus.State.RUNNING)
                .flatMap(each -> each.descriptor().stream())
                .findFirst();
        if (!(read instanceof Answer.Done<PumpStatus.Reading> reading) || driver.isEmpty()) {
            count("not read");
            return;
        }
        Snapshot snapshot = reading.value().snapshot();
        first.putIfAbsent(pump.pump(), snapshot);
        if (host.pump(pump.pump()).orElseThrow().unknown().isPresent()) {
            count("still unknown"); // it stands in its interim stop, which passes
            return;
        }
        CommandId id = new CommandId(String.format("%016x%016x", chance.nextLong(), chance.nextLong()));
        Answer<CommandResult> answer = snapshot.motor() == MotorState.RUNNING && chance.nextInt(6) == 0
                ? host.stop(pump.pump(), id, "a test of the platform", Optional.empty(), CALLER)
                : commit(snapshot, driver.get(), id, chance);
        if (answer instanceof Answer.Done<CommandResult> done) {
            answered.put(id, pump.pump());
            count(done.value().outcome().name());
            if (done.value().outcome() instanceof Outcome.Applied) {
                synchronized (this) {
                    ends.merge(pump.family(), 1, Integer::sum);
                    notifyAll();
                }
            }
        } else {
            count("refused " + answer.violations().get(0).code());
        }
    }

    private Answer<CommandResult> commit(Snapshot snapshot, DriverDescriptor driver, CommandId id, Random chance) {
        Plan plan = new Plan(
                snapshot.identity().pump(),
                "P-17",
                snapshot.revision(),
                new Programme.Continuous(new FlowRate(2_000L * (50 + chance.nextInt(50)))),
                BACLOFEN,
                snapshot.identity().capabilities().digest(),
                driver.digest(),
                Digest.of(new byte[] {1}));
        Instant expires = house.now().plus(LONG_ENOUGH);
        Release release = new Release(
                plan.digest(),
                plan.pump(),
                plan.expected(),
                List.of(
                        new Release.Signer("prog", "AUTHORED", sign(AUTHOR, "AUTHORED", plan, expires)),
                        new Release.Signer(
                                "clin",
                                "INDEPENDENTLY_VERIFIED",
                                sign(VERIFIER, "INDEPENDENTLY_VERIFIED", plan, expires))),
                expires);
        long number = ledger.append(Entry.of(Release.ENTRY_TYPE, Release.ENTRY_VERSION, VERIFIER)
                        .pump(release.pump().text())
                        .body(release.toJson())
                        .build())
                .sequence();
        return host.commit(plan, number, id, CALLER);
    }

    private long sign(Actor who, String meaning, Plan plan, Instant expires) {
        return ledger.append(Entry.of("therapy.signature", 1, who)
                        .pump(plan.pump().text())
                        .body(Json.object()
                                .put("change", "ch-1")
                                .put("meaning", meaning)
                                .put("plan", plan.digest().text())
                                .put("pump", plan.pump().text())
                                .put("revision", plan.expected().number())
                                .put("nonce", "n" + plan.digest().text())
                                .put("expires", expires.toString())
                                .build())
                        .build())
                .sequence();
    }

    private synchronized void count(String what) {
        counted.merge(what, 1, Integer::sum);
    }

    synchronized Map<String, Integer> counted() {
        return new TreeMap<>(counted);
    }

    /** Waits until so many more commands of a family were applied. */
    synchronized void awaitEnds(String family, int more) throws InterruptedException {
        int wanted = ends.getOrDefault(family, 0) + more;
        long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (ends.getOrDefault(family, 0) < wanted) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0 || !broken.isEmpty()) {
                throw new AssertionError("no command of " + family + " comes to an end: " + counted + broken);
            }
            wait(left);
        }
    }

    /** Reads every pump of whose last command nobody knows the end; whether none is left. */
    boolean isResolved() {
        unknown().forEach(each -> host.read(each, CALLER));
        return unknown().isEmpty();
    }

    List<PumpId> unknown() {
        return host.pumps().stream()
                .filter(each -> each.unknown().isPresent())
                .map(PumpStatus::pump)
                .toList();
    }

    /** Everything that is not as it should be, in the ledger and at the pumps; empty when nothing is. */
    List<String> faults() {
        List<String> faults = new ArrayList<>(broken);
        Map<CommandId, PumpId> intended = new HashMap<>();
        Map<CommandId, Ended> last = new HashMap<>();
        Map<PumpId, Programme> runs = new HashMap<>();
        Map<CommandId, Intent> intents = new HashMap<>();
        List<CommandId> order = new ArrayList<>();
        for (long from = 0; from < ledger.size(); ) {
            List<Envelope> page = ledger.read(from, 1_000);
            from += page.size();
            for (Envelope each : page) {
                if (each.entry().type().equals(Intent.TYPE)) {
                    Intent intent = Intent.fromJson(each.entry().body());
                    if (intents.put(intent.command(), intent) != null) {
                        faults.add(intent.command() + " was intended twice");
                    }
                    intended.put(intent.command(), PumpId.of(each.entry().pump().orElseThrow()));
                    order.add(intent.command());
                } else if (each.entry().type().equals(Ended.TYPE)) {
                    Ended end = Ended.fromJson(each.entry().body());
                    last.put(end.command(), end);
                }
            }
        }
        answered.keySet().stream()
                .filter(each -> !intended.containsKey(each) || !last.containsKey(each))
                .forEach(each -> faults.add(each + " was answered, and the ledger does not tell of it"));
        Map<PumpId, Integer> applied = new HashMap<>();
        for (CommandId each : order) {
            Ended end = last.get(each);
            if (end == null || end.outcome() instanceof Outcome.Unknown) {
                faults.add(each + " has no end: " + end);
            } else if (end.outcome() instanceof Outcome.Applied) {
                PumpId pump = Objects.requireNonNull(intended.get(each));
                applied.merge(pump, 1, Integer::sum);
                Optional.ofNullable(intents.get(each))
                        .flatMap(Intent::plan)
                        .ifPresent(plan -> runs.put(pump, plan.programme()));
            }
        }
        for (PumpStatus each : host.pumps()) {
            Snapshot now = host.read(each.pump(), CALLER).orElseThrow().snapshot();
            long before = Optional.ofNullable(first.get(each.pump()))
                    .orElse(now)
                    .revision()
                    .number();
            long changes = now.revision().number() - before;
            int told = applied.getOrDefault(each.pump(), 0);
            if (changes != told) {
                faults.add(each.pump() + " was changed " + changes + " times, and " + told
                        + " commands are said to be applied");
            }
            Programme programme = runs.getOrDefault(each.pump(), now.programme());
            if (!now.programme().equals(programme)) {
                faults.add(each.pump() + " runs " + now.programme() + ", and last applied was " + programme);
            }
        }
        return faults;
    }

    @Override
    public void close() {
        ended.set(true);
        try {
            for (Thread each : threads) {
                each.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
