// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.cisterna.conformance.kit.WireFault.Kind;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.FillSensor;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.Volume;

/**
 * Lives of pumps by chance: programmes, what a pump declares beside them, wishes of the patient, stops, restarts, broken links, days that pass. After every step the pump is read, and held to the
 * {@link Model}. A life ends before its reservoir does; then another pump takes its place.
 */
final class RandomRun {

    /** At the highest rates that are sent, so many steps take less than a reservoir holds. */
    private static final int STEPS_OF_A_LIFE = 200;

    /** Where a reading said what the model excludes. */
    private record Contradiction(Trace life, Instant at, String words) {}

    private final List<Trace> lives = new ArrayList<>();
    private final List<Contradiction> contradictions = new ArrayList<>();
    private int steps;

    private RandomRun() {}

    static RandomRun of(Trial trial) throws IOException, Unusable, LinkException, InterruptedException, NotTestable {
        RandomRun run = new RandomRun();
        RandomGenerator random = trial.random("life");
        while (run.steps < trial.profile().steps()) {
            run.live(trial, random, Math.min(STEPS_OF_A_LIFE, trial.profile().steps() - run.steps));
        }
        return run;
    }

    private void live(Trial trial, RandomGenerator random, int length)
            throws IOException, Unusable, LinkException, InterruptedException, NotTestable {
        Bench bench = trial.ready();
        lives.add(bench.trace());
        Model model = new Model(trial.plans().base());
        boolean logs = trial.descriptor().conduct().eventLog();
        long next = 0;
        for (int step = 0; step < length; step++) {
            String act = act(trial, bench, random, model);
            bench.pass(Duration.ofMinutes(random.nextLong(1, 30)));
            Snapshot snapshot = bench.read();
            String where = "life " + lives.size() + ", step " + step + ", " + act + ": ";
            model.read(snapshot.programme(), snapshot.motor())
                    .ifPresent(words -> contradictions.add(
                            new Contradiction(bench.trace(), bench.time().now(), where + words)));
            steps++;
            if (logs && step % 5 == 0) {
                next = log(bench, next);
            }
        }
    }

    /** Does something, and tells the model what was said of it. */
    private static String act(Trial trial, Bench bench, RandomGenerator random, Model model)
            throws IOException, Unusable, LinkException, InterruptedException, NotTestable {
        Plans plans = trial.plans();
        int what = random.nextInt(10);
        if (what < 3) {
            Programme day = new Programme.Continuous(plans.rate(random.nextLong(60_000, 600_000)));
            Said said = trial.change(bench, day, List.of());
            model.changed(day, said.kind());
            return "programme: " + said.kind();
        }
        if (what == 3) {
            Programme day = bench.read().programme();
            List<ProgrammePart> beside = beside(bench, plans, random);
            Said said = trial.change(bench, day, beside);
            model.changed(day, said.kind());
            return beside.stream().map(ProgrammePart::text).findFirst().orElse("the same day") + ": " + said.kind();
        }
        if (what == 4) {
            Answer<CommandEffect> answer;
            try (PumpSession session = bench.session()) {
                answer = session.stop(bench.id(), bench.soon());
            }
            if (answer.isDone()) {
                model.stopped();
            }
            return answer.isDone() ? "stop" : "a stop that was refused";
        }
        if (what == 5 || what == 6) {
            Programme day = new Programme.Continuous(plans.rate(random.nextLong(60_000, 600_000)));
            Plan plan = plans.plan(bench.read().revision(), day, List.of());
            WireFault fault = new WireFault(
                    random.nextBoolean() ? Kind.CUT : Kind.SILENCE,
                    random.nextBoolean() ? Direction.TO_PUMP : Direction.FROM_PUMP,
                    random.nextLong(900));
            Said said = trial.change(bench, plan, bench.id(), fault);
            model.changed(day, said.kind());
            bench.pass(trial.descriptor().interimStop().orElse(Duration.ZERO).plus(Duration.ofMinutes(3)));
            return "programme, " + fault.text() + ": " + said.kind();
        }
        if (what == 7 && bench.rig().acts().contains(RigAct.RESTART)) {
            bench.act(RigAct.RESTART, 1);
            return "restart";
        }
        if (what == 8 && bench.rig().acts().contains(RigAct.PATIENT_ASKS)) {
            return "the patient asks: " + bench.act(RigAct.PATIENT_ASKS, 0);
        }
        bench.pass(Duration.ofMinutes(random.nextLong(1, 900)));
        return "time passes";
    }

    /** One of what the pump declares beside the day; none where it declares nothing. */
    private static List<ProgrammePart> beside(Bench bench, Plans plans, RandomGenerator random)
            throws Unusable, LinkException, InterruptedException {
        List<ProgrammePart> declared = new ArrayList<>();
        plans.bolus(10_000).ifPresent(declared::add);
        plans.patientBolus(4).ifPresent(declared::add);
        plans.prime(20_000).ifPresent(declared::add);
        plans.bridge().ifPresent(declared::add);
        // told what its own account says already, for nobody filled it: what a sensor shows beside it would move the
        // account
        Volume account = account(bench.read());
        plans.refill(account)
                .filter(each -> each.equals(new ProgrammePart.Refill(account)))
                .ifPresent(declared::add);
        return declared.isEmpty() ? declared : List.of(declared.get(random.nextInt(declared.size())));
    }

    private static Volume account(Snapshot snapshot) {
        return snapshot.fillSensor().map(FillSensor::calculated).orElse(snapshot.reservoir());
    }

    private static long log(Bench bench, long from) throws Unusable, LinkException, InterruptedException {
        try (PumpSession session = bench.session()) {
            return EventLog.read(session, bench::soon, from, 20, page -> {});
        }
    }

    /** What was recorded of each. */
    List<Trace> lives() {
        return lives;
    }

    /** Holds the readings to the model. */
    void contradictions(Judge judge) {
        for (Contradiction each : contradictions) {
            judge.about(() -> each.life().momentsUntil(each.at()));
            judge.expect(false, each::words);
        }
        for (int kept = contradictions.size(); kept < steps; kept++) {
            judge.expect(true, () -> "");
        }
        judge.note(text());
    }

    /** For people. */
    String text() {
        int readings = lives.stream().mapToInt(each -> each.readings().size()).sum();
        return steps + " steps by chance, " + readings + " readings";
    }
}
