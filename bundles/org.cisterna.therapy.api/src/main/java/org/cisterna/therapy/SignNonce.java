// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * A number used once, issued for one person, one change of dose, one plan and one meaning. A new one makes the one before worthless, and so
 * does any attempt to sign with it.
 *
 * @param nonce to be sent back with the password
 * @param change which change of dose
 * @param plan the plan that a signature over it will cover
 * @param meaning what a signature over it will mean
 * @param expires house time from which it is worthless
 */
public record SignNonce(String nonce, String change, Digest plan, Signature.Meaning meaning, Instant expires) {

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("nonce", nonce)
                .put("change", change)
                .put("plan", plan.text())
                .put("meaning", meaning.name())
                .put("expires", expires.toString())
                .build();
    }
}
