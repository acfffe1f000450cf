// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * The body of a ledger entry that says that somebody was refused at an address: a wrong token, an act that roles and token do not allow, a form that
 * came from elsewhere. Entered for the first time in an hour of house time for each person, or each remote address where nobody was recognised, and
 * again for the tenth, the hundredth and so on, so that a flood is seen and does not fill the ledger.
 *
 * @param status the HTTP status of the answer: 401, 403 or 429
 * @param account who was recognised; empty for nobody
 * @param from the remote address
 * @param method of the request
 * @param address its path, without the query
 * @param times how often it was so since the hour began, this one included
 */
public record AccessRefused(
        int status, Optional<String> account, String from, String method, String address, long times)
        implements PeopleEntry {

    /** Type of the entry. */
    public static final String TYPE = "people.access-refused";

    /** More characters of a method, a path or an address are not kept. */
    public static final int MOST_CHARACTERS = 200;

    /** Cuts what a stranger sent, and shows what is no printable ASCII as a question mark. */
    public AccessRefused {
        from = shown(from);
        method = shown(method);
        address = shown(address);
        if (times < 1) {
            throw new IllegalArgumentException("a refusal is counted from 1, not " + times);
        }
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(text.length(), MOST_CHARACTERS)).replaceAll("[^ -~]", "?");
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public JsonObject toJson() {
        return Json.object()
                .put("status", status)
                .putOptional("account", account)
                .put("from", from)
                .put("method", method)
                .put("address", address)
                .put("times", times)
                .build();
    }

    static AccessRefused fromJson(JsonObject json) {
        return new AccessRefused(
                Math.toIntExact(json.number("status")),
                json.optionalString("account"),
                json.string("from"),
                json.string("method"),
                json.string("address"),
                json.number("times"));
    }
}
