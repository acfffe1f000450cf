// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Durations;

/**
 * What a pump does in the field of a magnetic resonance scanner, as its driver declares it.
 *
 * @param inField what happens there
 * @param emptyBefore whether the reservoir has to be emptied before
 * @param recoversWithin the longest time until it delivers again by itself after it has left the field; present where it does so, and only there
 * @param readAfter how long to wait before a reading after the scan can tell what happened; zero when it can at once
 */
public record MriConduct(InField inField, boolean emptyBefore, Optional<Duration> recoversWithin, Duration readAfter) {

    /** Nobody knows: as unsafe as it can be. */
    public static final MriConduct UNKNOWN = new MriConduct(InField.UNKNOWN, true, Optional.empty(), Duration.ZERO);

    /** What a field does to a pump. */
    public enum InField {
        /** Nothing. */
        UNAFFECTED,
        /** The drive stands still, and goes on by itself afterwards. */
        STANDS_AND_RECOVERS,
        /** A valve shuts the way, and stays shut until somebody opens it by hand. */
        SHUTS_UNTIL_RESET,
        /** It can give what it holds, or break. */
        UNSAFE,
        /** Nobody knows. */
        UNKNOWN
    }

    public MriConduct {
        if (recoversWithin.isPresent() != (inField == InField.STANDS_AND_RECOVERS)) {
            throw new IllegalArgumentException("a pump that recovers by itself says how soon, and no other does");
        }
        if (readAfter.isNegative()
                || recoversWithin.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("times after a scan are not negative");
        }
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("inField", inField.name())
                .put("emptyBefore", emptyBefore)
                .putOptional("recoversWithin", recoversWithin.map(Durations::text))
                .put("readAfter", Durations.text(readAfter))
                .build();
    }
}
