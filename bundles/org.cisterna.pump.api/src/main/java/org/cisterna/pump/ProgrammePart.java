// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/**
 * What a pump is to run, or to be told, beside its {@link Programme}, on its own grid: volumes, rates and times, no doses. Which parts a pump can
 * take is declared in its {@link Functions}; one that it does not declare is refused, by name.
 *
 * <p>A programme and its parts are one whole: a {@link Plan} replaces both, and a part that it does not name is not there afterwards. In a pump they
 * run in this order: a prime, then a bridge, then the day, with the boluses on it. A pump gives no bolus while it primes or bridges.
 */
public sealed interface ProgrammePart {

    /**
     * A first stretch, before the programme.
     *
     * @param rate above zero
     * @param duration above zero
     */
    record Bridge(FlowRate rate, Duration duration) implements ProgrammePart {}

    /**
     * A volume pushed at once, before everything else.
     *
     * @param volume above zero
     * @param rate above zero
     */
    record Prime(Volume volume, FlowRate rate) implements ProgrammePart {}

    /**
     * One bolus, at once.
     *
     * @param volume above zero
     * @param duration above zero
     */
    record SingleBolus(Volume volume, Duration duration) implements ProgrammePart {}

    /**
     * Boluses at a fixed interval, the first at once.
     *
     * @param volume of each, above zero
     * @param duration of each
     * @param interval from start to start, not shorter than the duration
     */
    record PeriodicBolus(Volume volume, Duration duration, Duration interval) implements ProgrammePart {}

    /**
     * Boluses that the patient asks for; the pump holds the lockout and the count.
     *
     * @param volume of each, above zero
     * @param duration of each
     * @param lockout as the pump measures it
     * @param most in a day, as the pump counts it
     */
    record PatientBolus(Volume volume, Duration duration, Duration lockout, int most) implements ProgrammePart {}

    /**
     * The day of some weekdays.
     *
     * @param days each once
     * @param programme of these days
     */
    record Weekdays(List<DayOfWeek> days, Programme programme) implements ProgrammePart {
        public Weekdays {
            days = List.copyOf(days);
        }
    }

    /**
     * The rate that only keeps the pump moving.
     *
     * @param rate as declared
     */
    record MinimumRate(FlowRate rate) implements ProgrammePart {}

    /** No delivery at all. No plan carries it: a stop is a command of its own. */
    record Stop() implements ProgrammePart {}

    /**
     * The pump is told what its reservoir holds from now on, after somebody filled it by hand.
     *
     * @param reservoir usable volume, without the residual
     */
    record Refill(Volume reservoir) implements ProgrammePart {}

    /**
     * Parts in the one order in which they are compared: as they run, settings last, weekdays from Monday on.
     *
     * @throws IllegalArgumentException when a kind of part stands there twice; several weekdays may
     */
    static List<ProgrammePart> inOrder(List<ProgrammePart> parts) {
        return PlanParts.inOrder(parts);
    }

    /** For people: {@code bolus 0.05 mL in 30 min}. */
    default String text() {
        if (this instanceof Bridge bridge) {
            return "bridge at " + bridge.rate().text() + " for " + Durations.text(bridge.duration());
        }
        if (this instanceof Prime prime) {
            return "prime of " + prime.volume().text() + " at " + prime.rate().text();
        }
        if (this instanceof SingleBolus bolus) {
            return "bolus of " + bolus.volume().text() + " in " + Durations.text(bolus.duration());
        }
        if (this instanceof PeriodicBolus bolus) {
            return "bolus of " + bolus.volume().text() + " in " + Durations.text(bolus.duration()) + " every "
                    + Durations.text(bolus.interval());
        }
        if (this instanceof PatientBolus bolus) {
            return "patient bolus of " + bolus.volume().text() + " in " + Durations.text(bolus.duration())
                    + ", lockout " + Durations.text(bolus.lockout()) + ", at most " + bolus.most() + " a day";
        }
        if (this instanceof Refill refill) {
            return "reservoir told to hold " + refill.reservoir().text();
        }
        if (this instanceof MinimumRate minimum) {
            return "minimum rate of " + minimum.rate().text();
        }
        return this instanceof Weekdays weekdays ? "days of " + weekdays.days() : "stop";
    }

