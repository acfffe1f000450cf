// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.edition;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * An edition as the ledger has it.
 *
 * @param version the version it calls itself
 * @param digest names exactly its data
 * @param file its bytes, in the store of evidence
 * @param state how far it has come
 * @param author account of who wrote it
 * @param drafted house time of the draft's entry
 * @param reviewer account of the second person
 * @param releaser account of who released it
 * @param released house time of its release
 * @param withdrawn why it went out of use
 * @param inForce whether decisions are made with it now
 */
public record EditionStatus(
        String version,
        Digest digest,
        Digest file,
        State state,
        String author,
        Instant drafted,
        Optional<String> reviewer,
        Optional<String> releaser,
        Optional<Instant> released,
        Optional<String> withdrawn,
        boolean inForce) {

    /** How far an edition has come; never back. */
    public enum State {
        /** Somebody wrote it. */
        DRAFT,
        /** A second person has read it. */
        REVIEWED,
        /** In use. */
        RELEASED,
        /** Out of use, for ever. */
        WITHDRAWN
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("version", version)
                .put("digest", digest.text())
                .put("file", file.text())
                .put("state", state.name())
                .put("author", author)
                .put("drafted", drafted.toString())
                .putOptional("reviewer", reviewer)
                .putOptional("releaser", releaser)
                .putOptional("released", released.map(Instant::toString))
                .putOptional("withdrawn", withdrawn)
                .put("inForce", inForce)
                .build();
    }
}
