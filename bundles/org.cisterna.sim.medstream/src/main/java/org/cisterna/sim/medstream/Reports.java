// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.util.Optional;
import org.cisterna.sim.DeviceLabel;
import org.cisterna.sim.medstream.Code.Alarm;
import org.cisterna.sim.medstream.Code.Delivery;
import org.cisterna.sim.medstream.Code.Phase;

/** The answers to reads: section 5 of the protocol page. Reading changes nothing. */
final class Reports {

    private Reports() {}

    static Fields identity(DeviceLabel label) {
        return new Fields()
                .text("maker", label.manufacturer())
                .text("model", label.model())
                .text("serial", label.serial());
    }

    static Fields description(DeviceLabel label, PumpState s) {
        return identity(label)
                .text("firmware", firmware(s))
                .number("pulse", Limits.PULSE)
                .number("rate.least", Limits.LOWEST_RATE)
                .number("rate.most", Limits.HIGHEST_RATE)
                .number("rate.grid", Limits.RATE_GRID)
                .number("steps.most", Limits.MOST_STEPS)
                .number("steps.grid", Limits.START_GRID_MINUTES)
                .number("usable", s.usableReservoir())
                .number("residual", Limits.RESIDUAL.nanolitres())
                .number("pathway", Limits.PATHWAY.nanolitres())
                .number("low", Limits.LOW)
                .number("accuracy", Limits.ACCURACY_PER_MILLE)
                .number("staged", Limits.STAGED_MILLIS / 1_000)
                .number("idle", Limits.IDLE_MILLIS / 1_000)
                .number("commands", Limits.REMEMBERED)
                .number("ring", Limits.EVENT_RING)
                .number("drugs.most", Limits.MOST_DRUGS)
                .number("bolus.most", Limits.MOST_BOLUS)
                .number("bolus.grid", Limits.BOLUS_GRID_MINUTES)
                .number("bolus.longest", Limits.LONGEST_BOLUS_MINUTES)
                .number("bridge.grid", Limits.BRIDGE_GRID_MINUTES)
                .number("bridge.longest", Limits.LONGEST_BRIDGE_MINUTES)
                .number("prime.most", Limits.MOST_PRIME)
                .number("prime.rate", Limits.PRIME_RATE)
                .number("sensor.every", Limits.MEASURED_EVERY_MILLIS / 1_000)
                .number("sensor.tolerance", Limits.tolerance(s.usableReservoir()))
                .number("pulses.noticed", Limits.PULSES_UNTIL_NOTICED);
    }

    static Fields measured(PumpState s) {
        return new Fields().number("measured", s.sensor.shown()).number("at", s.clock(s.sensor.measured()));
    }

    static Fields state(PumpState s, long dropped) {
        Fields out = new Fields()
                .all(s.running().map(Programme::text).orElse(""))
                .number("revision", s.revision)
                .number("clock", s.clock())
                .code("delivery", s.delivery)
                .code("reason", s.reason)
                .number("since", s.clock(s.since))
                .code("phase", phase(s))
                .number("ends", ends(s))
                .number("rate", rate(s))
                .put(
                        "bolus",
                        s.bolus()
                                .map(b -> Fields.group(
                                        b.ordered() * Limits.PULSE, b.made() * Limits.PULSE, s.clockAt(b.end())))
                                .orElse(Fields.NOTHING))
                .number("measured", s.sensor.shown())
                .number("at", s.clock(s.sensor.measured()))
                .number("calculated", s.calculated)
                .number("delivered", s.pulses * Limits.PULSE)
                .put("battery", s.alarm(Alarm.EOS) ? "EOS" : s.alarm(Alarm.ERI) ? "ERI" : "OK")
                .number("replace", s.clock(s.battery().eosAtTheLatest()));
        s.alarms.forEach((code, since) -> out.put("alarm", Fields.group(code, s.clock(since))));
        out.put("record", s.commands.last().map(CommandLog.Entry::form).orElse(Fields.NOTHING))
                .number("oldest", s.events.oldest())
                .number("next", s.events.next())
                .number("boots", s.boots)
                .code("reset", s.lastReset)
                .number("calibrated", s.clock(s.sensor.calibrated()))
                .number("pairings", s.pairings().count())
                .number("dropped", dropped);
        s.parts.writeTo(out);
        return out;
    }

    private static Phase phase(PumpState s) {
        return s.delivery == Delivery.RUNNING ? s.phase : Phase.NONE;
    }

    private static long ends(PumpState s) {
        return switch (phase(s)) {
            case PRIME -> s.clock(Pulses.timeOf(s, Pulses.primeOrdered(s) - s.primed));
            case BRIDGE -> s.clockAt(s.bridgeEnd());
            case NONE, DAY -> 0;
        };
    }

    /** Of the phase; a bolus comes on top. */
    private static long rate(PumpState s) {
        return switch (phase(s)) {
            case PRIME -> Limits.PRIME_RATE;
            case BRIDGE -> s.running().flatMap(Programme::bridge).orElseThrow().rate();
            case DAY -> {
                int step = s.schedule().orElseThrow().stepAt(s.clock());
                yield s.running().orElseThrow().steps().get(step).rate();
            }
            case NONE -> 0;
        };
    }

    static Fields stored(Optional<Bank> found) {
        Fields out =
                new Fields().number("generation", found.map(Bank::generation).orElse(0L));
        found.filter(Bank::valid).ifPresent(bank -> out.all(bank.programme())
                .number("revision", bank.revision())
                .hex("digest", bank.digest())
                .hex("command", bank.writtenBy())
                .number("written", bank.written()));
        return out;
    }

    private static String firmware(PumpState s) {
        return s.newerFirmware == 0 ? Limits.FIRMWARE : s.newerFirmware + ".0.0";
    }
}