    /** As JSON: {@code {"part":"bridge","rate":"0.2 mL/day","duration":"43 h"}}. */
    default JsonObject toJson() {
        JsonObject.Builder json = Json.object();
        if (this instanceof Bridge bridge) {
            json.put("part", "bridge")
                    .put("rate", bridge.rate().text())
                    .put("duration", Durations.text(bridge.duration()));
        } else if (this instanceof Prime prime) {
            json.put("part", "prime")
                    .put("volume", prime.volume().text())
                    .put("rate", prime.rate().text());
        } else if (this instanceof SingleBolus bolus) {
            json.put("part", "bolus")
                    .put("volume", bolus.volume().text())
                    .put("duration", Durations.text(bolus.duration()));
        } else if (this instanceof PeriodicBolus bolus) {
            json.put("part", "periodicBolus")
                    .put("volume", bolus.volume().text())
                    .put("duration", Durations.text(bolus.duration()))
                    .put("interval", Durations.text(bolus.interval()));
        } else if (this instanceof PatientBolus bolus) {
            json.put("part", "patientBolus")
                    .put("volume", bolus.volume().text())
                    .put("duration", Durations.text(bolus.duration()))
                    .put("lockout", Durations.text(bolus.lockout()))
                    .put("most", bolus.most());
        } else if (this instanceof Weekdays weekdays) {
            json.put("part", "weekdays")
                    .put(
                            "days",
                            Json.texts(weekdays.days().stream().map(Enum::name).toList()))
                    .put("programme", weekdays.programme().toJson());
        } else if (this instanceof MinimumRate minimum) {
            json.put("part", "minimumRate").put("rate", minimum.rate().text());
        } else if (this instanceof Refill refill) {
            json.put("part", "refill").put("reservoir", refill.reservoir().text());
        } else {
            json.put("part", "stop");
        }
        return json.build();
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static ProgrammePart fromJson(JsonObject json) {
        String part = json.string("part");
        return switch (part) {
            case "bridge" -> new Bridge(rate(json), duration(json, "duration"));
            case "prime" -> new Prime(volume(json), rate(json));
            case "bolus" -> new SingleBolus(volume(json), duration(json, "duration"));
            case "periodicBolus" ->
                new PeriodicBolus(volume(json), duration(json, "duration"), duration(json, "interval"));
            case "patientBolus" ->
                new PatientBolus(
                        volume(json),
                        duration(json, "duration"),
                        duration(json, "lockout"),
                        Math.toIntExact(json.number("most")));
            case "weekdays" ->
                new Weekdays(
                        json.array("days").strings().stream()
                                .map(ProgrammePart::day)
                                .toList(),
                        Programme.fromJson(json.object("programme")));
            case "minimumRate" -> new MinimumRate(rate(json));
            case "stop" -> new Stop();
            case "refill" ->
                new Refill(json.value("reservoir", text -> Volume.parse(text).orElseThrow()));
            default -> throw new IllegalArgumentException("unknown part of a programme: " + part);
        };
    }

    private static DayOfWeek day(String name) {
        for (DayOfWeek each : DayOfWeek.values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        throw new DateTimeException("no day of a week: " + name);
    }

    private static FlowRate rate(JsonObject json) {
        return json.value("rate", text -> FlowRate.parse(text).orElseThrow());
    }

    private static Volume volume(JsonObject json) {
        return json.value("volume", text -> Volume.parse(text).orElseThrow());
    }

    private static Duration duration(JsonObject json, String name) {
        return json.value(name, text -> Durations.parse(text).orElseThrow());
    }
}
