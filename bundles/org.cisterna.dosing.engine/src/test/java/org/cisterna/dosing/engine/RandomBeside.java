// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.cisterna.dosing.Additions;
import org.cisterna.dosing.Circumstances;
import org.cisterna.dosing.Content;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Running;
import org.cisterna.dosing.Supply;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Functions;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/** Random requests with everything that may stand beside a day. */
final class RandomBeside {

    private final RandomGenerator random;
    private final RandomRequests requests;

    RandomBeside(RandomGenerator random) {
        this.random = random;
        this.requests = new RandomRequests(random);
    }

    /** A request with boluses, primes, content and dates, on a pump that has every function on some grid. */
    DosingRequest next() {
        DosingRequest plain = requests.next();
        Capabilities pump = withFunctions(plain.capabilities());
        Ratio concentration = plain.solution().primary().concentration().exact();
        Additions additions = new Additions(
                Optional.empty(),
                maybe(new Additions.Prime(
                        any(Additions.PrimePart.values()), maybe(new Volume(random.nextLong(1, 600_000))))),
                maybe(new Additions.Bolus(mass(concentration), minutes(60))),
                maybe(new Additions.PeriodicBolus(mass(concentration), minutes(60), minutes(1_440))),
                maybe(new Additions.PatientBolus(
                        mass(concentration), minutes(60), minutes(1_440), maybe(random.nextInt(1, 20)))),
                maybe(any(Additions.Basis.values())));
        Order order = additions.equals(Additions.NONE) ? plain.order() : new Order.Combined(plain.order(), additions);
        return request(
                plain,
                pump,
                plain.solution(),
                plain.running(),
                order,
                new Circumstances(
                        maybe(content(plain.solution())),
                        Optional.empty(),
                        maybe(supply(plain.pumpTime())),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** A request of one drug whose concentration changes, and a dose that may stay. */
    DosingRequest bridged() {
        DosingRequest plain = requests.next();
        Capabilities pump = withFunctions(plain.capabilities());
        String drug = plain.solution().primary().drug();
        Solution old = Solution.of(drug, new Concentration(random.nextLong(100_000, 20_000_000)));
        Solution next = Solution.of(drug, new Concentration(random.nextLong(100_000, 20_000_000)));
        long rate = random.nextLong(
                pump.rate().min().nanolitresPerDay(), pump.rate().max().nanolitresPerDay() + 1);
        Programme runs = new Programme.Continuous(new FlowRate(rate));
        long dose = new FlowRate(rate)
                .times(old.primary().concentration())
                .times(random.nextBoolean() ? 1 : random.nextInt(1, 4))
                .floorToMultipleOf(1);
        return request(
                plain,
                pump,
                next,
                Optional.of(new Running(runs, old)),
                new Order.Continuous(new DoseRate(dose)),
                Circumstances.NONE);
    }

    private static DosingRequest request(
            DosingRequest plain,
            Capabilities pump,
            Solution solution,
            Optional<Running> running,
            Order order,
            Circumstances circumstances) {
        return new DosingRequest(
                plain.pumpTime(),
                plain.indication(),
                solution,
                pump,
                plain.catheter(),
                running,
                plain.lastTherapeutic(),
                order,
                plain.requiredLimiters(),
                plain.limits(),
                plain.drugs(),
                plain.libraryVersion(),
                plain.libraryDigest(),
                circumstances);
    }

    private Capabilities withFunctions(Capabilities plain) {
        FlowRate highest = new FlowRate(plain.rate().max().nanolitresPerDay() * 2);
        Volume volumeGrid = new Volume(random.nextLong(1, 2_000));
        Duration grid = Duration.ofMinutes(random.nextInt(1, 120));
        Functions.Basal basal = any(Functions.Basal.values());
        Functions functions = new Functions(
                Optional.of(new Functions.Bridge(grid, Duration.ofDays(400))),
                Optional.of(new Functions.Prime(volumeGrid, highest)),
                Optional.of(new Functions.Bolus(volumeGrid, grid, highest, basal, any(Functions.After.values()))),
                Optional.of(new Functions.PatientBolus(
                        volumeGrid,
                        grid,
                        highest,
                        basal,
                        any(Functions.LockoutFrom.values()),
                        any(Functions.CountedOver.values()),
                        random.nextInt(0, 5_000))),
                Optional.of(plain.rate().min()),
                7);
        return new Capabilities(
                plain.rate(),
                plain.rateGrid(),
                plain.maxSteps(),
                plain.stepGrid(),
                plain.reservoirCapacity(),
                plain.residualVolume(),
                plain.tubingVolume(),
                plain.lowReservoir(),
                plain.accuracyPerMille(),
                plain.reservoirSource(),
                plain.interimStop(),
                Optional.of(functions));
    }

    private Content content(Solution solution) {
        return new Content(
                maybe(new Content.Fill(
                        new Volume(1_400_000),
                        solution,
                        new Volume(random.nextLong(1, 20_000_000)),
                        random.nextInt(3),
                        Optional.of(new Volume(5_000_000)))),
                random.nextBoolean()
                        ? List.of()
                        : List.of(
                                new Content.Plug(Optional.empty(), maybe(solution)),
                                new Content.Plug(
                                        Optional.of(new Volume(random.nextLong(1, 200_000))), maybe(solution))),
                random.nextInt(5) > 0);
    }

    private Supply supply(Instant now) {
        return new Supply(
                new Volume(random.nextLong(1, 20_000_000)),
                maybe(now.minusSeconds(random.nextLong(1, 1_000_000))),
                maybe(Duration.ofDays(random.nextInt(1, 200))),
                maybe(now.plusSeconds(random.nextLong(1, 20_000_000))),
                maybe(now.plusSeconds(random.nextLong(1, 20_000_000))),
                Optional.empty(),
                Duration.ofDays(7),
                maybe(Duration.ofDays(3)));
    }

    private Mass mass(Ratio concentration) {
        return new Mass(Math.max(
                1,
                concentration
                        .times(random.nextLong(1, 200_000))
                        .dividedBy(1_000_000)
                        .floorToMultipleOf(1)));
    }

    private Duration minutes(int most) {
        return Duration.ofMinutes(random.nextInt(1, most + 1));
    }

    private <T> T any(T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
