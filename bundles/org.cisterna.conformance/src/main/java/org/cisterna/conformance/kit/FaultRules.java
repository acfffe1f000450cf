// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Fault;
import org.cisterna.pump.FaultDetection;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;

/** Chapters 10, 13 and 14: alarms, stalls, resets. */
final class FaultRules {

    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private FaultRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("10.01", FaultRules::eachKindHasItsCode),
                new Check("10.02", FaultRules::whatIsNoticedIsRead),
                new Check("10.04", FaultRules::readingClearsNothing),
                new Check("10.10", FaultRules::aFaultIsNoOrder),
                new Check("13.01", FaultRules::aStalledPumpCountsNothing),
                new Check("13.02", FaultRules::aStallHasBeginAndEnd),
                new Check("13.03", FaultRules::onlyMovementIsRecovery),
                new Check("13.04", FaultRules::nothingIsCaughtUpAfterAStall));
    }

    /** The faults that the rig can cause, and under which word the description speaks of them. */
    private static List<Optional<Fault>> known(RigAct act) {
        return switch (act) {
            case MOTOR_STALL -> List.of(Optional.of(Fault.DRIVE_STANDS));
            case FLOW_VALVE -> List.of(Optional.of(Fault.VALVE_CLOSED));
            case POWER_ON_RESET -> List.of(Optional.of(Fault.POWER_LOST));
            case MEMORY_CORRUPTION -> List.of(Optional.of(Fault.MEMORY_DAMAGED));
            default -> List.of();
        };
    }

    /** Those of which a pump may say something by an alarm. */
    static final List<RigAct> ALARMING =
            List.of(RigAct.MOTOR_STALL, RigAct.FLOW_VALVE, RigAct.POWER_ON_RESET, RigAct.MEMORY_CORRUPTION);

    /** How the description says that it is noticed. */
    static FaultDetection detection(Trial trial, RigAct act) throws Exception {
        return trial.descriptor().conduct().of(known(act).get(0).orElseThrow());
    }

    /** Causes it; says after what time the pump has noticed by its description. */
    static Duration caused(Trial trial, Bench bench, RigAct act) throws Exception {
        FaultDetection detection = detection(trial, act);
        bench.act(act, 1);
        if (act == RigAct.MEMORY_CORRUPTION && bench.rig().acts().contains(RigAct.RESTART)) {
            bench.act(RigAct.RESTART, 1);
        }
        return detection
                .atTheLatest(trial.plans().rate(144_000))
                .orElse(HOUR.multipliedBy(2))
                .plus(MARGIN);
    }

    private static void whatIsNoticedIsRead(Trial trial, Judge judge) throws Exception {
        int tried = 0;
        for (RigAct act : ALARMING) {
            Bench bench = trial.ready();
            if (!bench.rig().acts().contains(act)) {
                continue;
            }
            tried++;
            Set<String> before = codes(bench.read());
            FaultDetection.Method method = detection(trial, act).method();
            bench.pass(caused(trial, bench, act));
            Snapshot snapshot = bench.read();
            Set<String> raised = codes(snapshot);
            raised.removeAll(before);
            judge.note(act + ", declared " + method + ": " + raised);
            judge.expect(
                    method == FaultDetection.Method.NONE || !raised.isEmpty(),
                    () -> act
                            + " happened with nobody there; it is declared as noticed, and the next reading has no alarm of it");
            judge.expect(
                    raised.isEmpty() || snapshot.alarms().stream().anyMatch(Alarm::critical),
                    () -> act + " is critical, and no alarm says so: " + snapshot.alarms());
        }
        if (tried == 0) {
            throw NotTestable.rig("the rig can cause none of " + ALARMING);
        }
    }

    private static Set<String> codes(Snapshot snapshot) {
        Set<String> codes = new HashSet<>();
        snapshot.alarms().forEach(each -> codes.add(each.code()));
        return codes;
    }

    private static void eachKindHasItsCode(Trial trial, Judge judge) throws Exception {
        List<Set<String>> all = new ArrayList<>();
        for (RigAct act : ALARMING) {
            Bench bench = trial.ready();
            if (!bench.rig().acts().contains(act)) {
                continue;
            }
            bench.pass(caused(trial, bench, act));
            Set<String> once = codes(bench.read());
            Set<String> twice = codes(bench.read());
            judge.expect(once.equals(twice), () -> act + " has the codes " + once + ", and then " + twice);
            for (String code : once) {
                judge.expect(code.matches("[A-Z][A-Z0-9_]*"), () -> "'" + code + "' is no code");
            }
            if (!once.isEmpty()) {
                judge.expect(!all.contains(once), () -> act + " has the codes of another fault: " + once);
                all.add(once);
            }
        }
        judge.note(all.toString());
    }

    private static void readingClearsNothing(Trial trial, Judge judge) throws Exception {
        for (RigAct act : ALARMING) {
            Bench bench = trial.ready();
            if (!bench.rig().acts().contains(act)) {
                continue;
            }
            bench.pass(caused(trial, bench, act));
            Set<String> first = codes(bench.read());
            for (int i = 0; i < 5; i++) {
                bench.pass(Duration.ofMinutes(3));
                Snapshot again = bench.read();
                judge.expect(
                        codes(again).containsAll(first),
                        () -> "after " + act + " the alarms were " + first + ", and after a reading " + codes(again));
            }
        }
    }

    private static void aFaultIsNoOrder(Trial trial, Judge judge) throws Exception {
        Bench ordered = trial.ready();
        ordered.session().stop(ordered.id(), ordered.soon());
        Snapshot stopped = ordered.read();
        judge.expect(stopped.motor() == MotorState.STOPPED, () -> "a stop by order reads as " + stopped.motor());
        judge.expect(
                stopped.alarms().stream().noneMatch(Alarm::critical),
                () -> "a stop by order alarms at once: " + stopped.alarms());
        for (RigAct act : List.of(RigAct.MOTOR_STALL, RigAct.FLOW_VALVE, RigAct.POWER_ON_RESET)) {
            Bench bench = trial.ready();
            if (bench.rig().acts().contains(act)) {
                bench.pass(caused(trial, bench, act));
                Snapshot snapshot = bench.read();
                FaultDetection.Method method = detection(trial, act).method();
                judge.expect(
                        method == FaultDetection.Method.NONE
                                || snapshot.motor() != MotorState.STOPPED
                                || !snapshot.alarms().isEmpty(),
                        () -> "after " + act + " it reads as a stop by order, without an alarm");
            }
        }
    }

    /** How the rig makes the drive of a pump deliver nothing although it is ordered to. A declaration does not choose it. */
    private static RigAct standing(Bench bench) throws NotTestable {
        for (RigAct act : List.of(RigAct.MOTOR_STALL, RigAct.FLOW_VALVE)) {
            if (bench.rig().acts().contains(act)) {
                return act;
            }
        }
        throw NotTestable.rig("the rig cannot make the drive of this pump stand");
    }

    private static Bench stalled(Trial trial) throws Exception {
        Bench bench = trial.ready();
        RigAct act = standing(bench);
        bench.flow();
        bench.act(act, 1);
        return bench;
    }

    /** How long the pump may take to notice. One that declares to notice nothing is given a day, and held to the rule. */
    private static Duration notice(Trial trial, Bench bench) throws Exception {
        Fault fault = known(standing(bench)).get(0).orElseThrow();
        return trial.descriptor()
                .conduct()
                .of(fault)
                .atTheLatest(trial.plans().rate(144_000))
                .orElse(Duration.ofDays(1))
                .plus(MARGIN);
    }

    private static final Set<MotorState> STANDS = Set.of(MotorState.STALLED, MotorState.BLOCKED);

    private static void aStalledPumpCountsNothing(Trial trial, Judge judge) throws Exception {
        Bench bench = stalled(trial);
        Duration notice = notice(trial, bench);
        bench.pass(notice);
        Snapshot first = bench.read();
        judge.note("stood by " + standing(bench) + ", noticed within " + notice);
        judge.expect(
                STANDS.contains(first.motor()),
                () -> "the drive has stood for " + notice.toMinutes() + " min, and the reading says " + first.motor());
        bench.pass(HOUR.multipliedBy(9));
        Snapshot later = bench.read();
        judge.expect(
                later.delivered().equals(first.delivered()),
                () -> "the drive stands, and the delivered volume grew from "
                        + first.delivered().text() + " to " + later.delivered().text());
        judge.expect(STANDS.contains(later.motor()), () -> "the drive stands, and the reading says " + later.motor());
    }

    private static void aStallHasBeginAndEnd(Trial trial, Judge judge) throws Exception {
        if (!trial.descriptor().conduct().eventLog()) {
            throw NotTestable.absent("the pump keeps no log that can be read");
        }
        Bench bench = stalled(trial);
        RigAct act = standing(bench);
        bench.pass(notice(trial, bench));
        Snapshot during = bench.read();
        judge.expect(
                during.alarms().stream()
                        .anyMatch(each ->
                                (each.code().contains("STALL") || each.code().contains("VALVE")) && each.critical()),
                () -> "no critical alarm speaks of the stall: " + during.alarms());
        bench.pass(HOUR.multipliedBy(3));
        bench.act(act, 0);
        bench.pass(HOUR.multipliedBy(3));
        try (PumpSession session = bench.session()) {
            List<String> codes = session.events(0, 60, bench.soon()).orElseThrow().events().stream()
                    .map(each -> each.code())
                    .toList();
            long stalls = codes.stream()
                    .filter(each -> each.contains("STALL") || each.equals("ALARM_BEGAN"))
                    .count();
            long ends = codes.stream()
                    .filter(each -> each.contains("RECOVER") || each.contains("ENDED"))
                    .count();
            judge.expect(stalls >= 1 && ends >= 1, () -> "the log has no pair of stall and recovery: " + codes);
            judge.note(codes.toString());
        }
    }

    private static void onlyMovementIsRecovery(Trial trial, Judge judge) throws Exception {
        Bench bench = stalled(trial);
        RigAct act = standing(bench);
        bench.pass(notice(trial, bench));
        for (int i = 0; i < 8; i++) {
            bench.pass(HOUR);
            Snapshot snapshot = bench.read();
            judge.expect(
                    snapshot.motor() != MotorState.RUNNING,
                    () -> "nothing moves, and the reading says RUNNING after "
                            + bench.time().now());
        }
        bench.act(act, 0);
        bench.pass(HOUR.multipliedBy(2));
        boolean flowing = bench.flow().flowing();
        Snapshot after = bench.read();
        judge.expect(
                flowing == (after.motor() == MotorState.RUNNING),
                () -> "the drive " + (flowing ? "moves" : "stands") + ", and the reading says " + after.motor());
    }

    private static void nothingIsCaughtUpAfterAStall(Trial trial, Judge judge) throws Exception {
        Bench bench = stalled(trial);
        bench.pass(Duration.ofDays(1));
        bench.flow();
        bench.act(standing(bench), 0);
        Instant from = bench.time().now();
        long flowed = bench.flowIn(HOUR.multipliedBy(8));
        long expected = Plans.integral(trial.plans().base(), from, bench.time().now());
        judge.expect(
                flowed <= expected + expected * trial.plans().capabilities().accuracyPerMille() / 1_000 + 4_500,
                () -> "after a day of standing " + flowed + " nL flowed in 8 h; the programme gives " + expected);
        judge.note(flowed + " nL where the programme gives " + expected);
    }
}
