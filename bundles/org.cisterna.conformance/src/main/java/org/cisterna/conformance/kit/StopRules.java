// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.Staged;

/** Chapter 4: what stops a pump, and what a refusal leaves. */
final class StopRules {

    private static final Duration HOUR = Duration.ofHours(1);

    private StopRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("4.16", StopRules::aStopWorksInEveryState),
                new Check("4.17", StopRules::nothingIsCaughtUpAfterAStop),
                new Check("4.19", StopRules::aRefusalChangesNothing));
    }

    private static void aStopWorksInEveryState(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        List<String> states = List.of("running", "staged", "just committed", "stopped", "with a bolus");
        for (String state : states) {
            Bench bench = trial.ready();
            Revision revision = bench.read().revision();
            if (state.equals("with a bolus")) {
                trial.change(bench, plans.base(), plans.bolus(40_000).stream().toList());
            }
            try (PumpSession session = bench.session()) {
                CommandId id = bench.id();
                if (state.equals("staged") || state.equals("just committed")) {
                    Staged staged = session.stage(plans.plan(revision, plans.next(), List.of()), id, bench.soon())
                            .orElseThrow();
                    if (state.equals("just committed")) {
                        session.commit(staged, id, bench.soon());
                    }
                }
                if (state.equals("stopped")) {
                    session.stop(bench.id(), bench.soon());
                }
                CommandId stop = bench.id();
                for (int times = 0; times < 2; times++) {
                    Answer<CommandEffect> answer = session.stop(stop, bench.soon());
                    judge.expect(
                            answer.isDone(), () -> "a stop was refused while " + state + ": " + answer.violations());
                }
            }
            Snapshot snapshot = bench.read();
            judge.expect(
                    snapshot.motor() == MotorState.STOPPED,
                    () -> "after a stop while " + state + " the reading says " + snapshot.motor());
            long flowed = bench.flowIn(HOUR.multipliedBy(4));
            judge.expect(flowed == 0, () -> "after a stop while " + state + " " + flowed + " nL flowed in 4 h");
        }
    }

    private static void nothingIsCaughtUpAfterAStop(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        Bench bench = trial.ready();
        bench.session().stop(bench.id(), bench.soon());
        long standing = bench.flowIn(HOUR.multipliedBy(6));
        judge.expect(standing == 0, () -> standing + " nL flowed while stopped");
        Said said = trial.change(bench, plans.base(), List.of());
        if (said.kind() != Said.Kind.APPLIED) {
            throw new Unusable("after a stop a programme came to " + said);
        }
        Instant from = bench.time().now();
        long flowed = bench.flowIn(HOUR.multipliedBy(2));
        long expected = Plans.integral(plans.base(), from, bench.time().now());
        judge.expect(
                Tolerance.near(flowed, expected, plans.capabilities()),
                () -> "in the 2 h after a stop of 6 h " + flowed + " nL flowed; the programme gives " + expected);
        judge.note(flowed + " nL where the programme gives " + expected);
    }

    private static void aRefusalChangesNothing(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        Bench bench = trial.ready();
        Snapshot before = bench.read();
        Revision wrong = new Revision(before.revision().number() + 7);
        Said said = trial.change(bench, plans.plan(wrong, plans.next(), List.of()), bench.id());
        Snapshot after = bench.read();
        judge.expect(said.kind() != Said.Kind.APPLIED, () -> "a plan for a revision that never was came to " + said);
        judge.expect(
                after.revision().equals(before.revision())
                        && after.programme().equals(before.programme())
                        && after.alarms().equals(before.alarms())
                        && after.motor() == before.motor()
                        && after.lastCommand().equals(before.lastCommand()),
                () -> "a refusal (" + said + ") changed the pump: revision "
                        + before.revision().number() + " became "
                        + after.revision().number() + ", " + before.motor() + " became " + after.motor());
        judge.note(said.words());
    }
}
