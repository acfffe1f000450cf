// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.run;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * A run of the kit. Immutable: how it stood when it was asked for.
 *
 * @param id names it
 * @param order what it was to do
 * @param version of the driver's bundle
 * @param content digest of what the bundle holds
 * @param askedBy printed name of who asked for it
 * @param state how it stands
 * @param started house time
 * @param ended house time; empty while it is under way
 * @param judged how many rules have their verdict, of {@code rules}; 0 once it has ended
 * @param rules how many rules the kit judges
 * @param atWork the rule that is tested now; empty before the first, after the last, and once it has ended
 * @param words how it ended, where that is not told by its result; else empty
 * @param result what came of it; only of a run that is {@link State#FINISHED}
 */
public record KitRun(
        String id,
        RunOrder order,
        String version,
        Digest content,
        String askedBy,
        State state,
        Instant started,
        Optional<Instant> ended,
        int judged,
        int rules,
        String atWork,
        String words,
        Optional<RunResult> result) {

    /** How a run stands. */
    public enum State {
        /** It goes on. */
        RUNNING,
        /** It came to its end and left a report. */
        FINISHED,
        /** Somebody ended it. */
        CANCELLED,
        /** It did not come to its end, for the reason in its words. Nothing follows about the driver but that it is not conformant by it. */
        FAILED
    }

    /** As JSON, for interfaces. */
    public JsonObject toJson() {
        return Json.object()
                .put("id", id)
                .put("driver", order.driver())
                .put("version", version)
                .put("content", content.text())
                .put("profile", order.profile().text())
                .put("seed", Long.toString(order.seed()))
                .put("rules", order.rules())
                .put("askedBy", askedBy)
                .put("state", state.name())
                .put("started", started.toString())
                .putOptional("ended", ended.map(Instant::toString))
                .put("judged", judged)
                .put("of", rules)
                .put("atWork", atWork)
                .put("words", words)
                .putOptional("result", result.map(RunResult::toJson))
                .build();
    }
}
