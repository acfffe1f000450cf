// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.sim.medstream.Answer.Violation;
import org.cisterna.sim.medstream.Code.Why;

/** Everything that is wrong with a programme; sections 6 and 10 of the protocol page. */
final class ProgrammeRules {

    private static final int WHOLE = -1;

    private final List<Violation> violations = new ArrayList<>();

    private ProgrammeRules() {}

    static List<Violation> violations(Programme programme, long usableReservoir) {
        ProgrammeRules rules = new ProgrammeRules();
        rules.range("p.form", programme.form(), 1, Programme.FORM);
        rules.steps(programme.steps());
        rules.drugs(programme.drugs());
        programme.reservoir().ifPresent(volume -> rules.range("p.reservoir", volume, 0, usableReservoir));
        programme.prime().ifPresent(volume -> rules.pulses("p.prime", volume, Limits.MOST_PRIME));
        programme.bridge().ifPresent(rules::bridge);
        programme.bolus().ifPresent(bolus -> {
            long day = programme.steps().stream()
                    .mapToLong(Programme.Step::rate)
                    .max()
                    .orElse(0);
            rules.bolus(bolus, day);
            if (programme.prime().isPresent() || programme.bridge().isPresent()) {
                rules.add(Violation.of(Why.NOT_TOGETHER, "p.bolus", 0, 0));
            }
        });
        return rules.violations;
    }

    private void steps(List<Programme.Step> steps) {
        range("p.step", steps.size(), 1, Limits.MOST_STEPS);
        int least = 0;
        for (int i = 0; i < steps.size(); i++) {
            Programme.Step step = steps.get(i);
            int start = step.startMinute();
            if (start >= Limits.MINUTES) {
                add(new Violation(Why.OUT_OF_RANGE, "p.step.start", i, start, Limits.MINUTES - 1));
            } else if (i == 0 ? start != 0 : start <= least) {
                add(new Violation(Why.BAD_SCHEDULE, "p.step.start", i, start, least));
            }
            grid("p.step.start", i, start, Limits.START_GRID_MINUTES);
            least = start;
            rate("p.step.rate", i, step.rate());
        }
    }

    private void rate(String subject, int index, long rate) {
        range(subject, index, rate, Limits.LOWEST_RATE, Limits.HIGHEST_RATE);
        grid(subject, index, rate, Limits.RATE_GRID);
    }

    private void drugs(List<Programme.Drug> drugs) {
        range("p.drug", drugs.size(), 0, Limits.MOST_DRUGS);
        List<String> names = drugs.stream().map(Programme.Drug::name).toList();
        for (int i = 0; i < drugs.size(); i++) {
            int first = names.indexOf(names.get(i));
            if (first < i) {
                add(new Violation(Why.DUPLICATE, "p.drug.name", i, first, 0));
            }
            range("p.drug.concentration", i, drugs.get(i).nanogramsPerMillilitre(), 1, Limits.HIGHEST_CONCENTRATION);
        }
    }

    private void bridge(Programme.Bridge bridge) {
        rate("p.bridge.rate", WHOLE, bridge.rate());
        range("p.bridge.minutes", bridge.minutes(), Limits.BRIDGE_GRID_MINUTES, Limits.LONGEST_BRIDGE_MINUTES);
        grid("p.bridge.minutes", WHOLE, bridge.minutes(), Limits.BRIDGE_GRID_MINUTES);
    }

    private void pulses(String subject, long volume, long most) {
        range(subject, volume, Limits.PULSE, most);
        grid(subject, WHOLE, volume, Limits.PULSE);
    }

    private void bolus(Programme.Bolus bolus, long day) {
        pulses("p.bolus.volume", bolus.volume(), Limits.MOST_BOLUS);
        range("p.bolus.minutes", bolus.minutes(), Limits.BOLUS_GRID_MINUTES, Limits.LONGEST_BOLUS_MINUTES);
        if (bolus.minutes() > 0 && bolus.volume() <= Limits.MOST_BOLUS) {
            long rate = day + (bolus.volume() * Limits.MINUTES + bolus.minutes() - 1) / bolus.minutes();
            if (rate > Limits.HIGHEST_RATE) {
                add(Violation.of(Why.OUT_OF_RANGE, "p.bolus", rate, Limits.HIGHEST_RATE));
            }
        }
    }

    private void grid(String subject, int index, long value, long grid) {
        if (value % grid != 0) {
            add(new Violation(Why.OFF_GRID, subject, index, value, grid));
        }
    }

    private void range(String subject, long value, long least, long most) {
        range(subject, WHOLE, value, least, most);
    }

    private void range(String subject, int index, long value, long least, long most) {
        if (value < least || value > most) {
            add(new Violation(Why.OUT_OF_RANGE, subject, index, value, value < least ? least : most));
        }
    }

    private void add(Violation violation) {
        violations.add(violation);
    }
}
