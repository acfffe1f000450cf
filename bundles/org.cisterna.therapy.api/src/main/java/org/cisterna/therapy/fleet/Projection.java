// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.fleet;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Snapshot;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/**
 * What a reading of a delivering pump lets expect of its reservoir. It is computed with the programme's mean flow over a day and is true as
 * long as the pump runs that programme undisturbed; a schedule in steps runs ahead of it or behind it within the day. Everything is rounded
 * to the earlier time and the smaller volume.
 *
 * @param volume usable volume at the reading
 * @param nanolitresPerDay mean flow of 24 h, exact, above zero
 * @param since pump time of the reading
 * @param emptyAt pump time at which nothing usable is left
 * @param refillBy pump time by which to refill, as far as volume goes: when the volume at which the pump warns is reached although it
 *     delivers as much too much as its declared accuracy allows, less {@link #LEAD}. How long the drug in it is good is not known here and
 *     may ask for an earlier day
 */
public record Projection(Volume volume, Ratio nanolitresPerDay, Instant since, Instant emptyAt, Instant refillBy) {

    /** How long before the warning volume is reached a pump is to be refilled. */
    public static final Duration LEAD = Duration.ofDays(7);

    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final long PER_MILLE = 1000;
    private static final BigInteger FARTHEST = BigInteger.valueOf(1_000_000L * MILLIS_PER_DAY);

    /** What follows from a reading; empty when the pump did not deliver. */
    public static Optional<Projection> of(PumpStatus.Reading reading) {
        Snapshot snapshot = reading.snapshot();
        Ratio flow = snapshot.programme().dailyNanolitres();
        if (snapshot.motor() != MotorState.RUNNING || flow.signum() <= 0) {
            return Optional.empty();
        }
        Ratio highest = flow.times(
                        PER_MILLE + snapshot.identity().capabilities().accuracyPerMille())
                .dividedBy(PER_MILLE);
        long usable = snapshot.reservoir().nanolitres();
        long aboveLow =
                usable - snapshot.identity().capabilities().lowReservoir().nanolitres();
        return Optional.of(new Projection(
                snapshot.reservoir(),
                flow,
                reading.pumpTime(),
                reading.pumpTime().plusMillis(millis(usable, flow)),
                reading.pumpTime().plusMillis(millis(aboveLow, highest)).minus(LEAD)));
    }

    /** Milliseconds in which a volume flows, rounded down; at most a million days. */
    private static long millis(long nanolitres, Ratio perDay) {
        return Ratio.of(nanolitres)
                .times(MILLIS_PER_DAY)
                .dividedBy(perDay)
                .floor()
                .min(FARTHEST)
                .longValueExact();
    }

    /**
     * The volume to be expected at a moment, rounded down; nothing once it is used up, and what was read for a moment before the reading.
     *
     * @param pumpTime the moment
     */
    public Volume at(Instant pumpTime) {
        long elapsed = Math.max(0, Duration.between(since, pumpTime).toMillis());
        BigInteger left = Ratio.of(volume.nanolitres())
                .minus(nanolitresPerDay.times(elapsed).dividedBy(MILLIS_PER_DAY))
                .floor();
        return left.signum() <= 0 ? Volume.ZERO : new Volume(left.longValueExact());
    }
}
