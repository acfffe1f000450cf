// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
import java.util.List;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.Timestamp;

/**
 * The single-use permission to commit one plan on one pump. It is a ledger entry of type {@value #ENTRY_TYPE}; the host looks it up by its
 * receipt, and checks the signatures it names, before it sends anything.
 *
 * @param plan digest of the plan
 * @param pump which pump
 * @param revision the revision the plan was made for
 * @param signers who signed, with the entry of each signature; at least one
 * @param expires house time from which it is worthless
 */
public record Release(Digest plan, PumpId pump, Revision revision, List<Signer> signers, Instant expires) {

    /** Type of its ledger entry. */
    public static final String ENTRY_TYPE = "pump.release";
    /** Version of its body. */
    public static final int ENTRY_VERSION = 1;

    /**
     * One signature under a release.
     *
     * @param person account of the signer
     * @param meaning what the signature means: {@code AUTHORED} and {@code INDEPENDENTLY_VERIFIED}, or {@code BREAK_GLASS} alone; and
     *     {@code PATIENT_WATCHED} beside them, which a plan with a prime asks for
     * @param entry sequence of the ledger entry that holds the signature
     */
    public record Signer(String person, String meaning, long entry) {}

    public Release {
        signers = List.copyOf(signers);
        if (signers.isEmpty()) {
            throw new IllegalArgumentException("a release has at least one signer");
        }
    }

    /** The entry's body. */
    public JsonObject toJson() {
        return Json.object()
                .put("plan", plan.text())
                .put("pump", pump.text())
                .put("revision", revision.number())
                .put(
                        "signers",
                        Json.array(signers.stream()
                                .map(each -> Json.object()
                                        .put("person", each.person())
                                        .put("meaning", each.meaning())
                                        .put("entry", each.entry())
                                        .build())
                                .toList()))
                .put("expires", expires.toString())
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Release fromJson(JsonObject json) {
        return new Release(
                Digest.parse(json.string("plan")),
                PumpId.of(json.string("pump")),
                new Revision(json.number("revision")),
                json.array("signers").objects().stream()
                        .map(each -> new Signer(each.string("person"), each.string("meaning"), each.number("entry")))
                        .toList(),
                Timestamp.parse(json.string("expires")));
    }
}
