// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.DriverTrouble;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Outcome.Evidence;
import org.cisterna.pump.Violation;

/**
 * What one driver, or a pump behind it, did not do as it must, for the list of drivers. Each kind of trouble of each pump is told once, with how often; so a
 * driver that fails all the time drowns nothing. Safe for any number of threads.
 */
final class DriverTroubles {

    /** More kinds than this, and the oldest is forgotten. */
    private static final int MOST = 8;

    /** Refusals that are not an order's or a person's, but the driver's or its pump's. */
    private static final Set<String> FOREIGN = Set.of(
            "DRIVER_FAILED",
            "DRIVER_STUCK",
            "IDENTITY_MISMATCH",
            "DEVICE_TEXT",
            "DEVICE_FLOODS",
            "PREVIEW_DIFFERS",
            "CAPABILITIES_CHANGED",
            "LINK_FAILED");

    private record Kind(String subject, String code) {}

    private final Map<Kind, DriverTrouble> known = new LinkedHashMap<>();

    /** Hears what came of a request; gives it back as it is. */
    <T> Answer<T> hear(String subject, Answer<T> answer, Instant now) {
        for (Violation each : answer.violations()) {
            if (FOREIGN.contains(each.code())) {
                note(subject, each.code(), words(each), now);
            }
        }
        if (answer instanceof Answer.Done<T> done && done.value() instanceof CommandResult result) {
            hear(subject, result.outcome(), now);
        }
        return answer;
    }

    /** It refuses, before anything was sent, a plan that was made for what it declares. */
    void refusedPlan(String subject, List<Violation> why, Instant now) {
        note(
                subject,
                "PLAN_REFUSED",
                "it refuses a plan that was made for what it declares: " + Ending.words(why),
                now);
    }

    private void hear(String subject, Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.NotApplied not && not.evidence() == Evidence.REFUSED_BY_PUMP) {
            note(subject, "REFUSED_BY_PUMP", "the pump refused what it declares that it takes: " + not.reason(), now);
        } else if (outcome instanceof Outcome.NotApplied not && not.evidence() == Evidence.NEVER_SENT) {
            note(subject, "NEVER_SENT", not.reason(), now);
        } else if (outcome instanceof Outcome.Unknown unknown) {
            note(subject, "UNKNOWN", "it is not known what became of a command: " + unknown.reason(), now);
        }
    }

    private static String words(Violation violation) {
        return violation.message()
                + violation.value().map(value -> " (it said " + value + ")").orElse("");
    }

    private synchronized void note(String subject, String code, String words, Instant now) {
        Kind kind = new Kind(subject, code);
        int times = Optional.ofNullable(known.remove(kind))
                .map(DriverTrouble::times)
                .orElse(0);
        known.put(kind, new DriverTrouble(subject, code, words, now, times + 1));
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }

    /** The newest first. */
    synchronized List<DriverTrouble> told() {
        List<DriverTrouble> told = new ArrayList<>(known.values());
        told.sort(Comparator.comparing(DriverTrouble::at).reversed());
        return List.copyOf(told);
    }
}
