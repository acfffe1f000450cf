// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule.Step;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.scenario.ScenarioPump;

/**
 * The two pumps without telemetry that every folder has where their family is installed. Nobody finds them: they wait for somebody who reads their labels,
 * which docs/handbook/by-hand.md prints. Drugs, flows and ages are invented.
 */
final class HandPlan {

    private static final String FAMILY = "codman";
    private static final Volume CATHETER = new Volume(175_500);

    private HandPlan() {}

    /** Those that are wanted anyway, and these. */
    static List<ScenarioPump> and(List<ScenarioPump> further, List<DeviceFamily> families) {
        if (families.stream().noneMatch(each -> each.name().equals(FAMILY))) {
            return further;
        }
        List<ScenarioPump> all = new ArrayList<>(further);
        all.add(pump("C3-900001", "C3-30", 30, 5_000_000, 1_034_000, 21));
        all.add(pump("C3-900002", "C3-16", 16, 10_000_000, 512_000, 6));
        return List.copyOf(all);
    }

    private static ScenarioPump pump(
            String serial, String model, long millilitres, long nanogramsPerMillilitre, long flow, int days) {
        return new ScenarioPump(
                0,
                serial,
                FAMILY,
                model,
                new Volume(1_000_000).times(millilitres),
                Map.of("morphine", new Concentration(nanogramsPerMillilitre)),
                CATHETER,
                List.of(new Step(0, flow)),
                Duration.ofDays(days));
    }
}
