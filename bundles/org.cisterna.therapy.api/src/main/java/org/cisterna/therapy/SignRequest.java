// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import org.cisterna.canonical.JsonObject;

/**
 * What signs: the password once more, over a nonce that the server issued for this person and this plan. Together with the token or session
 * of the request that makes two factors.
 *
 * @param nonce as {@link SignNonce} gave it
 * @param password as typed; written nowhere
 */
public record SignRequest(String nonce, String password) {

    /**
     * Reads the JSON form: {@code {"nonce":…,"password":…}}.
     *
     * @throws org.cisterna.canonical.JsonException naming what is missing, unknown or of another type
     */
    public static SignRequest fromJson(JsonObject json) {
        json.onlyNames("nonce", "password");
        return new SignRequest(json.string("nonce"), json.string("password"));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SignRequest[nonce=" + nonce + "]";
    }
}
