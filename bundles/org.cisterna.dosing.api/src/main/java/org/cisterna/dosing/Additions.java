// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Volume;

/**
 * What a person ordered beside the day. Doses are of the primary drug; a volume stands nowhere but in a prime, whose subject it is.
 *
 * @param bridge while what is left in the path runs out, when the solution changes
 * @param prime what is pushed at once towards the tip
 * @param bolus one bolus, at once
 * @param periodicBolus boluses at a fixed interval, the first at once
 * @param patientBolus boluses that the patient asks for
 * @param basis which concentration the rates are computed from, where a residual was diluted by the fill
 */
public record Additions(
        Optional<Bridge> bridge,
        Optional<Prime> prime,
        Optional<Bolus> bolus,
        Optional<PeriodicBolus> periodicBolus,
        Optional<PatientBolus> patientBolus,
        Optional<Basis> basis) {

    /** Nothing beside the day. */
    public static final Additions NONE = new Additions(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Which concentration of a mixed reservoir the rates are computed from. */
    public enum Basis {
        /** What residual and fill make together. */
        EFFECTIVE,
        /** What is written on the syringe; the dose then differs by what the residual does. */
        LABELLED
    }

    /** What a prime is to fill. */
    public enum PrimePart {
        /** Tubing and catheter. */
        PATH,
        /** The catheter; the tubing already holds the drug. */
        CATHETER,
        /** The tubing inside the pump, as before it is connected to a catheter. */
        TUBING
    }

    /**
     * A bridge.
     *
     * @param dose of the old primary drug while it lasts; empty for the dose that runs
     */
    public record Bridge(Optional<DoseRate> dose) {}

    /**
     * A prime.
     *
     * @param part what it fills
     * @param volume when the order names one itself, which is then held against the volume of that part
     */
    public record Prime(PrimePart part, Optional<Volume> volume) {}

    /**
     * One bolus.
     *
     * @param dose of the primary drug
     * @param duration over which it is given, above zero
     */
    public record Bolus(Mass dose, Duration duration) {

        /** Refuses a time of zero. */
        public Bolus {
            aboveZero("duration", duration);
        }
    }

    /**
     * Boluses at a fixed interval.
     *
     * @param dose of the primary drug in each
     * @param duration over which each is given, above zero
     * @param interval from start to start, above zero
     */
    public record PeriodicBolus(Mass dose, Duration duration, Duration interval) {

        /** Refuses a time of zero. */
        public PeriodicBolus {
            aboveZero("duration", duration);
            aboveZero("interval", interval);
        }
    }

    /**
     * Boluses that the patient asks for.
     *
     * @param dose of the primary drug in each
     * @param duration over which each is given, above zero
     * @param lockout as the pump measures it, above zero
     * @param most in a day, as the pump counts it; empty when only the lockout limits them
     */
    public record PatientBolus(Mass dose, Duration duration, Duration lockout, Optional<Integer> most) {

        /** Refuses a time of zero. */
        public PatientBolus {
            aboveZero("duration", duration);
            aboveZero("lockout", lockout);
        }
    }

    private static void aboveZero(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("the " + name + " of a bolus is above zero");
        }
    }

    /** Puts its members beside those of the day. */
    void into(JsonObject.Builder json) {
        json.putOptional("bridge", bridge.map(each -> Json.object()
                        .putOptional("dose", each.dose().map(DoseRate::text))
                        .build()))
                .putOptional("prime", prime.map(each -> Json.object()
                        .put("part", each.part().name())
                        .putOptional("volume", each.volume().map(Volume::text))
                        .build()))
                .putOptional("bolus", bolus.map(each -> timed(each.dose(), each.duration())
                        .build()))
                .putOptional("periodicBolus", periodicBolus.map(each -> timed(each.dose(), each.duration())
                        .put("interval", Durations.text(each.interval()))
                        .build()))
                .putOptional("patientBolus", patientBolus.map(Additions::json))
                .putOptional("basis", basis.map(Enum::name));
    }

    private static JsonObject json(PatientBolus bolus) {
        JsonObject.Builder json = timed(bolus.dose(), bolus.duration()).put("lockout", Durations.text(bolus.lockout()));
        bolus.most().ifPresent(most -> json.put("most", most));
        return json.build();
    }

    private static JsonObject.Builder timed(Mass dose, Duration duration) {
        return Json.object().put("dose", dose.text()).put("duration", Durations.text(duration));
    }
}
