// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * A ledger entry about a pump, as one person may see it.
 *
 * @param sequence its number in the ledger
 * @param type of the entry
 * @param version of the entry's body
 * @param house house time
 * @param pumpTime pump time
 * @param actor who did it
 * @param correlation the visit or the change of dose it belongs to
 * @param body as entered; empty when it is withheld, for it holds numbers of a draft that only its author sees yet
 */
public record PumpEvent(
        long sequence,
        String type,
        int version,
        Instant house,
        Instant pumpTime,
        Actor actor,
        Optional<String> correlation,
        Optional<JsonObject> body) {

    /** As JSON; {@code withheld} says whether the body was left out. */
    public JsonObject toJson() {
        return Json.object()
                .put("sequence", sequence)
                .put("type", type)
                .put("version", version)
                .put("houseTime", house.toString())
                .put("pumpTime", pumpTime.toString())
                .put("actor", actor.json())
                .putOptional("correlation", correlation)
                .put("withheld", body.isEmpty())
                .putOptional("body", body)
                .build();
    }
}
