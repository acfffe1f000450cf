// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.Timestamp;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Revision;

/**
 * A signature: body of a ledger entry of type {@value #ENTRY_TYPE}. Who signed is the entry's actor, with the name as printed; when, its
 * house time. There are no personal keys: what makes it a signature is that the ledger holds it, entered after token and password were
 * checked.
 *
 * @param meaning what the signer said
 * @param plan digest of the plan it covers, and so of pump, patient, revision, programme, solution, driver and decision; with PERFORMED and
 *     WITNESSED that of the record, and so of command, plan and each step
 * @param pump the pump
 * @param revision the revision the plan was made for
 * @param change the change of dose, or the record
 * @param nonce what was signed over; stands in one signature only
 * @param expires house time from which nothing can rest on it any more
 */
public record Signature(
        Meaning meaning, Digest plan, PumpId pump, Revision revision, String change, String nonce, Instant expires) {

    /** Type of its ledger entry. */
    public static final String ENTRY_TYPE = "therapy.signature";
    /** Version of its body. */
    public static final int ENTRY_VERSION = 1;

    /** What a signer says. */
    public enum Meaning {
        /** I made this plan and answer for it. */
        AUTHORED,
        /** I took drug, concentration and daily total from order and vial, alone, and they are this plan's. */
        INDEPENDENTLY_VERIFIED,
        /** I made this plan and answer for it alone, in an emergency in which there was no second person; another clinician reviews it. */
        BREAK_GLASS,
        /** I looked at what another clinician signed alone, and my verdict stands beside this; it permits nothing. */
        REVIEWED,
        /** I did by hand what this record says, as it says it. */
        PERFORMED,
        /** I saw it done by somebody else as this record says it. */
        WITNESSED
    }

    /** The entry's body: {@code {"change","expires","meaning","nonce","plan","pump","revision"}}. */
    public JsonObject toJson() {
        return Json.object()
                .put("meaning", meaning.name())
                .put("plan", plan.text())
                .put("pump", pump.text())
                .put("revision", revision.number())
                .put("change", change)
                .put("nonce", nonce)
                .put("expires", expires.toString())
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Signature fromJson(JsonObject json) {
        return new Signature(
                Meaning.valueOf(json.string("meaning")),
                Digest.parse(json.string("plan")),
                PumpId.of(json.string("pump")),
                new Revision(json.number("revision")),
                json.string("change"),
                json.string("nonce"),
                Timestamp.parse(json.string("expires")));
    }
}
