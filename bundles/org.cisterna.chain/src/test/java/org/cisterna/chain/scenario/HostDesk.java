// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.scenario;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.driver.medstream.MedstreamDriver;
import org.cisterna.driver.prometra.PrometraDriver;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Release;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.pump.host.Host;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkProvider;
import org.cisterna.sim.scenario.ScenarioAct;
import org.cisterna.testkit.MemoryEvidence;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;

/** The platform's side of a story: one host after the other over one ledger and one disk, and the people who use it. */
final class HostDesk implements LinkProvider, AutoCloseable {

    private static final Caller PROGRAMMER = new Caller("paula", "Paula Programmer", "PROGRAMMER", "test", "story");
    private static final Actor AUTHOR = new Actor("paula", "Paula Programmer", "PROGRAMMER", "test");
    private static final Actor VERIFIER = new Actor("clara", "Clara Clinician", "CLINICIAN", "test");
    private static final Duration VALID = Duration.ofMinutes(15);

    private final VirtualTime time;
    private final Map<String, Bed> beds;
    private final MemoryLedger ledger;
    private final MemoryEvidence evidence = new MemoryEvidence();
    private SimulatedStorage disk;
    private Map<String, PumpDriver> drivers = Map.of();
    private Host host;
    private int commands;

    HostDesk(VirtualTime time, Collection<Bed> beds, long seed) throws IOException, InterruptedException {
        this.time = time;
        this.beds = new TreeMap<>();
        beds.stream().filter(Bed::hasTelemetry).forEach(bed -> this.beds.put(bed.serial(), bed));
        this.ledger = MemoryLedger.in(time);
        this.disk = new SimulatedStorage(seed);
        this.host = started();
        for (Bed bed : this.beds.values()) {
            host.pair(bed.address(), bed.family(), bed.pairingCode(), PROGRAMMER)
                    .orElseThrow();
        }
    }

    private Host started() throws IOException, InterruptedException {
        Host fresh = new Host(time.house(), time.pump(), time.threads(), time.randomness(), disk);
        fresh.add((LinkProvider) this);
        fresh.add(ledger);
        fresh.add(evidence);
        drivers = Map.of(
                "synchromed",
                new SynchromedDriver(),
                "prometra",
                new PrometraDriver(),
                "medstream",
                new MedstreamDriver());
        new TreeMap<>(drivers).values().forEach(fresh::add);
        time.settle();
        return fresh;
    }

    void act(ScenarioAct.OfHost act, Optional<Bed> bed) throws IOException, InterruptedException {
        if (act instanceof ScenarioAct.Read) {
            read(bed.orElseThrow());
        } else if (act instanceof ScenarioAct.Program program) {
            program(program, bed.orElseThrow());
        } else if (act instanceof ScenarioAct.Stop stop) {
            Bed stopped = bed.orElseThrow();
            CommandId command = next(stopped);
            note(stopped, host.stop(stopped.id(), command, stop.reason(), Optional.empty(), PROGRAMMER));
        } else {
            SimulatedStorage left = disk.afterKill();
            disk.crashAt(disk.operations() + 1);
            host.close();
            disk = left;
            host = started();
        }
    }

    private void read(Bed bed) {
        note(bed, host.read(bed.id(), PROGRAMMER));
    }

    private void program(ScenarioAct.Program program, Bed bed) {
        if (reading(bed).isEmpty()) {
            read(bed);
            if (!bed.refused().isEmpty()) {
                return;
            }
        }
        Snapshot snapshot = reading(bed).orElseThrow().snapshot();
        Optional<Solution> solution = program.solution().or(snapshot::solution);
        if (solution.isEmpty()) {
            bed.refused(List.of("NO_SOLUTION"));
            return;
        }
        Plan plan = new Plan(
                bed.id(),
                "P-" + bed.serial(),
                snapshot.revision(),
                program.programme(),
                solution.get(),
                snapshot.identity().capabilities().digest(),
                Objects.requireNonNull(drivers.get(bed.family())).descriptor().digest(),
                Digest.of(new byte[] {1}),
                program.parts());
        long release = released(plan);
        note(bed, host.commit(plan, release, next(bed), PROGRAMMER));
    }

    private CommandId next(Bed bed) {
        CommandId command = new CommandId(String.format(Locale.ROOT, "%032x", ++commands));
        bed.command(command);
        return command;
    }

