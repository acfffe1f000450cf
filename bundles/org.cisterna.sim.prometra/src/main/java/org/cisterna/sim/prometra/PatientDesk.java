// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;

/**
 * Decides on presses of the patient's controller: any 24 h and the lockout, both in device time. What was granted stays known whatever
 * becomes of programme, session or firmware.
 */
final class PatientDesk {

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Deque<Long> granted = new ArrayDeque<>();
    private final List<Decision> decisions = new ArrayList<>();
    private long lastEnd = NEVER;
    private long refused;

    /** What was decided on a press; 0 is granted. */
    record Decision(Bytes press, int reason) {}

    Optional<Decision> find(Bytes press) {
        return decisions.stream().filter(d -> d.press().equals(press)).findFirst();
    }

    /** Decides, and starts the bolus when it is granted. */
    Decision press(PumpState s, Bytes press) {
        int reason = reason(s);
        if (reason == Code.GRANTED) {
            Programme.PatientBolus set =
                    s.running().flatMap(Programme::patientBolus).orElseThrow();
            granted.addLast(s.device());
            s.begin(RunningBolus.begun(Code.PATIENT_BOLUS, set.strokes(), set.minutes(), s.device()));
        } else {
            refused++;
            s.event(Code.EVENT_PRESS_REFUSED, reason);
        }
        Decision decision = new Decision(press, reason);
        decisions.add(decision);
        if (decisions.size() > Limits.REMEMBERED) {
            decisions.remove(0);
        }
        return decision;
    }

    private int reason(PumpState s) {
        Optional<Programme.PatientBolus> set = s.running().flatMap(Programme::patientBolus);
        if (set.isEmpty()) {
            return Code.NOT_SET;
        }
        if (s.delivery != Code.DELIVERING || s.phase != Code.DAY) {
            return Code.NOT_DELIVERING;
        }
        if (s.bolus().isPresent()) {
            return Code.BOLUS_RUNS;
        }
        if (s.device() < lockoutEnds(s)) {
            return Code.LOCKOUT;
        }
        return countAt(s.device()) >= set.get().most() ? Code.MOST_REACHED : Code.GRANTED;
    }

    /** A patient's bolus has ended, at its end or before it. */
    void ended(long at) {
        lastEnd = at;
    }

    /** Device time at which a lockout ends, or 0 when none runs. While the bolus runs it is counted from its planned end. */
    long lockoutEnds(PumpState s) {
        Optional<Programme.PatientBolus> set = s.running().flatMap(Programme::patientBolus);
        if (set.isEmpty()) {
            return 0;
        }
        long from = s.bolus()
                .filter(b -> b.kind() == Code.PATIENT_BOLUS)
                .map(RunningBolus::end)
                .orElse(lastEnd);
        long ends = from + set.get().lockoutMinutes() * Limits.MINUTE;
        return ends > s.device() ? ends : 0;
    }

    /** How many were granted in the 24 h before a time. */
    int countAt(long time) {
        while (!granted.isEmpty() && granted.getFirst() <= time - Limits.DAY) {
            granted.removeFirst();
        }
        return granted.size();
    }

    long refused() {
        return refused;
    }

    JsonObject json() {
        return Json.object()
                .put(
                        "granted",
                        Json.array(granted.stream()
                                .map(g -> Json.object().put("at", g).build())
                                .toList()))
                .put(
                        "decisions",
                        Json.array(decisions.stream()
                                .map(d -> Json.object()
                                        .put("press", d.press().hex())
                                        .put("reason", d.reason())
                                        .build())
                                .toList()))
                .put("lastEnd", lastEnd == NEVER ? -1 : lastEnd)
                .put("refused", refused)
                .build();
    }

    static PatientDesk fromJson(JsonObject json) {
        PatientDesk desk = new PatientDesk();
        json.array("granted").objects().forEach(g -> desk.granted.addLast(g.number("at")));
        json.array("decisions")
                .objects()
                .forEach(d -> desk.decisions.add(
                        new Decision(Bytes.fromHex(d.string("press")), Math.toIntExact(d.number("reason")))));
        long end = json.number("lastEnd");
        desk.lastEnd = end < 0 ? NEVER : end;
        desk.refused = json.number("refused");
        return desk;
    }
}
