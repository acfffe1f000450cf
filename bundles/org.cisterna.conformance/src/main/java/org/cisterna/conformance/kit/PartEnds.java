// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Extent;
import org.cisterna.pump.Functions;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/**
 * The smallest and the largest act of each function that a pump declares, as its own declaration gives them: nothing here is known of a family. Where two ends
 * of a declaration cannot be had at once, because the highest rate does not let so much flow so soon, the volume is kept and the time is what it takes.
 */
final class PartEnds {

    private static final BigInteger DAY = BigInteger.valueOf(Duration.ofDays(1).toMillis());
    private static final int MOST_WISHES = 4;

    private final Functions functions;
    private final FlowRate day;
    private final Volume plenty;

    /**
     * Of one pump.
     *
     * @param functions as it declares them
     * @param day what flows besides where a bolus comes on top
     * @param plenty what is taken for a volume to which nothing sets an end: what the reservoir can spare
     */
    PartEnds(Functions functions, FlowRate day, Volume plenty) {
        this.functions = functions;
        this.day = day;
        this.plenty = plenty;
    }

    /** Each of them alone, none of a function that is not declared. */
    List<ProgrammePart> all() {
        List<ProgrammePart> ends = new ArrayList<>();
        functions.prime().ifPresent(each -> {
            ends.add(new ProgrammePart.Prime(each.volumeGrid(), each.rate()));
            ends.add(new ProgrammePart.Prime(each.largest().orElse(floor(plenty, each.volumeGrid())), each.rate()));
        });
        functions.bridge().ifPresent(each -> {
            ends.add(new ProgrammePart.Bridge(day, each.durationGrid()));
            ends.add(new ProgrammePart.Bridge(day, each.longest()));
        });
        functions.bolus().ifPresent(each -> {
            Shape shape = new Shape(
                    each.volumeGrid(), each.durationGrid(), room(each.highestRate(), each.basal()), each.extent());
            for (Dose dose : shape.ends()) {
                ends.add(new ProgrammePart.SingleBolus(dose.volume(), dose.duration()));
                if (each.periodic()) {
                    ends.add(new ProgrammePart.PeriodicBolus(dose.volume(), dose.duration(), shape.interval(dose)));
                }
            }
        });
        functions.patientBolus().ifPresent(each -> {
            Shape shape = new Shape(
                    each.volumeGrid(), each.durationGrid(), room(each.highestRate(), each.basal()), each.extent());
            for (Dose dose : shape.ends()) {
                ends.add(new ProgrammePart.PatientBolus(
                        dose.volume(),
                        dose.duration(),
                        shape.interval(dose),
                        each.mostADay().orElse(MOST_WISHES)));
            }
        });
        return ends;
    }

    /** What a bolus may flow at: the highest rate, less the day's where that goes on or nobody knows. */
    private FlowRate room(FlowRate highest, Functions.Basal basal) {
        return basal == Functions.Basal.REPLACED
                ? highest
                : new FlowRate(Math.max(1, highest.nanolitresPerDay() - day.nanolitresPerDay()));
    }

    private static Volume floor(Volume volume, Volume grid) {
        return new Volume(Math.max(grid.nanolitres(), volume.nanolitres() / grid.nanolitres() * grid.nanolitres()));
    }

    private static Duration upTo(Duration wanted, Duration grid) {
        return grid.multipliedBy(Math.max(1, (wanted.toMillis() + grid.toMillis() - 1) / grid.toMillis()));
    }

    /** How much in which time. */
    private record Dose(Volume volume, Duration duration) {}

    /** What limits a bolus of one kind. */
    private final class Shape {
        private final Volume volumes;
        private final Duration grid;
        private final FlowRate room;
        private final Extent extent;

        Shape(Volume volumes, Duration grid, FlowRate room, Extent extent) {
            this.volumes = volumes;
            this.grid = grid;
            this.room = room;
            this.extent = extent;
        }

        /** The least, the most at once, and the most as slowly as can be. */
        List<Dose> ends() {
            Duration longest = extent.durations().map(each -> each.max()).orElse(Duration.ofDays(1));
            Volume within = new Volume(BigInteger.valueOf(room.nanolitresPerDay())
                    .multiply(BigInteger.valueOf(longest.toMillis()))
                    .divide(DAY)
                    .min(BigInteger.valueOf(Long.MAX_VALUE))
                    .longValueExact());
            Volume least = extent.volumes().map(each -> each.min()).orElse(volumes);
            Volume declared = extent.volumes().map(each -> each.max()).orElse(plenty);
            Volume most = floor(declared.compareTo(within) > 0 ? within : declared, volumes);
            return List.of(new Dose(least, atLeast(least)), new Dose(most, atLeast(most)), new Dose(most, longest));
        }

        /** The shortest time for a volume. */
        private Duration atLeast(Volume volume) {
            BigInteger[] takes = BigInteger.valueOf(volume.nanolitres())
                    .multiply(DAY)
                    .divideAndRemainder(BigInteger.valueOf(room.nanolitresPerDay()));
            Duration wanted = Duration.ofMillis(takes[0].longValueExact() + takes[1].signum());
            Optional<Duration> least = extent.durations().map(each -> each.min());
            return upTo(least.filter(each -> each.compareTo(wanted) > 0).orElse(wanted), grid);
        }

        /** The longest one between two, where one is declared; else twice the time of one. */
        Duration interval(Dose dose) {
            return extent.intervals()
                    .map(each -> each.max())
                    .orElse(dose.duration().multipliedBy(2));
        }
    }
}
