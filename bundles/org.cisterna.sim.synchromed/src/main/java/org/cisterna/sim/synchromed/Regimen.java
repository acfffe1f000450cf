// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.DaySchedule;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the plan that runs, and how far each is; section 6.1 of the protocol page. Times are pump time in milliseconds, amounts
 * rate-milliseconds. Guarded by the device.
 */
final class Regimen {

    private static final long NEVER = Long.MAX_VALUE;
    private static final long WINDOW = 86_400_000;

    private final List<Held> parts = new ArrayList<>();
    private final List<Long> asked = new ArrayList<>();
    private @Nullable Burst burst;
    private long nextPeriodic = NEVER;
    private long lastAsked = Long.MIN_VALUE / 2;

    /** A part, what has become of it, and the amount that was given of it before what runs now. */
    static final class Held {
        final Part part;
        int stage;
        long given;

        Held(Part part, int stage, long given) {
            this.part = part;
            this.stage = stage;
            this.given = given;
        }

        /** Nanolitres given, those of a burst that runs included. */
        long delivered(long running) {
            return (given + running) / DaySchedule.DAY;
        }
    }

    /** What becomes of an ask of the patient; section 11.7, event 42. */
    enum Denial {
        NOT_RUNNING(1),
        NOT_PROGRAMMED(2),
        SOMETHING_RUNS(3),
        LOCKOUT(4),
        MOST_REACHED(5);

        final int code;

        Denial(int code) {
            this.code = code;
        }
    }

    /**
     * Takes the parts of a plan.
     *
     * @param over whether it was not committed just now, so that those that run once are over
     */
    void load(List<Part> plan, boolean over) {
        parts.clear();
        burst = null;
        nextPeriodic = NEVER;
        for (Part each : plan) {
            int stage = !each.once() ? Code.STAGE_RUNNING : over ? Code.STAGE_ENDED_EARLY : Code.STAGE_WAITING;
            parts.add(new Held(each, stage, 0));
        }
    }

    /** Begins what is due: the next part that runs once, then a periodic bolus. */
    @Nullable
    Held next(long at) {
        if (burst != null) {
            return null;
        }
        for (Held each : parts) {
            if (each.stage == Code.STAGE_WAITING) {
                each.stage = Code.STAGE_RUNNING;
                burst = Burst.of(each.part, at);
                return each;
            }
        }
        Optional<Held> periodic = held(Part.PERIODIC).filter(each -> each.stage == Code.STAGE_RUNNING);
        if (periodic.isEmpty()) {
            return null;
        }
        Part part = periodic.get().part;
        if (nextPeriodic == NEVER) {
            nextPeriodic = at;
        }
        if (at < nextPeriodic) {
            return null;
        }
        burst = Burst.of(part, at);
        nextPeriodic = Math.max(nextPeriodic + part.interval(), burst.end());
        return periodic.get();
    }

    Optional<Burst> burst() {
        return Optional.ofNullable(burst);
    }

    List<Held> parts() {
        return List.copyOf(parts);
    }

    Optional<Held> held(int kind) {
        return parts.stream().filter(each -> each.part.kind() == kind).findFirst();
    }

    /** Nanolitres given of a part. */
    long delivered(Held held, long at) {
        Burst now = burst;
        return held.delivered(now != null && now.kind() == held.part.kind() ? now.until(at) : 0);
    }

    /**
     * When something of this ends, or begins by itself.
     *
     * @param runs whether the motor runs, so that something can begin
     */
    long nextChange(boolean runs) {
        Burst now = burst;
        return now != null ? now.end() : runs ? nextPeriodic : NEVER;
    }

    /** Ends a burst that is over. */
    @Nullable
    Held over(long at) {
        Burst now = burst;
        if (now == null || at < now.end()) {
            return null;
        }
        burst = null;
        Held held = held(now.kind()).orElseThrow();
        held.given += now.amount();
        if (held.part.once()) {
            held.stage = Code.STAGE_DONE;
        }
        return held;
    }

    /** Ends early what is being given. */
    @Nullable
    Held cut(long at) {
        Burst now = burst;
        if (now == null) {
            return null;
        }
        burst = null;
        Held held = held(now.kind()).orElseThrow();
        held.given += now.until(at);
        if (held.part.once()) {
            held.stage = Code.STAGE_ENDED_EARLY;
        }
        return held;
    }

    /** Ends early everything that is not done; what was being given is cut before. */
    void end() {
        nextPeriodic = NEVER;
        parts.stream()
                .filter(each -> each.stage != Code.STAGE_DONE)
                .forEach(each -> each.stage = Code.STAGE_ENDED_EARLY);
    }

    /** Holds everything where it is: it goes on so much later. */
    void shift(long millis) {
        Burst now = burst;
        burst = now == null ? null : now.later(millis);
        nextPeriodic = nextPeriodic == NEVER ? NEVER : nextPeriodic + millis;
    }

    /** The patient asks for a bolus: it begins, or there is a reason why not. */
    Optional<Denial> ask(long at, boolean runs) {
        Optional<Held> patient = held(Part.PATIENT).filter(each -> each.stage == Code.STAGE_RUNNING);
        if (!runs) {
            return Optional.of(Denial.NOT_RUNNING);
        }
        if (patient.isEmpty()) {
            return Optional.of(Denial.NOT_PROGRAMMED);
        }
        if (burst != null) {
            return Optional.of(Denial.SOMETHING_RUNS);
        }
        asked.removeIf(each -> each <= at - WINDOW);
        if (lockoutLeft(at) > 0) {
            return Optional.of(Denial.LOCKOUT);
        }
        if (asked.size() >= patient.get().part.most()) {
            return Optional.of(Denial.MOST_REACHED);
        }
        asked.add(at);
        lastAsked = at;
        burst = Burst.of(patient.get().part, at);
        return Optional.empty();
    }

    /** Milliseconds until the lockout is over; 0 when it is. */
    long lockoutLeft(long at) {
        return held(Part.PATIENT)
                .map(each -> Math.max(0, lastAsked + each.part.interval() - at))
                .orElse(0L);
    }

    JsonObject json() {
        return Json.object()
                .put(
                        "parts",
                        Json.array(parts.stream()
                                .map(each -> Json.object()
                                        .put("kind", each.part.kind())
                                        .put("stage", each.stage)
                                        .put("given", Long.toString(each.given))
                                        .build())
                                .toList()))
                .put("asked", Json.texts(asked.stream().map(String::valueOf).toList()))
                .put("lastAsked", Long.toString(lastAsked))
                .put("nextPeriodic", Long.toString(nextPeriodic))
                .putOptional("burst", burst().map(Burst::json))
                .build();
    }

    /** Back from {@link #json()}, for the plan that runs. */
    static Regimen fromJson(JsonObject json, List<Part> plan) {
        Regimen regimen = new Regimen();
        for (JsonObject each : json.array("parts").objects()) {
            Part part = plan.stream()
                    .filter(one -> one.kind() == (int) each.number("kind"))
                    .findFirst()
                    .orElseThrow();
            regimen.parts.add(
                    new Held(part, Math.toIntExact(each.number("stage")), Long.parseLong(each.string("given"))));
        }
        json.array("asked").strings().forEach(each -> regimen.asked.add(Long.parseLong(each)));
        regimen.lastAsked = Long.parseLong(json.string("lastAsked"));
        regimen.nextPeriodic = Long.parseLong(json.string("nextPeriodic"));
        regimen.burst = json.optionalObject("burst").map(Burst::fromJson).orElse(null);
        return regimen;
    }
}
