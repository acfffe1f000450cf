// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.ManualEntries.Registered;
import org.cisterna.pump.ManualFill;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpEntries.Before;
import org.cisterna.pump.PumpEntries.DriverChange;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpEntries.Late;
import org.cisterna.pump.PumpEntries.Paired;
import org.cisterna.pump.PumpEntries.Reading;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Release;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Source;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.EmergencyEntry;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.PatientReference;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.TherapyEntry;
import org.cisterna.therapy.VisitEntry;

/** Writes the entries that host and workflow would write. */
final class Clinic {

    static final Actor HOST = Actor.system("pump.host");
    static final Actor THEO = new Actor("theo", "Theo Technician", "technician", "token t-1");
    static final Actor PAULA = new Actor("paula", "Paula Programmer", "programmer", "token t-2");
    static final Actor AUDREY = new Actor("audrey", "Audrey Auditor", "auditor", "token t-3");

    static final Solution BACLOFEN = Solution.of("baclofen", new Concentration(2_000_000));
    static final Solution MORPHINE = Solution.of("morphine", new Concentration(10_000_000));

    static final Capabilities CAPABILITIES = new Capabilities(
            new Range<>(new FlowRate(1_000), new FlowRate(24_000_000)),
            new FlowRate(1_000),
            13,
            Duration.ofMinutes(15),
            new Volume(20_000_000),
            new Volume(1_400_000),
            new Volume(140_000),
            new Volume(2_000_000),
            100,
            Source.CALCULATED,
            Optional.of(Duration.ofMinutes(2)));

    final VirtualTime time;
    final MemoryLedger ledger;
    private long commands;

    Clinic(VirtualTime time) {
        this.time = time;
        this.ledger = MemoryLedger.in(time);
    }

    static Identified viewer() {
        return new Identified(
                new Person("vera", "Vera Viewer", EnumSet.of(Role.VIEWER)), "t-9", "token", Set.of(Act.SEE_PUMPS));
    }

    static Identified auditor() {
        return new Identified(
                new Person("audrey", "Audrey Auditor", EnumSet.of(Role.AUDITOR)), "t-3", "token", Identified.ALL);
    }

    static PumpIdentity identity(PumpId pump) {
        return new PumpIdentity(pump, "M-1", "1.2", CAPABILITIES, true);
    }

    Instant house() {
        return time.house().now();
    }

    long enter(
            String type,
            int version,
            Actor actor,
            Optional<PumpId> pump,
            Optional<String> correlation,
            JsonObject body) {
        Entry.Builder entry = Entry.of(type, version, actor).body(body);
        pump.ifPresent(each -> entry.pump(each.text()));
        correlation.ifPresent(entry::correlation);
        return ledger.append(entry.build()).sequence();
    }

    private long enter(TherapyEntry entry, Actor actor, PumpId pump, String correlation) {
        return enter(
                entry.type(), TherapyEntry.VERSION, actor, Optional.of(pump), Optional.of(correlation), entry.toJson());
    }

    long driver(String family, String name) {
        return driver(family, name, DriverChange.State.APPEARED, "");
    }

    long driver(String family, String name, DriverChange.State state, String reason) {
        DriverChange change = new DriverChange(family, state, Optional.of(digest(name)), name, reason);
        return enter(
                DriverChange.TYPE, DriverChange.VERSION, HOST, Optional.empty(), Optional.empty(), change.toJson());
    }

