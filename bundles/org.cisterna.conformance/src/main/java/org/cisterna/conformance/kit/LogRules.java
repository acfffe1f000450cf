// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.spi.PumpSession;

/** Chapter 16: what the pump's own log says. */
final class LogRules {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int FLOOD = 260;

    private LogRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("16.02", LogRules::everyActIsLoggedOnce),
                new Check("16.04", LogRules::whatWasOverwrittenIsTold),
                new Check("16.05", LogRules::anUnknownEventIsKept));
    }

    /** One act, and how many new events have each code afterwards. */
    private static Map<String, Integer> counted(Trial trial, Bench bench, Act act) throws Exception {
        List<PumpEvent> before = EventRules.log(trial, bench);
        act.run();
        Map<String, Integer> counts = new TreeMap<>();
        EventRules.since(trial, bench, before).forEach(each -> counts.merge(each.code(), 1, Integer::sum));
        return counts;
    }

    /** Something done to a pump. */
    @FunctionalInterface
    private interface Act {
        void run() throws Exception;
    }

    private static void once(Judge judge, String what, Map<String, Integer> counts, String... words) {
        judge.note(what + ": " + counts);
        long fitting = counts.entrySet().stream()
                .filter(each -> List.of(words).stream().anyMatch(each.getKey()::contains))
                .mapToInt(Map.Entry::getValue)
                .sum();
        judge.expect(
                fitting == 1,
                () -> what + ": the log has " + fitting + " events with one of " + List.of(words) + ": " + counts);
    }

    private static void everyActIsLoggedOnce(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        Plans plans = trial.plans();
        Optional<ProgrammePart> controller = plans.patientBolus(4);
        once(
                judge,
                "a programme",
                counted(
                        trial,
                        bench,
                        () -> trial.change(
                                bench, plans.base(), controller.stream().toList())),
                "PROGRAMME_APPLIED");
        if (controller.isPresent() && bench.rig().acts().contains(RigAct.PATIENT_ASKS)) {
            bench.pass(Duration.ofDays(1));
            once(
                    judge,
                    "a wish that is granted",
                    counted(trial, bench, () -> {
                        bench.act(RigAct.PATIENT_ASKS, 0);
                        bench.pass(Duration.ofMinutes(4));
                    }),
                    "BEGAN");
            once(
                    judge,
                    "a wish that is refused",
                    counted(trial, bench, () -> bench.act(RigAct.PATIENT_ASKS, 0)),
                    "DENIED",
                    "REFUSED");
            bench.pass(HOUR);
        }
        if (bench.rig().acts().contains(RigAct.RESTART)) {
            once(judge, "a restart", counted(trial, bench, () -> bench.act(RigAct.RESTART, 1)), "RESTART");
        }
        if (plans.functions().refillGrid().isPresent()) {
            once(
                    judge,
                    "a refill",
                    counted(
                            trial,
                            bench,
                            () -> trial.change(
                                    bench,
                                    plans.base(),
                                    plans.refill(bench.read().reservoir()).stream()
                                            .toList())),
                    "RESERVOIR",
                    "REFILL");
        }
        if (bench.rig().acts().contains(RigAct.POWER_ON_RESET)) {
            once(
                    judge,
                    "a loss of power",
                    counted(trial, bench, () -> bench.act(RigAct.POWER_ON_RESET, 1)),
                    "POWER_ON_RESET");
        }
        HostKeys.Key right = bench.key();
        once(
                judge,
                "a proof that failed",
                counted(trial, bench, () -> {
                    byte[] wrong = right.reveal();
                    wrong[3] ^= 1;
                    bench.key(new HostKeys.Key(org.cisterna.sim.Bytes.of(wrong)));
                    try {
                        bench.open();
                    } catch (org.cisterna.pump.wire.LinkException refused) {
                        judge.note("with a wrong key: " + refused.getMessage());
                    }
                    bench.key(right);
                    bench.pass(Duration.ofMinutes(2));
                }),
                "AUTH");
        Bench stopped = trial.ready();
        once(
                judge,
                "a stop",
                counted(trial, stopped, () -> {
                    try (PumpSession session = stopped.session()) {
                        session.stop(stopped.id(), stopped.soon());
                    }
                }),
                "STOPPED");
    }

    private static void whatWasOverwrittenIsTold(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.RESTART);
        EventRules.log(trial, bench);
        List<PumpEvent> early = EventRules.log(trial, bench);
        for (int i = 0; i < FLOOD; i++) {
            bench.act(RigAct.RESTART, 1);
            bench.pass(Duration.ofMinutes(1));
        }
        List<Long> numbers = new ArrayList<>();
        long lost;
        try (PumpSession session = bench.session()) {
            EventPage page = session.events(0, 30, bench.soon()).orElseThrow();
            lost = page.lost();
            page.events().forEach(each -> numbers.add(each.number()));
        }
        long oldest = early.get(0).number();
        judge.note(FLOOD + " restarts: from number 0 on " + lost + " are told as lost, the first is " + numbers.get(0));
        judge.expect(
                numbers.get(0) > oldest,
                () -> "after " + FLOOD + " restarts the oldest event is still number " + numbers.get(0));
        judge.expect(
                lost == numbers.get(0) - oldest,
                () -> "the log began with number " + oldest + " and begins with " + numbers.get(0) + " now, and " + lost
                        + " are told as lost");
    }

    private static void anUnknownEventIsKept(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.NEWER_EVENT);
        List<PumpEvent> before = EventRules.log(trial, bench);
        bench.act(RigAct.NEWER_EVENT, 1);
        List<PumpEvent> events = EventRules.since(trial, bench, before);
        judge.note(events.toString());
        judge.expect(
                events.size() == 1 && events.get(0).code().startsWith("UNKNOWN_EVENT"),
                () -> "the pump wrote one event of a kind that no table has, and the log shows " + events);
    }
}
