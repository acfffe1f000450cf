// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Ratio;
import org.cisterna.sim.Solution;
import org.cisterna.sim.fleet.Chance.Draw;

/**
 * The therapies of a fleet, drawn from its seed: for each family a list, and each in two strengths with the same dose, as far as the grid allows, so that a refill can change
 * the concentration: the strong one is {@link #STRONG} times the usual one in every drug. A pump of constant flow cannot keep its dose then. All of it is invented; a day and its boluses together use 30 to 94 per cent of a fill until the next. Immutable.
 */
final class Therapies {

    /** How many there are of a family. */
    static final int COUNT = 512;

    /** How much stronger the strong one is. */
    static final Ratio STRONG = Ratio.of(2);

    private static final int MINUTE = 60_000;
    private static final int PER_MILLE = 1_000;
    private static final long SMALL = 20_000_000;
    private static final long LARGE = 40_000_000;

    private static final List<Map<String, Long>> OF_ROLLERS = List.of(
            Map.of("baclofen", 500_000L),
            Map.of("baclofen", 1_000_000L),
            Map.of("baclofen", 2_000_000L),
            Map.of("morphine", 10_000_000L),
            Map.of("hydromorphone", 5_000_000L),
            Map.of("ziconotide", 25_000L),
            Map.of("morphine", 10_000_000L, "bupivacaine", 7_500_000L));
    private static final List<Map<String, Long>> OF_VALVES =
            List.of(Map.of("morphine", 5_000_000L), Map.of("morphine", 10_000_000L), Map.of("morphine", 12_500_000L));

    private static final List<Map<String, Long>> OF_PIEZO_VALVES =
            List.of(Map.of("baclofen", 500_000L), Map.of("baclofen", 1_000_000L), Map.of("morphine", 5_000_000L));
    private static final List<Map<String, Long>> OF_RESTRICTORS =
            List.of(Map.of("morphine", 2_500_000L), Map.of("morphine", 10_000_000L), Map.of("baclofen", 500_000L));

    private final Map<FleetFamily, List<Pair>> pairs = new EnumMap<>(FleetFamily.class);

    /** The same dose out of a usual solution and out of one that is twice as strong. */
    record Pair(Therapy usual, Therapy strong) {}

    /** What is the same in both. */
    private static final class Outline {
        private final int[] starts;
        private final long bolusMillis;
        private final long lockoutMillis;
        private final int most;

        Outline(Draw draw, int[] starts, int lockoutGrid) {
            this.starts = starts;
            this.bolusMillis = (long) draw.between(5, 30) * MINUTE;
            this.lockoutMillis = (long) draw.between(4, 12) * lockoutGrid * MINUTE;
            this.most = draw.between(3, 6);
        }
    }

