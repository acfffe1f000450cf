// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.synchromed.PayloadReader.Malformed;

/** A STATUS payload as a test reads it. */
record Status(
        long revision,
        long boots,
        int lastReset,
        long clock,
        int motor,
        int reason,
        long since,
        long deadline,
        int step,
        long rate,
        Bytes plan,
        long reservoir,
        long lifetime,
        long alarms,
        Optional<CommandLog.Entry> last,
        long oldestEvent,
        long nextEvent,
        int pairings,
        long badFrames) {

    static Status read(byte[] payload) {
        try {
            PayloadReader in = new PayloadReader(payload);
            long revision = in.u32();
            long boots = in.u32();
            int lastReset = in.u8();
            in.u64();
            long clock = in.u64();
            int motor = in.u8();
            int reason = in.u8();
            long since = in.u64();
            long deadline = in.u64();
            int step = in.u8();
            long rate = in.u32();
            Bytes plan = in.raw(in.u16());
            long reservoir = in.u64();
            in.u8();
            long lifetime = in.u64();
            in.u8();
            in.u8();
            in.u64();
            long alarms = in.u32();
            Optional<CommandLog.Entry> last = in.u8() == 1 ? Optional.of(entry(in)) : Optional.empty();
            Status status = new Status(
                    revision, boots, lastReset, clock, motor, reason, since, deadline, step, rate, plan, reservoir,
                    lifetime, alarms, last, in.u32(), in.u32(), in.u8(), in.u32());
            in.end();
            return status;
        } catch (Malformed e) {
            throw new AssertionError("STATUS cannot be read", e);
        }
    }

    static CommandLog.Entry entry(PayloadReader in) throws Malformed {
        return new CommandLog.Entry(in.raw(16), in.u8(), in.u8(), in.u64(), in.u32(), in.raw(32));
    }

    boolean alarm(int bit) {
        return (alarms & 1L << bit) != 0;
    }
}
