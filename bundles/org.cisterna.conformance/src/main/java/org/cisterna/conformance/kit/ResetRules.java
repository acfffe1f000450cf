// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;

/** Chapter 14: resets, and memory that is damaged. */
final class ResetRules {

    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int RESTARTS = 3;
    private static final int PAGE = 60;

    private ResetRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("14.01", ResetRules::aRestartKeepsEverything),
                new Check("14.02", ResetRules::damageNeverGivesADefaultDose),
                new Check("14.04", ResetRules::eachResetIsLogged),
                new Check("14.06", ResetRules::aResetMakesOldPlansFail));
    }

    private static void aRestartKeepsEverything(Trial trial, Judge judge) throws Exception {
        for (int minutes : new int[] {0, 7, 61, 600}) {
            Bench bench = trial.ready();
            trial.requires(bench, RigAct.RESTART);
            Optional<ProgrammePart> patient = trial.plans().patientBolus(4);
            trial.change(bench, trial.plans().next(), patient.stream().toList());
            bench.pass(HOUR.multipliedBy(3));
            boolean granted = patient.isPresent() && bench.act(RigAct.PATIENT_ASKS, 0);
            bench.pass(Duration.ofMinutes(minutes));
            Snapshot before = bench.read();
            bench.act(RigAct.RESTART, 1);
            Snapshot after = bench.read();
            judge.expect(
                    after.programme().equals(before.programme())
                            && after.programmeParts().equals(before.programmeParts())
                            && after.solution().equals(before.solution())
                            && after.motor() == before.motor(),
                    () -> "a restart changed what the pump runs: " + before.programme() + " " + before.motor()
                            + " became " + after.programme() + " " + after.motor());
            judge.expect(
                    Math.abs(after.delivered().nanolitres() - before.delivered().nanolitres()) <= 3_000
                            && Math.abs(after.reservoir().nanolitres()
                                            - before.reservoir().nanolitres())
                                    <= 3_000,
                    () -> "a restart changed the counters: "
                            + before.delivered().text() + " became "
                            + after.delivered().text());
            if (granted && minutes < 60) {
                judge.expect(
                        !bench.act(RigAct.PATIENT_ASKS, 0),
                        () -> "a bolus was granted " + minutes + " min ago, and after a restart its lockout is gone");
            }
        }
    }

    private static void damageNeverGivesADefaultDose(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.MEMORY_CORRUPTION, RigAct.RESTART);
        bench.act(RigAct.MEMORY_CORRUPTION, 1);
        bench.act(RigAct.RESTART, 1);
        bench.pass(Duration.ofMinutes(5));
        Snapshot snapshot = bench.read();
        Instant from = bench.time().now();
        long flowed = bench.flowIn(HOUR.multipliedBy(12));
        long expected = Plans.integral(trial.plans().base(), from, bench.time().now());
        boolean intact = snapshot.programme().equals(trial.plans().base()) && snapshot.motor() == MotorState.RUNNING;
        judge.note(
                "after the damage: " + snapshot.motor() + ", " + snapshot.programme() + ", " + flowed + " nL in 12 h");
        judge.expect(
                intact
                        ? Tolerance.near(flowed, expected, trial.plans().capabilities())
                        : flowed == 0 || snapshot.motor() == MotorState.RUNNING,
                () -> "after damage of the stored programme the reading says " + snapshot.motor() + " with "
                        + snapshot.programme() + ", and " + flowed + " nL flowed");
        judge.expect(
                flowed == 0 || Tolerance.near(flowed, expected, trial.plans().capabilities()),
                () -> "after damage of the stored programme " + flowed + " nL flowed in 12 h; the programme gave "
                        + expected + " nL, and nothing else was ever ordered");
        judge.expect(
                intact || snapshot.alarms().stream().anyMatch(Alarm::critical),
                () -> "the stored programme is damaged, and no critical alarm says so: " + snapshot.alarms());
    }

    private static void eachResetIsLogged(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.RESTART);
        if (!trial.descriptor().conduct().eventLog()) {
            throw NotTestable.absent("the pump keeps no log that can be read");
        }
        Map<String, Long> before = events(bench);
        bench.pass(HOUR.multipliedBy(RESTARTS));
        Map<String, Long> without = more(before, events(bench));
        before = events(bench);
        for (int i = 0; i < RESTARTS; i++) {
            bench.pass(HOUR);
            bench.act(RigAct.RESTART, 1);
        }
        Map<String, Long> with = more(before, events(bench));
        judge.note("in " + RESTARTS + " hours the log grew by " + without + ", with a restart in each by " + with);
        judge.expect(
                with.entrySet().stream()
                        .anyMatch(each -> each.getValue() - without.getOrDefault(each.getKey(), 0L) == RESTARTS),
                () -> RESTARTS
                        + " restarts, one in each hour, and nothing is in the log so many times more than without: "
                        + with + " and not " + without);
    }

    /** How often each code stands in the log. */
    private static Map<String, Long> events(Bench bench) throws Exception {
        Map<String, Long> codes = new TreeMap<>();
        try (PumpSession session = bench.session()) {
            EventPage page;
            long from = 0;
            do {
                page = session.events(from, PAGE, bench.soon()).orElseThrow();
                page.events().forEach(each -> codes.merge(each.code(), 1L, Long::sum));
                from = page.next();
            } while (page.more());
        }
        return codes;
    }

    private static Map<String, Long> more(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> more = new TreeMap<>();
        after.forEach((code, times) -> more.put(code, times - before.getOrDefault(code, 0L)));
        more.values().removeIf(each -> each == 0);
        return more;
    }

    private static void aResetMakesOldPlansFail(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.POWER_ON_RESET);
        Revision before = bench.read().revision();
        bench.act(RigAct.POWER_ON_RESET, 1);
        bench.pass(MARGIN);
        Revision after = bench.read().revision();
        Said said = trial.change(bench, trial.plans().plan(before, trial.plans().next(), List.of()), bench.id());
        judge.expect(
                said.kind() == Said.Kind.REFUSED,
                () -> "the pump lost its power at revision " + before.number()
                        + ", and a plan for that revision came to " + said);
        judge.note("revision " + before.number() + " became " + after.number() + "; " + said);
    }
}
