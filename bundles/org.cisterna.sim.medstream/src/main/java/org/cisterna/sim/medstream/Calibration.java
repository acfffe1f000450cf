// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import org.cisterna.sim.medstream.Code.Event;

/** What the maker's control unit does to the sensor; section 9 of the protocol page. */
final class Calibration {

    private Calibration() {}

    /** Sets the sensor so that it shows a volume; programme, revision and the calculated volume stay. */
    static void to(PumpState s, long nanolitres) {
        s.sensor.calibrate(s, nanolitres);
        s.event(Event.CALIBRATED, nanolitres);
        s.conclude();
    }
}
