// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Extent;
import org.cisterna.pump.Functions;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/** Holds a plan's parts against what the pump declares it can do beside its day, once more before they leave the platform. Pure. */
final class PartFit {

    private static final String SOURCE = "the pump's capabilities";
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final List<Violation> violations = new ArrayList<>();
    private final Plan plan;
    private final Capabilities pump;
    private final Functions functions;

    private PartFit(Plan plan, Capabilities pump) {
        this.plan = plan;
        this.pump = pump;
        this.functions = pump.functions().orElse(Functions.NONE);
    }

    /** Every reason for which this pump cannot take these parts. */
    static List<Violation> violations(Plan plan, Capabilities pump) {
        PartFit fit = new PartFit(plan, pump);
        plan.parts().forEach(fit::check);
        if (fit.has(ProgrammePart.MinimumRate.class) && plan.parts().stream().anyMatch(PartFit::delivers)) {
            fit.violations.add(Violation.of(
                    "PARTS_EXCLUDE",
                    "minimumRate",
                    Seen.text(plan.parts()),
                    "at its minimum rate a pump means no therapy; nothing else is delivered with it"));
        }
        boolean before = fit.has(ProgrammePart.Prime.class) || fit.has(ProgrammePart.Bridge.class);
        if (before && (fit.has(ProgrammePart.SingleBolus.class) || fit.has(ProgrammePart.PeriodicBolus.class))) {
            fit.violations.add(Violation.of(
                    "PARTS_EXCLUDE",
                    "bolus",
                    Seen.text(plan.parts()),
                    "no bolus is given while a pump primes or bridges; programme it afterwards"));
        }
        return fit.violations;
    }

    private static boolean delivers(ProgrammePart part) {
        return !(part instanceof ProgrammePart.MinimumRate) && !(part instanceof ProgrammePart.Refill);
    }

    private boolean has(Class<? extends ProgrammePart> kind) {
        return plan.parts().stream().anyMatch(kind::isInstance);
    }

    private void check(ProgrammePart part) {
        if (part instanceof ProgrammePart.Prime prime) {
            can("prime", functions.prime()).ifPresent(can -> prime(prime, can));
        } else if (part instanceof ProgrammePart.Bridge bridge) {
            can("bridge", functions.bridge()).ifPresent(can -> bridge(bridge, can));
        } else if (part instanceof ProgrammePart.SingleBolus bolus) {
            can("bolus", functions.bolus()).ifPresent(can -> bolus("bolus", bolus.volume(), bolus.duration(), can));
        } else if (part instanceof ProgrammePart.PeriodicBolus bolus) {
            can("periodicBolus", functions.bolus().filter(Functions.Bolus::periodic))
                    .ifPresent(can -> periodic(bolus, can));
        } else if (part instanceof ProgrammePart.PatientBolus bolus) {
            can("patientBolus", functions.patientBolus()).ifPresent(can -> patient(bolus, can));
        } else if (part instanceof ProgrammePart.MinimumRate minimum) {
            can("minimumRate", functions.minimumRate()).ifPresent(can -> minimum(minimum, can));
        } else if (part instanceof ProgrammePart.Refill refill) {
            can("refill", functions.refillGrid()).ifPresent(can -> {
                grid("refill.reservoir", refill.reservoir(), can);
                if (refill.reservoir().compareTo(pump.reservoirCapacity()) > 0) {
                    range(
                            "refill.reservoir",
                            refill.reservoir().text(),
                            "at most " + pump.reservoirCapacity().text());
                }
            });
        } else {
            can("weekdays", functions.dayPatterns() > 1 ? Optional.of(functions) : Optional.empty());
        }
    }

    private <T> Optional<T> can(String part, Optional<T> function) {
        if (function.isEmpty()) {
            violations.add(Violation.of(
                            "UNSUPPORTED_PART",
                            "parts",
                            part,
                            "the pump does not declare that it can do this; draft without it")
                    .against("not declared", SOURCE));
        }
        return function;
    }

    private void prime(ProgrammePart.Prime prime, Functions.Prime can) {
        volume("prime.volume", prime.volume(), can.volumeGrid());
        if (!prime.rate().equals(can.rate())) {
            range("prime.rate", prime.rate().text(), can.rate().text());
        }
        can.largest()
                .filter(most -> prime.volume().compareTo(most) > 0)
                .ifPresent(most -> range("prime.volume", prime.volume().text(), "at most " + most.text()));
    }

    private void bridge(ProgrammePart.Bridge bridge, Functions.Bridge can) {
        duration("bridge.duration", bridge.duration(), can.durationGrid());
        if (bridge.duration().compareTo(can.longest()) > 0) {
            range("bridge.duration", Durations.text(bridge.duration()), "at most " + Durations.text(can.longest()));
        }
        if (!pump.rate().contains(bridge.rate())) {
            range("bridge.rate", bridge.rate().text(), pump.rate().toString());
        }
        if (bridge.rate().nanolitresPerDay() % pump.rateGrid().nanolitresPerDay() != 0) {
            offGrid("bridge.rate", bridge.rate().text(), pump.rateGrid().text());
        }
    }

