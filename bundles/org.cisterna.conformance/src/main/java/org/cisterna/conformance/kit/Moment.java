// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;

/**
 * One thing that happened on a bench, for the story of a failure.
 *
 * @param at bench time
 * @param what what happened, in a few fixed words: {@code call}, {@code end}, {@code to pump}, {@code from pump}
 * @param words more about it; what a driver or a pump said stands here as it was said
 * @param bytes a message as it was given, before any fault of the link
 */
public record Moment(Instant at, String what, String words, Optional<Bytes> bytes) {

    /** As JSON, for the open part of a report: how long a message was, not what it held. */
    public JsonObject toOpenJson() {
        return Json.object()
                .put("at", at.toString())
                .put("what", what)
                .put("words", Legible.text(words))
                .putOptional("bytes", bytes.map(each -> Json.number(each.length())))
                .build();
    }
}
