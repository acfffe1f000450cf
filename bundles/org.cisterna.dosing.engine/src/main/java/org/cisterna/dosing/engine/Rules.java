// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.DosingEngine;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.DrugTotal;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Outlook;
import org.cisterna.dosing.PathVolumes;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.TimeToTip;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Programme;

/** Makes a case of a request, lets every check look at it, and puts the findings in order, the most limiting first. */
final class Rules implements DosingEngine {

    /** Version of the engine's own policy: its thresholds and its verdicts. */
    static final String POLICY_VERSION = "8";

    private static final String NAME = "org.cisterna.dosing.engine, policy " + POLICY_VERSION;

    private static final Comparator<Finding> MOST_LIMITING_FIRST = Comparator.comparing(Finding::verdict)
            .thenComparing(Finding::twoPersons)
            .reversed();

    private final List<Check> checks;

    /** The rules with every check. */
    Rules() {
        this(List.of(
                new LimiterCheck(),
                new DrugCheck(),
                new LeftoverCheck(),
                new ContraindicationCheck(),
                new HistoryCheck(),
                new ContentCheck(),
                new CatheterCheck(),
                new ModeCheck(),
                new ScheduleCheck(),
                new WeekCheck(),
                new RateCheck(),
                new DoseLimitCheck(),
                new UnitJumpCheck(),
                new IncreaseCheck(),
                new BolusStepCheck(),
                new TipStepCheck(),
                new PeakCheck(),
                new StepCountCheck(),
                new DecreaseCheck(),
                new RestartCheck(),
                new StartCheck(),
                new ApprovalCheck(),
                new PrimeCheck(),
                new BolusCheck(),
                new BolusSizeCheck(),
                new PatientBolusCheck(),
                new PatientBolusDrugCheck(),
                new WindowCheck(),
                new SupplyCheck(),
                new KeepingCheck(),
                new ConcentrationCheck(),
                new RoundingCheck()));
    }

    Rules(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    @Override
    public Proposal propose(DosingRequest request) {
        List<Finding> findings = new ArrayList<>();
        Optional<Case> subject = made(StopNotes.ARITHMETIC, () -> Optional.of(Case.of(request)), findings);
        subject.ifPresent(each -> checks.forEach(check -> findings.addAll(examined(check, each))));
        Optional<PathVolumes> path = subject.flatMap(each -> made("path", () -> volumes(each), findings));
        Optional<TimeToTip> timeToTip = subject.flatMap(each -> made("time to tip", () -> timeToTip(each), findings));
        Outlook outlook = subject.flatMap(
                        each -> made(StopNotes.OUTLOOK, () -> Optional.of(Outlooks.of(each)), findings))
                .orElse(Outlook.NONE);
        findings.replaceAll(each -> StopNotes.isNoted(request.order(), each) ? StopNotes.note(each) : each);
        findings.replaceAll(each -> Basis.named(each, request));
        findings.sort(MOST_LIMITING_FIRST);
        return new Proposal(
                findings.stream().map(Finding::verdict).reduce(Verdict.PASS, Verdict::worse),
                findings,
                request.order(),
                subject.flatMap(Rules::programme),
                subject.map(Rules::totals).orElse(List.of()),
                path,
                timeToTip,
                request.digest(),
                NAME,
                outlook);
    }

    /** The day's programme; a week, a minimum rate and a stop stand among the parts. */
    private static Optional<Programme> programme(Case subject) {
        return isOneDay(subject) ? subject.programme() : Optional.empty();
    }

    private static boolean isOneDay(Case subject) {
        Order day = subject.request().order().dayAlone();
        return day instanceof Order.Continuous || day instanceof Order.Flex;
    }

    private static <T> Optional<T> made(String what, Supplier<Optional<T>> maker, List<Finding> findings) {
        try {
            return maker.get();
        } catch (RuntimeException broken) {
            findings.add(failed(what, broken));
            return Optional.empty();
        }
    }

    private static List<Finding> examined(Check check, Case subject) {
        try {
            return check.examine(subject);
        } catch (RuntimeException broken) {
            return List.of(failed(check.name(), broken));
        }
    }

    private static Optional<TimeToTip> timeToTip(Case subject) {
        return Outlooks.timeToTip(subject, () -> subject.path().flatMap(path -> programme(subject)
                .map(programme -> path.timeToTip(programme, subject.request().pumpTime()))));
    }

    /** A check that cannot be made refuses: what it would have found is not known. */
    private static Finding failed(String check, RuntimeException broken) {
        return new Findings()
                .add(
                        Verdict.BLOCK,
                        "CHECK_FAILED",
                        check,
                        broken.getClass().getSimpleName(),
                        "the check \"" + check + "\" could not be made (" + broken.getMessage()
                                + "), so the order is refused; report it with this request")
                .list()
                .get(0);
    }

    private static Optional<PathVolumes> volumes(Case subject) {
        return subject.path().map(CatheterPath::volumes);
    }

    private static List<DrugTotal> totals(Case subject) {
        List<DrugTotal> totals = new ArrayList<>();
        for (DrugCase drug : subject.drugs()) {
            if (drug.requested().isPresent()) {
                Optional<DailyDose> worst = BolusDay.of(subject, drug.id());
                totals.add(new DrugTotal(
                        drug.id(),
                        drug.before(),
                        drug.requested().get(),
                        drug.achieved(),
                        drug.achieved().flatMap(after -> change(drug.before(), after)),
                        worst,
                        worst.flatMap(dose ->
                                change(BolusDay.before(subject, drug.id()).or(drug::before), dose))));
            }
        }
        return List.copyOf(totals);
    }

    private static Optional<String> change(Optional<DailyDose> before, DailyDose after) {
        return before.filter(dose -> dose.nanograms().signum() > 0)
                .map(dose -> Shown.change(dose.nanograms(), after.nanograms()));
    }
}
