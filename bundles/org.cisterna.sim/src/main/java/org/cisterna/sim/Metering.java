// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * How much a drive moves of what it counts. Once over-infusion has begun it rises by so much with each day that passes, in steps of a day, to twice what
 * is counted at most. Not thread-safe.
 */
public final class Metering {

    /** The furthest from what is counted, per mille. */
    public static final int MOST = 1_000;

    private static final long NEVER = Long.MAX_VALUE;

    private int offset;
    private int risesBy;
    private long risesFrom;

    /** Per mille of what is counted that is moved at a time: 1000 for an exact drive. */
    public long perMille(long pumpTime) {
        return MOST + Math.min(MOST, offset + risesBy * days(pumpTime));
    }

    private long days(long pumpTime) {
        return risesBy == 0 ? 0 : Math.max(0, pumpTime - risesFrom) / DaySchedule.DAY;
    }

    /** When it next changes by itself after a time; for ever when it does not. */
    public long nextChange(long pumpTime) {
        if (risesBy == 0 || perMille(pumpTime) == 2L * MOST) {
            return NEVER;
        }
        return risesFrom + (days(pumpTime) + 1) * DaySchedule.DAY;
    }

    /** From now on it moves so many per mille more than it counts; less when negative. */
    public void offset(int perMille) {
        if (Math.abs(perMille) > MOST) {
            throw new IllegalArgumentException("a drive is off by at most " + MOST + " per mille, got " + perMille);
        }
        offset = perMille;
    }

    /**
     * From a time on it moves so many per mille more with each day.
     *
     * @param perMilleADay 0 ends it, and what it has come to with it
     */
    public void rises(long pumpTime, int perMilleADay) {
        if (perMilleADay < 0 || perMilleADay > MOST) {
            throw new IllegalArgumentException(
                    "over-infusion rises by 0 to " + MOST + " per mille a day, got " + perMilleADay);
        }
        risesBy = perMilleADay;
        risesFrom = pumpTime;
    }

    /** For a device's memory. */
    public JsonObject json() {
        return Json.object()
                .put("offset", offset)
                .put("risesBy", risesBy)
                .put("risesFrom", risesFrom)
                .build();
    }

    /** Back from {@link #json()}. */
    public static Metering fromJson(JsonObject json) {
        Metering metering = new Metering();
        metering.offset = Math.toIntExact(json.number("offset"));
        metering.risesBy = Math.toIntExact(json.number("risesBy"));
        metering.risesFrom = json.number("risesFrom");
        return metering;
    }
}
