// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Ledger;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpEntries.Paired;
import org.cisterna.pump.PumpEntries.Reading;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Source;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.PatientReference;
import org.cisterna.therapy.TherapyEntry;
import org.cisterna.therapy.VisitEntry;

/** Enters what a fleet leaves in a ledger: each pump paired, enrolled, and read in visits. The same seed gives the same fleet. */
final class ManyPumps {

    private static final List<String> DRUGS = List.of("baclofen", "morphine", "ziconotide", "bupivacaine");

    private static final Capabilities CAPABILITIES = new Capabilities(
            new Range<>(new FlowRate(48_000), new FlowRate(24_000_000)),
            new FlowRate(1_000),
            13,
            Duration.ofMinutes(15),
            new Volume(20_000_000),
            new Volume(1_400_000),
            new Volume(140_000),
            new Volume(2_000_000),
            145,
            Source.CALCULATED,
            Optional.of(Duration.ofMinutes(2)));

    private final Ledger ledger;
    private final RandomGenerator random;
    private final List<Entry> waiting = new ArrayList<>();
    private final Actor nurse = new Actor("paula", "Paula Programmer", "programmer", "token t-1");
    private long entries;
    private long names;

    ManyPumps(Ledger ledger, RandomGenerator random) {
        this.ledger = ledger;
        this.random = random;
    }

    /** Enters them: first all of them with one visit, then the further visits in turn. */
    long enter(int pumps, int visits, Instant now) {
        for (int visit = 0; visit < visits; visit++) {
            for (int i = 0; i < pumps; i++) {
                PumpId pump = new PumpId("Simulated", String.format(Locale.ROOT, "SIM-%06d", i));
                Solution solution = solution(i);
                if (visit == 0) {
                    begin(pump, i, solution);
                }
                visit(pump, solution, now, visit + 1 == visits);
            }
        }
        flush();
        return entries;
    }

    private static Solution solution(int pump) {
        return Solution.of(DRUGS.get(pump % DRUGS.size()), new Concentration(500_000L * (1 + pump % 7)));
    }

    private void begin(PumpId pump, int number, Solution solution) {
        add(Paired.TYPE, Paired.VERSION, pump, "pair", new Paired(identity(pump), "synchromed", "tcp:1").toJson());
        String patient = String.format(Locale.ROOT, "H%02d-%06d", random.nextInt(100), number);
        add(
                new VisitEntry.Enrolled(
                        identity(pump),
                        "synchromed",
                        new PatientReference(patient),
                        "spasticity",
                        solution,
                        solution,
                        List.of()),
                pump,
                "enrol");
    }

    private void visit(PumpId pump, Solution solution, Instant now, boolean isLast) {
        String visit = "v-" + Long.toHexString(names++);
        add(new VisitEntry.VisitOpened(visit), pump, visit);
        read(pump, solution, now);
        int chance = random.nextInt(1_000);
        if (chance < 2 && isLast) {
            unknown(pump, now);
        }
        if (chance >= 20 || !isLast) {
            add(
                    new VisitEntry.VisitClosed(
                            visit, CloseRequest.Ending.RUNNING, entries, Optional.empty(), Optional.empty()),
                    pump,
                    visit);
        }
    }

    private void unknown(PumpId pump, Instant now) {
        CommandId id = new CommandId(String.format(Locale.ROOT, "%032x", names++));
        Intent intent = new Intent(
                id,
                Kind.STOP,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("benchmark"),
                Optional.empty());
        add(Intent.TYPE, Intent.VERSION, pump, "stop", intent.toJson());
        Ended ended = new Ended(
                id,
                Kind.STOP,
                new Outcome.Unknown("the benchmark says so", now, Optional.of(now)),
                Optional.empty(),
                Optional.empty(),
                List.of());
        add(Ended.TYPE, Ended.VERSION, pump, "stop", ended.toJson());
    }

    private void read(PumpId pump, Solution solution, Instant now) {
        long rate = 48_000 + 1_000L * random.nextInt(500);
        Programme programme = random.nextInt(4) == 0
                ? new Programme.Flex(List.of(
                        new Programme.Step(new DayTime(0), new FlowRate(rate)),
                        new Programme.Step(new DayTime(480), new FlowRate(rate + 20_000)),
                        new Programme.Step(new DayTime(1_320), new FlowRate(rate + 5_000))))
                : new Programme.Continuous(new FlowRate(rate));
        int chance = random.nextInt(100);
        List<Alarm> alarms = chance == 0
                ? List.of(new Alarm("MOTOR_STALL", true, now))
                : chance < 4 ? List.of(new Alarm("LOW_RESERVOIR", false, now)) : List.of();
        Snapshot snapshot = new Snapshot(
                identity(pump),
                new Revision(random.nextInt(50)),
                programme,
                Optional.of(chance == 7 ? solution(random.nextInt(28)) : solution),
                chance == 0 ? MotorState.STALLED : MotorState.RUNNING,
                now,
                new Volume(1_000_000 + random.nextLong(19_000_000)),
                new Volume(random.nextLong(900_000_000)),
                now,
                Snapshot.Battery.OK,
                alarms,
                Optional.empty());
        add(
                Reading.TYPE,
                Reading.VERSION,
                pump,
                "read-" + Long.toHexString(names++),
                new Reading(snapshot, "read", List.of()).toJson());
    }

    private static PumpIdentity identity(PumpId pump) {
        return new PumpIdentity(pump, "Model 40", "1.7.2", CAPABILITIES, true);
    }

    private void add(TherapyEntry entry, PumpId pump, String correlation) {
        add(entry.type(), TherapyEntry.VERSION, pump, correlation, entry.toJson());
    }

    private void add(String type, int version, PumpId pump, String correlation, JsonObject body) {
        waiting.add(Entry.of(type, version, nurse)
                .pump(pump.text())
                .correlation(correlation)
                .body(body)
                .build());
        entries++;
        if (waiting.size() == Ledger.MAX_BATCH) {
            flush();
        }
    }

    private void flush() {
        ledger.append(List.copyOf(waiting));
        waiting.clear();
    }
}
