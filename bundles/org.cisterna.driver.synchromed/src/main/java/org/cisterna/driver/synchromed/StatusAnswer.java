// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/**
 * STATUS, section 5.2 of the protocol page: one consistent cut. Volumes in nL.
 *
 * @param motorState section 11.1
 * @param reason section 11.2
 * @param interimDeadline the epoch unless the motor stands in an interim stop
 * @param step index of the running step, 255 if none
 * @param rateNow nL per day
 * @param plan what is running or would run; empty when the pump has no valid programme
 * @param reservoirSource 1 measured, 2 calculated, 3 programmed
 * @param batteryState section 11.6
 * @param replaceBy the epoch when it is not known
 * @param alarms bits of section 11.4
 * @param oldestEvent oldest number still in the ring
 * @param nextEvent number the next event will get
 */
record StatusAnswer(
        long revision,
        long boots,
        int lastReset,
        Instant lastResetAt,
        Instant deviceClock,
        int motorState,
        int reason,
        Instant since,
        Instant interimDeadline,
        int step,
        long rateNow,
        Optional<PlanBlock> plan,
        long reservoir,
        int reservoirSource,
        long lifetimeDelivered,
        int batteryState,
        int batteryPercent,
        Instant replaceBy,
        long alarms,
        Optional<CommandRecord> lastCommand,
        long oldestEvent,
        long nextEvent,
        int pairings,
        long badFrames) {

    static StatusAnswer decode(Bytes payload) throws MalformedException {
        FieldReader reader = new FieldReader(payload);
        StatusAnswer answer = new StatusAnswer(
                reader.u32(),
                reader.u32(),
                reader.u8(),
                reader.clock(),
                reader.clock(),
                reader.u8(),
                reader.u8(),
                reader.clock(),
                reader.clock(),
                reader.u8(),
                reader.u32(),
                plan(reader),
                reader.u64(),
                reader.u8(),
                reader.u64(),
                reader.u8(),
                reader.u8(),
                reader.clock(),
                reader.u32(),
                lastCommand(reader),
                reader.u32(),
                reader.u32(),
                reader.u8(),
                reader.u32());
        reader.end();
        return answer;
    }

    private static Optional<PlanBlock> plan(FieldReader reader) throws MalformedException {
        int length = reader.u16();
        return length == 0 ? Optional.empty() : Optional.of(PlanBlock.decode(reader.bytes(length)));
    }

    private static Optional<CommandRecord> lastCommand(FieldReader reader) throws MalformedException {
        return reader.flag() ? Optional.of(CommandRecord.read(reader)) : Optional.empty();
    }
}
