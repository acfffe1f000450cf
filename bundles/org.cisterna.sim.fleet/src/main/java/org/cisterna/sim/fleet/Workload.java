// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * What pumps of a fleet live through. The therapy's 13 steps a day, 24 readings, four boluses that the patient asks for and a refill every 60 days
 * are the same for all, as far as a family has them; how much goes wrong can be set.
 *
 * @param faultsIn100PumpYears how many faults begin, at most {@value #MOST_FAULTS}
 * @param strongerOneIn one refill in so many is with the other concentration of the therapy
 */
public record Workload(int faultsIn100PumpYears, int strongerOneIn) {

    /** One fault in 100 pump-years, another concentration at one refill in 24, that is about once in four years. */
    public static final Workload USUAL = new Workload(1, 24);

    static final int STEPS_A_DAY = 13;
    static final int READINGS_A_DAY = 24;
    static final int ASKS_A_DAY = 4;
    static final int DAYS_BETWEEN_REFILLS = 60;

    /** One pump in so many that ask for a replacement gets it a refill too late. */
    static final int LATE_ONE_IN = 10;

    static final int DAYS_OF_A_WINDOW = 30;
    static final int MOST_FAULTS = 1_217;

    /** By how many millionths a pump's clock runs faster or slower than pump time at most: about four seconds a day. */
    static final int MOST_DRIFT = 50;

    private static final int DAYS_IN_100_YEARS = 36_525;

    /** Checks the ranges. */
    public Workload {
        if (faultsIn100PumpYears < 0 || faultsIn100PumpYears > MOST_FAULTS || strongerOneIn < 1) {
            throw new IllegalArgumentException("a workload has 0 to " + MOST_FAULTS
                    + " faults in 100 pump-years and another concentration at one refill in 1 or more, got "
                    + faultsIn100PumpYears + " and " + strongerOneIn);
        }
    }

    /** Whether a fault begins in a window of {@value #DAYS_OF_A_WINDOW} days. */
    boolean goesWrong(long chance) {
        return Chance.below(chance, DAYS_IN_100_YEARS) < DAYS_OF_A_WINDOW * faultsIn100PumpYears;
    }

    /** For people. */
    public String text() {
        return STEPS_A_DAY + " steps, " + READINGS_A_DAY + " readings and " + ASKS_A_DAY
                + " boluses asked for by the patient a day (" + FleetFamily.MEDSTREAM.steps()
                + " steps in the MedStream class, "
                + "one flow in the Codman class, no patient's controller in either); clocks that drift by up to "
                + MOST_DRIFT
                + " millionths; a refill every " + DAYS_BETWEEN_REFILLS + " days, one in "
                + strongerOneIn + " with another concentration; " + faultsIn100PumpYears
                + (faultsIn100PumpYears == 1 ? " fault" : " faults")
                + " in 100 pump-years; replaced at the first refill after the battery asks for it, one in "
                + LATE_ONE_IN + " at the second";
    }

    /** As JSON. */
    public JsonObject json() {
        return Json.object()
                .put("stepsADay", STEPS_A_DAY)
                .put("readingsADay", READINGS_A_DAY)
                .put("asksADay", ASKS_A_DAY)
                .put("mostClockDriftPerMillion", MOST_DRIFT)
                .put("daysBetweenRefills", DAYS_BETWEEN_REFILLS)
                .put("otherConcentrationOneIn", strongerOneIn)
                .put("faultsIn100PumpYears", faultsIn100PumpYears)
                .put("lateReplacementOneIn", LATE_ONE_IN)
                .build();
    }
}