    private static void note(Bed bed, Answer<?> answer) {
        bed.refused(answer.violations().stream().map(Violation::code).toList());
    }

    private long released(Plan plan) {
        Instant expires = time.house().now().plus(VALID);
        long author = sign(AUTHOR, "AUTHORED", plan, expires);
        long verifier = sign(VERIFIER, "INDEPENDENTLY_VERIFIED", plan, expires);
        List<Release.Signer> signers = new ArrayList<>(List.of(
                new Release.Signer(AUTHOR.id(), "AUTHORED", author),
                new Release.Signer(VERIFIER.id(), "INDEPENDENTLY_VERIFIED", verifier)));
        if (plan.parts().stream().anyMatch(ProgrammePart.Prime.class::isInstance)) {
            signers.add(new Release.Signer(
                    VERIFIER.id(), "PATIENT_WATCHED", sign(VERIFIER, "PATIENT_WATCHED", plan, expires)));
        }
        Release release = new Release(plan.digest(), plan.pump(), plan.expected(), signers, expires);
        return ledger.append(Entry.of(Release.ENTRY_TYPE, Release.ENTRY_VERSION, VERIFIER)
                        .pump(plan.pump().text())
                        .body(release.toJson())
                        .build())
                .sequence();
    }

    private long sign(Actor who, String meaning, Plan plan, Instant expires) {
        return ledger.append(Entry.of("therapy.signature", 1, who)
                        .pump(plan.pump().text())
                        .body(Json.object()
                                .put("change", "story")
                                .put("meaning", meaning)
                                .put("plan", plan.digest().text())
                                .put("pump", plan.pump().text())
                                .put("revision", plan.expected().number())
                                .put("nonce", "n" + ledger.size())
                                .put("expires", expires.toString())
                                .build())
                        .build())
                .sequence();
    }

    /** The last reading that the host has. */
    Optional<PumpStatus.Reading> reading(Bed bed) {
        return host.pump(bed.id()).flatMap(PumpStatus::reading);
    }

    /** How the last command ended, as it is entered now; empty when there is none. */
    Optional<Outcome> outcome(Bed bed) {
        Optional<Outcome> last = Optional.empty();
        for (Envelope each : ledger.all()) {
            if (each.entry().type().equals(PumpEntries.Ended.TYPE)) {
                PumpEntries.Ended ended =
                        PumpEntries.Ended.fromJson(each.entry().body());
                if (bed.command().filter(ended.command()::equals).isPresent()) {
                    last = Optional.of(ended.outcome());
                }
            }
        }
        return last;
    }

    /** Since when the pump may stand still, if the host says so. */
    Optional<Instant> mayBeStoppedSince(Bed bed) {
        return host.pump(bed.id()).flatMap(PumpStatus::unknown).flatMap(standing -> standing.outcome()
                .mayBeStoppedSince());
    }

    /** The codes of all that the pump's own log holds. */
    List<String> log(Bed bed) {
        List<String> codes = new ArrayList<>();
        long from = 0;
        while (true) {
            Answer<EventPage> page = host.events(bed.id(), from, PROGRAMMER);
            note(bed, page);
            if (!page.isDone()) {
                return codes;
            }
            page.orElseThrow().events().forEach(event -> codes.add(event.code()));
            if (!page.orElseThrow().more()) {
                return codes;
            }
            from = page.orElseThrow().next();
        }
    }

    void tell(Trace trace) {
        ledger.all()
                .forEach(each -> trace.tell(
                        "ledger",
                        each.entry().type()
                                + '/'
                                + each.entry().version()
                                + ' '
                                + each.entry().body().canonicalText()));
    }

    @Override
    public String scheme() {
        return Bed.SCHEME;
    }

    @Override
    public List<FoundPump> found() {
        return beds.values().stream().map(Bed::found).toList();
    }

    @Override
    public Link open(String address, Instant deadline) throws LinkException {
        Bed bed = beds.get(address.substring(Bed.SCHEME.length() + 1));
        if (bed == null) {
            throw new LinkException(LinkException.Reason.UNKNOWN_ADDRESS, "nothing is at " + address);
        }
        return bed.open();
    }

    @Override
    public void close() {
        host.close();
    }
}
