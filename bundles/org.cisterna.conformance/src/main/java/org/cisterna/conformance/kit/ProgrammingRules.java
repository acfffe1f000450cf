// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.Staged;
import org.cisterna.quantity.FlowRate;

/** Chapter 4: programming. */
final class ProgrammingRules {

    private static final int PREVIEWS = 200;
    private static final Duration HOUR = Duration.ofHours(1);

    private ProgrammingRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("4.02", ProgrammingRules::aPreviewIsWhatIsHeld),
                new Check("4.03", ProgrammingRules::whatWasNotStagedIsNotCommitted),
                new Check("4.04", ProgrammingRules::appliedIsExact),
                new Check("4.05", ProgrammingRules::oldOrNewAtEachByte),
                new Check("4.06", ProgrammingRules::whatDoesNotFitIsNotSent),
                new Check("4.09", ProgrammingRules::anotherRevisionIsRefused),
                new Check("4.10", ProgrammingRules::aReadBackAsksAnew),
                new Check("4.12", ProgrammingRules::anInterimStopIsDeclaredAndEnds));
    }

    private static void aPreviewIsWhatIsHeld(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        Plans plans = trial.plans();
        RandomGenerator random = trial.random("previews");
        Revision revision = bench.read().revision();
        try (PumpSession session = bench.session()) {
            long sent = bench.wire().bytes(Direction.TO_PUMP);
            for (int i = 0; i < PREVIEWS; i++) {
                Plan plan = plans.plan(
                        revision, new Programme.Continuous(plans.rate(random.nextLong(50_000, 20_000_000))), List.of());
                Answer<Preview> once = session.preview(plan);
                judge.expect(
                        once.equals(session.preview(plan)),
                        () -> "two previews of one plan differ: " + plan.programme());
                judge.expect(
                        once.equals(Answer.done(Preview.of(plan))),
                        () -> "a plan on the grid, " + plan.programme() + ", previews as " + once);
            }
            judge.expect(
                    bench.wire().bytes(Direction.TO_PUMP) == sent,
                    () -> "previews sent " + (bench.wire().bytes(Direction.TO_PUMP) - sent) + " bytes");
        }
        for (List<ProgrammePart> parts :
                List.of(List.<ProgrammePart>of(), plans.bolus(40_000).stream().toList())) {
            Plan plan = plans.plan(bench.read().revision(), plans.next(), parts);
            try (PumpSession session = bench.session()) {
                Preview preview = session.preview(plan).orElseThrow();
                Said said = trial.change(bench, session, plan, bench.id());
                ReadBack back = session.readBack(bench.soon());
                judge.expect(
                        said.kind() == Said.Kind.APPLIED
                                && back.programme().equals(preview.programme())
                                && back.parts().equals(preview.parts()),
                        () -> "previewed " + preview.text() + ", and the pump holds " + back);
            }
        }
    }

    private static void whatWasNotStagedIsNotCommitted(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        Bench bench = trial.ready();
        Snapshot before = bench.read();
        Plan plan = plans.plan(before.revision(), plans.next(), List.of());
        try (PumpSession session = bench.session()) {
            CommandId id = bench.id();
            Staged staged = session.stage(plan, id, bench.soon()).orElseThrow();
            Programme other = new Programme.Continuous(plans.rate(1_000_000));
            List<Staged> forged = List.of(
                    new Staged("00", staged.expected(), staged.programme(), staged.solution(), staged.parts()),
                    new Staged(staged.token(), staged.expected(), other, staged.solution(), staged.parts()),
                    new Staged(
                            staged.token(),
                            new Revision(staged.expected().number() + 1),
                            staged.programme(),
                            staged.solution(),
                            staged.parts()));
            for (Staged each : forged) {
                Answer<CommandEffect> answer = session.commit(each, id, bench.soon());
                judge.expect(!answer.isDone(), () -> "what was not staged like this was committed: " + each);
            }
            Answer<CommandEffect> stranger = session.commit(staged, bench.id(), bench.soon());
            judge.expect(!stranger.isDone(), () -> "what was staged for one command was committed for another");
        }
        Snapshot after = bench.read();
        judge.expect(
                after.programme().equals(before.programme()) && after.revision().equals(before.revision()),
                () -> "the pump ran " + before.programme() + " and runs " + after.programme());
    }

    private static void appliedIsExact(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        Bench bench = trial.ready();
        RandomGenerator random = trial.random("exact");
        for (int i = 0; i < 12; i++) {
            Programme wanted = i % 3 == 0
                    ? plans.next()
                    : new Programme.Continuous(plans.rate(random.nextLong(100_000, 2_000_000)));
            List<ProgrammePart> parts =
                    i % 4 == 1 ? plans.bolus(20_000).stream().toList() : List.of();
            Said said = trial.change(bench, wanted, parts);
            Snapshot snapshot = bench.read();
            judge.expect(
                    said.kind() != Said.Kind.APPLIED
                            || (snapshot.programme().equals(wanted)
                                    && snapshot.programmeParts().equals(parts)
                                    && snapshot.motor() == MotorState.RUNNING),
                    () -> "applied was said of " + wanted + ", and the pump holds " + snapshot.programme());
            bench.pass(HOUR.multipliedBy(2));
            Instant from = bench.time().now();
            long flowed = bench.flowIn(HOUR.multipliedBy(6));
            long expected = Plans.integral(wanted, from, bench.time().now());
            judge.expect(
                    said.kind() != Said.Kind.APPLIED || Tolerance.near(flowed, expected, plans.capabilities()),
                    () -> "applied was said of " + wanted + ", which gives " + expected + " nL, and " + flowed
                            + " nL flowed");
        }
        for (RigAct act : List.of(RigAct.MEMORY_WRITE_LOST, RigAct.MEMORY_WRITE_FAILURE)) {
            Bench broken = trial.ready();
            if (broken.rig().acts().contains(act)) {
                broken.act(act, 1);
                Said said = trial.change(broken, plans.next(), List.of());
                judge.note("with " + act + ": " + said);
                judge.expect(
                        said.kind() != Said.Kind.APPLIED,
                        () -> "with " + act + " nothing is stored, and applied was said");
            }
        }
    }

    private static void oldOrNewAtEachByte(Trial trial, Judge judge) throws Exception {
        for (Sweep.What what : Sweep.What.values()) {
            try {
                trial.sweep(what).oldOrNew(judge);
            } catch (NotTestable reason) {
                judge.note(reason.wordsIfAbsent());
            }
        }
        trial.randomRun().contradictions(judge);
    }

    private static void whatDoesNotFitIsNotSent(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        Capabilities can = plans.capabilities();
        long grid = can.rateGrid().nanolitresPerDay();
        List<Programme> wrong = new ArrayList<>();
        wrong.add(new Programme.Continuous(new FlowRate(can.rate().max().nanolitresPerDay() + grid)));
        wrong.add(new Programme.Continuous(new FlowRate(can.rate().max().nanolitresPerDay() * 2)));
        if (can.rate().min().nanolitresPerDay() > grid) {
            wrong.add(new Programme.Continuous(new FlowRate(can.rate().min().nanolitresPerDay() - grid)));
        }
        if (grid > 1) {
            wrong.add(new Programme.Continuous(new FlowRate(plans.rate(500_000).nanolitresPerDay() + 1)));
            wrong.add(new Programme.Continuous(new FlowRate(plans.rate(500_000).nanolitresPerDay() + grid / 2)));
        }
        Bench bench = trial.ready();
        Snapshot before = bench.read();
        for (Programme each : wrong) {
            try (PumpSession session = bench.session()) {
                long sent = bench.wire().bytes(Direction.TO_PUMP);
                Answer<Staged> answer =
                        session.stage(plans.plan(before.revision(), each, List.of()), bench.id(), bench.soon());
                judge.expect(!answer.isDone(), () -> "what does not fit was staged: " + each);
                judge.expect(
                        bench.wire().bytes(Direction.TO_PUMP) == sent,
                        () -> "before " + each + " was refused, "
                                + (bench.wire().bytes(Direction.TO_PUMP) - sent) + " bytes were sent");
            }
        }
        Snapshot after = bench.read();
        judge.expect(
                after.revision().equals(before.revision()) && after.programme().equals(before.programme()),
                () -> "refused values changed the pump");
        judge.note(wrong.size() + " programmes that do not fit");
    }

    private static void anotherRevisionIsRefused(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        Bench bench = trial.ready();
        Revision old = bench.read().revision();
        trial.change(bench.asSomebodyElse(trial.newDriver()), new Programme.Continuous(plans.rate(300_000)), List.of());
        Snapshot between = bench.read();
        Said said = trial.change(bench, plans.plan(old, plans.next(), List.of()), bench.id());
        Snapshot after = bench.read();
        judge.expect(
                said.kind() == Said.Kind.REFUSED && after.programme().equals(between.programme()),
                () -> "a plan for revision " + old.number() + " came to " + said + " at revision "
                        + between.revision().number());
        judge.note(said.words());
    }

    private static void aReadBackAsksAnew(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        Bench bench = trial.ready();
        try (PumpSession session = bench.session()) {
            long sent = bench.wire().bytes(Direction.TO_PUMP);
            session.readBack(bench.soon());
            judge.expect(bench.wire().bytes(Direction.TO_PUMP) > sent, () -> "a read-back asked the pump for nothing");
        }
        Bench lost = trial.ready();
        trial.requires(lost, RigAct.MEMORY_WRITE_LOST);
        Revision revision = lost.read().revision();
        lost.act(RigAct.MEMORY_WRITE_LOST, 1);
        Plan plan = plans.plan(revision, plans.next(), List.of());
        try (PumpSession session = lost.session()) {
            CommandId id = lost.id();
            Staged staged = session.stage(plan, id, lost.soon()).orElseThrow();
            session.commit(staged, id, lost.soon());
            try {
                ReadBack back = session.readBack(lost.soon());
                judge.expect(
                        !back.programme().equals(plan.programme()),
                        () -> "the pump stored nothing, and the read-back shows " + back.programme());
            } catch (org.cisterna.pump.wire.LinkException e) {
                judge.expect(true, () -> "");
                judge.note("memory and status disagree, and the read-back says so: " + e.getMessage());
            }
        }
    }

    private static void anInterimStopIsDeclaredAndEnds(Trial trial, Judge judge) throws Exception {
        trial.sweep(Sweep.What.PROGRAMME).interimStop(trial.descriptor().interimStop(), judge);
    }
}
