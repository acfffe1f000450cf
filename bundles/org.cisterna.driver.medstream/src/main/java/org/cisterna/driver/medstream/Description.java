// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import org.cisterna.pump.spi.dialogue.MalformedException;

/** What a pump says it is and can do; section 5.3 of the protocol page. Rates nanolitres a day, times minutes, volumes nanolitres. */
record Description(
        String manufacturer,
        String model,
        String serial,
        String firmware,
        long pulse,
        long lowestRate,
        long highestRate,
        long rateGrid,
        int mostSteps,
        int startGrid,
        long usable,
        long residual,
        long pathway,
        long low,
        int accuracyPerMille,
        int mostDrugs,
        long mostBolus,
        int bolusGrid,
        int longestBolus,
        int bridgeGrid,
        int longestBridge,
        long mostPrime,
        long primeRate,
        long tolerance) {

    static Description read(FieldCursor in) throws MalformedException {
        String manufacturer = in.text("maker");
        String model = in.text("model");
        String serial = in.text("serial");
        String firmware = in.text("firmware");
        long pulse = aboveZero(in, "pulse");
        long lowest = in.number("rate.least");
        long highest = in.number("rate.most");
        long rateGrid = aboveZero(in, "rate.grid");
        int mostSteps = in.count("steps.most");
        int startGrid = Math.toIntExact(aboveZero(in, "steps.grid"));
        long usable = in.number("usable");
        long residual = in.number("residual");
        long pathway = in.number("pathway");
        long low = in.number("low");
        int accuracy = in.count("accuracy");
        for (String informative : new String[] {"staged", "idle", "commands", "ring"}) {
            in.number(informative);
        }
        Description description = new Description(
                manufacturer,
                model,
                serial,
                firmware,
                pulse,
                lowest,
                highest,
                rateGrid,
                mostSteps,
                startGrid,
                usable,
                residual,
                pathway,
                low,
                accuracy,
                in.count("drugs.most"),
                in.number("bolus.most"),
                Math.toIntExact(aboveZero(in, "bolus.grid")),
                in.count("bolus.longest"),
                Math.toIntExact(aboveZero(in, "bridge.grid")),
                in.count("bridge.longest"),
                in.number("prime.most"),
                in.number("prime.rate"),
                tolerance(in));
        in.number("pulses.noticed");
        return description;
    }

    private static long tolerance(FieldCursor in) throws MalformedException {
        in.number("sensor.every");
        return in.number("sensor.tolerance");
    }

    /** A number that others are divided by. */
    private static long aboveZero(FieldCursor in, String name) throws MalformedException {
        int value = in.count(name);
        if (value == 0) {
            throw new MalformedException("field " + name + " is 0");
        }
        return value;
    }
}