    private void bolus(String name, Volume volume, Duration duration, Functions.Bolus can) {
        volume(name + ".volume", volume, can.volumeGrid());
        duration(name + ".duration", duration, can.durationGrid());
        extent(name, volume, duration, can.extent());
        rate(name, volume, duration, can.highestRate(), can.basal());
    }

    private void periodic(ProgrammePart.PeriodicBolus bolus, Functions.Bolus can) {
        bolus("periodicBolus", bolus.volume(), bolus.duration(), can);
        interval("periodicBolus.interval", bolus.interval(), can.durationGrid(), can.extent());
        if (bolus.interval().compareTo(bolus.duration()) < 0) {
            range(
                    "periodicBolus.interval",
                    Durations.text(bolus.interval()),
                    "at least " + Durations.text(bolus.duration()));
        }
    }

    private void patient(ProgrammePart.PatientBolus bolus, Functions.PatientBolus can) {
        volume("patientBolus.volume", bolus.volume(), can.volumeGrid());
        duration("patientBolus.duration", bolus.duration(), can.durationGrid());
        extent("patientBolus", bolus.volume(), bolus.duration(), can.extent());
        rate("patientBolus", bolus.volume(), bolus.duration(), can.highestRate(), can.basal());
        interval("patientBolus.lockout", bolus.lockout(), can.durationGrid(), can.extent());
        if (bolus.most() < 1
                || can.mostADay().filter(most -> bolus.most() > most).isPresent()) {
            range(
                    "patientBolus.most",
                    Integer.toString(bolus.most()),
                    "1 to " + can.mostADay().map(Object::toString).orElse("any number"));
        }
    }

    private void minimum(ProgrammePart.MinimumRate minimum, FlowRate can) {
        if (!minimum.rate().equals(can)) {
            range("minimumRate", minimum.rate().text(), can.text());
        }
        if (!plan.programme().equals(new Programme.Continuous(minimum.rate()))) {
            violations.add(Violation.of(
                    "PARTS_EXCLUDE",
                    "programme",
                    Seen.text(plan.programme()),
                    "with a minimum rate the programme is that rate all day"));
        }
    }

    /** The rate of a bolus, with the day's share where that may go on, against the highest one. */
    private void rate(String name, Volume volume, Duration duration, FlowRate most, Functions.Basal basal) {
        if (duration.toMillis() <= 0) {
            return; // said as a duration already
        }
        Ratio rate = Ratio.of(volume.nanolitres()).times(MILLIS_PER_DAY).dividedBy(duration.toMillis());
        long day = basal == Functions.Basal.REPLACED
                ? 0
                : plan.programme().rates().stream()
                        .mapToLong(FlowRate::nanolitresPerDay)
                        .max()
                        .orElse(0);
        if (rate.plus(Ratio.of(day)).compareTo(Ratio.of(most.nanolitresPerDay())) > 0) {
            range(name, volume.text() + " in " + Durations.text(duration), "at most " + most.text());
        }
    }

    private void extent(String name, Volume volume, Duration duration, Extent extent) {
        extent.volumes()
                .filter(each -> !each.contains(volume))
                .ifPresent(each -> range(name + ".volume", volume.text(), each.toString()));
        extent.durations()
                .filter(each -> !each.contains(duration))
                .ifPresent(each -> range(
                        name + ".duration",
                        Durations.text(duration),
                        Durations.text(each.min()) + " to " + Durations.text(each.max())));
    }

    private void interval(String name, Duration interval, Duration grid, Extent extent) {
        duration(name, interval, grid);
        extent.intervals()
                .filter(each -> !each.contains(interval))
                .ifPresent(each -> range(
                        name,
                        Durations.text(interval),
                        Durations.text(each.min()) + " to " + Durations.text(each.max())));
    }

    private void volume(String name, Volume volume, Volume grid) {
        if (volume.nanolitres() == 0) {
            range(name, volume.text(), "above zero");
        }
        grid(name, volume, grid);
    }

    private void grid(String name, Volume volume, Volume grid) {
        if (volume.nanolitres() % grid.nanolitres() != 0) {
            offGrid(name, volume.text(), grid.text());
        }
    }

    private void duration(String name, Duration duration, Duration grid) {
        if (duration.isNegative() || duration.isZero()) {
            range(name, duration.toString(), "above zero");
        } else if (duration.toMillis() % grid.toMillis() != 0) {
            offGrid(name, Durations.text(duration), Durations.text(grid));
        }
    }

    private void range(String field, String value, String limit) {
        violations.add(Violation.of("OUT_OF_RANGE", field, value, "the pump cannot deliver this")
                .against(limit, SOURCE));
    }

    private void offGrid(String field, String value, String grid) {
        violations.add(Violation.of("OFF_GRID", field, value, "the pump cannot represent this")
                .against("steps of " + grid, SOURCE));
    }
}