    static Digest digest(String of) {
        return Digest.of(of.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    long pair(PumpId pump) {
        return enter(
                Paired.TYPE,
                Paired.VERSION,
                THEO,
                Optional.of(pump),
                Optional.empty(),
                new Paired(identity(pump), "acme", "tcp:1").toJson());
    }

    /** A pump without telemetry becomes known by its label. */
    long register(PumpId pump) {
        return enter(
                Registered.TYPE,
                Registered.VERSION,
                THEO,
                Optional.of(pump),
                Optional.empty(),
                new Registered(
                                identity(pump),
                                "byhand",
                                new ManualFill(
                                        new Volume(18_000_000),
                                        MORPHINE,
                                        time.pump().now()))
                        .toJson());
    }

    long enrol(PumpId pump, String patient, Solution reservoir, Solution path) {
        return enter(
                new VisitEntry.Enrolled(
                        identity(pump),
                        "acme",
                        new PatientReference(patient),
                        "spasticity",
                        reservoir,
                        path,
                        List.of()),
                THEO,
                pump,
                "enrol-" + pump.serial());
    }

    long open(PumpId pump, String visit) {
        return enter(new VisitEntry.VisitOpened(visit), PAULA, pump, visit);
    }

    long close(PumpId pump, VisitEntry.VisitClosed closed) {
        return enter(closed, PAULA, pump, closed.visit());
    }

    Snapshot snapshot(PumpId pump, Programme programme, Solution told, long nanolitres) {
        return snapshot(pump, programme, told, nanolitres, MotorState.RUNNING, List.of());
    }

    Snapshot snapshot(
            PumpId pump, Programme programme, Solution told, long nanolitres, MotorState motor, List<Alarm> alarms) {
        Instant device = time.pump().now().minusSeconds(90);
        return new Snapshot(
                identity(pump),
                new Revision(3),
                programme,
                Optional.of(told),
                motor,
                device.minusSeconds(3600),
                new Volume(nanolitres),
                Volume.ZERO,
                device,
                Snapshot.Battery.OK,
                alarms,
                Optional.empty());
    }

    long read(Snapshot snapshot) {
        return enter(
                Reading.TYPE,
                Reading.VERSION,
                THEO,
                Optional.of(snapshot.identity().pump()),
                Optional.of("read-1"),
                new Reading(snapshot, "read", List.of()).toJson());
    }

    CommandId command() {
        commands++;
        return new CommandId(String.format(java.util.Locale.ROOT, "%032x", commands));
    }

    Intent stopIntent(CommandId id) {
        return new Intent(
                id,
                Kind.STOP,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("test"),
                Optional.empty());
    }

    Intent commitIntent(CommandId id, PumpId pump, Programme before, Programme after, Solution solution) {
        Plan plan = new Plan(
                pump,
                "P-0001",
                new Revision(3),
                after,
                solution,
                CAPABILITIES.digest(),
                digest("driver"),
                digest("decision"));
        return new Intent(
                id,
                Kind.COMMIT,
                Optional.of(plan),
                Optional.of(1L),
                Optional.of(new Before(new Revision(3), before, Optional.of(solution), MotorState.RUNNING)),
                Optional.of(Duration.ofMinutes(2)),
                Optional.empty(),
                Optional.empty());
    }

    long intend(PumpId pump, Intent intent) {
        return enter(Intent.TYPE, Intent.VERSION, PAULA, Optional.of(pump), Optional.empty(), intent.toJson());
    }

    long end(PumpId pump, CommandId id, Kind kind, Outcome outcome) {
        Ended ended = new Ended(id, kind, outcome, Optional.empty(), Optional.empty(), List.of());
        return enter(Ended.TYPE, Ended.VERSION, PAULA, Optional.of(pump), Optional.empty(), ended.toJson());
    }

    long late(PumpId pump, String type, JsonObject body, Instant house, Instant pumpTime) {
        return enter(
                Late.TYPE,
                Late.VERSION,
                PAULA,
                Optional.of(pump),
                Optional.empty(),
                new Late(type, 1, body, house, pumpTime).toJson());
    }

    /** The release of a change of dose, alone or by two. */
    long release(PumpId pump, String change, boolean alone) {
        List<Release.Signer> signers = alone
                ? List.of(new Release.Signer("clara", Signature.Meaning.BREAK_GLASS.name(), 1))
                : List.of(
                        new Release.Signer("paula", Signature.Meaning.AUTHORED.name(), 1),
                        new Release.Signer("clara", Signature.Meaning.INDEPENDENTLY_VERIFIED.name(), 2));
        Release release = new Release(
                digest("plan of " + change), pump, new Revision(3), signers, house().plus(Duration.ofMinutes(2)));
        return enter(
                Release.ENTRY_TYPE,
                Release.ENTRY_VERSION,
                PAULA,
                Optional.of(pump),
                Optional.of(change),
                release.toJson());
    }

    long review(PumpId pump, String change) {
        return enter(
                new EmergencyEntry.Reviewed(change, BreakGlass.Verdict.AGREED, "looked at the pump and at the order"),
                PAULA,
                pump,
                change);
    }

    static Programme continuous(long nanolitresPerDay) {
        return new Programme.Continuous(new FlowRate(nanolitresPerDay));
    }
}
