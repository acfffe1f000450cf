// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/**
 * How a pump notices a fault, and how late at most. A pump that does not notice one says so; a fault that nobody spoke of would look watched.
 *
 * @param fault which
 * @param method how
 * @param within time that passes at most, whatever the rate; zero with {@link Method#NONE}
 * @param volume volume that has to be delivered, or not delivered, before it shows, so that it shows later at a lower rate; zero when the
 *     rate does not matter
 */
public record FaultDetection(Fault fault, Method method, Duration within, Volume volume) {

    private static final long MILLIS_PER_DAY = 86_400_000;

    /** How a fault is noticed. */
    public enum Method {
        /** By a sensor of what it is about. */
        MEASURED,
        /** Worked out from something else; it can be missed when that is wrong. */
        INFERRED,
        /** Not at all. */
        NONE
    }

    public FaultDetection {
        if (within.isNegative()) {
            throw new IllegalArgumentException("a time until detection is not negative: " + within);
        }
        if (method == Method.NONE && (!within.isZero() || volume.nanolitres() != 0)) {
            throw new IllegalArgumentException("what is not noticed is not noticed in time: " + fault);
        }
    }

    /** A fault that is noticed within a time. */
    public static FaultDetection within(Fault fault, Method method, Duration within) {
        return new FaultDetection(fault, method, within, new Volume(0));
    }

    /** A fault that is not noticed. */
    public static FaultDetection none(Fault fault) {
        return new FaultDetection(fault, Method.NONE, Duration.ZERO, new Volume(0));
    }

    /**
     * The longest time until it is noticed at a rate, rounded up to the millisecond.
     *
     * @return empty when it is never noticed: not at all, or not while nothing flows
     */
    public Optional<Duration> atTheLatest(FlowRate rate) {
        if (method == Method.NONE || (volume.nanolitres() > 0 && rate.nanolitresPerDay() == 0)) {
            return Optional.empty();
        }
        if (volume.nanolitres() == 0) {
            return Optional.of(within);
        }
        long amount = Math.multiplyExact(volume.nanolitres(), MILLIS_PER_DAY);
        return Optional.of(within.plusMillis(Math.floorDiv(amount - 1, rate.nanolitresPerDay()) + 1));
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("fault", fault.name())
                .put("method", method.name())
                .put("within", Durations.text(within))
                .put("volume", volume.text())
                .build();
    }
}
