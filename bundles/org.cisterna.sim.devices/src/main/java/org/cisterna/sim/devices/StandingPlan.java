// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import static org.cisterna.sim.DeviceFault.ACCURACY_OFFSET;
import static org.cisterna.sim.DeviceFault.FIELD_DAMAGE;
import static org.cisterna.sim.DeviceFault.SENSOR_DRIFT;
import static org.cisterna.sim.DeviceFault.STRONG_FIELD;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule.Step;
import org.cisterna.sim.scenario.ScenarioPump;
import org.cisterna.time.Randomness;

/**
 * The pumps of the demo that are in the middle of something, beside the catalogue's, and pumps without telemetry. What each is about is fixed, so that a demo
 * always has it; rates, ages and hours come from the seed, within what keeps the story true. docs/simulators.md says what there is. All of it is invented.
 */
final class StandingPlan {

    private static final Map<String, Concentration> BACLOFEN = Map.of("baclofen", new Concentration(2_000_000));
    private static final Map<String, Concentration> MORPHINE = morphine(10);
    private static final Volume CATHETER = new Volume(175_500);
    private static final long TWENTY_THOUSAND = 20_000;

    private StandingPlan() {}

    /** The two pumps without telemetry that every folder has; the handbook prints their labels, so nothing of them is drawn. */
    static List<PastPump> byHand() {
        return List.of(
                PastPump.plain(pump(
                        "C3-900001",
                        "codman",
                        "C3-30",
                        30,
                        morphine(5),
                        List.of(new Step(0, 1_034_000)),
                        Duration.ofDays(21))),
                PastPump.plain(pump(
                        "C3-900002",
                        "codman",
                        "C3-16",
                        16,
                        MORPHINE,
                        List.of(new Step(0, 512_000)),
                        Duration.ofDays(6))));
    }

    /** The pumps with a story. */
    static List<PastPump> stories(long seed) {
        return List.of(
                stalledAfterScan(seed),
                oldBattery(seed),
                plain(seed, "S2-800003", "synchromed", "S2-20", BACLOFEN, 130_000, 8),
                plain(seed, "S2-800004", "synchromed", "S2-20", MORPHINE, 200_000, 8),
                filledWithTwice(seed),
                scannedFull(seed),
                refillDue(seed),
                plain(seed, "P2-800003", "prometra", "P2-40", BACLOFEN, 240_000, 1),
                refillOverdue(seed),
                sensorDrifts(seed),
                flowsFaster(seed),
                plain(seed, "C3-900004", "codman", "C3-50", MORPHINE, 900_000, 8));
    }

    private static RandomGenerator chance(long seed, String serial) {
        return Randomness.seeded(seed).stream("sim.devices.standing." + serial);
    }

    /** A pump without troubles; people may have some with it. Its rate is one of several, 10 µL/day apart. */
    private static PastPump plain(
            long seed,
            String serial,
            String family,
            String model,
            Map<String, Concentration> content,
            long least,
            int rates) {
        RandomGenerator chance = chance(seed, serial);
        long rate = least + 10_000L * chance.nextInt(rates);
        return PastPump.plain(pump(
                serial,
                family,
                model,
                usable(model),
                content,
                allDay(rate),
                Duration.ofHours(240 + chance.nextInt(480))));
    }

    /** Its rotor was damaged in a scanner within the last day and stands since. */
    private static PastPump stalledAfterScan(long seed) {
        RandomGenerator chance = chance(seed, "S2-800001");
        Duration scan = Duration.ofMinutes(19 * 60 + chance.nextInt(180));
        return new PastPump(
                pump(
                        "S2-800001",
                        "synchromed",
                        "S2-20",
                        20,
                        morphine(20),
                        allDay(180_000 + 10_000L * chance.nextInt(8)),
                        Duration.ofDays(20 + chance.nextInt(20))),
                List.of(
                        new PastPump.Fault(scan, FIELD_DAMAGE, 1),
                        new PastPump.Fault(scan, STRONG_FIELD, 1),
                        new PastPump.Fault(scan.minusMinutes(40), STRONG_FIELD, 0)));
    }

    /** It was never programmed, and its battery has asked to be replaced since a few days: standing by it lasts 2,430 days. */
    private static PastPump oldBattery(long seed) {
        RandomGenerator chance = chance(seed, "S2-800002");
        return PastPump.plain(pump(
                "S2-800002",
                "synchromed",
                "S2-20",
                20,
                BACLOFEN,
                List.of(),
                Duration.ofHours(2_434 * 24 + chance.nextInt(240))));
    }

