// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.calculation.Calculated;
import org.cisterna.dosing.calculation.CalculationRequest;
import org.cisterna.dosing.calculation.RefillCheckRequest;
import org.cisterna.dosing.calculation.RefillPlanRequest;
import org.cisterna.dosing.calculation.Result;
import org.cisterna.dosing.calculation.TitrationRequest;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** What holds for any request. */
class CalculationPropertiesTest {

    private static final int CASES = Integer.getInteger("cisterna.cases", 1_000);

    private final CalculationService engine = new CalculationService();

    private static RefillPlanRequest plan(SplittableRandom random) {
        JsonObject json = CalculationStory.all("accepted")
                .filter(each -> each.function().equals("refill-plan"))
                .findFirst()
                .orElseThrow()
                .request();
        RefillPlanRequest base =
                (RefillPlanRequest) CalculationRequest.read(json).orElseThrow();
        return new RefillPlanRequest(
                new Volume(random.nextLong(3_000_000)),
                Solution.of("baclofen", new Concentration(random.nextLong(1, 3_000_000))),
                new Volume(random.nextLong(1, 20_000_000)),
                Solution.of("baclofen", new Concentration(random.nextLong(1, 3_000_000))),
                random.nextBoolean()
                        ? Optional.of(new RefillPlanRequest.Rinse(
                                random.nextInt(1, 11), new Volume(random.nextLong(1, 5_000_000))))
                        : Optional.empty(),
                new DoseRate(random.nextLong(1, 1_000_000)),
                Optional.of(RefillPlanRequest.Basis.EFFECTIVE),
                base.capabilities());
    }

    private static Ratio number(Calculated calculated, String name) {
        Result result = calculated.result(name).orElseThrow();
        String exact = result.exact().orElse("");
        if (exact.isEmpty()) {
            return Concentration.parse(result.value()).orElseThrow().exact();
        }
        String[] parts = exact.substring(0, exact.indexOf(' ')).split("/", -1);
        return new Ratio(new BigInteger(parts[0]), new BigInteger(parts.length == 1 ? "1" : parts[1]));
    }

    @Test
    void whatIsInTheReservoirLiesBetweenOldAndNewAndNoMassIsLost() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("CalculationPropertiesTest.residual"));
        for (int i = 0; i < CASES; i++) {
            RefillPlanRequest request = plan(random);
            Ratio effective = number(engine.calculate(request), "effectiveConcentration");
            Ratio old = request.residualSolution().primary().concentration().exact();
            Ratio fresh = request.solution().primary().concentration().exact();
            assertThat(effective)
                    .isBetween(old.compareTo(fresh) < 0 ? old : fresh, old.compareTo(fresh) < 0 ? fresh : old);
            if (request.rinses().isEmpty()) {
                Ratio residual = request.residual().exact();
                Ratio fill = request.fill().exact();
                assertThat(effective.times(residual.plus(fill)))
                        .isEqualTo(residual.times(old).plus(fill.times(fresh)));
            }
        }
    }

    @Test
    void aFillIsNeverAllowedAboveTheRoomThereIs() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("CalculationPropertiesTest.room"));
        for (int i = 0; i < CASES; i++) {
            RefillPlanRequest request = plan(random);
            long above = Math.max(
                    0,
                    request.residual().nanolitres()
                            - request.capabilities().residualVolume().nanolitres());
            boolean fits = above + request.fill().nanolitres()
                    <= request.capabilities().reservoirCapacity().nanolitres();
            assertThat(engine.calculate(request).findings())
                    .extracting(Finding::code)
                    .contains(fits ? "FILL" : "FILL_ABOVE_CAPACITY");
        }
    }

    @Test
    void aMismatchNeverAdvisesOnTheDoseAndNeverPassesAboveItsLimit() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("CalculationPropertiesTest.refill"));
        for (int i = 0; i < CASES; i++) {
            RefillCheckRequest request = new RefillCheckRequest(
                    new Volume(random.nextLong(10_000_000, 40_000_000)),
                    new Volume(random.nextLong(10_000_000)),
                    new Volume(random.nextLong(20_000_000)),
                    random.nextBoolean(),
                    new Volume(random.nextLong(1_000_000)),
                    random.nextInt(1, 300),
                    Optional.empty());
            Calculated calculated = engine.calculate(request);
            boolean within = Math.abs(request.expected().nanolitres()
                            - request.withdrawn().nanolitres())
                    <= 2_000_000;
            if (!within) {
                assertThat(calculated.verdict()).isEqualTo(Verdict.CONFIRM);
            }
            assertThat(calculated.findings())
                    .allSatisfy(each -> assertThat(each.message()).doesNotContain("dose", "lower", "raise"));
        }
    }

    @Test
    void noStepOfAPlanIsHigherOrSoonerThanItsPolicyAllows() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("CalculationPropertiesTest.titration"));
        JsonObject json = CalculationStory.all("accepted")
                .filter(each -> each.function().equals("titration"))
                .findFirst()
                .orElseThrow()
                .request();
        List<TitrationRequest.Policy> policies = List.of(TitrationRequest.Policy.values());
        TitrationRequest base = (TitrationRequest) CalculationRequest.read(json).orElseThrow();
        for (int i = 0; i < CASES; i++) {
            TitrationRequest.Policy policy = policies.get(random.nextInt(policies.size()));
            TitrationRule rule = TitrationRule.of(policy);
            long from = random.nextLong(1_000, 20_000);
            TitrationRequest request = new TitrationRequest(
                    rule.drug(),
                    policy,
                    new DoseRate(from),
                    base.since(),
                    new DoseRate(from + random.nextLong(1, 15_000)),
                    base.grounds());
            List<Instant> times = new ArrayList<>(List.of(request.since()));
            for (Result each : engine.calculate(request).results()) {
                if (each.name().equals("step")) {
                    times.add(Instant.parse(each.of().orElseThrow()));
                }
            }
            for (int step = 1; step < times.size(); step++) {
                assertThat(Duration.between(times.get(step - 1), times.get(step)))
                        .isGreaterThanOrEqualTo(rule.interval().orElse(Duration.ZERO));
                if (rule.perWeek() > 0 && step > rule.perWeek()) {
                    assertThat(Duration.between(times.get(step - rule.perWeek()), times.get(step)))
                            .isGreaterThanOrEqualTo(Duration.ofDays(7));
                }
            }
        }
    }
}
