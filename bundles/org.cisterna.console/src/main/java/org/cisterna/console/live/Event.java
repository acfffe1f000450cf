// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.live;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.therapy.Act;

/**
 * One event, as it goes to browsers. It is written once and shared by all streams; nobody changes the bytes.
 *
 * @param bytes in the form of server-sent events
 * @param needs what somebody must be allowed to do to get it; empty for everybody who is signed in
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Event(byte[] bytes, Optional<Act> needs) {

    /** A pump has a new entry; its row is this revision now. */
    static Event pump(String pump, long revision) {
        return of(
                "pump",
                Json.object().put("pump", pump).put("revision", revision).build(),
                Optional.of(Act.SEE_PUMPS));
    }

    /** A step of something under way at a pump; may be lost. */
    static Event step(String pump, String words) {
        return of("step", Json.object().put("pump", pump).put("words", words).build(), Optional.of(Act.SEE_PUMPS));
    }

    /** Drivers came, went, or were found. */
    static Event drivers() {
        return of("drivers", Json.object().build(), Optional.of(Act.SEE_DRIVERS));
    }

    /** A run of the conformance kit began, went on or ended. */
    static Event conformance() {
        return of("conformance", Json.object().build(), Optional.of(Act.SEE_DRIVERS));
    }

    /** Nothing happened, and the stream is there. Carries pump time, so that it does not stand on pages. */
    static Event beat(String pumpTime, String speed, String state, String clock) {
        return of(
                "beat",
                Json.object()
                        .put("pumpTime", pumpTime)
                        .put("speed", speed)
                        .put("state", state)
                        .put("clock", clock)
                        .build(),
                Optional.empty());
    }

    /** The session is locked: pages hide whose pump it is. */
    static Event locked() {
        return of("locked", Json.object().build(), Optional.empty());
    }

    private static Event of(String kind, JsonObject data, Optional<Act> needs) {
        return new Event(
                ("event: " + kind + "\ndata: " + data.canonicalText() + "\n\n").getBytes(StandardCharsets.UTF_8),
                needs);
    }
}
