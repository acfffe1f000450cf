// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cisterna.canonical.Digest;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.MriConduct;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
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
        try (PumpSession session = bench.session()) {
            session.interrogate(bench.soon());
            long bytes = bytes(bench);
            Instant now = bench.time().now();
            Digest meanwhile = bench.driver().descriptor().digest();
            judge.expect(
                    meanwhile.equals(first),
                    () -> "in a session the description was " + meanwhile + " and not " + first);
            judge.expect(
                    bytes(bench) == bytes && bench.time().now().equals(now),
                    () -> "asked for its description in a session it spoke to the pump, or waited: "
                            + (bytes(bench) - bytes) + " bytes, "
                            + Duration.between(now, bench.time().now()));
        }
        Digest after = bench.driver().descriptor().digest();
        judge.expect(after.equals(first), () -> "after a session the description was " + after + " and not " + first);
        judge.note("digest " + first.text());
    }

    private static long bytes(Bench bench) {
        return bench.wire().bytes(Direction.TO_PUMP) + bench.wire().bytes(Direction.FROM_PUMP);
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
            case UNSAFE ->
                judge.expect(
                        declared.emptyBefore(),
                        () -> "declared to give what it holds or to break, and not to be emptied before");
            case UNKNOWN -> judge.expect(false, () -> "the description does not say what a field does to the pump");
        }
    }
}
