// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * A device's own clock. It counts <em>device time</em>, which runs a little faster or slower than pump time, and shows it with an offset. Lockouts,
 * timers and the length of a bolus go by device time; the steps of a day go by what the clock shows. Both never go back while pump time does not,
 * and an offset that is changed moves the day but no lockout. Not thread-safe.
 *
 * <p>Exact and whole milliseconds, rounded down: what has passed follows from the pump time alone and not from how often it was asked for.
 */
public final class DeviceClock {

    /** The furthest from 0 that {@link #drift} takes, in millionths: 1 per cent, far beyond any quartz. */
    public static final int MOST_DRIFT = 10_000;

    private static final long MILLION = 1_000_000;

    private long pumpAnchor;
    private long deviceAnchor;
    private int perMillion;
    private long offset;

    /**
     * A clock that is right at a time.
     *
     * @param pumpTime in milliseconds since 1970
     * @param perMillion how much faster it runs than pump time; slower when negative
     */
    public DeviceClock(long pumpTime, int perMillion) {
        pumpAnchor = pumpTime;
        deviceAnchor = pumpTime;
        drift(pumpTime, perMillion);
    }

    /** Device time: what has passed by this device's own reckoning, in milliseconds since 1970. */
    public long deviceTime(long pumpTime) {
        long passed = pumpTime - pumpAnchor;
        return deviceAnchor + passed + Math.floorDiv(Math.multiplyExact(passed, (long) perMillion), MILLION);
    }

    /** What the clock shows. */
    public long shows(long pumpTime) {
        return deviceTime(pumpTime) + offset;
    }

    /** The earliest pump time at which so much device time has been reached; for ever when that is for ever. */
    public long reached(long deviceTime) {
        if (deviceTime == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long passed = deviceTime - deviceAnchor;
        long guess = pumpAnchor + passed - Math.floorDiv(Math.multiplyExact(passed, (long) perMillion), MILLION);
        // the guess is off by the square of the drift at most, so a second one is next to it
        guess += deviceTime - deviceTime(guess);
        while (deviceTime(guess) < deviceTime) {
            guess++;
        }
        while (deviceTime(guess - 1) >= deviceTime) {
            guess--;
        }
        return guess;
    }

    /** The earliest pump time at which the clock shows so much; for ever when that is for ever. */
    public long showing(long shown) {
        return shown == Long.MAX_VALUE ? Long.MAX_VALUE : reached(shown - offset);
    }

    /**
     * From a time on it runs so much faster than pump time.
     *
     * @param pumpTime not before the time of the last change
     * @param newPerMillion {@link #MOST_DRIFT} from 0 at most
     */
    public void drift(long pumpTime, int newPerMillion) {
        if (Math.abs(newPerMillion) > MOST_DRIFT) {
            throw new IllegalArgumentException(
                    "a clock drifts by at most " + MOST_DRIFT + " millionths, got " + newPerMillion);
        }
        deviceAnchor = deviceTime(pumpTime);
        pumpAnchor = pumpTime;
        perMillion = newPerMillion;
    }

    /** How much faster it runs than pump time, in millionths. */
    public int perMillion() {
        return perMillion;
    }

    /** From now on it shows so much more than device time; less when negative. */
    public void offset(long millis) {
        offset = millis;
    }

    /** How much more than device time it shows. */
    public long offset() {
        return offset;
    }

    /** For a device's memory. */
    public JsonObject json() {
        return Json.object()
                .put("pumpAnchor", pumpAnchor)
                .put("deviceAnchor", deviceAnchor)
                .put("perMillion", perMillion)
                .put("offset", offset)
                .build();
    }

    /** Back from {@link #json()}. */
    public static DeviceClock fromJson(JsonObject json) {
        DeviceClock clock = new DeviceClock(json.number("pumpAnchor"), Math.toIntExact(json.number("perMillion")));
        clock.deviceAnchor = json.number("deviceAnchor");
        clock.offset = json.number("offset");
        return clock;
    }
}
