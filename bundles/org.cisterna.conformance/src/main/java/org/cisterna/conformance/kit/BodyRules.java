// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;

/** Chapters 12, 13 and 14: batteries, fields and resets. */
final class BodyRules {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_STEPS = 200;

    private BodyRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("12.02", BodyRules::thePumpKnowsItsBattery),
                new Check("12.05", BodyRules::aLackOfVoltageIsTold),
                new Check("13.05", BodyRules::aStuckPumpIsFreedOrTold),
                new Check("13.06", BodyRules::theHandAloneOpensTheValve),
                new Check("14.03", BodyRules::aFailedSelfTestIsRead));
    }

    private static void thePumpKnowsItsBattery(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.CLOCK_OFFSET);
        Snapshot.Battery before = bench.read().battery();
        bench.act(RigAct.CLOCK_OFFSET, 365L * 86_400_000L);
        Snapshot.Battery later = bench.read().battery();
        judge.expect(
                later == before,
                () -> "the pump's clock went on by a year and its battery did not, and it reads as " + later);
        bench.act(RigAct.CLOCK_OFFSET, 0);
        Snapshot.Battery worst = Snapshot.Battery.OK;
        for (int months = 0; months < 160 && worst != Snapshot.Battery.EOS; months++) {
            bench.pass(Duration.ofDays(30));
            Snapshot snapshot;
            try {
                snapshot = bench.read();
            } catch (Unusable | LinkException dead) {
                judge.note("after " + months + " months it answers no more: " + dead.getMessage());
                break;
            }
            worst = snapshot.battery();
            boolean alarmed = StateRules.codes(snapshot).stream()
                    .anyMatch(each -> each.contains("ERI")
                            || each.contains("EOS")
                            || each.contains("REPLACE")
                            || each.contains("END_OF_SERVICE"));
            int after = months;
            judge.expect(
                    (snapshot.battery() == Snapshot.Battery.OK) == !alarmed,
                    () -> "after " + after + " months the battery reads as " + snapshot.battery()
                            + ", and the pump's own alarms are " + StateRules.codes(snapshot));
        }
        judge.note("at the end it reads as " + worst);
    }

    private static void aLackOfVoltageIsTold(Trial trial, Judge judge) throws Exception {
        Bench ordinary = trial.ready();
        trial.requires(ordinary, RigAct.POWER_ON_RESET);
        ordinary.act(RigAct.POWER_ON_RESET, 1);
        Snapshot one = ordinary.read();
        Bench weak = trial.ready();
        if (weak.rig().acts().contains(RigAct.LOW_BATTERY_RESET)) {
            weak.act(RigAct.LOW_BATTERY_RESET, 1);
        } else {
            judge.note("the battery of this pump fails at its end only");
            for (int months = 0; months < MOST_STEPS && weak.read().battery() != Snapshot.Battery.EOS; months++) {
                weak.pass(Duration.ofDays(30));
            }
        }
        Snapshot other = weak.read();
        judge.note("a loss of power reads as " + StateRules.codes(one) + ", a lack of voltage as "
                + StateRules.codes(other));
        judge.expect(
                !StateRules.codes(one).equals(StateRules.codes(other)),
                () -> "a reset for want of voltage reads as any other: " + StateRules.codes(other));
        judge.expect(
                other.alarms().stream()
                        .anyMatch(each ->
                                each.critical() && !StateRules.codes(one).contains(each.code())),
                () -> "a reset for want of voltage has no critical alarm of its own: " + other.alarms());
    }

    private static void aStuckPumpIsFreedOrTold(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        if (!bench.rig().acts().contains(RigAct.TELEMETRY_STUCK)) {
            noSuchMode(trial, judge, bench);
            return;
        }
        trial.requires(bench, RigAct.STRONG_FIELD);
        bench.act(RigAct.TELEMETRY_STUCK, 1);
        bench.act(RigAct.STRONG_FIELD, 1);
        bench.pass(HOUR);
        bench.act(RigAct.STRONG_FIELD, 0);
        bench.pass(HOUR.multipliedBy(30));
        long standing = bench.flowIn(HOUR);
        judge.note("after the field the pump gave " + standing + " nL in an hour, stuck in its mode for talking");
        Snapshot first = bench.read();
        bench.pass(HOUR);
        Instant from = bench.time().now();
        long flowed = bench.flowIn(HOUR.multipliedBy(4));
        long day = Plans.integral(trial.plans().base(), from, bench.time().now());
        Snapshot later = bench.read();
        boolean freed = Tolerance.near(flowed, day, trial.plans().capabilities());
        boolean told = later.motor() != MotorState.RUNNING;
        judge.expect(
                freed || told,
                () -> "after a session with a pump that was stuck " + flowed + " nL flowed in 4 h, and it reads as "
                        + later.motor());
        judge.expect(
                standing > 0
                        || first.motor() != MotorState.RUNNING
                        || first.alarms().stream().anyMatch(Alarm::critical)
                        || logged(trial, bench),
                () -> "the pump had stood still in its mode for talking, and the first reading says RUNNING without an"
                        + " alarm or an entry");
    }

    /** A pump that cannot be put into such a mode from outside: then no session may be one. */
    private static void noSuchMode(Trial trial, Judge judge, Bench bench) throws Exception {
        try (PumpSession session = bench.session()) {
            session.interrogate(bench.soon());
            Instant from = bench.time().now();
            long flowed = bench.flowIn(HOUR);
            long day = Plans.integral(trial.plans().base(), from, bench.time().now());
            judge.note("the rig knows no such mode; within an open session " + flowed + " nL flowed in an hour");
            judge.expect(
                    Tolerance.near(flowed, day, trial.plans().capabilities()),
                    () -> "an open session holds up delivery: " + flowed + " nL in an hour of " + day);
        }
        bench.pass(HOUR);
        MotorState motor = bench.read().motor();
        judge.expect(motor == MotorState.RUNNING, () -> "an hour after a session the pump is " + motor);
    }

    private static boolean logged(Trial trial, Bench bench) throws Exception {
        return trial.descriptor().conduct().eventLog()
                && CallRules.log(bench, 30).stream()
                        .anyMatch(each ->
                                each.code().contains("TELEMETRY") || each.code().contains("ALARM_BEGAN"));
    }

    private static void theHandAloneOpensTheValve(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.STRONG_FIELD);
        boolean byHand = bench.rig().acts().contains(RigAct.FLOW_VALVE);
        bench.act(RigAct.STRONG_FIELD, 1);
        bench.pass(Duration.ofMinutes(40));
        bench.act(RigAct.STRONG_FIELD, 0);
        Duration recovery = trial.descriptor().conduct().mri().recoversWithin().orElse(HOUR.multipliedBy(3));
        // that it moves again is seen with the next stroke, which takes its time at a low rate
        bench.pass(recovery.plusMinutes(30));
        held(trial, judge, bench, "after the field");
        if (byHand) {
            trial.change(bench, trial.plans().next(), List.of());
            long through = bench.flowIn(HOUR.multipliedBy(3));
            judge.expect(
                    through == 0,
                    () -> "a programme was sent to a pump whose valve is shut, and " + through + " nL flowed");
            held(trial, judge, bench, "after a programme");
            bench.act(RigAct.FLOW_VALVE, 0);
            bench.pass(HOUR);
            held(trial, judge, bench, "after the reset by hand");
            judge.expect(bench.flowIn(HOUR) > 0, () -> "after the reset by hand nothing flows");
        }
    }

    /** What flows and what is read belong together. */
    private static void held(Trial trial, Judge judge, Bench bench, String when) throws Exception {
        Snapshot snapshot = bench.read();
        Instant from = bench.time().now();
        long flowed = bench.flowIn(HOUR.multipliedBy(3));
        long day = Plans.integral(snapshot.programme(), from, bench.time().now());
        judge.note(when + ": " + snapshot.motor() + ", " + flowed + " nL in 3 h");
        judge.expect(
                snapshot.motor() == MotorState.RUNNING
                        ? Tolerance.near(flowed, day, trial.plans().capabilities())
                        : flowed == 0,
                () -> when + " it reads as " + snapshot.motor() + " and gives " + flowed + " nL in 3 h; the programme"
                        + " gives " + day);
    }

    private static void aFailedSelfTestIsRead(Trial trial, Judge judge) throws Exception {
        Optional<ProgrammePart> controller = trial.plans().patientBolus(4);
        int tried = 0;
        for (RigAct act : List.of(RigAct.MEMORY_CORRUPTION, RigAct.POWER_ON_RESET, RigAct.LOW_BATTERY_RESET)) {
            Bench bench = trial.ready();
            if (!bench.rig().acts().contains(act)) {
                continue;
            }
            tried++;
            trial.change(bench, trial.plans().base(), controller.stream().toList());
            bench.pass(Duration.ofDays(1));
            bench.act(act, 1);
            if (bench.rig().acts().contains(RigAct.RESTART)) {
                bench.act(RigAct.RESTART, 1);
            }
            Snapshot snapshot = bench.read();
            boolean granted = bench.rig().acts().contains(RigAct.PATIENT_ASKS) && bench.act(RigAct.PATIENT_ASKS, 0);
            long flowed = bench.flowIn(HOUR.multipliedBy(5));
            judge.note(act + ": " + snapshot.motor() + " " + StateRules.codes(snapshot) + ", " + flowed + " nL in 5 h");
            judge.expect(
                    snapshot.alarms().stream().anyMatch(Alarm::critical),
                    () -> "the self-test after " + act + " failed, and no critical alarm is read: "
                            + snapshot.alarms());
            judge.expect(flowed == 0, () -> "the self-test after " + act + " failed, and " + flowed + " nL flowed");
            judge.expect(!granted, () -> "the self-test after " + act + " failed, and a bolus was granted");
        }
        if (tried == 0) {
            throw NotTestable.rig("the rig can make no self-test fail");
        }
    }
}
