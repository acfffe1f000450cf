// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.Optional;
import org.cisterna.sim.DeviceLabel;

/** The answers to reads: sections 5 and 9 of the protocol page. Reading changes nothing. */
final class Reports {

    private Reports() {}

    static TlvWriter description(DeviceLabel label, PumpState s) {
        TlvWriter limits = new TlvWriter()
                .uint(0x01, Limits.STROKE)
                .uint(0x02, Limits.LOWEST_RATE)
                .uint(0x03, Limits.HIGHEST_RATE)
                .uint(0x04, Limits.MOST_STEPS)
                .uint(0x05, Limits.START_GRID_MINUTES)
                .uint(0x06, s.usableReservoir())
                .uint(0x07, Limits.RESIDUAL.nanolitres())
                .uint(0x08, Limits.PATHWAY.nanolitres())
                .uint(0x09, Limits.REFILL_AT)
                .uint(0x0A, Limits.ACCURACY_PER_MILLE)
                .uint(0x0B, Limits.STAGED_MILLIS / 1000)
                .uint(0x0C, Limits.IDLE_MILLIS / 1000)
                .uint(0x0D, Limits.REMEMBERED)
                .uint(0x0E, Limits.EVENT_RING)
                .uint(0x0F, Limits.MOST_DRUGS)
                .uint(0x10, Limits.BOLUS_GRID_MINUTES)
                .uint(0x11, Limits.LONGEST_BOLUS_MINUTES)
                .uint(0x12, Limits.BRIDGE_GRID_MINUTES)
                .uint(0x13, Limits.LONGEST_BRIDGE_MINUTES)
                .uint(0x14, Limits.PRIME_RATE);
        Limits.CONTROLLER_DRUGS.forEach(drug -> limits.text(0x15, drug));
        limits.uint(0x16, Limits.DRIFT_PER_MILLION)
                .uint(0x17, Limits.SURGE.nanolitres())
                .uint(0x18, Limits.STROKES_UNTIL_NOTICED)
                .uint(0x19, Limits.HIGHEST_FIELD_MILLITESLA);
        return new TlvWriter()
                .text(Tag.MANUFACTURER, label.manufacturer())
                .text(Tag.MODEL, label.model())
                .text(Tag.SERIAL, label.serial())
                .text(Tag.FIRMWARE, firmware(s))
                .group(Tag.DESCRIPTION, limits);
    }

    static TlvWriter state(PumpState s, long badPackets) {
        TlvWriter out = new TlvWriter();
        s.running().ifPresent(p -> out.group(Tag.PROGRAMME, new TlvWriter().fields(p.bytes())));
        out.uint(Tag.REVISION, s.revision)
                .uint(Tag.CLOCK, s.clock())
                .uint(Tag.DELIVERY, s.delivery)
                .uint(Tag.REASON, s.reason)
                .uint(Tag.SINCE, s.clock(s.since))
                .uint(Tag.PHASE, phase(s))
                .uint(Tag.PHASE_ENDS, phaseEnds(s))
                .uint(Tag.RATE, rate(s));
        s.bolus()
                .ifPresent(b -> out.group(
                        Tag.BOLUS,
                        new TlvWriter()
                                .uint(1, b.kind())
                                .uint(2, b.strokes().ordered())
                                .uint(3, b.strokes().made())
                                .uint(4, s.clockAt(b.end()))));
        out.uint(Tag.RESERVOIR, s.calculated)
                .uint(Tag.STROKES, s.strokes)
                .uint(Tag.BATTERY, s.alarm(Code.ALARM_EOS) ? 3 : s.alarm(Code.ALARM_ERI) ? 2 : 1)
                .uint(Tag.REPLACE_BY, s.clock(s.battery().eosAtTheLatest()));
        s.alarms.forEach((code, since) ->
                out.group(Tag.ALARM, new TlvWriter().uint(1, code).uint(2, s.clock(since))));
        s.commands.last().ifPresent(e -> out.group(Tag.LAST_COMMAND, e.fields()));
        out.uint(Tag.OLDEST_EVENT, s.events.oldest())
                .uint(Tag.NEXT_EVENT, s.events.next())
                .uint(Tag.BOOTS, s.boots)
                .uint(Tag.LAST_RESET, s.lastReset)
                .uint(Tag.PAIRINGS, s.pairings().count())
                .uint(Tag.BAD_PACKETS, badPackets)
                .uint(Tag.PATIENT_BOLUSES, s.patient.countAt(s.device()))
                .uint(Tag.PRESSES_REFUSED, s.patient.refused())
                .uint(Tag.LOCKOUT_ENDS, lockoutEnds(s));
        s.parts.writeTo(out);
        return out;
    }

    static long lockoutEnds(PumpState s) {
        long ends = s.patient.lockoutEnds(s);
        return ends == 0 ? 0 : s.clockAt(ends);
    }

    private static int phase(PumpState s) {
        return s.delivery == Code.DELIVERING ? s.phase : Code.NO_PHASE;
    }

    private static long phaseEnds(PumpState s) {
        return switch (phase(s)) {
            case Code.PRIME -> s.clock(Strokes.timeOf(s, Strokes.primeOrdered(s) - s.primed));
            case Code.BRIDGE -> s.clockAt(s.bridgeEnd());
            default -> 0;
        };
    }

    /** Strokes per day of the phase; a bolus comes on top. */
    private static long rate(PumpState s) {
        return switch (phase(s)) {
            case Code.PRIME -> Limits.PRIME_RATE;
            case Code.BRIDGE ->
                s.running().flatMap(Programme::bridge).orElseThrow().rate();
            case Code.DAY -> {
                int step = s.schedule().orElseThrow().stepAt(s.clock());
                yield s.running().orElseThrow().steps().get(step).rate();
            }
            default -> 0;
        };
    }

    static TlvWriter stored(Optional<Bank> found) {
        TlvWriter out = new TlvWriter();
        if (found.isEmpty() || !found.get().valid()) {
            return out.uint(Tag.GENERATION, found.map(Bank::generation).orElse(0L));
        }
        Bank bank = found.get();
        out.group(Tag.PROGRAMME, new TlvWriter().fields(bank.programme()))
                .uint(Tag.REVISION, bank.revision())
                .raw(Tag.DIGEST, bank.digest());
        if (bank.writtenBy().length() > 0) {
            out.raw(Tag.COMMAND, bank.writtenBy());
        }
        return out.uint(Tag.GENERATION, bank.generation()).uint(Tag.WRITTEN, bank.written());
    }

    static TlvWriter events(EventRing ring, long from, long most) {
        TlvWriter out = new TlvWriter().uint(Tag.OLDEST_EVENT, ring.oldest()).uint(Tag.NEXT_EVENT, ring.next());
        ring.from(from, most).forEach(e -> out.group(Tag.EVENT, e.fields()));
        return out;
    }

    private static String firmware(PumpState s) {
        return s.newerFirmware == 0 ? Limits.FIRMWARE : s.newerFirmware + ".0.0";
    }
}
