// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Fault;
import org.cisterna.pump.FaultDetection;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;

/** Chapter 10: alarms from their beginning to their end. */
final class EventRules {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final int CYCLES = 3;

    private EventRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("10.03", EventRules::anUnknownAlarmIsCritical),
                new Check("10.05", EventRules::aNewOccurrenceIsANewOne),
                new Check("10.06", EventRules::noSilenceIsForEver),
                new Check("10.07", EventRules::noSilenceOutlivesTheLink),
                new Check("10.08", EventRules::twoAlarmsAreNotOne),
                new Check("10.09", EventRules::beginningAndEndAreReported),
                new Check("10.11", EventRules::whatFlowsAfterAnAlarmIsWhatIsRead));
    }

    /** Something that comes and goes, and that the pump declares to notice. */
    private record Coming(RigAct act, Duration noticed) {}

    private static Coming coming(Trial trial, Bench bench) throws Exception {
        Map<RigAct, Fault> all =
                new TreeMap<>(Map.of(RigAct.MOTOR_STALL, Fault.DRIVE_STANDS, RigAct.FLOW_VALVE, Fault.VALVE_CLOSED));
        for (Map.Entry<RigAct, Fault> each : all.entrySet()) {
            FaultDetection detection = trial.descriptor().conduct().of(each.getValue());
            if (bench.rig().acts().contains(each.getKey()) && detection.method() != FaultDetection.Method.NONE) {
                Duration within =
                        detection.atTheLatest(trial.plans().rate(144_000)).orElse(HOUR);
                return new Coming(each.getKey(), within.plus(MARGIN));
            }
        }
        throw NotTestable.rig("the rig can cause no fault that ends and that the pump notices");
    }

    private static List<Alarm> alarms(Bench bench) throws Exception {
        return bench.read().alarms();
    }

    private static void anUnknownAlarmIsCritical(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.NEWER_ALARM);
        Set<String> before = codes(alarms(bench));
        bench.act(RigAct.NEWER_ALARM, 1);
        List<Alarm> now = alarms(bench);
        List<Alarm> raised =
                now.stream().filter(each -> !before.contains(each.code())).toList();
        judge.note(raised.toString());
        judge.expect(
                raised.size() == 1,
                () -> "the pump raised one alarm that no table has, and " + raised.size() + " new ones are read: "
                        + now);
        for (Alarm each : raised) {
            judge.expect(each.critical(), () -> "an alarm that the driver has no word for is not critical: " + each);
            judge.expect(
                    each.code().startsWith("UNKNOWN_"),
                    () -> "an alarm that no table has is read as one that is known: " + each.code());
        }
        bench.act(RigAct.NEWER_ALARM, 0);
    }

    private static Set<String> codes(List<Alarm> alarms) {
        Set<String> codes = new HashSet<>();
        alarms.forEach(each -> codes.add(each.code()));
        return codes;
    }

    private static void aNewOccurrenceIsANewOne(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        Coming coming = coming(trial, bench);
        List<Alarm> before = alarms(bench);
        List<Alarm> first = occurrence(bench, coming, before);
        bench.act(coming.act(), 0);
        bench.pass(HOUR.multipliedBy(3));
        List<Alarm> between = alarms(bench);
        Instant again = bench.time().now();
        List<Alarm> second = occurrence(bench, coming, before);
        judge.note("first " + first + ", between " + between + ", second " + second);
        judge.expect(
                !first.isEmpty() && !second.isEmpty(),
                () -> coming.act() + " came twice, and the readings show " + first + " and " + second);
        for (Alarm each : second) {
            judge.expect(
                    each.since().isEmpty() || !each.since().get().isBefore(again.minus(MARGIN)),
                    () -> "it came again at " + again + ", and the alarm says since " + each.since());
            judge.expect(
                    each.since().isPresent()
                            || between.stream().noneMatch(old -> old.code().equals(each.code())),
                    () -> "a new occurrence of " + each.code() + " cannot be told from the one before");
        }
    }

    private static List<Alarm> occurrence(Bench bench, Coming coming, List<Alarm> before) throws Exception {
        bench.act(coming.act(), 1);
        bench.pass(coming.noticed());
        Set<String> old = codes(before);
        return alarms(bench).stream().filter(each -> !old.contains(each.code())).toList();
    }

    private static void noSilenceIsForEver(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        Coming coming = coming(trial, bench);
        Set<String> first = codes(occurrence(bench, coming, alarms(bench)));
        judge.expect(!first.isEmpty(), () -> coming.act() + " is alarmed by nothing");
        for (int hours : new int[] {1, 5, 24, 48}) {
            for (int often = 0; often < 3; often++) {
                bench.read();
            }
            bench.pass(HOUR.multipliedBy(hours));
            Set<String> now = codes(alarms(bench));
            judge.expect(
                    now.containsAll(first),
                    () -> first + " was read again and again, its cause stands, and " + hours + " h later " + now
                            + " is read");
        }
        judge.note("nothing that crosses the link silences an alarm; it was read for 3 days: " + first);
    }

    private static void noSilenceOutlivesTheLink(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        Coming coming = coming(trial, bench);
        Set<String> first = codes(occurrence(bench, coming, alarms(bench)));
        judge.expect(!first.isEmpty(), () -> coming.act() + " is alarmed by nothing");
        for (boolean cut : new boolean[] {false, true}) {
            PumpSession session = bench.session();
            session.interrogate(bench.soon());
            if (cut) {
                bench.wire().close();
            }
            session.close();
            bench.pass(Duration.ofMinutes(5));
            Set<String> now = codes(alarms(bench));
            judge.expect(
                    now.containsAll(first),
                    () -> first + " was read in a session that was " + (cut ? "cut" : "closed")
                            + ", and the next one reads " + now);
        }
        judge.note(first.toString());
    }

    static List<PumpEvent> log(Trial trial, Bench bench) throws Exception {
        if (!trial.descriptor().conduct().eventLog()) {
            throw NotTestable.absent("the pump keeps no log that can be read");
        }
        return CallRules.log(bench, 30);
    }

    /** The events that are new, without those of a conversation. */
    static List<PumpEvent> since(Trial trial, Bench bench, List<PumpEvent> before) throws Exception {
        return log(trial, bench).stream().filter(each -> !before.contains(each)).toList();
    }

    private static void twoAlarmsAreNotOne(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        Coming coming = coming(trial, bench);
        List<PumpEvent> before = log(trial, bench);
        for (int i = 0; i < CYCLES; i++) {
            bench.act(coming.act(), 1);
            bench.pass(coming.noticed());
            bench.act(coming.act(), 0);
            bench.pass(HOUR.multipliedBy(2));
        }
        List<PumpEvent> events = since(trial, bench, before);
        Map<String, Integer> counts = new TreeMap<>();
        events.forEach(each -> counts.merge(each.code(), 1, Integer::sum));
        judge.note(CYCLES + " times " + coming.act() + ": " + counts);
        judge.expect(
                counts.values().stream().anyMatch(each -> each >= CYCLES),
                () -> CYCLES + " times " + coming.act() + ", and the log has " + counts);
        counts.forEach((code, count) -> judge.expect(
                count % CYCLES == 0,
                () -> CYCLES + " times " + coming.act() + ", and the log has " + count + " of " + code));
        for (int i = 1; i < events.size(); i++) {
            PumpEvent earlier = events.get(i - 1);
            PumpEvent later = events.get(i);
            judge.expect(
                    later.number() > earlier.number() && !later.at().isBefore(earlier.at()),
                    () -> "event " + later.number() + " of " + later.at() + " stands behind event " + earlier.number()
                            + " of " + earlier.at());
        }
    }

    private static void beginningAndEndAreReported(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        Coming coming = coming(trial, bench);
        List<PumpEvent> before = log(trial, bench);
        Instant on = bench.time().now();
        bench.act(coming.act(), 1);
        bench.pass(coming.noticed().plus(HOUR.multipliedBy(2)));
        Instant off = bench.time().now();
        bench.act(coming.act(), 0);
        bench.pass(HOUR.multipliedBy(3));
        Instant end = bench.time().now();
        List<PumpEvent> events = since(trial, bench, before);
        judge.note(coming.act() + " from " + on + " to " + off + ": " + events);
        judge.expect(
                events.stream()
                        .anyMatch(each -> !each.at().isBefore(on) && each.at().isBefore(off)),
                () -> coming.act() + " began at " + on + ", and no event has a time between then and its end: "
                        + events);
        judge.expect(
                events.stream()
                        .anyMatch(each -> !each.at().isBefore(off) && !each.at().isAfter(end)),
                () -> coming.act() + " ended at " + off + ", and no event has a time after that: " + events);
    }

    private static void whatFlowsAfterAnAlarmIsWhatIsRead(Trial trial, Judge judge) throws Exception {
        int tried = 0;
        for (RigAct act : List.of(
                RigAct.MOTOR_STALL,
                RigAct.FLOW_VALVE,
                RigAct.POWER_ON_RESET,
                RigAct.LOW_BATTERY_RESET,
                RigAct.MEMORY_CORRUPTION,
                RigAct.DATA_CORRUPTION)) {
            Bench bench = trial.ready();
            if (!bench.rig().acts().contains(act)) {
                continue;
            }
            tried++;
            bench.act(act, 1);
            bench.pass(HOUR.multipliedBy(2));
            Snapshot snapshot = bench.read();
            Instant from = bench.time().now();
            long flowed = bench.flowIn(HOUR.multipliedBy(12));
            long day = Plans.integral(snapshot.programme(), from, bench.time().now());
            boolean runs = snapshot.motor() == MotorState.RUNNING;
            judge.note(act + ": " + snapshot.motor() + " with " + codes(snapshot.alarms()) + ", " + flowed
                    + " nL in 12 h");
            judge.expect(
                    runs ? Tolerance.near(flowed, day, trial.plans().capabilities()) : flowed == 0,
                    () -> "after " + act + " the reading says " + snapshot.motor() + " with " + snapshot.programme()
                            + ", and " + flowed + " nL flowed in 12 h");
            judge.expect(
                    runs || snapshot.alarms().stream().anyMatch(Alarm::critical),
                    () -> "after " + act + " nothing is delivered, and no critical alarm says so");
        }
        if (tried == 0) {
            throw NotTestable.rig("the rig can cause no alarm");
        }
    }
}
