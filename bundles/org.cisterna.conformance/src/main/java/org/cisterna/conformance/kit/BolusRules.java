// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Functions;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;

/** Chapter 6: boluses; with it the rule of chapter 11 about the clock of a lockout. */
final class BolusRules {

    private static final int MOST = 4;
    private static final Duration STEP = Duration.ofMinutes(17);
    private static final Duration DAY = Duration.ofDays(1);

    private BolusRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("6.03", BolusRules::lockoutAndCountHoldInEveryWindow),
                new Check("6.04", BolusRules::theDayGoesOn),
                new Check("6.09", BolusRules::noBolusWhereNothingIsDelivered),
                new Check("6.12", BolusRules::aLostAnswerGivesNoSecondBolus),
                new Check("11.02", BolusRules::aLockoutKnowsNoClockThatIsSet));
    }

    private static ProgrammePart.PatientBolus controller(Trial trial) throws Exception {
        return (ProgrammePart.PatientBolus) trial.plans()
                .patientBolus(MOST)
                .orElseThrow(() -> NotTestable.absent("the pump declares no bolus by the patient"));
    }

    /** A pump whose patient may ask, and is asked to when lockouts from before are over. */
    private static Bench withController(Trial trial, ProgrammePart part) throws Exception {
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.PATIENT_ASKS);
        Said said = trial.change(bench, trial.plans().base(), List.of(part));
        if (said.kind() != Said.Kind.APPLIED) {
            throw new Unusable("a programme with a bolus by the patient came to " + said);
        }
        bench.pass(part instanceof ProgrammePart.PatientBolus bolus ? bolus.lockout() : DAY);
        return bench;
    }

    private static void lockoutAndCountHoldInEveryWindow(Trial trial, Judge judge) throws Exception {
        ProgrammePart.PatientBolus part = controller(trial);
        Functions.PatientBolus declared =
                trial.plans().functions().patientBolus().orElseThrow();
        RandomGenerator random = trial.random("presses");
        Bench bench = withController(trial, part);
        List<Instant> grants = new ArrayList<>();
        int asked = 0;
        while (grants.size() < 3 * MOST && asked < 600) {
            asked++;
            if (asked % 7 == 3 && bench.rig().acts().contains(RigAct.RESTART)) {
                bench.act(RigAct.RESTART, 1);
            }
            if (asked % 11 == 5 && bench.rig().acts().contains(RigAct.CLOCK_OFFSET)) {
                bench.act(RigAct.CLOCK_OFFSET, random.nextLong(-90_000_000, 90_000_000));
            }
            if (bench.act(RigAct.PATIENT_ASKS, 0)) {
                grants.add(bench.time().now());
            }
            bench.pass(STEP.plusMillis(random.nextLong(600_000)));
        }
        judge.note(grants.size() + " of " + asked + " wishes were granted");
        judge.expect(!grants.isEmpty(), () -> "no wish was granted in all that time");
        Duration apart =
                declared.lockout() == Functions.LockoutFrom.END ? part.lockout().plus(part.duration()) : part.lockout();
        Grants granted = new Grants(grants);
        granted.apart(apart, judge);
        granted.counted(part.most(), declared.counted() == Functions.CountedOver.ROLLING, judge);
        long given = bench.flow().pushedPicolitres() / 1_000;
        long basal =
                Plans.integral(trial.plans().base(), Bench.START, bench.time().now());
        long most = basal + grants.size() * part.volume().nanolitres();
        judge.expect(
                given <= most + most * trial.plans().capabilities().accuracyPerMille() / 1_000 + 4_500,
                () -> given + " nL flowed; day and granted boluses are " + most + " nL");
    }

    private static void aLockoutKnowsNoClockThatIsSet(Trial trial, Judge judge) throws Exception {
        ProgrammePart.PatientBolus part = controller(trial);
        for (long step : new long[] {3_600_000, -3_600_000, 86_400_000, -86_400_000}) {
            Bench bench = withController(trial, part);
            trial.requires(bench, RigAct.CLOCK_OFFSET);
            boolean first = bench.act(RigAct.PATIENT_ASKS, 0);
            judge.expect(first, () -> "no wish was granted though no lockout ran");
            bench.pass(part.duration().plusMinutes(5));
            bench.act(RigAct.CLOCK_OFFSET, step);
            boolean early = bench.act(RigAct.PATIENT_ASKS, 0);
            judge.expect(
                    !early,
                    () -> "the clock was set by " + Duration.ofMillis(step).toHours()
                            + " h within a lockout, and it opened");
            bench.pass(part.lockout().plus(part.duration()));
            boolean due = bench.act(RigAct.PATIENT_ASKS, 0);
            judge.expect(
                    due,
                    () -> "the clock was set by " + Duration.ofMillis(step).toHours()
                            + " h within a lockout, and it stayed shut when it had ended");
        }
    }

    private static void theDayGoesOn(Trial trial, Judge judge) throws Exception {
        ProgrammePart bolus = trial.plans()
                .bolus(40_000)
                .orElseThrow(() -> NotTestable.absent("the pump declares no bolus by order"));
        Bench bench = trial.ready();
        Said said = trial.change(bench, trial.plans().next(), List.of(bolus));
        Snapshot during = bench.read();
        judge.expect(
                said.kind() == Said.Kind.APPLIED
                        && during.programme().equals(trial.plans().next()),
                () -> "with a bolus under way (" + said + ") the day reads as " + during.programme());
        bench.pass(Duration.ofHours(2));
        Snapshot after = bench.read();
        Instant from = bench.time().now();
        long flowed = bench.flowIn(Duration.ofHours(10));
        long expected = Plans.integral(trial.plans().next(), from, bench.time().now());
        boolean stops = trial.plans().functions().bolus().orElseThrow().after() == Functions.After.STOPS;
        judge.expect(
                after.programme().equals(trial.plans().next()),
                () -> "after the bolus the day reads as " + after.programme());
        judge.expect(
                stops
                        ? flowed == 0
                        : Tolerance.near(flowed, expected, trial.plans().capabilities()),
                () -> "in 10 h after the bolus " + flowed + " nL flowed; the day gives " + expected);
        judge.note(flowed + " nL in 10 h after the bolus, where the day gives " + expected);
    }

    private static void noBolusWhereNothingIsDelivered(Trial trial, Judge judge) throws Exception {
        ProgrammePart.PatientBolus part = controller(trial);
        Bench stopped = withController(trial, part);
        stopped.session().stop(stopped.id(), stopped.soon());
        refused(judge, stopped, "stopped");
        for (RigAct act : List.of(RigAct.MOTOR_STALL, RigAct.FLOW_VALVE, RigAct.POWER_ON_RESET)) {
            Bench bench = withController(trial, part);
            if (bench.rig().acts().contains(act)) {
                bench.act(act, 1);
                bench.pass(Duration.ofHours(2));
                if (bench.read().motor() != MotorState.RUNNING) {
                    refused(judge, bench, "after " + act);
                }
            }
        }
        ProgrammePart bridge = trial.plans().bridge().orElse(null);
        if (bridge != null) {
            Bench bench = trial.ready();
            Said said = trial.change(bench, trial.plans().base(), List.of(bridge, part));
            if (said.kind() == Said.Kind.APPLIED) {
                bench.pass(Duration.ofMinutes(20));
                judge.expect(
                        !bench.act(RigAct.PATIENT_ASKS, 0), () -> "a wish was granted while the pump runs a bridge");
            } else {
                judge.note("a bridge with a controller came to " + said);
            }
        }
    }

    private static void refused(Judge judge, Bench bench, String state) throws Exception {
        boolean granted = bench.act(RigAct.PATIENT_ASKS, 0);
        judge.expect(!granted, () -> "a wish was granted while " + state);
    }

    private static void aLostAnswerGivesNoSecondBolus(Trial trial, Judge judge) throws Exception {
        ProgrammePart bolus = trial.plans()
                .bolus(40_000)
                .orElseThrow(() -> NotTestable.absent("the pump declares no bolus by order"));
        trial.sweep(Sweep.What.BOLUS).givenIsWhatIsRead("", judge);
        Bench bench = trial.ready();
        Snapshot before = bench.read();
        Plan plan = trial.plans().plan(before.revision(), trial.plans().base(), List.of(bolus));
        CommandId id = bench.id();
        Instant from = bench.time().now();
        long start = bench.flow().pushedPicolitres();
        for (int times = 0; times < 5; times++) {
            try (PumpSession session = bench.session()) {
                trial.change(bench, session, plan, id);
            } catch (LinkException e) {
                judge.note("repeated: " + e.getMessage());
            }
            bench.pass(Duration.ofMinutes(70));
        }
        bench.pass(Duration.ofHours(3));
        long given = (bench.flow().pushedPicolitres() - start) / 1_000;
        long day = Plans.integral(trial.plans().base(), from, bench.time().now());
        judge.expect(
                given <= day + 60_000,
                () -> "one bolus of 40000 nL was sent five times under one id, and " + (given - day)
                        + " nL more than the day flowed");
        judge.note("sent five times under one id: " + (given - day) + " nL beside the day");
    }
}
