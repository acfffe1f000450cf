// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceSetup;

/**
 * A pump of a story.
 *
 * @param line where it stands in the file
 * @param serial which one it is
 * @param family who makes it
 * @param model one of the family's
 * @param fill usable volume in the reservoir when the pump was implanted
 * @param content what is in the reservoir and the path; the first drug is the primary one
 * @param catheter volume behind the pump's tubing
 * @param programme what it runs; empty when it was never programmed
 * @param age how long before the story's begin it was implanted
 */
public record ScenarioPump(
        int line,
        String serial,
        String family,
        String model,
        Volume fill,
        Map<String, Concentration> content,
        Volume catheter,
        List<DaySchedule.Step> programme,
        Duration age) {

    /** Copies; the order of the drugs is kept. */
    public ScenarioPump {
        content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
        programme = List.copyOf(programme);
    }

    /**
     * How it is made.
     *
     * @param pairingCode what is printed on its label
     * @param begin pump time at which the story begins
     */
    public DeviceSetup setup(String pairingCode, Instant begin) {
        return new DeviceSetup(
                family, model, serial, pairingCode, begin.minus(age), catheter, fill, content, programme);
    }

    /** The same pump with so much in its reservoir. */
    ScenarioPump holding(Volume volume) {
        return new ScenarioPump(line, serial, family, model, volume, content, catheter, programme, age);
    }
}
