// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Extent;
import org.cisterna.pump.Functions;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;

/** Holds the parts of one plan against the functions that a pump declares. For one thread. */
final class PartCheck {

    private static final BigInteger DAY = BigInteger.valueOf(86_400_000);

    private final Capabilities pump;
    private final Functions can;
    private final Programme programme;
    private final Solution solution;
    private final Findings findings;

    PartCheck(Capabilities pump, Programme programme, Solution solution, Findings findings) {
        this.pump = pump;
        this.can = pump.functions().orElse(Functions.NONE);
        this.programme = programme;
        this.solution = solution;
        this.findings = findings;
    }

    /** Whether the pump can do such a thing at all. */
    boolean isDeclared(ProgrammePart part) {
        if (part instanceof ProgrammePart.Refill) {
            return can.refillGrid().isPresent();
        } else if (part instanceof ProgrammePart.Prime) {
            return can.prime().isPresent();
        } else if (part instanceof ProgrammePart.Bridge) {
            return can.bridge().isPresent();
        } else if (part instanceof ProgrammePart.SingleBolus) {
            return can.bolus().isPresent();
        } else if (part instanceof ProgrammePart.PeriodicBolus) {
            return can.bolus().filter(Functions.Bolus::periodic).isPresent();
        } else if (part instanceof ProgrammePart.PatientBolus) {
            return can.patientBolus().isPresent();
        } else if (part instanceof ProgrammePart.MinimumRate) {
            return can.minimumRate().isPresent();
        }
        return part instanceof ProgrammePart.Weekdays && can.dayPatterns() > 1;
    }

    /** The values of a part that is declared. */
    void values(ProgrammePart part) {
        if (part instanceof ProgrammePart.Refill refill) {
            findings.volume(
                    "refill.reservoir",
                    refill.reservoir(),
                    new Range<>(new Volume(0), pump.reservoirCapacity()),
                    can.refillGrid().orElseThrow());
        } else if (part instanceof ProgrammePart.Prime prime) {
            Functions.Prime limits = can.prime().orElseThrow();
            Volume grid = limits.volumeGrid();
            findings.volume(
                    "prime.volume",
                    prime.volume(),
                    new Range<>(grid, limits.largest().orElse(pump.reservoirCapacity())),
                    grid);
            findings.same("prime.rate", prime.rate(), limits.rate());
        } else if (part instanceof ProgrammePart.Bridge bridge) {
            Functions.Bridge limits = can.bridge().orElseThrow();
            findings.duration(
                    "bridge.duration",
                    bridge.duration(),
                    new Range<>(limits.durationGrid(), limits.longest()),
                    limits.durationGrid());
            findings.rate("bridge.rate", bridge.rate(), pump);
        } else if (part instanceof ProgrammePart.SingleBolus bolus) {
            bolus("bolus", bolus.volume(), bolus.duration(), can.bolus().orElseThrow());
        } else if (part instanceof ProgrammePart.PeriodicBolus bolus) {
            periodic(bolus, can.bolus().orElseThrow());
        } else if (part instanceof ProgrammePart.PatientBolus bolus) {
            patient(bolus, can.patientBolus().orElseThrow());
        } else if (part instanceof ProgrammePart.MinimumRate minimum) {
            findings.same("minimumRate", minimum.rate(), can.minimumRate().orElseThrow());
            if (!programme.equals(new Programme.Continuous(minimum.rate()))) {
                findings.add(Violation.of(
                        "PARTS_EXCLUDE",
                        "programme",
                        programme.toJson().canonicalText(),
                        "with a minimum rate the day is at that rate"));
            }
        }
    }

    private void periodic(ProgrammePart.PeriodicBolus bolus, Functions.Bolus limits) {
        bolus("periodicBolus", bolus.volume(), bolus.duration(), limits);
        interval("periodicBolus.interval", bolus.interval(), limits.extent(), limits.durationGrid());
        if (bolus.interval().compareTo(bolus.duration()) < 0) {
            findings.outOfRange(
                    "periodicBolus.interval",
                    Findings.text(bolus.interval()),
                    "at least " + Findings.text(bolus.duration()));
        }
    }

