// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.synchromed.Answer.Violation;

/** What the device checks of the parts of a plan; section 6.1 of the protocol page. */
final class PartRules {

    private static final int MOST_PARTS = 6;

    private final List<Violation> violations = new ArrayList<>();
    private final Set<Integer> kinds;

    private PartRules(List<Part> parts) {
        kinds = parts.stream().map(Part::kind).collect(Collectors.toSet());
    }

    static List<Violation> violations(PlanBlock plan) {
        PartRules rules = new PartRules(plan.parts());
        int count = plan.parts().size();
        if (plan.format() == PlanBlock.WITH_PARTS && count == 0) {
            rules.at(Code.TOO_FEW, Code.FIELD_PART, 255, 0, 1);
        }
        if (count > MOST_PARTS) {
            rules.at(Code.TOO_MANY, Code.FIELD_PART, 255, count, MOST_PARTS);
        }
        for (int i = 0; i < count; i++) {
            rules.part(plan.parts(), i);
        }
        return rules.violations;
    }

    private void part(List<Part> parts, int i) {
        Part part = parts.get(i);
        if (part.kind() < Part.PRIME || part.kind() > Part.MINIMUM) {
            at(Code.UNSUPPORTED_FORMAT, Code.FIELD_PART, i, part.kind(), Part.MINIMUM);
            return;
        }
        if (i > 0 && part.kind() <= parts.get(i - 1).kind()) {
            at(
                    Code.BAD_SCHEDULE,
                    Code.FIELD_PART,
                    i,
                    part.kind(),
                    parts.get(i - 1).kind());
        }
        excludes(part, i);
        switch (part.kind()) {
            case Part.PRIME -> {
                volume(i, part, Limits.LARGEST_PRIME);
                if (part.rate() != Limits.PRIME_RATE) {
                    at(Code.OUT_OF_RANGE, Code.FIELD_PART_RATE, i, part.rate(), Limits.PRIME_RATE);
                }
            }
            case Part.BRIDGE -> {
                duration(i, part.duration(), Limits.LONGEST_BRIDGE_MILLIS);
                bridgeRate(i, part.rate());
            }
            case Part.BOLUS, Part.PERIODIC, Part.PATIENT -> bolus(i, part);
            default -> { // MINIMUM has no fields
            }
        }
    }

    private void excludes(Part part, int i) {
        int before = kinds.contains(Part.PRIME) ? Part.PRIME : kinds.contains(Part.BRIDGE) ? Part.BRIDGE : 0;
        if ((part.kind() == Part.BOLUS || part.kind() == Part.PERIODIC) && before != 0) {
            at(Code.PARTS_EXCLUDE, Code.FIELD_PART, i, part.kind(), before);
        }
        if (part.kind() == Part.MINIMUM && kinds.size() > 1) {
            int other = kinds.stream().mapToInt(Integer::intValue).min().orElse(0);
            at(Code.PARTS_EXCLUDE, Code.FIELD_PART, i, part.kind(), other);
        }
    }

    private void bolus(int i, Part part) {
        volume(i, part, Limits.LARGEST_BOLUS);
        if (duration(i, part.duration(), Limits.LONGEST_BOLUS_MILLIS)) {
            rate(i, part);
        }
        if (part.kind() == Part.PERIODIC) {
            interval(i, part, Math.max(part.duration(), Limits.DURATION_GRID_MILLIS));
        } else if (part.kind() == Part.PATIENT) {
            interval(i, part, Limits.DURATION_GRID_MILLIS);
            if (part.most() < 1 || part.most() > Limits.MOST_PATIENT_BOLUSES) {
                at(
                        Code.OUT_OF_RANGE,
                        Code.FIELD_PART_MOST,
                        i,
                        part.most(),
                        part.most() < 1 ? 1 : Limits.MOST_PATIENT_BOLUSES);
            }
        }
    }

    private void volume(int i, Part part, long most) {
        long volume = part.volume();
        if (volume < Limits.STROKE || volume > most) {
            at(Code.OUT_OF_RANGE, Code.FIELD_PART_VOLUME, i, volume, volume < Limits.STROKE ? Limits.STROKE : most);
        }
        if (volume % Limits.STROKE != 0) {
            at(Code.OFF_GRID, Code.FIELD_PART_VOLUME, i, volume, Limits.STROKE);
        }
    }

    private boolean duration(int i, long millis, long most) {
        long grid = Limits.DURATION_GRID_MILLIS;
        boolean inRange = millis >= grid && millis <= most;
        if (!inRange) {
            at(Code.OUT_OF_RANGE, Code.FIELD_PART_DURATION, i, millis, millis < grid ? grid : most);
        }
        if (millis % grid != 0) {
            at(Code.OFF_GRID, Code.FIELD_PART_DURATION, i, millis, grid);
        }
        return inRange;
    }

    /** The rate of a bolus, rounded up, for the refusal. */
    private void rate(int i, Part part) {
        BigInteger amount = BigInteger.valueOf(part.volume()).multiply(BigInteger.valueOf(DaySchedule.DAY));
        BigInteger[] rate = amount.divideAndRemainder(BigInteger.valueOf(part.duration()));
        BigInteger up = rate[1].signum() == 0 ? rate[0] : rate[0].add(BigInteger.ONE);
        if (up.compareTo(BigInteger.valueOf(Limits.HIGHEST_BOLUS_RATE)) > 0) {
            long shown = up.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
            at(Code.OUT_OF_RANGE, Code.FIELD_PART_RATE, i, shown, Limits.HIGHEST_BOLUS_RATE);
        }
    }

    private void bridgeRate(int i, long rate) {
        if (rate < Limits.LOWEST_RATE || rate > Limits.HIGHEST_RATE) {
            at(
                    Code.OUT_OF_RANGE,
                    Code.FIELD_PART_RATE,
                    i,
                    rate,
                    rate < Limits.LOWEST_RATE ? Limits.LOWEST_RATE : Limits.HIGHEST_RATE);
        }
        if (rate % Limits.RATE_GRID != 0) {
            at(Code.OFF_GRID, Code.FIELD_PART_RATE, i, rate, Limits.RATE_GRID);
        }
    }

    private void interval(int i, Part part, long least) {
        long interval = part.interval();
        if (interval < least || interval > Limits.LONGEST_INTERVAL_MILLIS) {
            at(
                    Code.OUT_OF_RANGE,
                    Code.FIELD_PART_INTERVAL,
                    i,
                    interval,
                    interval < least ? least : Limits.LONGEST_INTERVAL_MILLIS);
        }
        if (interval % Limits.DURATION_GRID_MILLIS != 0) {
            at(Code.OFF_GRID, Code.FIELD_PART_INTERVAL, i, interval, Limits.DURATION_GRID_MILLIS);
        }
    }

    private void at(int code, int field, int index, long value, long limit) {
        violations.add(new Violation(code, field, Math.min(index, 255), value, limit));
    }
}
