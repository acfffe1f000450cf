// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import org.cisterna.dosing.calculation.RunTimeRequest;
import org.cisterna.quantity.Ratio;

/** How long a volume lasts, with the rate echoed a day and an hour: one taken for the other is 24 times too much. */
final class RunTime {

    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final int HOURS_PER_DAY = 24;

    private RunTime() {}

    static void work(RunTimeRequest request, Sheet sheet) {
        Ratio rate = request.rate().exact();
        Ratio time = request.volume().exact().times(MILLIS_PER_DAY).dividedBy(rate);
        sheet.put("ratePerDay", Measure.RATE, rate);
        sheet.put("ratePerHour", Measure.HOURLY_RATE, rate);
        sheet.put("runTime", Measure.HOURS, time);
        sheet.put("runTimeInDays", Measure.DAYS, time);
        sheet.put("runTimeIfADayWasMeantAnHour", Measure.HOURS, time.dividedBy(HOURS_PER_DAY));
        sheet.put("runTimeIfAnHourWasMeantADay", Measure.DAYS, time.times(HOURS_PER_DAY));
        sheet.pass(
                "RUN_TIME",
                "rate",
                Measure.RATE.text(rate) + " = " + Measure.HOURLY_RATE.text(rate),
                request.volume().text() + " last " + Measure.HOURS.text(time) + ", " + Measure.DAYS.text(time)
                        + "; an hour taken for a day, or a day for an hour, is 24 times off: compare this with the"
                        + " interval between refills that is meant");
    }
}
