// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * The body of an entry that says that somebody searched what is kept here, or took it out as a file. It is about no pump, so it changes no pump's
 * revision.
 *
 * @param what {@code ledger} or {@code fleet}
 * @param query what was asked for, each part by its name; parts that were not given are left out
 * @param found how many entries or pumps were handed out
 * @param exported whether they were handed out as a file
 */
public record SearchEntry(String what, JsonObject query, long found, boolean exported) {

    /** Type of the entry. */
    public static final String TYPE = "records.searched";

    /** Version of the body. */
    public static final int VERSION = 1;

    /** A search of the ledger. */
    public static SearchEntry of(EntryQuery query, long found, boolean exported) {
        JsonObject.Builder json = Json.object();
        query.from().ifPresent(each -> json.put("from", each.toString()));
        query.until().ifPresent(each -> json.put("until", each.toString()));
        put(json, "actor", query.actor());
        put(json, "pump", query.pump());
        put(json, "type", query.type());
        put(json, "correlation", query.correlation());
        put(json, "text", query.text());
        put(json, "outcome", query.outcome());
        query.before().ifPresent(each -> json.put("before", each));
        return new SearchEntry("ledger", json.build(), found, exported);
    }

    /** Entries were looked at by their numbers, one after the other, without a search. */
    public static SearchEntry inOrder(long found) {
        return new SearchEntry("ledger", Json.object().put("by", "sequence").build(), found, false);
    }

    /** One entry was looked at. */
    public static SearchEntry ofEntry(long sequence) {
        return new SearchEntry("ledger", Json.object().put("sequence", sequence).build(), 1, false);
    }

    private static void put(JsonObject.Builder json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    /** The entry of this reader. */
    public Entry by(Actor reader) {
        return Entry.of(TYPE, VERSION, reader).body(toJson()).build();
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("what", what)
                .put("query", query)
                .put("found", found)
                .put("exported", exported)
                .build();
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws org.cisterna.canonical.JsonException when it has another form
     */
    public static SearchEntry fromJson(JsonObject json) {
        json.onlyNames("what", "query", "found", "exported");
        return new SearchEntry(json.string("what"), json.object("query"), json.number("found"), json.flag("exported"));
    }
}
