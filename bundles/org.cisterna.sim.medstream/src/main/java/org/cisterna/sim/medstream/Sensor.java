// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Reservoir;

/**
 * The fill-level sensor; section 9 of the protocol page. What it shows is what is really in the reservoir, and a drift that grows with the days
 * and with what passed the valve. The firmware knows only what it showed last, and when. Picolitres inside, nanolitres outside.
 */
final class Sensor {

    private long zero;
    private long driftFrom;
    private long passed;
    private long calibrated;
    private long shown;
    private long measured;

    // what was made to go wrong
    private long driftADay;
    private long perMille;
    private boolean unchecked;

    /** A sensor calibrated at manufacture, which shows what is in. */
    Sensor(long now, long usablePicolitres) {
        this.driftFrom = now;
        this.calibrated = now;
        this.measured = now;
        this.shown = usablePicolitres / Reservoir.PICOLITRES_PER_NANOLITRE;
    }

    /** Fluid went through the valve. */
    void passed(long picolitres) {
        passed += picolitres;
    }

    /** Measures now. */
    void measure(PumpState s) {
        long now = Math.floorDiv(raw(s), Reservoir.PICOLITRES_PER_NANOLITRE);
        shown = Math.max(0, Math.min(s.usableReservoir(), now));
        measured = s.at();
    }

    private long raw(PumpState s) {
        return s.body().usablePicolitres() + zero + drift(s.at());
    }

    private long drift(long now) {
        long time = now - driftFrom;
        long aDay = Math.multiplyExact(Limits.DRIFT_A_DAY + driftADay, Reservoir.PICOLITRES_PER_NANOLITRE);
        long byTime = aDay * (time / Limits.DAY) + Math.floorDiv(aDay * (time % Limits.DAY), Limits.DAY);
        return byTime + Math.floorDiv(passed * (Limits.DRIFT_PER_MILLE + perMille), 1_000);
    }

    /** Sets it so that it shows a volume, and measures. */
    void calibrate(PumpState s, long nanolitres) {
        driftFrom = s.at();
        passed = 0;
        calibrated = s.at();
        zero = nanolitres * Reservoir.PICOLITRES_PER_NANOLITRE - s.body().usablePicolitres();
        measure(s);
    }

    /** Drifts otherwise from now on; what it has drifted by now stays. */
    void drift(PumpState s, long nanolitresADay, long thousandths) {
        zero += drift(s.at());
        driftFrom = s.at();
        passed = 0;
        driftADay = nanolitresADay;
        perMille = thousandths;
    }

    long driftADay() {
        return driftADay;
    }

    long perMille() {
        return perMille;
    }

    void unchecked(boolean on) {
        unchecked = on;
    }

    /** Whether the firmware finds it too far from what it calculated. */
    boolean isSuspect(PumpState s) {
        return !unchecked && Math.abs(shown - s.calculated) > Limits.tolerance(s.usableReservoir());
    }

    /** What it showed last. */
    long shown() {
        return shown;
    }

    /** When it measured last, pump time. */
    long measured() {
        return measured;
    }

    /** When it was calibrated last, pump time. */
    long calibrated() {
        return calibrated;
    }

    JsonObject json() {
        return Json.object()
                .put("zero", zero)
                .put("driftFrom", driftFrom)
                .put("passed", passed)
                .put("calibrated", calibrated)
                .put("shown", shown)
                .put("measured", measured)
                .put("driftADay", driftADay)
                .put("perMille", perMille)
                .put("unchecked", unchecked)
                .build();
    }

    static Sensor fromJson(JsonObject json) {
        Sensor sensor = new Sensor(json.number("driftFrom"), 0);
        sensor.zero = json.number("zero");
        sensor.passed = json.number("passed");
        sensor.calibrated = json.number("calibrated");
        sensor.shown = json.number("shown");
        sensor.measured = json.number("measured");
        sensor.driftADay = json.number("driftADay");
        sensor.perMille = json.number("perMille");
        sensor.unchecked = json.flag("unchecked");
        return sensor;
    }
}
