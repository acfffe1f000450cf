// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;

/**
 * What one pump can do, as it declares it: facts of that device, not of a drug. Immutable data; the engine takes its grid from here.
 *
 * @param rate lowest and highest rate of delivery, both above zero
 * @param rateGrid every rate is a whole multiple of it
 * @param maxSteps most steps in a day, at least 1; 1 means no flex
 * @param stepGrid every step starts at a whole multiple of it after midnight; a whole number of minutes
 * @param reservoirCapacity usable volume, without the residual
 * @param residualVolume what an emptied reservoir still holds, on top of the usable volume
 * @param tubingVolume from the reservoir valve to the catheter connector
 * @param lowReservoir volume at which the pump warns
 * @param accuracyPerMille declared accuracy of delivery, plus or minus, in thousandths
 * @param reservoirSource whether its reservoir volume is measured or calculated
 * @param interimStop the longest time, in pump time, for which a commit may stop delivery before the pump resumes the old programme by
 *     itself; empty when a commit never stops delivery
 * @param functions what it can do beside its day; empty in records of before that was asked, and from a driver that does not know
 */
public record Capabilities(
        Range<FlowRate> rate,
        FlowRate rateGrid,
        int maxSteps,
        Duration stepGrid,
        Volume reservoirCapacity,
        Volume residualVolume,
        Volume tubingVolume,
        Volume lowReservoir,
        int accuracyPerMille,
        Source reservoirSource,
        Optional<Duration> interimStop,
        Optional<Functions> functions) {

    /** A pump that declares no function beside its day. */
    public Capabilities(
            Range<FlowRate> rate,
            FlowRate rateGrid,
            int maxSteps,
            Duration stepGrid,
            Volume reservoirCapacity,
            Volume residualVolume,
            Volume tubingVolume,
            Volume lowReservoir,
            int accuracyPerMille,
            Source reservoirSource,
            Optional<Duration> interimStop) {
        this(
                rate,
                rateGrid,
                maxSteps,
                stepGrid,
                reservoirCapacity,
                residualVolume,
                tubingVolume,
                lowReservoir,
                accuracyPerMille,
                reservoirSource,
                interimStop,
                Optional.empty());
    }

    public Capabilities {
        if (rate.min().nanolitresPerDay() <= 0 || rateGrid.nanolitresPerDay() <= 0) {
            throw new IllegalArgumentException("rates and their grid are above zero");
        }
        if (maxSteps < 1 || maxSteps > Programme.MINUTES_PER_DAY) {
            throw new IllegalArgumentException("steps of a day: 1 to 1440, not " + maxSteps);
        }
        if (stepGrid.isNegative()
                || stepGrid.toMinutes() < 1
                || !stepGrid.equals(Duration.ofMinutes(stepGrid.toMinutes()))) {
            throw new IllegalArgumentException("the grid of steps is a whole number of minutes: " + stepGrid);
        }
        if (accuracyPerMille < 0 || accuracyPerMille > 1000) {
            throw new IllegalArgumentException("accuracy in thousandths: 0 to 1000, not " + accuracyPerMille);
        }
        if (interimStop.isPresent()
                && (interimStop.get().isNegative() || interimStop.get().isZero())) {
            throw new IllegalArgumentException("the bound of an interim stop is above zero");
        }
    }

    /** Names exactly these capabilities. */
    public Digest digest() {
        return Digest.of("org.cisterna.pump.capabilities/1", toJson());
    }

    /** As JSON, each quantity with its unit. */
    public JsonObject toJson() {
        return Json.object()
                .put("rateMin", rate.min().text())
                .put("rateMax", rate.max().text())
                .put("rateGrid", rateGrid.text())
                .put("maxSteps", maxSteps)
                .put("stepGrid", Durations.text(stepGrid))
                .put("reservoirCapacity", reservoirCapacity.text())
                .put("residualVolume", residualVolume.text())
                .put("tubingVolume", tubingVolume.text())
                .put("lowReservoir", lowReservoir.text())
                .put("accuracyPerMille", accuracyPerMille)
                .put("reservoirSource", reservoirSource.name())
                .putOptional("interimStop", interimStop.map(Durations::text))
                .putOptional("functions", functions.map(Functions::toJson))
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Capabilities fromJson(JsonObject json) {
        json.onlyNames(
                "rateMin",
                "rateMax",
                "rateGrid",
                "maxSteps",
                "stepGrid",
                "reservoirCapacity",
                "residualVolume",
                "tubingVolume",
                "lowReservoir",
                "accuracyPerMille",
                "reservoirSource",
                "interimStop",
                "functions");
        return new Capabilities(
                new Range<>(rate(json, "rateMin"), rate(json, "rateMax")),
                rate(json, "rateGrid"),
                Math.toIntExact(json.number("maxSteps")),
                json.value("stepGrid", text -> Durations.parse(text).orElseThrow()),
                volume(json, "reservoirCapacity"),
                volume(json, "residualVolume"),
                volume(json, "tubingVolume"),
                volume(json, "lowReservoir"),
                Math.toIntExact(json.number("accuracyPerMille")),
                Source.valueOf(json.string("reservoirSource")),
                json.optionalValue("interimStop", text -> Durations.parse(text).orElseThrow()),
                json.optionalObject("functions").map(Functions::fromJson));
    }

    private static FlowRate rate(JsonObject json, String name) {
        return json.value(name, text -> FlowRate.parse(text).orElseThrow());
    }

    private static Volume volume(JsonObject json, String name) {
        return json.value(name, text -> Volume.parse(text).orElseThrow());
    }
}
