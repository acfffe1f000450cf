// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Volume;

/** Turns the parts of a plan into strokes and minutes, or says why this pump cannot take them. Nothing is rounded. */
final class PartFit {

    private static final String SOURCE = "what the pump declares";
    private static final int MINUTES_PER_DAY = 1_440;

    private final Description device;
    private final List<Violation> violations;
    private final int basal;
    private final Solution solution;
    private OptionalLong reservoir = OptionalLong.empty();
    private OptionalInt prime = OptionalInt.empty();
    private Optional<ProgrammeBlock.Bridge> bridge = Optional.empty();
    private Optional<ProgrammeBlock.Bolus> bolus = Optional.empty();
    private Optional<ProgrammeBlock.PatientBolus> patientBolus = Optional.empty();

    /**
     * For the parts of one plan.
     *
     * @param basal highest rate of its day, in strokes
     */
    PartFit(Description device, List<Violation> violations, int basal, Solution solution) {
        this.device = device;
        this.violations = violations;
        this.basal = basal;
        this.solution = solution;
    }

    void add(ProgrammePart part) {
        if (part instanceof ProgrammePart.Refill refill) {
            refill(refill);
        } else if (part instanceof ProgrammePart.Prime given) {
            prime(given);
        } else if (part instanceof ProgrammePart.Bridge given) {
            int minutes = minutes("bridge.duration", given.duration(), device.bridgeGrid(), device.longestBridge());
            bridge = Optional.of(new ProgrammeBlock.Bridge(
                    PlanFit.strokes(device, violations, "bridge.rate", given.rate()), minutes));
        } else if (part instanceof ProgrammePart.SingleBolus given) {
            bolus = Optional.of(new ProgrammeBlock.Bolus(
                    strokes("bolus.volume", given.volume()),
                    minutes("bolus.duration", given.duration(), device.bolusGrid(), device.longestBolus())));
            together("bolus", bolus.get().strokes(), bolus.get().minutes());
        } else if (part instanceof ProgrammePart.PatientBolus given) {
            patient(given);
        } else {
            violations.add(Violation.of(
                    "UNSUPPORTED_PART",
                    "parts",
                    part.text(),
                    "pumps of this class cannot take such a part; draft without it"));
        }
    }

    /** What no pump of this class takes together; to be asked once, after every part was added. */
    void exclusions() {
        if (bolus.isPresent() && (prime.isPresent() || bridge.isPresent())) {
            violations.add(Violation.of(
                    "PARTS_EXCLUDE",
                    "the pump gives no bolus together with a prime or a bridge; send them one after the other"));
        }
    }

    ProgrammeBlock block(List<ProgrammeBlock.Step> steps, List<ProgrammeBlock.Drug> drugs) {
        return new ProgrammeBlock(steps, drugs, reservoir, prime, bridge, bolus, patientBolus);
    }

    private void refill(ProgrammePart.Refill refill) {
        if (refill.reservoir().nanolitres() > device.usable()) {
            violations.add(Violation.of(
                            "OUT_OF_RANGE",
                            "refill.reservoir",
                            refill.reservoir().text(),
                            "the reservoir does not hold so much")
                    .against(new Volume(device.usable()).text(), SOURCE));
        }
        reservoir = OptionalLong.of(refill.reservoir().nanolitres());
    }

    private void prime(ProgrammePart.Prime given) {
        if (!given.rate().equals(Identities.rate(device, device.primeRate()))) {
            violations.add(Violation.of(
                            "OUT_OF_RANGE", "prime.rate", given.rate().text(), "the pump primes at a rate of its own")
                    .against(Identities.rate(device, device.primeRate()).text(), SOURCE));
        }
        prime = OptionalInt.of(strokes("prime.volume", given.volume()));
    }

    private void patient(ProgrammePart.PatientBolus given) {
        if (given.most() < 1 || given.most() > Identities.MOST_A_DAY) {
            violations.add(Violation.of(
                            "OUT_OF_RANGE",
                            "patientBolus.most",
                            Integer.toString(given.most()),
                            "the pump allots 1 to " + Identities.MOST_A_DAY + " in 24 h")
                    .against(Integer.toString(Identities.MOST_A_DAY), SOURCE));
        }
        solution.ingredients().stream()
                .map(Solution.Ingredient::drug)
                .filter(drug -> !device.controllerDrugs().contains(drug))
                .forEach(drug -> violations.add(Violation.of(
                                "NOT_PERMITTED",
                                "patientBolus",
                                drug,
                                "the patient's controller may not be used with this drug")
                        .against(String.join(", ", device.controllerDrugs()), SOURCE)));
        ProgrammeBlock.PatientBolus fitting = new ProgrammeBlock.PatientBolus(
                strokes("patientBolus.volume", given.volume()),
                minutes("patientBolus.duration", given.duration(), device.bolusGrid(), device.longestBolus()),
                minutes("patientBolus.lockout", given.lockout(), device.bolusGrid(), Identities.LONGEST_LOCKOUT),
                given.most());
        together("patientBolus", fitting.strokes(), fitting.minutes());
        patientBolus = Optional.of(fitting);
    }

    /** Day and bolus together stay within what the valves can do. */
    private void together(String field, int strokes, int minutes) {
        if (minutes == 0) {
            return;
        }
        long rate = basal + ((long) strokes * MINUTES_PER_DAY + minutes - 1) / minutes;
        if (rate > device.highestRate()) {
            violations.add(Violation.of(
                            "OUT_OF_RANGE",
                            field + ".rate",
                            rate + " strokes/day with the day's",
                            "the pump does not deliver so fast; give the bolus more time")
                    .against(device.highestRate() + " strokes/day", SOURCE));
        }
    }

    private int strokes(String field, Volume volume) {
        Volume most = new Volume(device.stroke() * Identities.MOST_STROKES);
        if (volume.nanolitres() < device.stroke() || volume.compareTo(most) > 0) {
            boolean little = volume.nanolitres() < device.stroke();
            violations.add(Violation.of(
                            "OUT_OF_RANGE",
                            field,
                            volume.text(),
                            little ? "less than a stroke cannot be given" : "the pump gives less at once")
                    .against((little ? new Volume(device.stroke()) : most).text(), SOURCE));
            return 0;
        }
        if (volume.nanolitres() % device.stroke() != 0) {
            violations.add(Violation.of(
                            "OFF_GRID", field, volume.text(), "the pump makes whole strokes; nothing is rounded here")
                    .against(new Volume(device.stroke()).text(), SOURCE));
            return 0;
        }
        return Math.toIntExact(volume.nanolitres() / device.stroke());
    }

    private int minutes(String field, Duration duration, int grid, int longest) {
        Duration most = Duration.ofMinutes(longest);
        Duration step = Duration.ofMinutes(grid);
        if (duration.compareTo(step) < 0 || duration.compareTo(most) > 0) {
            Duration limit = duration.compareTo(step) < 0 ? step : most;
            violations.add(Violation.of("OUT_OF_RANGE", field, Durations.text(duration), "the pump holds no such time")
                    .against(Durations.text(limit), SOURCE));
            return 0;
        }
        if (duration.toMillis() % step.toMillis() != 0) {
            violations.add(Violation.of(
                            "OFF_GRID",
                            field,
                            Durations.text(duration),
                            "times are whole multiples of the pump's grid; nothing is rounded here")
                    .against(Durations.text(step), SOURCE));
            return 0;
        }
        return Math.toIntExact(duration.toMinutes());
    }
}
