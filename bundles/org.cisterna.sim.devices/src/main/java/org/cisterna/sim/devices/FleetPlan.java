// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule.Step;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.time.Randomness;

/**
 * The catalogue of simulated pumps. Pump number n of a seed is the same in every fleet of that seed. Number one of every seed is the fixture of
 * the worked examples, but for its pairing code. Drugs, strengths and rates of the others are invented, within what the class can do.
 */
final class FleetPlan {

    private static final String FAMILY = "synchromed";
    /** Millionths by which a clock may be off; the class declares no more. */
    private static final int MOST_DRIFT = 100;

    private static final Duration FIXTURE_AGE = Duration.ofDays(30);

    private FleetPlan() {}

    /**
     * A pump.
     *
     * @param number from 1
     * @param now pump time at which the fleet is made
     */
    static DeviceSetup pump(long seed, int number, Instant now) {
        RandomGenerator chance = Randomness.seeded(seed).stream("sim.devices.pump." + number);
        String code = String.format(Locale.ROOT, "%08d", chance.nextInt(100_000_000));
        String serial = String.format(Locale.ROOT, "S2-%06d", number);
        if (number == 1) {
            return new DeviceSetup(
                    FAMILY,
                    "S2-20",
                    serial,
                    code,
                    now.minus(FIXTURE_AGE),
                    new Volume(175_500),
                    new Volume(20_000_000),
                    Map.of("baclofen", new Concentration(2_000_000)),
                    List.of(new Step(0, 140_000)));
        }
        boolean large = chance.nextInt(3) == 0;
        return new DeviceSetup(
                FAMILY,
                large ? "S2-40" : "S2-20",
                serial,
                code,
                now.minus(Duration.ofHours(1 + chance.nextInt(60 * 24))),
                new Volume(2_200L * (40 + chance.nextInt(60))),
                new Volume(large ? 40_000_000 : 20_000_000),
                content(chance),
                programme(chance),
                chance.nextInt(2 * MOST_DRIFT + 1) - MOST_DRIFT);
    }

    /** The pairing code of a pump that is not of the catalogue. */
    static String pairingCode(long seed, String serial) {
        RandomGenerator chance = Randomness.seeded(seed).stream("sim.devices.pairing." + serial);
        return String.format(Locale.ROOT, "%08d", chance.nextInt(100_000_000));
    }

    private static Map<String, Concentration> content(RandomGenerator chance) {
        Map<String, Concentration> content = new LinkedHashMap<>();
        switch (chance.nextInt(4)) {
            case 0 -> content.put("baclofen", new Concentration(500_000));
            case 1 -> content.put("baclofen", new Concentration(2_000_000));
            case 2 -> content.put("morphine", new Concentration(10_000_000));
            default -> {
                content.put("morphine", new Concentration(20_000_000));
                content.put("bupivacaine", new Concentration(15_000_000));
            }
        }
        return content;
    }

    private static List<Step> programme(RandomGenerator chance) {
        long rate = 1_000L * (60 + chance.nextInt(200));
        if (chance.nextInt(3) > 0) {
            return List.of(new Step(0, rate));
        }
        return List.of(new Step(0, rate), new Step(8 * 60, rate + 24_000), new Step(20 * 60, rate + 6_000));
    }
}
