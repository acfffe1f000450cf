// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/** The bodies of the ledger entries about sessions. */
public sealed interface SessionEntry extends PeopleEntry {

    /**
     * Reads a body.
     *
     * @return empty when no entry here has that type
     * @throws IllegalArgumentException when the body is not of its type's form
     */
    static Optional<PeopleEntry> read(String type, JsonObject body) {
        return switch (type) {
            case Changed.TYPE -> Optional.of(Changed.fromJson(body));
            case Refused.TYPE -> Optional.of(Refused.fromJson(body));
            default -> Optional.empty();
        };
    }

    /** What became of a session. */
    enum Step {
        /** Somebody signed in. */
        BEGUN,
        /** It was unlocked with the password. */
        UNLOCKED,
        /** Its person locked it. */
        LOCKED,
        /** Its person signed out. */
        SIGNED_OUT,
        /** It was revoked by the actor of the entry. */
        REVOKED,
        /** It lasted as long as a session can. */
        EXPIRED,
        /** Its account was revoked, expired or changed, or its password did. */
        ACCOUNT_CHANGED,
        /** The same account has signed in more often than it can be. */
        REPLACED
    }

    /**
     * A session began, was unlocked, or ended.
     *
     * @param session which, by the id that entries of its person's acts name
     * @param account whose
     * @param step what became of it
     * @param from what the browser said of itself
     */
    record Changed(String session, String account, Step step, String from) implements SessionEntry {
        /** Type of the entry. */
        public static final String TYPE = "people.session";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("session", session)
                    .put("account", account)
                    .put("step", step.name())
                    .put("from", from)
                    .build();
        }

        static Changed fromJson(JsonObject json) {
            return new Changed(
                    json.string("session"),
                    json.string("account"),
                    Step.valueOf(json.string("step")),
                    json.string("from"));
        }
    }

    /**
     * Somebody was not signed in. Refusals for too many attempts are entered once for each time of waiting.
     *
     * @param account as typed, when it has the form of one
     * @param refusal why
     * @param inARow how many were wrong in a row for this account
     * @param from what the browser said of itself
     */
    record Refused(String account, Refusal refusal, int inARow, String from) implements SessionEntry {
        /** Type of the entry. */
        public static final String TYPE = "people.session-refused";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("account", account)
                    .put("refusal", refusal.name())
                    .put("inARow", inARow)
                    .put("from", from)
                    .build();
        }

        static Refused fromJson(JsonObject json) {
            return new Refused(
                    json.string("account"),
                    Refusal.valueOf(json.string("refusal")),
                    Math.toIntExact(json.number("inARow")),
                    json.string("from"));
        }
    }
}
