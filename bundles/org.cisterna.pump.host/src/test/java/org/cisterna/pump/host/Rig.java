// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Release;
import org.cisterna.pump.Violation;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.quantity.FlowRate;
import org.cisterna.testkit.MemoryEvidence;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;

/** A host with fake pumps, a ledger and a disk that outlive it, in a virtual world. */
final class Rig implements AutoCloseable {

    static final Caller PROGRAMMER = new Caller("prog", "P. Rogge", "PROGRAMMER", "test", "c-1");
    static final Caller TECHNICIAN = new Caller("tech", "T. Nagel", "TECHNICIAN", "test", "c-2");
    static final Actor AUTHOR = new Actor("prog", "P. Rogge", "PROGRAMMER", "test");
    static final Actor VERIFIER = new Actor("clin", "C. Lind", "CLINICIAN", "test");
    static final Programme NEW = new Programme.Continuous(new FlowRate(163_000));

    final VirtualTime time;
    final MemoryLedger memory;
    final MemoryEvidence evidence = new MemoryEvidence();
    final FakeLinks links;
    final Map<String, FakePump> pumps = new HashMap<>();
    final List<Host> hosts = new ArrayList<>();
    Settings settings = Settings.DEFAULT;
    SimulatedStorage storage;
    MortalLedger ledger;
    ScriptedDriver driver;
    Host host;
    FakePump pump;
    private final Random snapshots;
    private int commands;

    /** What a test does. */
    @FunctionalInterface
    interface Scenario {
        void play(Rig rig) throws Exception;
    }

    /** Plays a scenario with one paired pump, in a world of its own. */
    static VirtualTime play(String name, Scenario scenario) throws Exception {
        return play(name, Seeds.seed(name), scenario);
    }

    static VirtualTime play(String name, long seed, Scenario scenario) throws Exception {
        VirtualTime time = VirtualTime.create(seed);
        time.run(() -> {
            try (Rig rig = new Rig(time, seed)) {
                rig.pair(rig.pump);
                scenario.play(rig);
            } catch (AssertionError | Exception e) {
                System.out.println(name + " failed with seed " + seed);
                throw e;
            }
        });
        return time;
    }

    private Rig(VirtualTime time, long seed) throws Exception {
        this.time = time;
        this.snapshots = new Random(seed);
        this.memory = MemoryLedger.in(time);
        this.links = new FakeLinks(memory::size);
        this.storage = new SimulatedStorage(seed);
        this.driver = new ScriptedDriver("fake", "1.0");
        this.ledger = new MortalLedger(memory);
        this.pump = newPump("A-1");
        this.host = start();
        host.add(ledger);
        host.add(evidence);
        host.add(driver);
        time.settle();
    }

    FakePump newPump(String serial) {
        FakePump made = new FakePump(serial, time.pump());
        pumps.put(serial, made);
        links.found.add(new FoundPump(made.address(), "Test", serial, true));
        driver.pumps.put(made.address(), made);
        return made;
    }

    /** A host over the same folder, with links and nothing else. */
    Host start() throws IOException {
        Host started =
                new Host(new World(time.house(), time.pump(), time.threads(), time.randomness(), storage, settings));
        hosts.add(started);
        started.add(links);
        return started;
    }

    /** Opens the host again, with other settings. */
    void restartWith(Settings other) throws Exception {
        settings = other;
        kill();
        revive();
    }

    PumpIdentity pair(FakePump wanted) {
        return host.pair(wanted.address(), "fake", "code-" + wanted.id.serial(), PROGRAMMER)
                .orElseThrow();
    }

    /** The process ends here: nothing that it does from now on leaves a trace. */
    void kill() {
        SimulatedStorage left = storage.afterKill();
        storage.crashAt(storage.operations() + 1);
        storage = left;
        ledger.dead = true;
        driver.dead = true;
    }

    /** A snapshot as a host would have left it when the ledger had so many entries. */
    void keepSnapshotOf(int entries) {
        HostFold fold = new HostFold(Set.of());
        fold.accept(memory.all().subList(0, entries));
        HostState state = fold.state().orElseThrow();
        memory.kept().keep(HostStateFormat.FORM, entries, HostStateFormat.parts(state));
    }

    /** The next process, with a snapshot that may be older than the ledger, and with ledger, evidence and a driver of its own. */
    void revive() throws Exception {
        ScriptedDriver next = new ScriptedDriver("fake", "1.0");
        next.pumps.putAll(driver.pumps);
        driver = next;
        ledger = new MortalLedger(memory);
        keepSnapshotOf(snapshots.nextInt((int) memory.size() + 1));
        host = start();
        host.add(ledger);
        host.add(evidence);
        host.add(driver);
        time.settle();
    }

