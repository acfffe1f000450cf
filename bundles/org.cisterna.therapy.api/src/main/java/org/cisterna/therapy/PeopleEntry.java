// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/** The bodies of the ledger entries about people. They hold no secret and no hash of one. All are in version {@value #VERSION}. */
public sealed interface PeopleEntry
        permits PeopleEntry.SignRefused, PeopleEntry.Accounts, AccessRefused, SessionEntry, AdministrationEntry {

    /** Version of every body here. */
    int VERSION = 1;

    /** Type of the ledger entry. */
    String type();

    /** The entry's body. */
    JsonObject toJson();

    /**
     * Reads a body.
     *
     * @return empty when no entry here has that type in that version
     * @throws IllegalArgumentException when the body is not of its type's form
     */
    static Optional<PeopleEntry> read(String type, int version, JsonObject body) {
        if (version != VERSION) {
            return Optional.empty();
        }
        return switch (type) {
            case SignRefused.TYPE -> Optional.of(SignRefused.fromJson(body));
            case Accounts.TYPE -> Optional.of(Accounts.fromJson(body));
            case AccessRefused.TYPE -> Optional.of(AccessRefused.fromJson(body));
            case SessionEntry.Changed.TYPE, SessionEntry.Refused.TYPE -> SessionEntry.read(type, body);
            default -> AdministrationEntry.read(type, body);
        };
    }

    /**
     * Somebody's password was not accepted.
     *
     * @param account whose
     * @param refusal {@link Refusal#PASSWORD_WRONG}, {@link Refusal#TOO_MANY_ATTEMPTS} or {@link Refusal#ACCOUNT_INACTIVE}
     * @param inARow how many were wrong in a row
     */
    record SignRefused(String account, Refusal refusal, int inARow) implements PeopleEntry {
        /** Type of the entry. */
        public static final String TYPE = "people.sign-refused";

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
                    .build();
        }

        static SignRefused fromJson(JsonObject json) {
            return new SignRefused(
                    json.string("account"),
                    Refusal.valueOf(json.string("refusal")),
                    Math.toIntExact(json.number("inARow")));
        }
    }

    /**
     * The accounts as the platform found them: all of them at its start, afterwards those that differ from before.
     *
     * @param atStart whether these are all
     * @param accounts in their order; more than fit one entry follow in the next
     */
    record Accounts(boolean atStart, List<Account> accounts) implements PeopleEntry {
        /** Type of the entry. */
        public static final String TYPE = "people.accounts";

        /** Copies the list. */
        public Accounts {
            accounts = List.copyOf(accounts);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("atStart", atStart)
                    .put(
                            "accounts",
                            Json.array(accounts.stream().map(Account::toJson).toList()))
                    .build();
        }

        static Accounts fromJson(JsonObject json) {
            return new Accounts(
                    json.flag("atStart"),
                    json.array("accounts").objects().stream()
                            .map(Account::fromJson)
                            .toList());
        }
    }

    /** How an account stands. */
    enum State {
        /** It can be used, until it expires. */
        VALID,
        /** It was revoked. */
        REVOKED,
        /** It is past its time; entries say {@link #VALID} and the account's file until when. */
        EXPIRED,
        /** Its file is refused; the account cannot be used. */
        REFUSED,
        /** Its file is gone. */
        REMOVED
    }

    /**
     * An account.
     *
     * @param account its name
     * @param state how it stands
     * @param roles by their names; empty when its file is refused or gone
     * @param tokens the ids of its valid tokens
     */
    record Account(String account, State state, List<String> roles, List<String> tokens) {

        /** Copies the lists. */
        public Account {
            roles = List.copyOf(roles);
            tokens = List.copyOf(tokens);
        }

        JsonObject toJson() {
            return Json.object()
                    .put("account", account)
                    .put("state", state.name())
                    .put("roles", Json.texts(roles))
                    .put("tokens", Json.texts(tokens))
                    .build();
        }

        static Account fromJson(JsonObject json) {
            return new Account(
                    json.string("account"),
                    State.valueOf(json.string("state")),
                    json.array("roles").strings(),
                    json.array("tokens").strings());
        }
    }
}
