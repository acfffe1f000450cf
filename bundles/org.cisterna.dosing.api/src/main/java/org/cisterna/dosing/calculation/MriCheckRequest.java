// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/**
 * A magnetic resonance scan, before or after it.
 *
 * @param pumpClass how the family behaves in the field, as its driver declares
 * @param phase before or after the scan
 * @param drug id of the drug whose loss matters most
 * @param concentration its concentration in the reservoir
 * @param at pump time of this check
 * @param emptied whether the reservoir was emptied
 * @param rate the programmed rate
 * @param stopProgrammed whether the pump was told to stop for the scan
 * @param closingVolume most that a closing valve pushes out, as the driver declares
 * @param scanEnd when the field was left
 * @param readings readings after the scan, in the order of time
 * @param apart shortest time between the two readings, of the family
 * @param bound time after the scan by which it must be known that the pump runs, of family and drug
 * @param stallLogged whether the pump's log holds a stall
 * @param recoveryLogged whether it holds the recovery
 * @param resetRecorded whether the reset of a closed valve by hand is recorded
 * @param grounds what the house knows of the drugs
 */
public record MriCheckRequest(
        PumpClass pumpClass,
        Phase phase,
        String drug,
        Concentration concentration,
        Instant at,
        Optional<Boolean> emptied,
        Optional<FlowRate> rate,
        Optional<Boolean> stopProgrammed,
        Optional<Volume> closingVolume,
        Optional<Instant> scanEnd,
        List<Reading> readings,
        Optional<Duration> apart,
        Optional<Duration> bound,
        Optional<Boolean> stallLogged,
        Optional<Boolean> recoveryLogged,
        Optional<Boolean> resetRecorded,
        Grounds grounds)
        implements CalculationRequest {

    /** How a family of pumps behaves in the field. */
    public enum PumpClass {
        /** The rotor stands still and goes on by itself afterwards. */
        STALLS_AND_RECOVERS,
        /** A valve closes and is reset by hand; the reservoir is emptied first. */
        VALVE_CLOSES,
        /** Valves may open and let everything out. */
        VALVES_MAY_OPEN,
        /** Nothing happens. */
        UNAFFECTED,
        /** Nobody declared it. */
        UNKNOWN
    }

    /** Before or after the scan. */
    public enum Phase {
        /** Before it. */
        BEFORE,
        /** After it. */
        AFTER
    }

    /**
     * A reading after the scan.
     *
     * @param at pump time
     * @param running whether the motor was seen to run, or the valve to be open
     */
    public record Reading(Instant at, boolean running) {

        static Optional<Reading> read(FieldReader fields) {
            fields.only("at", "running");
            Optional<Instant> at = fields.instant("at");
            Optional<Boolean> running = fields.flag("running");
            return at.flatMap(when -> running.map(each -> new Reading(when, each)));
        }

        JsonObject toJson() {
            return Json.object()
                    .put("at", at.toString())
                    .put("running", running)
                    .build();
        }
    }

    public MriCheckRequest {
        readings = List.copyOf(readings);
    }

    static Optional<MriCheckRequest> read(FieldReader fields) {
        fields.only(Grounds.membersAnd(
                FUNCTION,
                "pumpClass",
                "phase",
                "drug",
                "concentration",
                "at",
                "emptied",
                "rate",
                "stopProgrammed",
                "closingVolume",
                "scanEnd",
                "readings",
                "apart",
                "bound",
                "stallLogged",
                "recoveryLogged",
                "resetRecorded"));
        Optional<PumpClass> pumpClass = fields.word("pumpClass", PumpClass.class);
        Optional<Phase> phase = fields.word("phase", Phase.class);
        Optional<String> drug = fields.text("drug");
        Optional<Concentration> concentration = fields.parsed("concentration", AboveZero::concentration);
        Optional<Instant> at = fields.instant("at");
        Optional<Boolean> emptied = fields.optionalFlag("emptied");
        Optional<FlowRate> rate = fields.optionalParsed("rate", FlowRate::parse);
        Optional<Boolean> stopProgrammed = fields.optionalFlag("stopProgrammed");
        Optional<Volume> closingVolume = fields.optionalParsed("closingVolume", AboveZero::volume);
        Optional<Instant> scanEnd = fields.optionalInstant("scanEnd");
        Optional<List<Reading>> readings = fields.list("readings", Reading::read);
        Optional<Duration> apart = fields.optionalParsed("apart", AboveZero::duration);
        Optional<Duration> bound = fields.optionalParsed("bound", AboveZero::duration);
        Optional<Boolean> stallLogged = fields.optionalFlag("stallLogged");
        Optional<Boolean> recoveryLogged = fields.optionalFlag("recoveryLogged");
        Optional<Boolean> resetRecorded = fields.optionalFlag("resetRecorded");
        Optional<Grounds> grounds = Grounds.read(fields);
        return fields.isGood()
                ? Optional.of(new MriCheckRequest(
                        pumpClass.orElseThrow(),
                        phase.orElseThrow(),
                        drug.orElseThrow(),
                        concentration.orElseThrow(),
                        at.orElseThrow(),
                        emptied,
                        rate,
                        stopProgrammed,
                        closingVolume,
                        scanEnd,
                        readings.orElseThrow(),
                        apart,
                        bound,
                        stallLogged,
                        recoveryLogged,
                        resetRecorded,
                        grounds.orElseThrow()))
                : Optional.empty();
    }

    @Override
    public CalculationFunction function() {
        return CalculationFunction.MRI_CHECK;
    }

    @Override
    public JsonObject toJson() {
        return grounds.put(Json.object()
                        .put(FUNCTION, function().id())
                        .put("pumpClass", FieldReader.spelt(pumpClass))
                        .put("phase", FieldReader.spelt(phase))
                        .put("drug", drug)
                        .put("concentration", concentration.text())
                        .put("at", at.toString())
                        .putOptional("emptied", emptied)
                        .putOptional("rate", rate.map(FlowRate::text))
                        .putOptional("stopProgrammed", stopProgrammed)
                        .putOptional("closingVolume", closingVolume.map(Volume::text))
                        .putOptional("scanEnd", scanEnd.map(Instant::toString))
                        .put(
                                "readings",
                                Json.array(
                                        readings.stream().map(Reading::toJson).toList()))
                        .putOptional("apart", apart.map(Durations::text))
                        .putOptional("bound", bound.map(Durations::text))
                        .putOptional("stallLogged", stallLogged)
                        .putOptional("recoveryLogged", recoveryLogged)
                        .putOptional("resetRecorded", resetRecorded))
                .build();
    }
}