    CommandId command() {
        return new CommandId(String.format("%032x", ++commands));
    }

    Plan plan(Programme programme) {
        return plan(pump, programme);
    }

    Plan plan(FakePump of, Programme programme) {
        return plan(of, programme, List.of());
    }

    Plan plan(FakePump of, Programme programme, List<ProgrammePart> parts) {
        return new Plan(
                of.id,
                "P-17",
                of.revision,
                programme,
                FakePump.BACLOFEN,
                of.identity.capabilities().digest(),
                driver.descriptor().digest(),
                Digest.of(new byte[] {1}),
                parts);
    }

    Answer<CommandResult> commit(List<ProgrammePart> parts) {
        Plan plan = plan(pump, NEW, parts);
        return host.commit(plan, released(plan), command(), PROGRAMMER);
    }

    Instant inMinutes(long minutes) {
        return time.house().now().plus(Duration.ofMinutes(minutes));
    }

    long sign(Actor who, String meaning, Plan plan, Instant expires) {
        return sign(who, meaning, plan, expires, Optional.empty());
    }

    long sign(Actor who, String meaning, Plan plan, Instant expires, Optional<Digest> otherDigest) {
        return memory.append(Entry.of("therapy.signature", 1, who)
                        .pump(plan.pump().text())
                        .body(Json.object()
                                .put("change", "ch-1")
                                .put("meaning", meaning)
                                .put("plan", otherDigest.orElse(plan.digest()).text())
                                .put("pump", plan.pump().text())
                                .put("revision", plan.expected().number())
                                .put("nonce", "n" + memory.size())
                                .put("expires", expires.toString())
                                .build())
                        .build())
                .sequence();
    }

    long release(Actor who, Release release) {
        return memory.append(Entry.of(Release.ENTRY_TYPE, Release.ENTRY_VERSION, who)
                        .pump(release.pump().text())
                        .body(release.toJson())
                        .build())
                .sequence();
    }

    /** A good release. */
    long released(Plan plan) {
        long author = sign(AUTHOR, "AUTHORED", plan, inMinutes(15));
        long verifier = sign(VERIFIER, "INDEPENDENTLY_VERIFIED", plan, inMinutes(15));
        List<Release.Signer> signers = new ArrayList<>(List.of(
                new Release.Signer("prog", "AUTHORED", author),
                new Release.Signer("clin", "INDEPENDENTLY_VERIFIED", verifier)));
        if (plan.parts().stream().anyMatch(ProgrammePart.Prime.class::isInstance)) {
            signers.add(new Release.Signer(
                    "clin", "PATIENT_WATCHED", sign(VERIFIER, "PATIENT_WATCHED", plan, inMinutes(15))));
        }
        return release(VERIFIER, new Release(plan.digest(), plan.pump(), plan.expected(), signers, inMinutes(15)));
    }

    Answer<CommandResult> commit(Programme programme) {
        Plan plan = plan(programme);
        return host.commit(plan, released(plan), command(), PROGRAMMER);
    }

    Answer<CommandResult> stop() {
        return host.stop(pump.id, command(), "drowsy", Optional.empty(), PROGRAMMER);
    }

    Answer<PumpStatus.Reading> read() {
        return host.read(pump.id, PROGRAMMER);
    }

    PumpStatus status() {
        return host.pump(pump.id).orElseThrow();
    }

    static List<String> codes(Answer<?> answer) {
        return answer.violations().stream().map(Violation::code).toList();
    }

    static Outcome outcome(Answer<CommandResult> answer) {
        return answer.orElseThrow().outcome();
    }

    /** The outcomes that stand in the ledger, in order; those entered late among them. */
    List<String> outcomes() {
        List<String> names = new ArrayList<>();
        for (Envelope each : memory.all()) {
            if (each.entry().type().equals(PumpEntries.Ended.TYPE)) {
                PumpEntries.Ended ended =
                        PumpEntries.Ended.fromJson(each.entry().body());
                names.add(ended.outcome().name() + (ended.supersededBy().isPresent() ? " superseded" : ""));
            } else if (each.entry().type().equals(PumpEntries.Late.TYPE)) {
                PumpEntries.Late late = PumpEntries.Late.fromJson(each.entry().body());
                names.add("late "
                        + (late.type().equals(PumpEntries.Intent.TYPE)
                                ? "intent"
                                : PumpEntries.Ended.fromJson(late.body())
                                        .outcome()
                                        .name()));
            }
        }
        return names;
    }

    long entries(String type) {
        return memory.ofType(type).size();
    }

    @Override
    public void close() {
        hosts.forEach(Host::close);
    }
}
