// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Fault;
import org.cisterna.pump.FaultDetection;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.Staged;
import org.cisterna.quantity.FlowRate;

/** Chapters 1 and 3: what is claimed as data, held against what happens. */
final class ClaimRules {

    private static final int MOST_PER_MILLE = 250;
    private static final long STROKES = 3_000;
    private static final Pattern MAJOR = Pattern.compile("[0-9]{1,4}");
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private ClaimRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("1.02", ClaimRules::anotherFirmwareIsNotProgrammed),
                new Check("1.07", ClaimRules::everyFaultIsNoticedAsDeclared),
                new Check("1.09", ClaimRules::theClaimIsANumberThatHolds),
                new Check("3.09", ClaimRules::theSizeOfANumberDecidesNothing));
    }

    private static void anotherFirmwareIsNotProgrammed(Trial trial, Judge judge) throws Exception {
        String range = trial.descriptor().conduct().firmware();
        judge.expect(!range.isBlank(), () -> "the firmware that is programmed is not named");
        String known = trial.ready().read().identity().firmware();
        for (int major : newer(known)) {
            Bench bench = trial.ready();
            trial.requires(bench, RigAct.NEWER_FIRMWARE);
            Snapshot before = bench.read();
            bench.act(RigAct.NEWER_FIRMWARE, major);
            Plan plan = trial.plans().plan(before.revision(), trial.plans().next(), List.of());
            Answer<PumpSession> answer = bench.open();
            String how = "with firmware " + major + ".0.0, where " + range + " is declared,";
            judge.expect(answer.isDone(), () -> how + " it is not even read: " + answer.violations());
            if (answer instanceof Answer.Done<PumpSession> done) {
                try (PumpSession session = done.value()) {
                    Snapshot read = session.interrogate(bench.soon());
                    judge.expect(
                            read.identity().firmware().startsWith(major + "."),
                            () -> how + " the reading shows " + read.identity().firmware());
                    Answer<Staged> staged = session.stage(plan, bench.id(), bench.soon());
                    judge.expect(!staged.isDone(), () -> how + " a programme was staged");
                    judge.note(how + " " + staged.violations());
                }
                try (PumpSession session = bench.session()) {
                    judge.expect(session.stop(bench.id(), bench.soon()).isDone(), () -> how + " a stop is refused");
                }
                MotorState motor = bench.read().motor();
                judge.expect(motor == MotorState.STOPPED, () -> how + " after a stop the pump is " + motor);
            }
        }
    }

    /** The next major version after the pump's own, and the next that as text would come before it. */
    private static SortedSet<Integer> newer(String firmware) {
        Matcher major = MAJOR.matcher(firmware);
        int own = major.find() ? Integer.parseInt(major.group()) : 0;
        int longer = 1;
        while (longer <= own) {
            longer *= 10;
        }
        return new TreeSet<>(Set.of(own + 1, longer == own + 1 ? longer + 1 : longer));
    }

    private static Set<String> codes(Snapshot snapshot) {
        Set<String> codes = new HashSet<>();
        snapshot.alarms().stream().map(Alarm::code).forEach(codes::add);
        return codes;
    }

    private static void everyFaultIsNoticedAsDeclared(Trial trial, Judge judge) throws Exception {
        Map<RigAct, Fault> causes = new EnumMap<>(RigAct.class);
        causes.put(RigAct.MOTOR_STALL, Fault.DRIVE_STANDS);
        causes.put(RigAct.FLOW_VALVE, Fault.VALVE_CLOSED);
        causes.put(RigAct.POWER_ON_RESET, Fault.POWER_LOST);
        causes.put(RigAct.OCCLUSION, Fault.CATHETER_BLOCKED);
        causes.put(RigAct.LEAK, Fault.CATHETER_LEAKS);
        causes.put(RigAct.ACCURACY_OFFSET, Fault.OVER_DELIVERY);
        List<Fault> seen = new ArrayList<>();
        FlowRate least = trial.plans().capabilities().rate().min();
        for (Map.Entry<RigAct, Fault> each : causes.entrySet()) {
            Bench bench = trial.ready();
            if (!bench.rig().acts().contains(each.getKey())) {
                continue;
            }
            Said said = trial.change(bench, new Programme.Continuous(least), List.of());
            if (said.kind() != Said.Kind.APPLIED) {
                throw new Unusable("the lowest rate came to " + said);
            }
            bench.pass(Duration.ofHours(1));
            Set<String> before = codes(bench.read());
            FaultDetection declared = trial.descriptor().conduct().of(each.getValue());
            bench.act(
                    each.getKey(),
                    each.getKey() == RigAct.MOTOR_STALL
                                    || each.getKey() == RigAct.FLOW_VALVE
                                    || each.getKey() == RigAct.POWER_ON_RESET
                                    || each.getKey() == RigAct.OCCLUSION
                            ? 1
                            : 500);
            Duration wait =
                    declared.atTheLatest(least).orElse(Duration.ofDays(1)).plus(MARGIN);
            bench.pass(wait);
            Set<String> raised = codes(bench.read());
            raised.removeAll(before);
            seen.add(each.getValue());
            judge.note(each.getValue() + ", declared " + declared.method() + ": " + raised + " after " + wait);
            judge.expect(
                    (declared.method() == FaultDetection.Method.NONE) == raised.isEmpty(),
                    () -> each.getValue() + " is declared as noticed by " + declared.method() + ", and at "
                            + least.text() + " " + raised + " was raised within " + wait);
        }
        if (seen.isEmpty()) {
            throw NotTestable.rig("the rig can cause none of " + causes.keySet());
        }
        judge.note("declared for " + trial.descriptor().conduct().faults().size() + " faults, caused " + seen);
    }

    private static void theClaimIsANumberThatHolds(Trial trial, Judge judge) throws Exception {
        Capabilities can = trial.plans().capabilities();
        int claim = can.accuracyPerMille();
        judge.expect(
                claim > 0 && claim <= MOST_PER_MILLE,
                () -> "a claim of " + claim + " thousandths over " + can.rate() + " is none");
        for (FlowRate rate : List.of(can.rate().min(), can.rate().max())) {
            Bench bench = trial.ready();
            Said said = trial.change(bench, new Programme.Continuous(rate), List.of());
            if (said.kind() != Said.Kind.APPLIED) {
                throw new Unusable("the rate " + rate.text() + " came to " + said);
            }
            bench.pass(Duration.ofMinutes(10));
            Duration window = Duration.ofHours(10);
            long given = bench.flowIn(window);
            long set = rate.nanolitresPerDay() * window.toHours() / 24;
            judge.note(rate.text() + ": " + given + " nL of " + set + " in 10 h, claimed within " + claim
                    + " thousandths");
            judge.expect(
                    Math.abs(given - set) <= set * claim / 1_000 + STROKES,
                    () -> "the claim of " + claim + " thousandths does not hold at the end of its range, " + rate.text()
                            + ": " + given + " nL of " + set);
        }
    }

    private static void theSizeOfANumberDecidesNothing(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        Capabilities can = plans.capabilities();
        Bench bench = trial.ready();
        Set<Long> rates = new TreeSet<>(
                List.of(can.rate().min().nanolitresPerDay(), can.rate().max().nanolitresPerDay()));
        for (long wanted = 1_000; wanted <= can.rate().max().nanolitresPerDay(); wanted *= 7) {
            rates.add(plans.rate(wanted).nanolitresPerDay());
        }
        for (long rate : rates) {
            Programme programme = new Programme.Continuous(new FlowRate(rate));
            Said said = trial.change(bench, programme, List.of());
            Snapshot first = bench.read();
            judge.expect(
                    said.kind() == Said.Kind.APPLIED && first.programme().equals(programme),
                    () -> programme + " came to " + said + " and reads as " + first.programme());
            long before = bench.flow().pushedPicolitres() / 1_000;
            bench.pass(Duration.ofHours(3));
            Snapshot then = bench.read();
            long flowed = bench.flow().pushedPicolitres() / 1_000 - before;
            long shown = then.delivered().nanolitres() - first.delivered().nanolitres();
            judge.expect(
                    Math.abs(shown - flowed) <= STROKES,
                    () -> "at " + programme + " " + flowed + " nL flowed, and the counter went on by " + shown);
            judge.expect(
                    Math.abs(flowed - rate / 8) <= rate / 8 * can.accuracyPerMille() / 1_000 + STROKES,
                    () -> programme + " gave " + flowed + " nL in 3 h; it is " + rate / 8);
        }
        judge.note(rates.size() + " rates from " + can.rate().min().text() + " to "
                + can.rate().max().text());
    }
}
