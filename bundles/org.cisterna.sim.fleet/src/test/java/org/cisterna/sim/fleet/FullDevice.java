// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.Solution;
import org.cisterna.sim.Truth;

/** A whole device's firmware without its radio: what is done to a pump of the fleet is done to it as well. */
public interface FullDevice {

    /** A programme as devices take it. Volumes in nL. */
    record Programme(
            Solution label, List<DaySchedule.Step> day, long bolus, long bolusMillis, long lockoutMillis, int most) {

        /** The drugs of the label. */
        public Map<String, Long> drugs() {
            Map<String, Long> drugs = new TreeMap<>();
            label.drugs()
                    .forEach((drug, c) -> drugs.put(
                            drug, c.numerator().divide(c.denominator()).longValueExact()));
            return drugs;
        }
    }

    /** How it is made, full, running the programme, with so many strokes behind it. Volumes in nL but the path in pL. */
    record Made(long implanted, long at, long strokes, long reservoir, long path, Programme programme) {}

    /** An alarm that began or ended, by the device's own event log. */
    record Sounded(long at, FleetAlarm alarm, boolean began) {}

    /** Lives up to a time. */
    void live(long time);

    /** The patient's controller; whether a bolus was granted. */
    boolean patientAsks();

    /** Emptied by syringe, and filled. */
    void refill(long nanolitres, Solution label);

    /** Sends a programme, or its first step. */
    void program(Programme programme, boolean filled);

    /** The second step. */
    void complete();

    /** A fault begins. */
    void begin(FleetFault fault, int perMille);

    /** A fault ends; a programme that it takes is sent by {@link #program}. */
    void end(FleetFault fault);

    /** What it counts to be left, in nL. */
    long calculated();

    /** What really happened. */
    Truth truth();

    /** The alarms of its event log since the last call, in the order of the log. */
    List<Sounded> sounded();
}
