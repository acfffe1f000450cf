// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.accuracy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * How long after a fault its alarm began, time and again. The beginning is the pump's own word, by its own clock; to a second or so, because that clock is
 * read over a dialogue.
 *
 * @param fault what the rig caused
 * @param declared after what time at the latest the description says that it is noticed; empty when it names none
 * @param delays one for each time that an alarm came and said since when it stands
 * @param untold how often none came, or one without a beginning
 */
public record AlarmDelays(String fault, Optional<Duration> declared, List<Duration> delays, int untold) {

    private static final int BINS = 10;

    /** Checks that something was tried, and that no alarm came before its fault. */
    public AlarmDelays {
        delays = delays.stream().sorted().toList();
        if (delays.size() + untold == 0 || untold < 0) {
            throw new IllegalArgumentException("a fault that was caused once at least");
        }
        if (!delays.isEmpty() && delays.get(0).isNegative()) {
            throw new IllegalArgumentException("an alarm " + delays.get(0) + " after its fault");
        }
    }

    /** Whether an alarm came each time, and none later than declared. */
    public boolean isWithin() {
        return untold == 0
                && declared.map(latest -> delays.get(delays.size() - 1).compareTo(latest) <= 0)
                        .orElse(true);
    }

    /** The width of a bar: a tenth of the longest time that is shown, in whole minutes. */
    private Duration width() {
        Duration most = declared.orElse(Duration.ZERO);
        for (Duration each : delays) {
            most = each.compareTo(most) > 0 ? each : most;
        }
        long width = BINS * Duration.ofMinutes(1).toMillis();
        return Duration.ofMinutes(Math.max(1, (most.toMillis() + width - 1) / width));
    }

    /** How many came in each tenth of the time, the end of each excluded and that of the last included. */
    private List<JsonObject> bins() {
        Duration width = width();
        int[] counts = new int[BINS];
        for (Duration each : delays) {
            counts[(int) Math.min(BINS - 1, each.toMillis() / width.toMillis())]++;
        }
        List<JsonObject> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            bins.add(Json.object()
                    .put("from", width.multipliedBy(i).toString())
                    .put("to", width.multipliedBy(i + 1L).toString())
                    .put("count", counts[i])
                    .build());
        }
        return bins;
    }

    /** As JSON; times as ISO durations. */
    public JsonObject toJson() {
        JsonObject.Builder json = Json.object()
                .put("fault", fault)
                .put("times", delays.size() + untold)
                .put("untold", untold)
                .put("within", isWithin())
                .putOptional("declared", declared.map(Duration::toString));
        if (!delays.isEmpty()) {
            json.put("least", delays.get(0).toString())
                    .put("median", delays.get((delays.size() - 1) / 2).toString())
                    .put("greatest", delays.get(delays.size() - 1).toString());
        }
        return json.put("bins", Json.array(bins())).build();
    }
}
