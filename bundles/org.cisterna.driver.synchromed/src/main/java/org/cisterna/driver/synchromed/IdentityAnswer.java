// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/**
 * IDENTITY, section 5.1 of the protocol page: who the pump is and what it can do. Volumes in nL, rates in nL per day.
 *
 * @param startGridMinutes every step starts at a multiple of it
 * @param residualOnTop whether the residual comes on top of the usable volume
 * @param interimStopMillis the longest interim stop of an update
 */
record IdentityAnswer(
        String manufacturer,
        String model,
        String serial,
        String firmware,
        long lowestRate,
        long highestRate,
        long rateGrid,
        int mostSteps,
        int startGridMinutes,
        int dayPatterns,
        long usableReservoir,
        long residual,
        boolean residualOnTop,
        long tubing,
        long lowReservoir,
        int accuracyPerMille,
        long strokeNanolitres,
        long interimStopMillis,
        long stagedLifeMillis,
        long idleMillis,
        long stoppedAlarmMillis,
        int eventRing,
        int rememberedCommands,
        int mostDrugs,
        long lifetimeCounterMax) {

    static IdentityAnswer decode(Bytes payload) throws MalformedException {
        FieldReader reader = new FieldReader(payload);
        IdentityAnswer answer = new IdentityAnswer(
                reader.text(),
                reader.text(),
                reader.text(),
                reader.text(),
                reader.u32(),
                reader.u32(),
                reader.u32(),
                reader.u8(),
                reader.u16(),
                reader.u8(),
                reader.u64(),
                reader.u64(),
                reader.flag(),
                reader.u64(),
                reader.u64(),
                reader.u16(),
                reader.u32(),
                reader.u32(),
                reader.u32(),
                reader.u32(),
                reader.u32(),
                reader.u16(),
                reader.u8(),
                reader.u8(),
                reader.u64());
        reader.end();
        return answer;
    }
}
