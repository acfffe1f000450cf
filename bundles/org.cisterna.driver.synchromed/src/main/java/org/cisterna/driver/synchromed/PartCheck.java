// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Extent;
import org.cisterna.pump.Functions;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;

/** Says of every part what does not fit this pump, before a byte is sent; section 6.1 of the protocol page. */
final class PartCheck {

    private static final String SOURCE = "what the pump declares";
    private static final BigInteger DAY = BigInteger.valueOf(86_400_000);

    private final List<Violation> violations = new ArrayList<>();
    private final Capabilities pump;
    private final Optional<Functions> functions;

    PartCheck(Capabilities pump) {
        this.pump = pump;
        this.functions = pump.functions();
    }

    /** Every reason for which the pump cannot take these parts with this day. */
    List<Violation> of(Programme programme, List<ProgrammePart> parts) {
        for (ProgrammePart part : parts) {
            if (functions.isEmpty() || part instanceof ProgrammePart.Weekdays) {
                violations.add(Violation.of(
                                "UNSUPPORTED_PART",
                                "parts",
                                part.toJson().string("part"),
                                "this pump cannot do this; draft without it")
                        .against("not declared", SOURCE));
            } else {
                values(part, functions.get(), programme);
            }
        }
        together(parts);
        return List.copyOf(violations);
    }

    private void values(ProgrammePart part, Functions can, Programme programme) {
        if (part instanceof ProgrammePart.Refill refill) {
            volume(
                    "reservoir",
                    refill.reservoir(),
                    new Range<>(new Volume(0), pump.reservoirCapacity()),
                    new Volume(1));
        } else if (part instanceof ProgrammePart.Prime prime) {
            Functions.Prime limits = can.prime().orElseThrow();
            Volume grid = limits.volumeGrid();
            volume(
                    "prime.volume",
                    prime.volume(),
                    new Range<>(grid, limits.largest().orElse(grid)),
                    grid);
            same("prime.rate", prime.rate(), limits.rate());
        } else if (part instanceof ProgrammePart.Bridge bridge) {
            Functions.Bridge limits = can.bridge().orElseThrow();
            duration(
                    "bridge.duration",
                    bridge.duration(),
                    new Range<>(limits.durationGrid(), limits.longest()),
                    limits.durationGrid());
            rate("bridge.rate", bridge.rate());
        } else if (part instanceof ProgrammePart.SingleBolus bolus) {
            bolus("bolus", bolus.volume(), bolus.duration(), can.bolus().orElseThrow());
        } else if (part instanceof ProgrammePart.PeriodicBolus bolus) {
            Functions.Bolus limits = can.bolus().orElseThrow();
            bolus("periodicBolus", bolus.volume(), bolus.duration(), limits);
            interval("periodicBolus.interval", bolus.interval(), limits.extent(), limits.durationGrid());
            if (bolus.interval().compareTo(bolus.duration()) < 0) {
                outOfRange(
                        "periodicBolus.interval",
                        Durations.text(bolus.interval()),
                        "at least " + Durations.text(bolus.duration()));
            }
        } else if (part instanceof ProgrammePart.PatientBolus bolus) {
            patient(bolus, can.patientBolus().orElseThrow());
        } else if (part instanceof ProgrammePart.MinimumRate minimum) {
            same("minimumRate", minimum.rate(), can.minimumRate().orElseThrow());
            if (!programme.equals(new Programme.Continuous(minimum.rate()))) {
                violations.add(Violation.of(
                        "PARTS_EXCLUDE",
                        "programme",
                        programme.toJson().canonicalText(),
                        "with a minimum rate the day is at that rate"));
            }
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
        int most = limits.mostADay().orElse(1);
        if (bolus.most() < 1 || bolus.most() > most) {
            outOfRange("patientBolus.most", Integer.toString(bolus.most()), "1 to " + most);
        }
    }

    private void bolus(String name, Volume volume, Duration duration, Functions.Bolus limits) {
        limits.extent().volumes().ifPresent(range -> volume(name + ".volume", volume, range, limits.volumeGrid()));
        limits.extent()
                .durations()
                .ifPresent(range -> duration(name + ".duration", duration, range, limits.durationGrid()));
        BigInteger given = BigInteger.valueOf(volume.nanolitres()).multiply(DAY);
        BigInteger most = BigInteger.valueOf(limits.highestRate().nanolitresPerDay())
                .multiply(BigInteger.valueOf(Math.max(0, duration.toMillis())));
        if (duration.toMillis() > 0 && given.compareTo(most) > 0) {
            outOfRange(
                    name,
                    volume.text() + " in " + Durations.text(duration),
                    "at most " + limits.highestRate().text());
        }
    }

    private void together(List<ProgrammePart> parts) {
        boolean before = parts.stream()
                .anyMatch(each -> each instanceof ProgrammePart.Prime || each instanceof ProgrammePart.Bridge);
        boolean boluses = parts.stream()
                .anyMatch(each ->
                        each instanceof ProgrammePart.SingleBolus || each instanceof ProgrammePart.PeriodicBolus);
        if (before && boluses) {
            violations.add(Violation.of(
                    "PARTS_EXCLUDE", "the pump gives no bolus that is ordered together with a prime or a bridge"));
        }
        boolean minimum = parts.stream().anyMatch(ProgrammePart.MinimumRate.class::isInstance);
        boolean more = parts.stream()
                .anyMatch(each -> !(each instanceof ProgrammePart.MinimumRate || each instanceof ProgrammePart.Refill));
        if (minimum && more) {
            violations.add(Violation.of("PARTS_EXCLUDE", "at its minimum rate the pump delivers nothing else"));
        }
    }

    private void interval(String name, Duration interval, Extent extent, Duration grid) {
        extent.intervals().ifPresent(range -> duration(name, interval, range, grid));
    }

    private void rate(String name, FlowRate rate) {
        if (!pump.rate().contains(rate)) {
            outOfRange(name, rate.text(), pump.rate().toString());
        }
        if (rate.nanolitresPerDay() % pump.rateGrid().nanolitresPerDay() != 0) {
            offGrid(name, rate.text(), pump.rateGrid().text());
        }
    }

    private void same(String name, FlowRate rate, FlowRate only) {
        if (!rate.equals(only)) {
            outOfRange(name, rate.text(), only.text());
        }
    }

    private void volume(String name, Volume volume, Range<Volume> range, Volume grid) {
        if (!range.contains(volume)) {
            outOfRange(name, volume.text(), range.toString());
        }
        if (volume.nanolitres() % grid.nanolitres() != 0) {
            offGrid(name, volume.text(), grid.text());
        }
    }

    private void duration(String name, Duration duration, Range<Duration> range, Duration grid) {
        if (!range.contains(duration)) {
            outOfRange(name, duration.toString(), Durations.text(range.min()) + " to " + Durations.text(range.max()));
        }
        if (duration.toMillis() % grid.toMillis() != 0 || duration.toNanosPart() % 1_000_000 != 0) {
            offGrid(name, duration.toString(), Durations.text(grid));
        }
    }

    private void outOfRange(String field, String value, String limit) {
        violations.add(Violation.of("OUT_OF_RANGE", field, value, "the pump does not take this value")
                .against(limit, SOURCE));
    }

    private void offGrid(String field, String value, String grid) {
        violations.add(
                Violation.of("OFF_GRID", field, value, "the pump takes whole multiples only; nothing is rounded here")
                        .against(grid, SOURCE));
    }
}