    private void patient(ProgrammePart.PatientBolus bolus, Functions.PatientBolus limits) {
        bolus(
                "patientBolus",
                bolus.volume(),
                bolus.duration(),
                new Functions.Bolus(
                        limits.volumeGrid(),
                        limits.durationGrid(),
                        limits.highestRate(),
                        limits.basal(),
                        Functions.After.RETURNS,
                        limits.extent(),
                        false));
        interval("patientBolus.lockout", bolus.lockout(), limits.extent(), limits.durationGrid());
        Optional<Integer> most = limits.mostADay();
        if (bolus.most() < 1 || most.filter(each -> bolus.most() > each).isPresent()) {
            findings.outOfRange(
                    "patientBolus.most",
                    Integer.toString(bolus.most()),
                    most.map(each -> "1 to " + each).orElse("at least 1"));
        }
        List<String> permitted = limits.drugs().orElse(List.of());
        if (!permitted.isEmpty()) {
            solution.ingredients().stream()
                    .map(Solution.Ingredient::drug)
                    .filter(drug -> !permitted.contains(drug))
                    .forEach(drug -> findings.add(Violation.of(
                                    "NOT_PERMITTED",
                                    "patientBolus",
                                    drug,
                                    "the patient's controller may not be used with this drug")
                            .against(String.join(", ", permitted), Findings.DECLARED)));
        }
    }

    private void interval(String field, Duration interval, Extent extent, Duration grid) {
        extent.intervals().ifPresent(range -> findings.duration(field, interval, range, grid));
    }

    private void bolus(String field, Volume volume, Duration duration, Functions.Bolus limits) {
        Range<Volume> volumes =
                limits.extent().volumes().orElseGet(() -> new Range<>(limits.volumeGrid(), pump.reservoirCapacity()));
        Range<Duration> durations =
                limits.extent().durations().orElseGet(() -> new Range<>(limits.durationGrid(), Findings.LONGEST));
        boolean volumeFits = findings.volume(field + ".volume", volume, volumes, limits.volumeGrid());
        boolean durationFits = findings.duration(field + ".duration", duration, durations, limits.durationGrid());
        if (volumeFits && durationFits) {
            together(field, volume, duration, limits);
        }
    }

    /** The bolus and what the day gives meanwhile stay within what the pump can do. */
    private void together(String field, Volume volume, Duration duration, Functions.Bolus limits) {
        FlowRate day = limits.basal() == Functions.Basal.REPLACED ? new FlowRate(0) : fastest();
        BigInteger given = BigInteger.valueOf(volume.nanolitres()).multiply(DAY);
        BigInteger free = BigInteger.valueOf(limits.highestRate().nanolitresPerDay() - day.nanolitresPerDay())
                .multiply(BigInteger.valueOf(duration.toMillis()));
        if (given.compareTo(free) > 0) {
            String meanwhile = day.nanolitresPerDay() == 0 ? "" : ", with up to " + day.text() + " of the day";
            findings.add(Violation.of(
                            "OUT_OF_RANGE",
                            field,
                            volume.text() + " in " + Findings.text(duration) + meanwhile,
                            "the pump does not deliver so fast; give the bolus more time")
                    .against("at most " + limits.highestRate().text(), Findings.DECLARED));
        }
    }

    /** The highest rate of the day; a bolus may begin at any time of it. */
    private FlowRate fastest() {
        if (programme instanceof Programme.Flex flex) {
            return flex.steps().stream()
                    .map(Programme.Step::rate)
                    .max(FlowRate::compareTo)
                    .orElse(new FlowRate(0));
        }
        return programme instanceof Programme.Continuous continuous ? continuous.rate() : new FlowRate(0);
    }
}