    Therapies(long seed) {
        List<Solution> rollers = labels(OF_ROLLERS);
        List<Solution> valves = labels(OF_VALVES);
        List<Solution> piezoValves = labels(OF_PIEZO_VALVES);
        List<Solution> restrictors = labels(OF_RESTRICTORS);
        List<Pair> synchromed = new ArrayList<>();
        List<Pair> prometra = new ArrayList<>();
        List<Pair> medstream = new ArrayList<>();
        List<Pair> codman = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            synchromed.add(byRollers(new Draw(Chance.at(seed, 4L * i)), rollers));
            prometra.add(byValves(new Draw(Chance.at(seed, 4L * i + 1)), valves));
            medstream.add(byPiezoValves(new Draw(Chance.at(seed, 4L * i + 2)), piezoValves));
            codman.add(byRestrictors(new Draw(Chance.at(seed, 4L * i + 3)), restrictors));
        }
        pairs.put(FleetFamily.SYNCHROMED, synchromed);
        pairs.put(FleetFamily.PROMETRA, prometra);
        pairs.put(FleetFamily.MEDSTREAM, medstream);
        pairs.put(FleetFamily.CODMAN, codman);
    }

    Pair of(FleetFamily family, int index) {
        return Objects.requireNonNull(pairs.get(family)).get(index);
    }

    /** Each label in its usual strength and then twice as strong. */
    private static List<Solution> labels(List<Map<String, Long>> drugs) {
        List<Solution> labels = new ArrayList<>();
        for (Map<String, Long> each : drugs) {
            for (int times = 1; times <= 2; times++) {
                Map<String, Concentration> label = new TreeMap<>();
                int strength = times;
                each.forEach((drug, nanograms) -> label.put(drug, new Concentration(nanograms * strength)));
                labels.add(Solution.of(label));
            }
        }
        return labels;
    }

    private static long reservoir(Draw draw) {
        return draw.below(3) < 2 ? SMALL : LARGE;
    }

    private static Pair byRollers(Draw draw, List<Solution> labels) {
        long reservoir = reservoir(draw);
        int label = 2 * draw.below(labels.size() / 2);
        int[] starts = new int[Workload.STEPS_A_DAY];
        for (int i = 1; i < Workload.STEPS_A_DAY; i++) {
            starts[i] = i * 110 + draw.below(100);
        }
        Outline outline = new Outline(draw, starts, 30);
        long daily = reservoir * draw.between(300, 940) / PER_MILLE / Workload.DAYS_BETWEEN_REFILLS;
        long boluses = daily * draw.between(80, 250) / PER_MILLE;
        int[] rates = new int[Workload.STEPS_A_DAY];
        for (int i = 0; i < Workload.STEPS_A_DAY; i++) {
            rates[i] = (int) ((daily - boluses) * draw.between(500, 1_500) / PER_MILLE);
        }
        return new Pair(
                rollers(reservoir, labels.get(label), outline, rates, boluses, 1),
                rollers(reservoir, labels.get(label + 1), outline, rates, boluses, 2));
    }

    /** On the grid of the class: rates of at least 48 and whole microlitres a day, boluses in strokes. */
    private static Therapy rollers(
            long reservoir, Solution label, Outline outline, int[] rates, long boluses, int strength) {
        int[] onGrid = new int[rates.length];
        for (int i = 0; i < rates.length; i++) {
            onGrid[i] = Math.max(48, rates[i] / strength / 1_000) * 1_000;
        }
        long bolus = boluses / Workload.ASKS_A_DAY / strength / 10 * 10;
        return new Therapy(
                reservoir,
                label,
                new Day(outline.starts, onGrid),
                Math.max(10, bolus),
                outline.bolusMillis,
                outline.lockoutMillis,
                outline.most);
    }

    private static Pair byValves(Draw draw, List<Solution> labels) {
        long reservoir = reservoir(draw);
        int label = 2 * draw.below(labels.size() / 2);
        int[] starts = new int[Workload.STEPS_A_DAY];
        for (int i = 1; i < Workload.STEPS_A_DAY; i++) {
            starts[i] = i * 90 + 30 * draw.below(3);
        }
        Outline outline = new Outline(draw, starts, 20);
        long daily = reservoir * draw.between(300, 940) / PER_MILLE / Workload.DAYS_BETWEEN_REFILLS;
        long boluses = daily * draw.between(80, 250) / PER_MILLE;
        int[] rates = new int[Workload.STEPS_A_DAY];
        for (int i = 0; i < Workload.STEPS_A_DAY; i++) {
            rates[i] = (int) ((daily - boluses) * draw.between(500, 1_500) / PER_MILLE);
        }
        return new Pair(
                valves(reservoir, labels.get(label), outline, rates, boluses, 1),
                valves(reservoir, labels.get(label + 1), outline, rates, boluses, 2));
    }

    /** In whole strokes of two microlitres, of each at least one. */
    private static Therapy valves(
            long reservoir, Solution label, Outline outline, int[] rates, long boluses, int strength) {
        int stroke = (int) PrometraPump.STROKE;
        int[] strokes = new int[rates.length];
        for (int i = 0; i < rates.length; i++) {
            strokes[i] = Math.max(1, rates[i] / strength / stroke) * stroke;
        }
        long bolus = boluses / Workload.ASKS_A_DAY / strength / stroke;
        return new Therapy(
                reservoir,
                label,
                new Day(outline.starts, strokes),
                Math.max(1, bolus) * stroke,
                outline.bolusMillis,
                outline.lockoutMillis,
                outline.most);
    }

    private static Pair byPiezoValves(Draw draw, List<Solution> labels) {
        long reservoir = reservoir(draw);
        int label = 2 * draw.below(labels.size() / 2);
        int[] starts = new int[FleetFamily.MEDSTREAM.steps()];
        int[] rates = new int[starts.length];
        long daily = reservoir * draw.between(600, 940) / PER_MILLE / Workload.DAYS_BETWEEN_REFILLS;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i == 0 ? 0 : i * 135 + 15 * draw.below(9);
            rates[i] = (int) (daily * draw.between(500, 1_500) / PER_MILLE);
        }
        return new Pair(
                piezoValves(reservoir, labels.get(label), starts, rates, 1),
                piezoValves(reservoir, labels.get(label + 1), starts, rates, 2));
    }

    /** On the grid of the class: at least 100 and whole microlitres a day. */
    private static Therapy piezoValves(long reservoir, Solution label, int[] starts, int[] rates, int strength) {
        int[] onGrid = new int[rates.length];
        for (int i = 0; i < rates.length; i++) {
            onGrid[i] = Math.max(100, rates[i] / strength / 1_000) * 1_000;
        }
        return new Therapy(reservoir, label, new Day(starts, onGrid), 0, 0, 0, 0);
    }

    /** The flow cannot change: the strong solution doubles the dose. */
    private static Pair byRestrictors(Draw draw, List<Solution> labels) {
        long reservoir = draw.below(3) < 2 ? 30_000_000 : 50_000_000;
        int label = 2 * draw.below(labels.size() / 2);
        int flow = (int) (reservoir * draw.between(550, 940) / PER_MILLE / Workload.DAYS_BETWEEN_REFILLS);
        Day day = new Day(new int[] {0}, new int[] {flow});
        return new Pair(
                new Therapy(reservoir, labels.get(label), day, 0, 0, 0, 0),
                new Therapy(reservoir, labels.get(label + 1), day, 0, 0, 0, 0));
    }
}
