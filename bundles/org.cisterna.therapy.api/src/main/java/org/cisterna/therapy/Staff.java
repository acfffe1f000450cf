// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * A member of staff as entries and answers name one.
 *
 * @param account the account
 * @param printedName the name as printed under signatures
 */
public record Staff(String account, String printedName) {

    /** For people: {@code Paula Programmer (paula)}. */
    public String text() {
        return printedName + " (" + account + ")";
    }

    /** As JSON: {@code {"account":…,"name":…}}. */
    public JsonObject toJson() {
        return Json.object().put("account", account).put("name", printedName).build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Staff fromJson(JsonObject json) {
        return new Staff(json.string("account"), json.string("name"));
    }
}
