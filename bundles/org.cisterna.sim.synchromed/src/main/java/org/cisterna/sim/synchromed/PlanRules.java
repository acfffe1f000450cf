// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.synchromed.Answer.Violation;

/** What the device checks of a plan before it stages it: everything that section 6 says, every violation named. */
final class PlanRules {

    private final List<Violation> violations = new ArrayList<>();

    private PlanRules() {}

    static List<Violation> violations(PlanBlock plan, long usableReservoir) {
        PlanRules rules = new PlanRules();
        if (plan.format() != PlanBlock.FORMAT && plan.format() != PlanBlock.WITH_PARTS) {
            rules.add(Code.UNSUPPORTED_FORMAT, Code.FIELD_FORMAT, plan.format(), PlanBlock.WITH_PARTS);
            return rules.violations;
        }
        rules.mode(plan);
        rules.steps(plan);
        rules.drugs(plan.drugs());
        rules.reservoir(plan, usableReservoir);
        rules.violations.addAll(PartRules.violations(plan));
        return rules.violations;
    }

    private void mode(PlanBlock plan) {
        int count = plan.steps().size();
        int least = plan.mode() == PlanBlock.FLEX ? 2 : 1;
        int most = plan.mode() == PlanBlock.CONTINUOUS ? 1 : Limits.MOST_STEPS;
        if (plan.mode() != PlanBlock.CONTINUOUS && plan.mode() != PlanBlock.FLEX) {
            add(Code.UNSUPPORTED_FORMAT, Code.FIELD_MODE, plan.mode(), PlanBlock.FLEX);
        }
        if (count < least) {
            add(Code.TOO_FEW, Code.FIELD_STEPS, count, least);
        }
        if (count > most) {
            add(Code.TOO_MANY, Code.FIELD_STEPS, count, most);
        }
    }

    private void steps(PlanBlock plan) {
        List<PlanBlock.Step> steps = plan.steps();
        boolean minimum = plan.parts().stream().anyMatch(each -> each.kind() == Part.MINIMUM);
        for (int i = 0; i < steps.size(); i++) {
            PlanBlock.Step step = steps.get(i);
            if (step.startMinute() > 1439) {
                at(Code.OUT_OF_RANGE, Code.FIELD_START, i, step.startMinute(), 1439);
            } else if (i == 0 && step.startMinute() != 0) {
                at(Code.BAD_SCHEDULE, Code.FIELD_START, i, step.startMinute(), 0);
            } else if (i > 0 && step.startMinute() <= steps.get(i - 1).startMinute()) {
                at(
                        Code.BAD_SCHEDULE,
                        Code.FIELD_START,
                        i,
                        step.startMinute(),
                        steps.get(i - 1).startMinute());
            }
            if (minimum && (steps.size() > 1 || step.nanolitresPerDay() != Limits.MINIMUM_RATE)) {
                at(Code.OUT_OF_RANGE, Code.FIELD_RATE, i, step.nanolitresPerDay(), Limits.MINIMUM_RATE);
            } else if (!minimum) {
                rate(i, step.nanolitresPerDay());
            }
        }
    }

    private void rate(int index, long rate) {
        if (rate < Limits.LOWEST_RATE) {
            at(Code.OUT_OF_RANGE, Code.FIELD_RATE, index, rate, Limits.LOWEST_RATE);
        } else if (rate > Limits.HIGHEST_RATE) {
            at(Code.OUT_OF_RANGE, Code.FIELD_RATE, index, rate, Limits.HIGHEST_RATE);
        }
        if (rate % Limits.RATE_GRID != 0) {
            at(Code.OFF_GRID, Code.FIELD_RATE, index, rate, Limits.RATE_GRID);
        }
    }

    private void drugs(List<PlanBlock.Drug> drugs) {
        if (drugs.size() > Limits.MOST_DRUGS) {
            add(Code.TOO_MANY, Code.FIELD_DRUGS, drugs.size(), Limits.MOST_DRUGS);
        }
        for (int i = 0; i < drugs.size(); i++) {
            PlanBlock.Drug drug = drugs.get(i);
            if (!isText(drug.name())) {
                at(Code.BAD_TEXT, Code.FIELD_NAME, i, drug.name().length(), Limits.LONGEST_NAME);
            }
            for (int j = 0; j < i; j++) {
                if (drugs.get(j).name().equals(drug.name())) {
                    at(Code.DUPLICATE, Code.FIELD_NAME, i, j, 0);
                    break;
                }
            }
            if (drug.nanogramsPerMillilitre() < 1) {
                at(Code.OUT_OF_RANGE, Code.FIELD_CONCENTRATION, i, drug.nanogramsPerMillilitre(), 1);
            } else if (drug.nanogramsPerMillilitre() > Limits.HIGHEST_CONCENTRATION) {
                at(
                        Code.OUT_OF_RANGE,
                        Code.FIELD_CONCENTRATION,
                        i,
                        drug.nanogramsPerMillilitre(),
                        Limits.HIGHEST_CONCENTRATION);
            }
        }
    }

    private static boolean isText(Bytes name) {
        if (name.length() < 1 || name.length() > Limits.LONGEST_NAME) {
            return false;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name.array()))
                    .chars()
                    .noneMatch(Character::isISOControl);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private void reservoir(PlanBlock plan, long usableReservoir) {
        if (plan.reservoirFlag() > 1) {
            add(Code.OUT_OF_RANGE, Code.FIELD_RESERVOIR_FLAG, plan.reservoirFlag(), 1);
        }
        long most = plan.reservoirFlag() == 0 ? 0 : usableReservoir;
        if (plan.reservoir() > most) {
            add(Code.OUT_OF_RANGE, Code.FIELD_RESERVOIR, plan.reservoir(), most);
        }
    }

    private void add(int code, int field, long value, long limit) {
        violations.add(Violation.of(code, field, value, limit));
    }

    private void at(int code, int field, int index, long value, long limit) {
        violations.add(new Violation(code, field, Math.min(index, 254), value, limit));
    }
}
