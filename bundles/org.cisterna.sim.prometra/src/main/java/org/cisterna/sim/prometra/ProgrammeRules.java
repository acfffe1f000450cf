// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.sim.prometra.Answer.Violation;

/** Everything that is wrong with a programme; sections 6 and 10 of the protocol page. */
final class ProgrammeRules {

    private static final int FORMAT = 0x3001;
    private static final int STEPS = 0x3002;
    private static final int STEP_START = 0x300201;
    private static final int STEP_RATE = 0x300202;
    private static final int DRUGS = 0x3003;
    private static final int DRUG_NAME = 0x300301;
    private static final int CONCENTRATION = 0x300302;
    private static final int RESERVOIR = 0x3004;
    private static final int PRIME = 0x3005;
    private static final int BRIDGE_RATE = 0x300601;
    private static final int BRIDGE_MINUTES = 0x300602;
    private static final int BOLUS = 0x3007;
    private static final int PATIENT_BOLUS = 0x3008;
    private static final int STROKES = 1;
    private static final int MINUTES = 2;
    private static final int LOCKOUT = 3;
    private static final int MOST = 4;

    private final List<Violation> violations = new ArrayList<>();

    private ProgrammeRules() {}

    static List<Violation> violations(Programme programme, long usableReservoir) {
        ProgrammeRules rules = new ProgrammeRules();
        rules.range(FORMAT, programme.format(), 1, Programme.FORMAT);
        rules.steps(programme.steps());
        rules.drugs(programme.drugs());
        programme.reservoir().ifPresent(volume -> rules.range(RESERVOIR, volume, 0, usableReservoir));
        programme.prime().ifPresent(strokes -> rules.range(PRIME, strokes, 1, Limits.MOST_STROKES));
        programme.bridge().ifPresent(rules::bridge);
        long basal =
                programme.steps().stream().mapToLong(Programme.Step::rate).max().orElse(0);
        programme.bolus().ifPresent(bolus -> {
            rules.bolus(BOLUS, bolus.strokes(), bolus.minutes(), basal);
            if (programme.prime().isPresent() || programme.bridge().isPresent()) {
                rules.add(Violation.of(Code.NOT_TOGETHER, BOLUS, 0, 0));
            }
        });
        programme.patientBolus().ifPresent(bolus -> rules.patientBolus(bolus, basal, programme.drugs()));
        return rules.violations;
    }

    private void steps(List<Programme.Step> steps) {
        range(STEPS, steps.size(), 1, Limits.MOST_STEPS);
        int least = 0;
        for (int i = 0; i < steps.size(); i++) {
            Programme.Step step = steps.get(i);
            int start = step.startMinute();
            if (start >= Limits.MINUTES) {
                add(new Violation(Code.OUT_OF_RANGE, STEP_START, i, start, Limits.MINUTES - 1));
            } else if (i == 0 ? start != 0 : start <= least) {
                add(new Violation(Code.BAD_SCHEDULE, STEP_START, i, start, least));
            }
            if (start % Limits.START_GRID_MINUTES != 0) {
                add(new Violation(Code.OFF_GRID, STEP_START, i, start, Limits.START_GRID_MINUTES));
            }
            least = start;
            range(STEP_RATE, i, step.rate(), Limits.LOWEST_RATE, Limits.HIGHEST_RATE);
        }
    }

    private void drugs(List<Programme.Drug> drugs) {
        range(DRUGS, drugs.size(), 0, Limits.MOST_DRUGS);
        List<String> names = drugs.stream().map(Programme.Drug::name).toList();
        for (int i = 0; i < drugs.size(); i++) {
            int first = names.indexOf(names.get(i));
            if (first < i) {
                add(new Violation(Code.DUPLICATE, DRUG_NAME, i, first, 0));
            }
            range(CONCENTRATION, i, drugs.get(i).nanogramsPerMillilitre(), 1, Limits.HIGHEST_CONCENTRATION);
        }
    }

    private void bridge(Programme.Bridge bridge) {
        range(BRIDGE_RATE, bridge.rate(), Limits.LOWEST_RATE, Limits.HIGHEST_RATE);
        range(BRIDGE_MINUTES, bridge.minutes(), Limits.BRIDGE_GRID_MINUTES, Limits.LONGEST_BRIDGE_MINUTES);
        if (bridge.minutes() % Limits.BRIDGE_GRID_MINUTES != 0) {
            add(Violation.of(Code.OFF_GRID, BRIDGE_MINUTES, bridge.minutes(), Limits.BRIDGE_GRID_MINUTES));
        }
    }

    private void bolus(int subject, int strokes, int minutes, long basal) {
        range(subject << 8 | STROKES, strokes, 1, Limits.MOST_STROKES);
        range(subject << 8 | MINUTES, minutes, Limits.BOLUS_GRID_MINUTES, Limits.LONGEST_BOLUS_MINUTES);
        if (minutes > 0) {
            long rate = basal + ((long) strokes * Limits.MINUTES + minutes - 1) / minutes;
            if (rate > Limits.HIGHEST_RATE) {
                add(Violation.of(Code.OUT_OF_RANGE, subject, rate, Limits.HIGHEST_RATE));
            }
        }
    }

    private void patientBolus(Programme.PatientBolus bolus, long basal, List<Programme.Drug> drugs) {
        bolus(PATIENT_BOLUS, bolus.strokes(), bolus.minutes(), basal);
        range(PATIENT_BOLUS << 8 | LOCKOUT, bolus.lockoutMinutes(), 1, Limits.LONGEST_LOCKOUT_MINUTES);
        range(PATIENT_BOLUS << 8 | MOST, bolus.most(), 1, Limits.MOST_A_DAY);
        for (int i = 0; i < drugs.size(); i++) {
            if (!Limits.CONTROLLER_DRUGS.contains(drugs.get(i).name())) {
                add(new Violation(Code.NOT_PERMITTED, PATIENT_BOLUS, i, 0, 0));
            }
        }
    }

    private void range(int subject, long value, long least, long most) {
        range(subject, -1, value, least, most);
    }

    private void range(int subject, int index, long value, long least, long most) {
        if (value < least || value > most) {
            add(new Violation(Code.OUT_OF_RANGE, subject, index, value, value < least ? least : most));
        }
    }

    private void add(Violation violation) {
        violations.add(violation);
    }
}
