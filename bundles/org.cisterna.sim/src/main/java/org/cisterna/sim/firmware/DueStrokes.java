// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.firmware;

import java.util.Optional;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.StrokeMotor;

/**
 * Which strokes of a pump with metering valves are due when. It holds as long as nothing but time changes what the pump gives; whoever uses it stops at
 * every such change and asks anew. Times are pump time in milliseconds.
 */
public interface DueStrokes {

    /** How many are due from now until a time. */
    long until(long time);

    /** The earliest time at which a number of strokes from now is complete; now for none. */
    long timeOf(long strokes);

    /**
     * Those of a prime: one after the other, as fast as the pump can.
     *
     * @param from device time at which it began
     * @param millisEach how long a stroke takes
     * @param ordered strokes in all
     * @param made strokes so far
     */
    static DueStrokes ofPrime(DeviceState device, long from, long millisEach, long ordered, long made) {
        return new DueStrokes() {
            @Override
            public long until(long time) {
                return Math.min((device.device(time) - from) / millisEach, ordered) - made;
            }

            @Override
            public long timeOf(long strokes) {
                return strokes <= 0
                        ? device.at()
                        : device.time().reached(from + Math.multiplyExact(made + strokes, millisEach));
            }
        };
    }

    /**
     * Those of a day, or of what stands in its place, and of a bolus on top.
     *
     * @param motor that makes those of the day
     * @param schedule what is commanded
     */
    static DueStrokes ofDay(DeviceState device, StrokeMotor motor, DaySchedule schedule, Optional<SpreadBolus> bolus) {
        return new DueStrokes() {
            @Override
            public long until(long time) {
                long ofMotor = motor.strokesIn(schedule.between(device.clock(), device.clock(time)));
                return bolus.map(b -> ofMotor + b.dueBy(device.device(time)) - b.made())
                        .orElse(ofMotor);
            }

            @Override
            public long timeOf(long strokes) {
                if (strokes <= 0) {
                    return device.at();
                }
                long latest = device.time().showing(schedule.timeOf(device.clock(), motor.untilStroke(strokes)));
                return bolus.isEmpty() ? latest : earliest(strokes, latest);
            }

            /** With a bolus on top it comes sooner than the day alone would bring it. */
            private long earliest(long strokes, long latest) {
                long low = device.at();
                long high = latest;
                while (low + 1 < high) {
                    long middle = low + (high - low) / 2;
                    if (until(middle) >= strokes) {
                        high = middle;
                    } else {
                        low = middle;
                    }
                }
                return high;
            }
        };
    }
}
