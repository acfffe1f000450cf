// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Functions;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule;

/** Programmes and parts that a pump declares it can run, made from what it declares. */
final class Plans {

    private static final long BASE = 144_000;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MINUTES = 1_440;

    private final PumpDriver driver;
    private final PumpIdentity identity;
    private final Solution solution;

    Plans(PumpDriver driver, PumpIdentity identity, Solution solution) {
        this.driver = driver;
        this.identity = identity;
        this.solution = solution;
    }

    Capabilities capabilities() {
        return identity.capabilities();
    }

    Functions functions() {
        return capabilities().functions().orElse(Functions.NONE);
    }

    /** The rate on the grid that is next to a wanted one from below, within what is declared. */
    FlowRate rate(long wanted) {
        long grid = capabilities().rateGrid().nanolitresPerDay();
        long least = capabilities().rate().min().nanolitresPerDay();
        long most = capabilities().rate().max().nanolitresPerDay();
        long on = Math.max(least, Math.min(most, wanted)) / grid * grid;
        return new FlowRate(on < least ? on + grid : on);
    }

    Programme base() {
        return new Programme.Continuous(rate(BASE));
    }

    /** Another one, of more than twice the volume, in steps where the pump takes steps. */
    Programme next() {
        if (capabilities().maxSteps() < 2) {
            return new Programme.Continuous(rate(3 * BASE));
        }
        return new Programme.Flex(List.of(
                        new Programme.Step(DayTime.MIDNIGHT, rate(3 * BASE)),
                        new Programme.Step(start(MINUTES / 4), rate(4 * BASE)),
                        new Programme.Step(start(MINUTES / 2), rate(3 * BASE + BASE / 2)))
                .subList(0, Math.min(3, capabilities().maxSteps())));
    }

    private DayTime start(int minute) {
        long grid = capabilities().stepGrid().toMinutes();
        return new DayTime(Math.toIntExact(Math.max(grid, minute / grid * grid)));
    }

    /** What a programme gives between two instants of the pump's clock, in nanolitres. */
    static long integral(Programme programme, Instant from, Instant to) {
        if (programme instanceof Programme.Continuous continuous) {
            return DaySchedule.constant(continuous.rate().nanolitresPerDay())
                            .between(from.toEpochMilli(), to.toEpochMilli())
                    / DaySchedule.DAY;
        }
        if (programme instanceof Programme.Flex flex) {
            List<DaySchedule.Step> steps = new ArrayList<>();
            flex.steps()
                    .forEach(each -> steps.add(new DaySchedule.Step(
                            each.start().minute(), each.rate().nanolitresPerDay())));
            return new DaySchedule(steps).between(from.toEpochMilli(), to.toEpochMilli()) / DaySchedule.DAY;
        }
        return 0;
    }

    Plan plan(Revision revision, Programme programme, List<ProgrammePart> parts) {
        return new Plan(
                identity.pump(),
                "kit-patient",
                revision,
                programme,
                solution,
                capabilities().digest(),
                driver.descriptor().digest(),
                Digest.of(new byte[0]),
                parts);
    }

    /** A bolus by order of about a wanted volume within an hour; empty when the pump declares none. */
    Optional<ProgrammePart> bolus(long wanted) {
        return functions()
                .bolus()
                .map(each -> new ProgrammePart.SingleBolus(
                        volume(wanted, each.volumeGrid()), duration(HOUR, each.durationGrid())));
    }

    /** A small bolus that the patient may ask for, with a lockout of two hours; empty when the pump declares none. */
    Optional<ProgrammePart> patientBolus(int most) {
        return functions()
                .patientBolus()
                .map(each -> new ProgrammePart.PatientBolus(
                        volume(4_000, each.volumeGrid()),
                        duration(Duration.ofMinutes(10), each.durationGrid()),
                        duration(HOUR.multipliedBy(2), each.durationGrid()),
                        Math.min(most, each.mostADay().orElse(most))));
    }

    Optional<ProgrammePart> prime(long wanted) {
        return functions().prime().map(each -> new ProgrammePart.Prime(volume(wanted, each.volumeGrid()), each.rate()));
    }

    Optional<ProgrammePart> bridge() {
        return functions()
                .bridge()
                .map(each -> new ProgrammePart.Bridge(rate(8 * BASE), duration(HOUR, each.durationGrid())));
    }

    Optional<ProgrammePart> refill(Volume volume) {
        return functions().refillGrid().map(each -> new ProgrammePart.Refill(volume(volume.nanolitres(), each)));
    }

    private static Volume volume(long wanted, Volume grid) {
        long on = wanted / grid.nanolitres() * grid.nanolitres();
        return new Volume(Math.max(on, grid.nanolitres()));
    }

    private static Duration duration(Duration wanted, Duration grid) {
        long times = Math.max(1, wanted.toMillis() / grid.toMillis());
        return grid.multipliedBy(times);
    }
}
