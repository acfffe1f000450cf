// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;

/** How a programme and a solution stand in a line: {@code 0=140000,480=200000} (minute of the day, nL/day), {@code morphine=10000000} (ng/mL). */
final class Forms {

    private static final String NONE = "none";
    private static final long MOST_RATE = 1_000_000_000;
    private static final long MOST_CONCENTRATION = 1_000_000_000;

    private Forms() {}

    static String text(Programme programme) {
        if (programme instanceof Programme.Continuous continuous) {
            return "0=" + continuous.rate().nanolitresPerDay();
        }
        if (programme instanceof Programme.Flex flex) {
            return flex.steps().stream()
                    .map(step -> step.start().minute() + "=" + step.rate().nanolitresPerDay())
                    .collect(Collectors.joining(","));
        }
        return NONE;
    }

    /** One step is a continuous programme, none a stopped one. */
    static Programme programme(String text) throws MalformedException {
        if (text.equals(NONE)) {
            return new Programme.Stopped();
        }
        List<Programme.Step> steps = new ArrayList<>();
        int before = -1;
        for (String step : text.split(",", -1)) {
            String[] parts = step.split("=", -1);
            if (parts.length != 2) {
                throw new MalformedException("a step is MINUTE=RATE");
            }
            int minute = (int) Words.number(parts[0], before + 1L, Programme.MINUTES_PER_DAY - 1L);
            if (steps.isEmpty() && minute != 0) {
                throw new MalformedException("the first step of a day is not at minute 0");
            }
            steps.add(new Programme.Step(new DayTime(minute), new FlowRate(Words.number(parts[1], 1, MOST_RATE))));
            before = minute;
        }
        return steps.size() == 1 ? new Programme.Continuous(steps.get(0).rate()) : new Programme.Flex(steps);
    }

    static String text(Solution solution) {
        return solution.ingredients().stream()
                .map(each -> each.drug() + "=" + each.concentration().nanogramsPerMillilitre())
                .collect(Collectors.joining(","));
    }

    static Optional<Solution> solution(String text) throws MalformedException {
        if (text.equals(NONE)) {
            return Optional.empty();
        }
        List<Solution.Ingredient> drugs = new ArrayList<>();
        for (String drug : text.split(",", -1)) {
            String[] parts = drug.split("=", -1);
            if (parts.length != 2 || !parts[0].matches("[a-z][a-z0-9-]{0,39}")) {
                throw new MalformedException("a drug is NAME=CONCENTRATION");
            }
            drugs.add(new Solution.Ingredient(
                    parts[0], new Concentration(Words.number(parts[1], 1, MOST_CONCENTRATION))));
        }
        if (drugs.stream().map(Solution.Ingredient::drug).distinct().count() < drugs.size()
                || drugs.size() > Solution.MAX_INGREDIENTS) {
            throw new MalformedException("a drug stands twice, or there are too many");
        }
        return Optional.of(new Solution(drugs));
    }
}
