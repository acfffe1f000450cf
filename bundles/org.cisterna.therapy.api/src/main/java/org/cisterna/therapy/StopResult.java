// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.Withdrawal;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Outcome;

/**
 * What came of an order to stop, with what stopping does to the patient.
 *
 * @param result how the command ended
 * @param withdrawal for each drug in the reservoir, the primary first
 * @param stoppedSince pump time from which the pump stands, or may stand, still: the start of the timer; empty when it did not stop
 * @param entry sequence of the ledger entry that says so; empty while the ledger is away, and then {@code notes} says it
 * @param notes what else is to be known, in words
 */
public record StopResult(
        CommandResult result,
        List<Profile> withdrawal,
        Optional<Instant> stoppedSince,
        Optional<Long> entry,
        List<String> notes) {

    /**
     * The withdrawal profile of a drug.
     *
     * @param drug its id
     * @param name as written for people
     * @param profile what the library says; empty when it says nothing, and then the worst is to be expected
     */
    public record Profile(String drug, String name, Optional<Withdrawal> profile) {

        /** As JSON. */
        public JsonObject toJson() {
            return Json.object()
                    .put("drug", drug)
                    .put("name", name)
                    .putOptional("profile", profile.map(Withdrawal::toJson))
                    .build();
        }

        /** Reads what {@link #toJson()} wrote. */
        public static Profile fromJson(JsonObject json) {
            return new Profile(
                    json.string("drug"),
                    json.string("name"),
                    json.optionalObject("profile").map(Withdrawal::fromJson));
        }
    }

    /** Copies the lists. */
    public StopResult {
        withdrawal = List.copyOf(withdrawal);
        notes = List.copyOf(notes);
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("pump", result.pump().text())
                .put("command", result.command().hex())
                .put("outcome", result.outcome().toJson())
                .put(
                        "withdrawal",
                        Json.array(withdrawal.stream().map(Profile::toJson).toList()))
                .putOptional("stoppedSince", stoppedSince.map(Instant::toString))
                .putOptional("stoppedSinceClock", stoppedSince.map(any -> Outcome.PUMP))
                .putOptional("entry", entry)
                .put("notes", Json.texts(notes))
                .build();
    }
}
