// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/**
 * What a pump can do beside its day, as it declares it: each function with its grid and with how it behaves where families differ. A function
 * that is not declared cannot be run. Behaviour that nobody knows is {@code UNKNOWN}; whoever decides on it then computes the worse case.
 *
 * @param bridge a first stretch at another rate, before the day begins to run
 * @param prime a volume pushed at once towards the tip
 * @param bolus single and periodic boluses
 * @param patientBolus boluses that the patient asks for
 * @param minimumRate the rate that only keeps the pump moving; no therapy is meant by it
 * @param dayPatterns how many different days a week may have; 1 means that every day is the same
 * @param refillGrid the pump can be told what its reservoir holds after a fill, in whole multiples of this; empty when it cannot be told
 */
public record Functions(
        Optional<Bridge> bridge,
        Optional<Prime> prime,
        Optional<Bolus> bolus,
        Optional<PatientBolus> patientBolus,
        Optional<FlowRate> minimumRate,
        int dayPatterns,
        Optional<Volume> refillGrid) {

    /** A pump that cannot be told of a fill. */
    public Functions(
            Optional<Bridge> bridge,
            Optional<Prime> prime,
            Optional<Bolus> bolus,
            Optional<PatientBolus> patientBolus,
            Optional<FlowRate> minimumRate,
            int dayPatterns) {
        this(bridge, prime, bolus, patientBolus, minimumRate, dayPatterns, Optional.empty());
    }

    /** No function beside the day. */
    public static final Functions NONE =
            new Functions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 1);

    private static final int MOST_PATTERNS = 7;
    private static final int MILLION = 1_000_000;

    /** What the day's delivery does while a bolus runs. */
    public enum Basal {
        /** It goes on, the bolus comes on top. */
        ADDED,
        /** It pauses. */
        REPLACED,
        /** Nobody knows. */
        UNKNOWN
    }

    /** What the pump does after a single bolus. */
    public enum After {
        /** It goes on as before. */
        RETURNS,
        /** It stands still. */
        STOPS,
        /** Nobody knows. */
        UNKNOWN
    }

    /** Where a lockout is measured from. */
    public enum LockoutFrom {
        /** The bolus before began. */
        START,
        /** The bolus before ended. */
        END,
        /** Nobody knows. */
        UNKNOWN
    }

    /** How a pump counts the boluses of a day. */
    public enum CountedOver {
        /** Any 24 h. */
        ROLLING,
        /** From midnight to midnight of its own clock. */
        CALENDAR_DAY,
        /** Nobody knows. */
        UNKNOWN
    }

    /**
     * A bridge.
     *
     * @param durationGrid every duration is a whole multiple of it
     * @param longest the longest one
     */
    public record Bridge(Duration durationGrid, Duration longest) {
        public Bridge {
            aboveZero(durationGrid, "grid of bridges");
            aboveZero(longest, "longest bridge");
        }
    }

    /**
     * A prime.
     *
     * @param volumeGrid every volume is a whole multiple of it
     * @param rate at which the pump primes
     * @param largest the largest volume; empty when nothing but the reservoir limits it
     */
    public record Prime(Volume volumeGrid, FlowRate rate, Optional<Volume> largest) {

        /** One that nothing but the reservoir limits. */
        public Prime(Volume volumeGrid, FlowRate rate) {
            this(volumeGrid, rate, Optional.empty());
        }

        public Prime {
            if (volumeGrid.nanolitres() == 0 || rate.nanolitresPerDay() == 0) {
                throw new IllegalArgumentException("grid and rate of a prime are above zero");
            }
        }
    }

    /**
     * A bolus by order.
     *
     * @param volumeGrid every volume is a whole multiple of it
     * @param durationGrid every duration and every interval is a whole multiple of it
     * @param highestRate of delivery while it runs, the day's share included where that goes on
     * @param basal what the day's delivery does meanwhile
     * @param after what the pump does after a single one
     * @param extent from where to where its values go
     * @param periodic whether it can also come by itself, again and again
     */
    public record Bolus(
            Volume volumeGrid,
            Duration durationGrid,
            FlowRate highestRate,
            Basal basal,
            After after,
            Extent extent,
            boolean periodic) {

        /** One of any extent, that can also be periodic. */
        public Bolus(Volume volumeGrid, Duration durationGrid, FlowRate highestRate, Basal basal, After after) {
            this(volumeGrid, durationGrid, highestRate, basal, after, Extent.UNLIMITED, true);
        }

        public Bolus {
            requireNonNull(basal, after);
            grids(volumeGrid, durationGrid);
        }
    }

    /**
     * A bolus that the patient asks for.
     *
     * @param volumeGrid every volume is a whole multiple of it
     * @param durationGrid every duration and every lockout is a whole multiple of it
     * @param highestRate of delivery while it runs, the day's share included where that goes on
     * @param basal what the day's delivery does meanwhile
     * @param lockout where the lockout is measured from
     * @param counted how the boluses of a day are counted
     * @param driftPerMillion how far the pump's clock may be off, in millionths
     * @param drugs ids of the drugs that its maker permits with it, in alphabetical order; empty when nobody knows
     * @param extent from where to where its values go
     * @param mostADay the largest number a day that can be set; empty when nothing limits it
     */
    public record PatientBolus(
            Volume volumeGrid,
            Duration durationGrid,
            FlowRate highestRate,
            Basal basal,
            LockoutFrom lockout,
            CountedOver counted,
            int driftPerMillion,
            Optional<List<String>> drugs,
            Extent extent,
            Optional<Integer> mostADay) {

        /** One of any extent. */
        public PatientBolus(
                Volume volumeGrid,
                Duration durationGrid,
                FlowRate highestRate,
                Basal basal,
                LockoutFrom lockout,
                CountedOver counted,
                int driftPerMillion,
                Optional<List<String>> drugs) {
            this(
                    volumeGrid,
                    durationGrid,
                    highestRate,
                    basal,
                    lockout,
                    counted,
                    driftPerMillion,
                    drugs,
                    Extent.UNLIMITED,
                    Optional.empty());
        }

        /** One of which nobody knows the drugs that its maker permits. */
        public PatientBolus(
                Volume volumeGrid,
                Duration durationGrid,
                FlowRate highestRate,
                Basal basal,
                LockoutFrom lockout,
                CountedOver counted,
                int driftPerMillion) {
            this(volumeGrid, durationGrid, highestRate, basal, lockout, counted, driftPerMillion, Optional.empty());
        }

        public PatientBolus {
            drugs = drugs.map(each -> List.copyOf(new TreeSet<>(each)));
            if (drugs.filter(List::isEmpty).isPresent()) {
                throw new IllegalArgumentException(
                        "drugs of a patient bolus: name one at least, or leave the field out where nobody knows");
            }
            requireNonNull(basal, lockout, counted);
            grids(volumeGrid, durationGrid);
            if (driftPerMillion < 0 || driftPerMillion >= MILLION) {
                throw new IllegalArgumentException("drift in millionths: 0 to 999999, not " + driftPerMillion);
            }
        }
    }

    public Functions {
        if (dayPatterns < 1 || dayPatterns > MOST_PATTERNS) {
            throw new IllegalArgumentException("different days of a week: 1 to 7, not " + dayPatterns);
        }
        if (minimumRate.filter(rate -> rate.nanolitresPerDay() == 0).isPresent()) {
            throw new IllegalArgumentException("a minimum rate is above zero");
        }
    }

    private static void requireNonNull(Object... words) {
        Arrays.stream(words).forEach(Objects::requireNonNull);
    }

    private static void grids(Volume volume, Duration duration) {
        if (volume.nanolitres() == 0) {
            throw new IllegalArgumentException("the grid of volumes is above zero");
        }
        aboveZero(duration, "grid of durations");
    }

    private static void aboveZero(Duration duration, String what) {
        if (duration.isNegative() || duration.toMillis() == 0) {
            throw new IllegalArgumentException("the " + what + " is above zero");
        }
    }

    /** As JSON, each quantity with its unit. */
    public JsonObject toJson() {
        return FunctionsForm.toJson(this);
    }

    /** Reads what {@link #toJson()} wrote, or a person did; refuses any other field. */
    public static Functions fromJson(JsonObject json) {
        return FunctionsForm.fromJson(json);
    }
}
