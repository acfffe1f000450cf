// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Functions;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.MriConduct;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.quantity.FlowRate;

/** Chapter 1: what a driver says of itself. */
final class DescriptorRules {

    private static final int OFTEN = 1_000;

    private DescriptorRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("1.01", DescriptorRules::theSameEachTime),
                new Check("1.03", DescriptorRules::rangesOnTheirGrid),
                new Check("1.04", DescriptorRules::whatIsDeclaredWorks),
                new Check("1.05", DescriptorRules::anotherPumpGetsNothing),
                new Check("1.06", DescriptorRules::theFieldDoesWhatIsDeclared));
    }

    private static void theSameEachTime(Trial trial, Judge judge) throws Exception {
        Digest first = trial.newDriver().descriptor().digest();
        for (int i = 0; i < OFTEN; i++) {
            Digest again = trial.newDriver().descriptor().digest();
            judge.expect(again.equals(first), () -> "asked again, the description was " + again + " and not " + first);
        }
        Bench bench = trial.ready();
        Digest after = bench.driver().descriptor().digest();
        judge.expect(after.equals(first), () -> "after a session the description was " + after + " and not " + first);
        judge.note("digest " + first.text());
    }

    private static void rangesOnTheirGrid(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        Capabilities can = plans.capabilities();
        long grid = can.rateGrid().nanolitresPerDay();
        for (FlowRate end : List.of(can.rate().min(), can.rate().max())) {
            judge.expect(
                    end.nanolitresPerDay() % grid == 0,
                    () -> "the rate " + end.text() + " is no multiple of "
                            + can.rateGrid().text());
        }
        Bench bench = trial.ready();
        try (PumpSession session = bench.session()) {
            Revision revision = new Revision(1);
            for (FlowRate end : List.of(can.rate().min(), can.rate().max())) {
                Plan plan = plans.plan(revision, new Programme.Continuous(end), List.of());
                judge.expect(
                        session.preview(plan).isDone(),
                        () -> "the declared rate " + end.text() + " is refused: "
                                + session.preview(plan).violations());
            }
            FlowRate above = new FlowRate(can.rate().max().nanolitresPerDay() + grid);
            Plan plan = plans.plan(revision, new Programme.Continuous(above), List.of());
            judge.expect(
                    !session.preview(plan).isDone(),
                    () -> "one step above the highest rate, " + above.text() + ", is accepted");
        }
        judge.note("rates " + can.rate() + " in steps of " + can.rateGrid().text());
    }

    private static void whatIsDeclaredWorks(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        Functions can = plans.functions();
        List<Optional<ProgrammePart>> parts =
                List.of(plans.bolus(40_000), plans.patientBolus(4), plans.prime(20_000), plans.bridge());
        for (Optional<ProgrammePart> part : parts) {
            if (part.isPresent()) {
                Bench bench = trial.ready();
                Said said = trial.change(bench, plans.base(), List.of(part.get()));
                judge.expect(
                        said.kind() == Said.Kind.APPLIED,
                        () -> "declared and not done: " + part.get().text() + ": " + said);
            }
        }
        if (can.bolus().isEmpty()) {
            refusesUndeclared(
                    trial,
                    judge,
                    new ProgrammePart.SingleBolus(new org.cisterna.quantity.Volume(10_000), Duration.ofHours(1)));
        }
        if (can.minimumRate().isEmpty()) {
            refusesUndeclared(trial, judge, new ProgrammePart.MinimumRate(plans.rate(0)));
        }
        if (can.dayPatterns() == 1) {
            refusesUndeclared(
                    trial, judge, new ProgrammePart.Weekdays(List.of(java.time.DayOfWeek.MONDAY), plans.base()));
        }
    }

    private static void refusesUndeclared(Trial trial, Judge judge, ProgrammePart part) throws Exception {
        Bench bench = trial.ready();
        Snapshot before = bench.read();
        Said said = trial.change(bench, trial.plans().base(), List.of(part));
        judge.expect(said.kind() == Said.Kind.REFUSED, () -> "not declared: " + part.text() + " came to " + said);
        Snapshot after = bench.read();
        judge.expect(
                after.revision().equals(before.revision()) && after.programme().equals(before.programme()),
                () -> "not declared: " + part.text() + " changed the pump");
    }

    private static void anotherPumpGetsNothing(Trial trial, Judge judge) throws Exception {
        Bench other = trial.ready(trial.paired(trial.bench(1)));
        Bench bench = trial.ready();
        Snapshot before = other.read();
        // the pump behind the address is another one; it even knows the key
        for (boolean knowsKey : List.of(false, true)) {
            HostKeys.Key own = bench.key();
            if (knowsKey) {
                bench.key(other.key());
            }
            String how = knowsKey ? "another pump that knows the key" : "another pump";
            try {
                Answer<PumpSession> answer = bench.open(other.rig().connect());
                judge.expect(!answer.isDone(), () -> "a session was opened with " + how);
                if (answer instanceof Answer.Done<PumpSession> done) {
                    Plan plan =
                            trial.plans().plan(before.revision(), trial.plans().next(), List.of());
                    trial.change(bench, done.value(), plan, bench.id());
                    done.value().close();
                } else {
                    judge.note(how + ": " + answer.violations().get(0).code());
                }
            } catch (org.cisterna.pump.wire.LinkException e) {
                judge.expect(true, () -> "");
                judge.note(how + ": " + e.getMessage());
            }
            bench.key(own);
        }
        bench.pass(Duration.ofMinutes(5));
        other.pass(Duration.between(other.time().now(), bench.time().now()));
        Snapshot after = other.read();
        judge.expect(
                after.programme().equals(before.programme()) && after.revision().equals(before.revision()),
                () -> "the other pump was changed: it ran " + before.programme() + " and runs " + after.programme());
        judge.note("bytes to the other pump: " + bench.wire().bytes(Direction.TO_PUMP));
    }

    private static void theFieldDoesWhatIsDeclared(Trial trial, Judge judge) throws Exception {
        MriConduct declared = trial.descriptor().conduct().mri();
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.STRONG_FIELD);
        bench.act(RigAct.STRONG_FIELD, 1);
        bench.pass(Duration.ofMinutes(30));
        boolean flowsInField = bench.flow().flowing();
        bench.act(RigAct.STRONG_FIELD, 0);
        bench.pass(declared.recoversWithin().orElse(Duration.ofDays(1)).plus(Duration.ofMinutes(1)));
        long behind = bench.flowIn(Duration.ofHours(6));
        MotorState motor = bench.read().motor();
        judge.note("declared " + declared.inField() + "; flowing in the field: " + flowsInField + "; " + behind
                + " nL in 6 h after it; read as " + motor);
        switch (declared.inField()) {
            case UNAFFECTED -> judge.expect(flowsInField && behind > 0, () -> "the field stopped it");
            case STANDS_AND_RECOVERS ->
                judge.expect(!flowsInField && behind > 0, () -> "it does not stand in the field and recover");
            case SHUTS_UNTIL_RESET ->
                judge.expect(behind == 0, () -> "declared to stay shut until reset, and " + behind + " nL flowed");
            case UNSAFE, UNKNOWN -> judge.expect(true, () -> "");
        }
    }
}
