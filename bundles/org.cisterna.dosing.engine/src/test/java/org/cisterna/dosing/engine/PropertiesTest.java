// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.DrugTotal;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.LimitSet;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** What holds for every request, tried on random ones over all modes and grids. */
class PropertiesTest {

    private static final int CASES = Integer.getInteger("cisterna.cases", 1_500);

    private final RuleEngine engine = new RuleEngine();

    private void forEveryRequest(String property, BiConsumer<DosingRequest, Proposal> holds) {
        long seed = Seeds.seed("PropertiesTest." + property);
        RandomRequests requests = new RandomRequests(new SplittableRandom(seed));
        int running = 0;
        for (int i = 0; i < CASES; i++) {
            DosingRequest request = requests.next();
            Proposal proposal = engine.propose(request);
            holds.accept(request, proposal);
            running += proposal.programme().isPresent() ? 1 : 0;
        }
        assertThat(running).as("requests that a pump can run").isGreaterThan(CASES / 5);
    }

    @Test
    void doseAndRateTurnIntoEachOtherExactly() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("PropertiesTest.doseAndRate"));
        for (int i = 0; i < CASES; i++) {
            DoseRate dose = new DoseRate(random.nextLong(1_000_000_000_000L));
            Concentration concentration = new Concentration(random.nextLong(1, 1_000_000_000_000L));
            Ratio rate = FlowRate.of(dose, concentration);
            assertThat(rate.times(concentration.exact()).dividedBy(1_000_000)).isEqualTo(dose.exact());
            FlowRate flow = new FlowRate(random.nextLong(1_000_000_000L));
            assertThat(flow.times(concentration)
                            .dividedBy(concentration.exact())
                            .times(1_000_000))
                    .isEqualTo(flow.exact());
        }
    }

    @Test
    void secondaryDrugsScaleWithThePrimary() {
        forEveryRequest("secondary", (request, proposal) -> {
            Solution.Ingredient primary = request.solution().primary();
            for (Solution.Ingredient each : request.solution().ingredients()) {
                proposal.total(each.drug()).ifPresent(total -> {
                    DrugTotal first = proposal.total(primary.drug()).orElseThrow();
                    assertThat(scaled(first.requested(), primary, each)).isEqualTo(total.requested());
                    assertThat(first.after().map(dose -> scaled(dose, primary, each)))
                            .isEqualTo(total.after());
                    assertThat(total.after().isPresent())
                            .isEqualTo(proposal.programme().isPresent());
                });
            }
        });
    }

    private static DailyDose scaled(DailyDose dose, Solution.Ingredient from, Solution.Ingredient to) {
        return new DailyDose(dose.nanograms()
                .times(to.concentration().exact())
                .dividedBy(from.concentration().exact()));
    }

    @Test
    void whatIsDeliveredIsNeverMoreThanOrderedAndLessByUnderOneStepOfTheGrid() {
        forEveryRequest("rounding", (request, proposal) -> proposal.programme().ifPresent(programme -> {
            long grid = request.capabilities().rateGrid().nanolitresPerDay();
            List<DoseRate> ordered = request.order() instanceof Order.Continuous continuous
                    ? List.of(continuous.daily())
                    : ((Order.Flex) request.order())
                            .steps().stream().map(step -> step.rate()).toList();
            List<FlowRate> given = programme.rates();
            assertThat(given).hasSameSizeAs(ordered);
            for (int i = 0; i < given.size(); i++) {
                Ratio exact =
                        FlowRate.of(ordered.get(i), request.solution().primary().concentration());
                Ratio less = exact.minus(given.get(i).exact());
                assertThat(less).isBetween(Ratio.ZERO, Ratio.of(grid)).isNotEqualTo(Ratio.of(grid));
                assertThat(given.get(i).nanolitresPerDay() % grid).isZero();
            }
            for (DrugTotal total : proposal.totals()) {
                assertThat(total.after().orElseThrow()).isLessThanOrEqualTo(total.requested());
            }
        }));
    }

    @Test
    void aProgrammeIsOneThatThePumpCanRun() {
        forEveryRequest(
                "capability", (request, proposal) -> proposal.programme().ifPresent(programme -> {
                    assertThat(programme.rates())
                            .allSatisfy(rate -> assertThat(
                                            request.capabilities().rate().contains(rate))
                                    .isTrue())
                            .hasSizeLessThanOrEqualTo(request.capabilities().maxSteps());
                    if (programme instanceof Programme.Flex flex) {
                        assertThat(flex.steps()).allSatisfy(step -> assertThat(step.start()
                                                .minute()
                                        % request.capabilities().stepGrid().toMinutes())
                                .isZero());
                    }
                }));
    }

    @Test
    void withoutAProgrammeThereIsABlock() {
        forEveryRequest("block", (request, proposal) -> {
            if (proposal.programme().isEmpty()) {
                assertThat(proposal.verdict()).isEqualTo(Verdict.BLOCK);
            }
            assertThat(proposal.verdict())
                    .isEqualTo(
                            proposal.findings().stream().map(Finding::verdict).reduce(Verdict.PASS, Verdict::worse));
            assertThat(proposal.findings()).extracting(Finding::code).doesNotContain("CHECK_FAILED");
        });
    }

    @Test
    void noBlockRestsOnAnUnverifiedNumber() {
        forEveryRequest("trust", (request, proposal) -> assertThat(proposal.findings(Verdict.BLOCK))
                .allSatisfy(each -> assertThat(each.source().orElse("")).doesNotContain("unverified"))
                .allSatisfy(each -> assertThat(each.limiter().orElse("")).isNotEqualTo("library")));
    }

    @Test
    void anotherLimiterOnlyTightens() {
        long seed = Seeds.seed("PropertiesTest.tighten");
        RandomRequests requests = new RandomRequests(new SplittableRandom(seed));
        for (int i = 0; i < CASES; i++) {
            DosingRequest request = requests.next();
            LimitSet more = requests.limits(request);
            Proposal before = engine.propose(request);
            Proposal after = engine.propose(with(request, more));

            assertThat(asked(after)).containsAll(asked(before));
            assertThat(after.programme()).isEqualTo(before.programme());
            for (Finding absence : absences(before)) {
                assertThat(absences(after).contains(absence)).isNotEqualTo(isFilled(absence, more));
            }
        }
    }

    /** A missing rule is named for as long as nobody knows one. */
    private static List<Finding> absences(Proposal proposal) {
        return proposal.findings().stream()
                .filter(each -> each.code().startsWith("NO_"))
                .toList();
    }

    private static boolean isFilled(Finding absence, LimitSet more) {
        LimitKind kind = absence.code().equals("NO_STEP_RULE") ? LimitKind.MAX_INCREASE : LimitKind.MAX_DAILY_DOSE;
        return more.limits().stream().anyMatch(each -> each.drug().equals(absence.subject()) && each.kind() == kind);
    }

    /** What is asked or refused. A guard that the institution set tighter speaks in its name, so neither limit nor limiter is compared. */
    private static List<String> asked(Proposal proposal) {
        return proposal.findings().stream()
                .filter(each -> each.verdict() != Verdict.PASS)
                .filter(each -> !each.code().startsWith("NO_"))
                .map(each -> each.verdict() + " " + each.twoPersons() + " " + each.code() + " " + each.subject())
                .toList();
    }

    private static DosingRequest with(DosingRequest request, LimitSet more) {
        return new DosingRequest(
                request.pumpTime(),
                request.indication(),
                request.solution(),
                request.capabilities(),
                request.catheter(),
                request.running(),
                request.lastTherapeutic(),
                request.order(),
                request.requiredLimiters(),
                Stream.concat(request.limits().stream(), Stream.of(more)).toList(),
                request.drugs(),
                request.libraryVersion(),
                request.libraryDigest());
    }

    @Test
    void theTimeToTheTipIsWhenThePathHasPassed() {
        forEveryRequest("timeToTip", (request, proposal) -> proposal.timeToTip().ifPresent(time -> {
            Programme programme = proposal.programme().orElseThrow();
            Ratio path = CatheterPath.of(
                            request.catheter(), request.capabilities().tubingVolume())
                    .orElseThrow()
                    .nanolitres();
            passes(path, programme, request.pumpTime(), time.nominal());
            passes(path.dividedBy(2), programme, request.pumpTime(), time.bound());
            assertThat(time.bound()).isLessThanOrEqualTo(time.nominal());
        }));
    }

    private static void passes(Ratio volume, Programme programme, Instant from, Duration time) {
        assertThat(passed(programme, from, time)).isLessThanOrEqualTo(volume);
        assertThat(passed(programme, from, time.plusSeconds(1))).isGreaterThan(volume);
    }

    /** What a programme gives in a time, added up step by step from the first midnight of all. */
    private static Ratio passed(Programme programme, Instant from, Duration time) {
        return sinceMidnightOfAll(programme, from.plus(time)).minus(sinceMidnightOfAll(programme, from));
    }

    private static Ratio sinceMidnightOfAll(Programme programme, Instant at) {
        long day = Duration.ofDays(1).toMillis();
        Ratio sum = programme.dailyNanolitres().times(Math.floorDiv(at.toEpochMilli(), day));
        long ofDay = Math.floorMod(at.toEpochMilli(), day);
        if (programme instanceof Programme.Flex flex) {
            for (int i = 0; i < flex.steps().size(); i++) {
                long start = flex.steps().get(i).start().minute() * 60_000L;
                long end = start + flex.minutesOf(i) * 60_000L;
                long inStep = Math.max(0, Math.min(ofDay, end) - start);
                sum = sum.plus(flex.steps().get(i).rate().exact().times(Ratio.of(inStep, day)));
            }
            return sum;
        }
        return sum.plus(programme.rates().get(0).exact().times(Ratio.of(ofDay, day)));
    }
}
