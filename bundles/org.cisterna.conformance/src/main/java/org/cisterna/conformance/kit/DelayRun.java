// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.accuracy.AlarmDelays;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.FaultDetection;
import org.cisterna.pump.Snapshot;

/** Measures how long after a fault its alarm begins, at other moments of a stroke and of the firmware's own checks each time. It decides no rule; 10.02 does. */
final class DelayRun {

    private static final int TIMES = 5;
    /** Has no common measure with a minute, so that the moments lie evenly over one. */
    private static final Duration APART = Duration.ofMillis(613_700);

    /** An alarm may begin so much before its fault by a clock that was read over a dialogue. */
    private static final Duration READING = Duration.ofSeconds(30);

    private final Trial trial;

    DelayRun(Trial trial) {
        this.trial = trial;
    }

    /** Each fault that the rig can cause and the description says to be noticed. */
    List<AlarmDelays> measured() throws Exception {
        List<AlarmDelays> all = new ArrayList<>();
        for (RigAct act : FaultRules.ALARMING) {
            FaultDetection detection = FaultRules.detection(trial, act);
            if (detection.method() != FaultDetection.Method.NONE
                    && trial.ready().rig().acts().contains(act)) {
                all.add(delays(act, detection));
            }
        }
        return all;
    }

    private AlarmDelays delays(RigAct act, FaultDetection detection) throws Exception {
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            Bench bench = trial.ready();
            bench.pass(APART.multipliedBy(i + 1L));
            Snapshot before = bench.read();
            Instant caused = before.deviceClock();
            bench.pass(FaultRules.caused(trial, bench, act));
            bench.read().alarms().stream()
                    .filter(each ->
                            before.alarms().stream().noneMatch(old -> old.code().equals(each.code())))
                    .map(Alarm::since)
                    .flatMap(Optional::stream)
                    .map(since -> Duration.between(caused, since))
                    .filter(delay -> delay.compareTo(READING.negated()) > 0)
                    .min(Duration::compareTo)
                    .ifPresent(delay -> delays.add(delay.isNegative() ? Duration.ZERO : delay));
        }
        return new AlarmDelays(
                act.name(), detection.atTheLatest(trial.plans().rate(144_000)), delays, TIMES - delays.size());
    }
}
