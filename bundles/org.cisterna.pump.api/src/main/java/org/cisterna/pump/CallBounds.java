// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Duration;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Durations;

/**
 * How long each call into a driver takes at most, in house time, over a link that delays nothing. A deadline shorter than that may end a call that
 * would have come to its end. Each is above zero and not above 10 min.
 *
 * @param open with the proof of both identities
 * @param read an interrogation, a read-back or a page of events
 * @param stage staging, or discarding what was staged
 * @param commit the whole of a commit
 * @param stop a stop
 * @param close leaving a session, also over a link that is dead
 */
public record CallBounds(Duration open, Duration read, Duration stage, Duration commit, Duration stop, Duration close) {

    private static final Duration MOST = Duration.ofMinutes(10);

    public CallBounds {
        for (Duration each : List.of(open, read, stage, commit, stop, close)) {
            if (each.isNegative() || each.isZero() || each.compareTo(MOST) > 0) {
                throw new IllegalArgumentException("the bound of a call is above zero and not above 10 min: " + each);
            }
        }
    }

    /** The same bound for every call. */
    public static CallBounds all(Duration bound) {
        return new CallBounds(bound, bound, bound, bound, bound, bound);
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("open", Durations.text(open))
                .put("read", Durations.text(read))
                .put("stage", Durations.text(stage))
                .put("commit", Durations.text(commit))
                .put("stop", Durations.text(stop))
                .put("close", Durations.text(close))
                .build();
    }
}