    /** It was filled today with twice the concentration that it was told, and nobody has programmed it since. */
    private static PastPump filledWithTwice(long seed) {
        RandomGenerator chance = chance(seed, "S2-800005");
        return new PastPump(
                pump(
                        "S2-800005",
                        "synchromed",
                        "S2-40",
                        40,
                        MORPHINE,
                        allDay(150_000 + 10_000L * chance.nextInt(10)),
                        Duration.ofDays(90 + chance.nextInt(40))),
                List.of(new PastPump.Filled(
                        Duration.ofMinutes(120 + chance.nextInt(120)), new Volume(40_000_000), morphine(20))));
    }

    /** It was scanned yesterday without having been emptied, and its flow valve was not reset. */
    private static PastPump scannedFull(long seed) {
        RandomGenerator chance = chance(seed, "P2-800001");
        Duration scan = Duration.ofMinutes(14 * 60 + chance.nextInt(240));
        return new PastPump(
                pump(
                        "P2-800001",
                        "prometra",
                        "P2-20",
                        20,
                        MORPHINE,
                        allDay(96_000 + 48_000L * chance.nextInt(3)),
                        Duration.ofDays(10 + chance.nextInt(20))),
                List.of(
                        new PastPump.Fault(scan, STRONG_FIELD, 1),
                        new PastPump.Fault(scan.minusMinutes(30), STRONG_FIELD, 0)));
    }

    /** It comes to its alarm volume of 3 mL in nine to twelve days, and its refill is to be a week before that. */
    private static PastPump refillDue(long seed) {
        RandomGenerator chance = chance(seed, "P2-800002");
        long rate = 192_000 + 48_000L * chance.nextInt(3);
        long days = 17_000_000 / rate - 9 - chance.nextInt(3);
        return PastPump.plain(
                pump("P2-800002", "prometra", "P2-20", 20, MORPHINE, allDay(rate), Duration.ofDays(days)));
    }

    /** Its refill is overdue: it is below its alarm volume of 3 mL. */
    private static PastPump refillOverdue(long seed) {
        RandomGenerator chance = chance(seed, "M3-800001");
        long rate = 240_000 + TWENTY_THOUSAND * chance.nextInt(5);
        long days = 17_500_000 / rate + 1 + chance.nextInt(2);
        return PastPump.plain(
                pump("M3-800001", "medstream", "M3-20", 20, MORPHINE, allDay(rate), Duration.ofDays(days)));
    }

    /** Its fill-level sensor has drifted further from its count than its self-check allows. */
    private static PastPump sensorDrifts(long seed) {
        RandomGenerator chance = chance(seed, "M3-800002");
        return new PastPump(
                pump(
                        "M3-800002",
                        "medstream",
                        "M3-20",
                        20,
                        BACLOFEN,
                        allDay(200_000 + TWENTY_THOUSAND * chance.nextInt(5)),
                        Duration.ofDays(25 + chance.nextInt(10))),
                List.of(new PastPump.Fault(Duration.ofDays(14), SENSOR_DRIFT, 100_000 + 10_000L * chance.nextInt(4))));
    }

    /** Its restrictor lets through a fifth to a quarter more than its label says; the class is good for 15 %. */
    private static PastPump flowsFaster(long seed) {
        RandomGenerator chance = chance(seed, "C3-900003");
        Duration age = Duration.ofDays(17 + chance.nextInt(2));
        return new PastPump(
                pump(
                        "C3-900003",
                        "codman",
                        "C3-30",
                        30,
                        morphine(5),
                        allDay(1_000_000 + 10_000L * chance.nextInt(10)),
                        age),
                List.of(new PastPump.Fault(age.minusMinutes(1), ACCURACY_OFFSET, 200 + chance.nextInt(50))));
    }

    private static List<Step> allDay(long rate) {
        return List.of(new Step(0, rate));
    }

    private static long usable(String model) {
        return Long.parseLong(model.substring(model.indexOf('-') + 1));
    }

    private static Map<String, Concentration> morphine(long milligrams) {
        return Map.of("morphine", new Concentration(milligrams * 1_000_000));
    }

    private static ScenarioPump pump(
            String serial,
            String family,
            String model,
            long millilitres,
            Map<String, Concentration> content,
            List<Step> day,
            Duration age) {
        return new ScenarioPump(
                0, serial, family, model, new Volume(1_000_000).times(millilitres), content, CATHETER, day, age);
    }
}
