// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.pump.Extent;
import org.cisterna.pump.Functions;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;

/** FUNCTIONS, section 5.5 of the protocol page: what the pump can do beside its day. Volumes in nL, rates in nL per day. */
record FunctionsAnswer(
        long volumeGrid,
        long durationGridMillis,
        long primeRate,
        long largestPrime,
        long longestBridgeMillis,
        long highestBolusRate,
        long largestBolus,
        long longestBolusMillis,
        long longestIntervalMillis,
        int mostPatientBoluses,
        long clockDriftPerMillion,
        long minimumRate) {

    static FunctionsAnswer decode(Bytes payload) throws MalformedException {
        FieldReader reader = new FieldReader(payload);
        FunctionsAnswer answer = new FunctionsAnswer(
                reader.u64(),
                reader.u32(),
                reader.u32(),
                reader.u64(),
                reader.u64(),
                reader.u32(),
                reader.u64(),
                reader.u64(),
                reader.u64(),
                reader.u16(),
                reader.u32(),
                reader.u32());
        reader.end();
        return answer;
    }

    /**
     * The same in the platform's words, with what the page says of every pump of the class.
     *
     * @throws IllegalArgumentException when no pump can have such functions
     */
    Functions functions(int dayPatterns) {
        Volume grid = new Volume(volumeGrid);
        Duration minute = Duration.ofMillis(durationGridMillis);
        FlowRate fastest = new FlowRate(highestBolusRate);
        Extent extent = new Extent(
                new Range<>(grid, new Volume(largestBolus)),
                new Range<>(minute, Duration.ofMillis(longestBolusMillis)),
                new Range<>(minute, Duration.ofMillis(longestIntervalMillis)));
        return new Functions(
                Optional.of(new Functions.Bridge(minute, Duration.ofMillis(longestBridgeMillis))),
                Optional.of(new Functions.Prime(grid, new FlowRate(primeRate), Optional.of(new Volume(largestPrime)))),
                Optional.of(new Functions.Bolus(
                        grid, minute, fastest, Functions.Basal.REPLACED, Functions.After.RETURNS, extent, true)),
                Optional.of(new Functions.PatientBolus(
                        grid,
                        minute,
                        fastest,
                        Functions.Basal.REPLACED,
                        Functions.LockoutFrom.START,
                        Functions.CountedOver.ROLLING,
                        Math.toIntExact(clockDriftPerMillion),
                        Optional.empty(),
                        extent,
                        Optional.of(mostPatientBoluses))),
                Optional.of(new FlowRate(minimumRate)),
                dayPatterns,
                Optional.of(new Volume(1)));
    }
}
