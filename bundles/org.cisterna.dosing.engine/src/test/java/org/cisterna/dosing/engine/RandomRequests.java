// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.LastDose;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.LimitSet;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.OrderStep;
import org.cisterna.dosing.Running;
import org.cisterna.dosing.Trust;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.library.ShippedLibrary;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Source;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Length;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;
import org.cisterna.quantity.VolumePerLength;

/** Requests of every mode on every kind of grid, most of them near what a pump can do. */
final class RandomRequests {

    private static final ShippedLibrary LIBRARY = new ShippedLibrary();
    private static final List<Long> GRIDS = List.of(1L, 7L, 24L, 1_000L, 2_400L, 5_000L, 50_000L);
    private static final List<String> DRUGS = List.of("morphine", "bupivacaine", "baclofen");

    private final RandomGenerator random;

    RandomRequests(RandomGenerator random) {
        this.random = random;
    }

    DosingRequest next() {
        Capabilities pump = pump();
        Solution solution = solution();
        List<String> drugs =
                solution.ingredients().stream().map(Solution.Ingredient::drug).toList();
        Instant now = Instant.ofEpochMilli(random.nextLong(0, 4_000_000_000_000L));
        Programme programme = random.nextInt(8) == 0
                ? new Programme.Stopped()
                : new Programme.Continuous(
                        new FlowRate(random.nextLong(1, pump.rate().max().nanolitresPerDay())));
        Instant since = now.minusSeconds(random.nextLong(0, 400_000));
        List<LastDose> last = programme instanceof Programme.Stopped
                ? LastDose.of(new Programme.Continuous(pump.rate().min()), solution, since)
                : LastDose.of(programme, solution, since);
        return new DosingRequest(
                now,
                random.nextBoolean() ? "chronic-pain" : "spasticity-spinal",
                solution,
                pump,
                List.of(new CatheterSegment(
                        "any",
                        Optional.of(new Length(random.nextLong(500_000, 1_200_000))),
                        Optional.of(new Length(random.nextLong(0, 500_000))),
                        new VolumePerLength(random.nextLong(1_000, 4_000)))),
                random.nextInt(10) == 0 ? Optional.empty() : Optional.of(new Running(programme, solution)),
                random.nextInt(10) == 0 ? List.of() : last,
                order(solution, pump),
                List.of("library"),
                List.of(LIBRARY.limits().concerning(drugs)),
                LIBRARY.drugs().stream()
                        .filter(each -> drugs.contains(each.id()))
                        .toList(),
                LIBRARY.version(),
                LIBRARY.digest());
    }

    private Capabilities pump() {
        long grid = GRIDS.get(random.nextInt(GRIDS.size()));
        long min = random.nextLong(1, 100_000);
        return new Capabilities(
                new Range<>(new FlowRate(min), new FlowRate(min + random.nextLong(0, 30_000_000))),
                new FlowRate(grid),
                random.nextInt(1, 25),
                Duration.ofMinutes(List.of(1, 5, 15, 30, 60).get(random.nextInt(5))),
                new Volume(20_000_000),
                new Volume(1_400_000),
                new Volume(random.nextLong(0, 300_000)),
                new Volume(2_000_000),
                145,
                Source.CALCULATED,
                Optional.empty());
    }

    private Solution solution() {
        List<String> drugs = new ArrayList<>(DRUGS);
        List<Solution.Ingredient> ingredients = new ArrayList<>();
        int count = random.nextInt(1, 4);
        for (int i = 0; i < count; i++) {
            String drug = drugs.remove(random.nextInt(drugs.size()));
            ingredients.add(new Solution.Ingredient(drug, new Concentration(random.nextLong(1, 40_000_000))));
        }
        return new Solution(ingredients);
    }

    private Order order(Solution solution, Capabilities pump) {
        if (random.nextBoolean()) {
            return new Order.Continuous(dose(solution, pump));
        }
        long grid = pump.stepGrid().toMinutes();
        TreeSet<Integer> starts = new TreeSet<>(List.of(0));
        int steps = random.nextInt(1, 14);
        for (int i = 1; i < steps; i++) {
            int minute = random.nextInt(1440);
            starts.add(random.nextInt(20) == 0 ? minute : Math.toIntExact(minute - minute % grid));
        }
        return new Order.Flex(starts.stream()
                .map(minute -> new OrderStep(new DayTime(minute), dose(solution, pump)))
                .toList());
    }

    private DoseRate dose(Solution solution, Capabilities pump) {
        long min = pump.rate().min().nanolitresPerDay();
        long max = pump.rate().max().nanolitresPerDay();
        long rate = random.nextInt(12) == 0 ? random.nextLong(0, 2 * max) : random.nextLong(min, max + 1);
        long nanograms =
                new FlowRate(rate).times(solution.primary().concentration()).floorToMultipleOf(1);
        return new DoseRate(nanograms);
    }

    /** Any limits an institution may set for the drugs of a request. */
    LimitSet limits(DosingRequest request) {
        List<Limit> limits = new ArrayList<>();
        for (Drug drug : request.drugs()) {
            Stream.of(
                            limit(drug, LimitKind.MAX_DAILY_DOSE, random.nextLong(1, 40_000) + " mcg/day"),
                            limit(drug, LimitKind.MAX_CONCENTRATION, random.nextLong(1, 40_000) + " mcg/mL"),
                            limit(drug, LimitKind.MAX_INCREASE, random.nextLong(1, 200) + " %"),
                            limit(drug, LimitKind.MAX_DECREASE, random.nextLong(1, 100) + " %"),
                            limit(drug, LimitKind.MIN_INCREASE_INTERVAL, random.nextLong(1, 200) + " h"),
                            limit(drug, LimitKind.UNIT_JUMP, random.nextLong(1, 40) + " times"))
                    .filter(each -> random.nextBoolean())
                    .forEach(limits::add);
        }
        return new LimitSet("institution", "1", limits);
    }

    private Limit limit(Drug drug, LimitKind kind, String value) {
        boolean block = random.nextBoolean();
        return new Limit(
                drug.id(),
                Optional.empty(),
                kind,
                value,
                block ? Verdict.BLOCK : Verdict.CONFIRM,
                !block && random.nextBoolean(),
                "any",
                "any",
                Trust.INSTITUTION);
    }
}
