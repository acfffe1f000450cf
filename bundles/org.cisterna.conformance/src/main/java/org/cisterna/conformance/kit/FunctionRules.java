// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cisterna.pump.Answer;
import org.cisterna.pump.DriverClass;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Functions;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/** Rule 1.04: what is declared works up to its ends; what is not declared is refused and leaves no trace. */
final class FunctionRules {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMinutes(10);
    private static final Volume SMALL = new Volume(10_000);
    private static final Set<String> NOT_HERE = Set.of("UNSUPPORTED", "UNSUPPORTED_PART");

    private FunctionRules() {}

    static List<Check> checks() {
        return List.of(new Check("1.04", FunctionRules::whatIsDeclaredWorks));
    }

    private static void whatIsDeclaredWorks(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        judge.expect(
                trial.descriptor().conduct().driverClass() != DriverClass.MANUAL,
                () -> "it declares a pump without telemetry, and gave a session with " + plans.capabilities());
        Functions can = plans.functions();
        FlowRate day = ((Programme.Continuous) plans.base()).rate();
        Volume spare = new Volume(trial.ready().read().reservoir().nanolitres() / 4);
        List<ProgrammePart> ends = new PartEnds(can, day, spare).all();
        for (ProgrammePart part : ends) {
            works(trial, judge, plans.base(), part);
        }
        if (can.minimumRate().isPresent()) {
            FlowRate least = can.minimumRate().get();
            works(trial, judge, new Programme.Continuous(least), new ProgrammePart.MinimumRate(least));
        }
        if (can.refillGrid().isPresent()) {
            works(
                    trial,
                    judge,
                    plans.base(),
                    new ProgrammePart.Refill(can.refillGrid().get()));
            works(
                    trial,
                    judge,
                    plans.base(),
                    plans.refill(plans.capabilities().reservoirCapacity()).orElseThrow());
        }
        if (can.dayPatterns() > 1) {
            works(trial, judge, plans.base(), monday(plans));
        }
        List<ProgrammePart> absent = absent(plans);
        for (ProgrammePart part : absent) {
            refused(trial, judge, part);
        }
        log(trial, judge);
        judge.note(ends.size() + " ends of what is declared, " + absent.size() + " functions that are not");
    }

    private static void works(Trial trial, Judge judge, Programme day, ProgrammePart part) throws Exception {
        Bench bench = trial.ready();
        Said said = trial.change(bench, day, List.of(part));
        judge.expect(said.kind() == Said.Kind.APPLIED, () -> "declared and not done: " + part.text() + ": " + said);
    }

    private static ProgrammePart monday(Plans plans) {
        return new ProgrammePart.Weekdays(List.of(DayOfWeek.MONDAY), plans.base());
    }

    /** One act of each function that is not declared. */
    private static List<ProgrammePart> absent(Plans plans) {
        Functions can = plans.functions();
        List<ProgrammePart> absent = new ArrayList<>();
        if (can.prime().isEmpty()) {
            absent.add(
                    new ProgrammePart.Prime(SMALL, plans.capabilities().rate().max()));
        }
        if (can.bridge().isEmpty()) {
            absent.add(new ProgrammePart.Bridge(plans.rate(0), HOUR));
        }
        if (can.bolus().isEmpty()) {
            absent.add(new ProgrammePart.SingleBolus(SMALL, HOUR));
        }
        if (can.bolus().filter(Functions.Bolus::periodic).isEmpty()) {
            absent.add(new ProgrammePart.PeriodicBolus(SMALL, SHORT, HOUR));
        }
        if (can.patientBolus().isEmpty()) {
            absent.add(new ProgrammePart.PatientBolus(SMALL, SHORT, HOUR, 1));
        }
        if (can.minimumRate().isEmpty()) {
            absent.add(new ProgrammePart.MinimumRate(plans.rate(0)));
        }
        if (can.refillGrid().isEmpty()) {
            absent.add(new ProgrammePart.Refill(SMALL));
        }
        if (can.dayPatterns() == 1) {
            absent.add(monday(plans));
        }
        return absent;
    }

    private static void refused(Trial trial, Judge judge, ProgrammePart part) throws Exception {
        Bench bench = trial.ready();
        Snapshot before = bench.read();
        Said said = trial.change(bench, trial.plans().base(), List.of(part));
        judge.expect(said.kind() == Said.Kind.REFUSED, () -> "not declared: " + part.text() + " came to " + said);
        judge.expect(
                NOT_HERE.stream().anyMatch(said.words()::contains),
                () -> "not declared: " + part.text() + " is refused, and not as what the pump has not got: " + said);
        Snapshot after = bench.read();
        judge.expect(
                after.revision().equals(before.revision())
                        && after.programme().equals(before.programme())
                        && after.programmeParts().equals(before.programmeParts()),
                () -> "not declared: " + part.text() + " changed the pump");
    }

    private static void log(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        boolean declared = trial.descriptor().conduct().eventLog();
        try (PumpSession session = bench.session()) {
            Answer<EventPage> page = session.events(0, 1, bench.soon());
            judge.expect(
                    page.isDone() == declared,
                    () -> "a log of events is declared: " + declared + ", and asked for a page of it the driver says "
                            + page);
        }
    }
}
