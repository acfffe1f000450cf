// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.List;
import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceLabel;

/** The answers to reads: sections 5.1 to 5.3 and 9 of the protocol page. Reading changes nothing. */
final class Reports {

    private static final int CALCULATED = 2;
    private static final int NO_STEP = 255;

    private Reports() {}

    static PayloadWriter identity(DeviceLabel label, PumpState s) {
        return new PayloadWriter()
                .text(label.manufacturer())
                .text(label.model())
                .text(label.serial())
                .text(firmware(s))
                .u32(Limits.LOWEST_RATE)
                .u32(Limits.HIGHEST_RATE)
                .u32(Limits.RATE_GRID)
                .u8(Limits.MOST_STEPS)
                .u16(Limits.START_GRID_MINUTES)
                .u8(Limits.DAY_PATTERNS)
                .u64(s.usableReservoir())
                .u64(Limits.RESIDUAL.nanolitres())
                .u8(1)
                .u64(Limits.TUBING.nanolitres())
                .u64(Limits.LOW_RESERVOIR)
                .u16(Limits.ACCURACY_PER_MILLE)
                .u32(Limits.STROKE)
                .u32(Limits.INTERIM_STOP_MILLIS)
                .u32(Limits.STAGED_MILLIS)
                .u32(Limits.IDLE_MILLIS)
                .u32(Limits.STOPPED_ALARM_MILLIS)
                .u16(Limits.EVENT_RING)
                .u8(Limits.REMEMBERED_COMMANDS)
                .u8(Limits.MOST_DRUGS)
                .u64(Long.MAX_VALUE);
    }

    static PayloadWriter status(PumpState s, long badFrames) {
        PayloadWriter out = new PayloadWriter()
                .u32(s.revision)
                .u32(s.boots)
                .u8(s.lastReset)
                .u64(s.lastResetClock)
                .u64(s.clock())
                .u8(s.motorState)
                .u8(s.reason)
                .u64(s.clock(s.since))
                .u64(s.pending == null ? 0 : s.clock(s.pending.deadline()));
        step(s, out);
        Bytes plan = s.running().map(PlanBlock::bytes).orElse(Bytes.NONE);
        out.u16(plan.length()).raw(plan);
        out.u64(s.calculated).u8(CALCULATED).u64(s.lifetime);
        out.u8(s.alarm(Code.ALARM_EOS) ? 3 : s.alarm(Code.ALARM_ERI) ? 2 : 1);
        out.u8(s.battery().percent(s.at())).u64(replaceBy(s));
        out.u32(s.alarms);
        Optional<CommandLog.Entry> last = s.commands.last();
        out.u8(last.isPresent() ? 1 : 0);
        last.ifPresent(entry -> entry.write(out));
        return out.u32(s.events.oldest())
                .u32(s.events.next())
                .u8(s.pairings().count())
                .u32(badFrames);
    }

    /** What the pump shows; with a field bug nothing, or a date far behind the end. */
    private static long replaceBy(PumpState s) {
        if (s.replaceByWrong && !s.alarm(Code.ALARM_ERI)) {
            return 0;
        }
        return s.clock(s.battery().eos() + (s.replaceByWrong ? Limits.CELL.warningMillis() : 0));
    }

    static PayloadWriter functions() {
        return new PayloadWriter()
                .u64(Limits.STROKE)
                .u32(Limits.DURATION_GRID_MILLIS)
                .u32(Limits.PRIME_RATE)
                .u64(Limits.LARGEST_PRIME)
                .u64(Limits.LONGEST_BRIDGE_MILLIS)
                .u32(Limits.HIGHEST_BOLUS_RATE)
                .u64(Limits.LARGEST_BOLUS)
                .u64(Limits.LONGEST_BOLUS_MILLIS)
                .u64(Limits.LONGEST_INTERVAL_MILLIS)
                .u16(Limits.MOST_PATIENT_BOLUSES)
                .u32(Limits.DRIFT_PER_MILLION)
                .u32(Limits.MINIMUM_RATE);
    }

    static PayloadWriter parts(PumpState s) {
        List<Regimen.Held> held = s.regimen.parts();
        PayloadWriter out = new PayloadWriter().u32(s.revision).u8(held.size());
        long at = s.device(s.pending == null ? s.at() : s.pending.from());
        held.forEach(each -> out.u8(each.part.kind()).u8(each.stage).u64(s.regimen.delivered(each, at)));
        return out;
    }

    private static void step(PumpState s, PayloadWriter out) {
        boolean turning = s.motorState == Code.RUNNING && s.running().isPresent();
        int index = turning ? s.schedule().orElseThrow().stepAt(s.clock()) : NO_STEP;
        long rate = turning ? s.rateNow(index) : 0;
        out.u8(index).u32(rate);
    }

    static PayloadWriter stored(Optional<PumpState.Bank> found) {
        if (found.isEmpty() || !found.get().valid()) {
            return new PayloadWriter()
                    .u8(0)
                    .u32(found.map(PumpState.Bank::generation).orElse(0L));
        }
        PumpState.Bank bank = found.get();
        return new PayloadWriter()
                .u8(1)
                .u32(bank.generation())
                .u32(bank.revision())
                .u32(bank.checksum())
                .raw(PlanBlock.digest(bank.block()))
                .u16(bank.block().length())
                .raw(bank.block())
                .u64(bank.written())
                .raw(bank.writtenBy());
    }

    static PayloadWriter events(EventRing ring, long from, int most) {
        List<EventRing.Event> events = ring.from(from, most);
        PayloadWriter out =
                new PayloadWriter().u32(ring.oldest()).u32(ring.next()).u8(events.size());
        events.forEach(e -> out.u32(e.number()).u64(e.clock()).u16(e.code()).raw(e.detail()));
        return out;
    }

    private static String firmware(PumpState s) {
        return s.newerFirmware == 0 ? Limits.FIRMWARE : s.newerFirmware + ".0.0";
    }
}
