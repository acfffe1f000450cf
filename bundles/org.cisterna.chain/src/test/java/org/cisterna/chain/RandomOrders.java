// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.cisterna.dosing.Additions;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.dosing.Circumstances;
import org.cisterna.dosing.Content;
import org.cisterna.dosing.DayPattern;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.OrderStep;
import org.cisterna.dosing.Running;
import org.cisterna.dosing.library.ShippedLibrary;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Functions;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Source;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Length;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.cisterna.quantity.VolumePerLength;

/** Orders of every mode, over contents, paths and concentrations of every kind, on pumps that declare every function. */
final class RandomOrders {

    private static final ShippedLibrary LIBRARY = new ShippedLibrary();
    private static final List<String> DRUGS = List.of("morphine", "bupivacaine", "baclofen");

    private final SplittableRandom random;

    RandomOrders(SplittableRandom random) {
        this.random = random;
    }

    DosingRequest next() {
        Capabilities pump = pump();
        Solution solution = solution();
        Solution before = random.nextInt(3) == 0 ? solution : changed(solution);
        Instant now = Instant.ofEpochSecond(random.nextLong(1_600_000_000L, 1_900_000_000L));
        FlowRate runs = new FlowRate(random.nextLong(
                pump.rate().min().nanolitresPerDay(), pump.rate().max().nanolitresPerDay() + 1));
        Additions additions = additions(pump, solution);
        Order day = day(pump, solution, runs, before);
        return new DosingRequest(
                now,
                "chronic-pain",
                solution,
                pump,
                List.of(new CatheterSegment(
                        "any",
                        Optional.of(new Length(10 * random.nextLong(50_000, 120_000))),
                        Optional.of(new Length(10 * random.nextLong(0, 40_000))),
                        new VolumePerLength(random.nextLong(1_000, 4_000)))),
                Optional.of(new Running(new Programme.Continuous(runs), before)),
                List.of(),
                additions.equals(Additions.NONE) ? day : new Order.Combined(day, additions),
                List.of("library"),
                List.of(LIBRARY.limits().concerning(DRUGS)),
                LIBRARY.drugs().stream()
                        .filter(each -> DRUGS.contains(each.id()))
                        .toList(),
                LIBRARY.version(),
                LIBRARY.digest(),
                new Circumstances(
                        rarely(() -> content(solution, before)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private Capabilities pump() {
        long min = random.nextLong(1, 200) * 1_000;
        long max = min + random.nextLong(1, 2_000) * 1_000;
        Functions.Basal basal = any(Functions.Basal.values());
        Duration grid = Duration.ofSeconds(random.nextInt(1, 7_200));
        Volume volumeGrid = new Volume(random.nextLong(1, 2_000));
        FlowRate fast = new FlowRate(max * 20);
        return new Capabilities(
                new Range<>(new FlowRate(min), new FlowRate(max)),
                new FlowRate(List.of(1L, 24L, 1_000L, 5_000L).get(random.nextInt(4))),
                24,
                Duration.ofMinutes(List.of(1, 15, 30).get(random.nextInt(3))),
                new Volume(40_000_000),
                new Volume(1_400_000),
                new Volume(random.nextLong(0, 300_000)),
                new Volume(2_000_000),
                0,
                Source.CALCULATED,
                Optional.empty(),
                Optional.of(new Functions(
                        Optional.of(new Functions.Bridge(grid, Duration.ofDays(400))),
                        Optional.of(new Functions.Prime(volumeGrid, fast)),
                        Optional.of(new Functions.Bolus(volumeGrid, grid, fast, basal, any(Functions.After.values()))),
                        Optional.of(new Functions.PatientBolus(
                                volumeGrid,
                                grid,
                                fast,
                                any(Functions.Basal.values()),
                                any(Functions.LockoutFrom.values()),
                                any(Functions.CountedOver.values()),
                                0)),
                        Optional.of(new FlowRate(min)),
                        7)));
    }

    private Solution solution() {
        List<String> drugs = new ArrayList<>(DRUGS);
        List<Solution.Ingredient> ingredients = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            ingredients.add(new Solution.Ingredient(drugs.remove(random.nextInt(drugs.size())), concentration()));
        }
        return new Solution(ingredients);
    }

    private Concentration concentration() {
        return new Concentration(
                random.nextLong(1, 400) * List.of(1L, 1_000L, 100_000L).get(random.nextInt(3)));
    }

    /** The same drugs in other concentrations, or others. */
    private Solution changed(Solution solution) {
        return random.nextInt(4) == 0
                ? solution()
                : new Solution(solution.ingredients().stream()
                        .map(each -> new Solution.Ingredient(each.drug(), concentration()))
                        .toList());
    }

    private Order day(Capabilities pump, Solution solution, FlowRate runs, Solution before) {
        return switch (random.nextInt(8)) {
            case 0 ->
                new Order.Week(List.of(
                        new DayPattern(List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), steps(pump, solution)),
                        new DayPattern(
                                Arrays.stream(DayOfWeek.values()).limit(5).toList(), steps(pump, solution))));
            case 1 -> new Order.MinimumRate();
            case 2 -> new Order.Stop();
            case 3 ->
                new Order.Continuous(new DoseRate(
                        runs.times(before.primary().concentration()).floorToMultipleOf(1)));
            default -> plain(pump, solution);
        };
    }

    private Order plain(Capabilities pump, Solution solution) {
        return random.nextBoolean()
                ? new Order.Continuous(dose(pump, solution))
                : new Order.Flex(steps(pump, solution));
    }

    private List<OrderStep> steps(Capabilities pump, Solution solution) {
        long grid = pump.stepGrid().toMinutes();
        TreeSet<Integer> starts = new TreeSet<>(List.of(0));
        for (int i = random.nextInt(1, 13); i > 0; i--) {
            int minute = random.nextInt(1440);
            starts.add(Math.toIntExact(minute - minute % grid));
        }
        return starts.stream()
                .map(minute -> new OrderStep(new DayTime(minute), dose(pump, solution)))
                .toList();
    }

    private DoseRate dose(Capabilities pump, Solution solution) {
        long rate = random.nextLong(
                pump.rate().min().nanolitresPerDay(), pump.rate().max().nanolitresPerDay() + 1);
        return new DoseRate(
                new FlowRate(rate).times(solution.primary().concentration()).floorToMultipleOf(1));
    }

    private Additions additions(Capabilities pump, Solution solution) {
        Optional<Additions.Bolus> single =
                rarely(() -> new Additions.Bolus(bolus(solution), Duration.ofSeconds(random.nextInt(60, 7_200))));
        return new Additions(
                rarely(() -> new Additions.Bridge(rarely(() -> dose(pump, solution)))),
                rarely(() -> new Additions.Prime(
                        any(Additions.PrimePart.values()), rarely(() -> new Volume(random.nextLong(1, 600_000))))),
                single,
                single.isPresent()
                        ? Optional.empty()
                        : rarely(() -> new Additions.PeriodicBolus(
                                bolus(solution),
                                Duration.ofSeconds(random.nextInt(60, 7_200)),
                                Duration.ofMinutes(random.nextInt(240, 3_000)))),
                rarely(() -> new Additions.PatientBolus(
                        bolus(solution),
                        Duration.ofSeconds(random.nextInt(60, 3_600)),
                        Duration.ofMinutes(random.nextInt(120, 1_500)),
                        rarely(() -> random.nextInt(1, 12)))),
                rarely(() -> any(Additions.Basis.values())));
    }

    private Mass bolus(Solution solution) {
        Ratio ofPrimary = solution.primary().concentration().exact();
        return new Mass(Math.max(
                1,
                ofPrimary.times(random.nextLong(1, 60_000)).dividedBy(1_000_000).floorToMultipleOf(1)));
    }

    private Content content(Solution solution, Solution before) {
        return new Content(
                rarely(() -> new Content.Fill(
                        new Volume(1_400_000),
                        before,
                        new Volume(random.nextLong(10_000_000, 40_000_000)),
                        random.nextInt(3),
                        Optional.of(new Volume(5_000_000)))),
                random.nextBoolean()
                        ? List.of()
                        : List.of(
                                plug(solution, before),
                                plug(solution, before),
                                new Content.Plug(Optional.empty(), Optional.of(before))),
                random.nextInt(5) > 0);
    }

    private Content.Plug plug(Solution solution, Solution before) {
        return new Content.Plug(
                Optional.of(new Volume(random.nextLong(1, 60_000))),
                switch (random.nextInt(4)) {
                    case 0 -> Optional.empty();
                    case 1 -> Optional.of(solution);
                    case 2 -> Optional.of(before);
                    default -> Optional.of(solution());
                });
    }

    private <T> T any(T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private <T> Optional<T> rarely(Supplier<T> value) {
        return random.nextInt(3) == 0 ? Optional.of(value.get()) : Optional.empty();
    }
}
