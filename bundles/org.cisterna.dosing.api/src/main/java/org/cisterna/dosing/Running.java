// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Durations;

/**
 * What the pump runs when something else is ordered, as it was read.
 *
 * @param programme what runs; {@link Programme.Stopped} when it stands still
 * @param solution what reservoir and path hold
 * @param patientBolus boluses that the patient can ask for meanwhile; empty when there are none, or nobody knows
 * @param periodicBolus boluses that come by themselves meanwhile; empty when there are none, or nobody knows
 */
public record Running(
        Programme programme,
        Solution solution,
        Optional<ProgrammePart.PatientBolus> patientBolus,
        Optional<ProgrammePart.PeriodicBolus> periodicBolus) {

    private static final String PATIENT_BOLUS = "patientBolus";
    private static final String PERIODIC_BOLUS = "periodicBolus";

    /** Without boluses of the patient. */
    public Running(Programme programme, Solution solution) {
        this(programme, solution, Optional.empty(), Optional.empty());
    }

    /** Without boluses that come by themselves. */
    public Running(Programme programme, Solution solution, Optional<ProgrammePart.PatientBolus> patientBolus) {
        this(programme, solution, patientBolus, Optional.empty());
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("programme", programme.toJson())
                .put("solution", solution.toJson())
                .putOptional(PATIENT_BOLUS, patientBolus.map(Running::json))
                .putOptional(PERIODIC_BOLUS, periodicBolus.map(Running::json))
                .build();
    }

    private static JsonObject json(ProgrammePart.PatientBolus bolus) {
        return Json.object()
                .put("volume", bolus.volume().text())
                .put("duration", Durations.text(bolus.duration()))
                .put("lockout", Durations.text(bolus.lockout()))
                .put("most", bolus.most())
                .build();
    }

    private static JsonObject json(ProgrammePart.PeriodicBolus bolus) {
        return Json.object()
                .put("volume", bolus.volume().text())
                .put("duration", Durations.text(bolus.duration()))
                .put("interval", Durations.text(bolus.interval()))
                .build();
    }

    /** Reads what {@link #toJson()} wrote, or a person did; refuses any other field. */
    public static Running fromJson(JsonObject json) {
        json.onlyNames("programme", "solution", PATIENT_BOLUS, PERIODIC_BOLUS);
        return new Running(
                Programme.fromJson(json.object("programme")),
                Solution.fromJson(json.array("solution")),
                json.optionalObject(PATIENT_BOLUS).map(Running::bolus),
                json.optionalObject(PERIODIC_BOLUS).map(Running::periodic));
    }

    private static ProgrammePart.PeriodicBolus periodic(JsonObject json) {
        json.onlyNames("volume", "duration", "interval");
        return new ProgrammePart.PeriodicBolus(
                json.value("volume", text -> AboveZero.volume(text).orElseThrow()),
                json.value("duration", text -> AboveZero.duration(text).orElseThrow()),
                json.value("interval", text -> AboveZero.duration(text).orElseThrow()));
    }

    private static ProgrammePart.PatientBolus bolus(JsonObject json) {
        json.onlyNames("volume", "duration", "lockout", "most");
        long most = json.number("most");
        if (most < 1 || most > Programme.MINUTES_PER_DAY) {
            throw json.refused("most", "how many boluses of a day at most is a whole number, 1 to 1440");
        }
        return new ProgrammePart.PatientBolus(
                json.value("volume", text -> AboveZero.volume(text).orElseThrow()),
                json.value("duration", text -> AboveZero.duration(text).orElseThrow()),
                json.value("lockout", text -> AboveZero.duration(text).orElseThrow()),
                Math.toIntExact(most));
    }
}
