// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.therapy.PeopleEntry;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Role;

/**
 * An account as its file has it.
 *
 * @param person who
 * @param password how the password is kept
 * @param tokens with the ids, each once
 * @param expires house time from which the account cannot be used; empty for never
 * @param revoked whether it cannot be used already
 */
record Account(Person person, PasswordHash password, List<Token> tokens, Optional<Instant> expires, boolean revoked) {

    /** Version of the file's form. */
    static final int VERSION = 1;

    Account {
        tokens = List.copyOf(tokens);
    }

    boolean isValid(Instant house) {
        return !revoked && expires.map(house::isBefore).orElse(true);
    }

    boolean isAdministrator(Instant house) {
        return isValid(house) && person.roles().contains(Role.ADMIN);
    }

    Account with(PasswordHash newPassword) {
        return new Account(person, newPassword, tokens, expires, revoked);
    }

    Account with(Set<Role> roles) {
        return new Account(new Person(person.id(), person.printedName(), roles), password, tokens, expires, revoked);
    }

    Account with(List<Token> newTokens) {
        return new Account(person, password, newTokens, expires, revoked);
    }

    Account revokedNow() {
        return new Account(
                person, password, tokens.stream().map(Token::revokedNow).toList(), expires, true);
    }

    /** As the ledger is told of it. */
    PeopleEntry.Account entry() {
        return new PeopleEntry.Account(
                person.id(),
                revoked ? PeopleEntry.State.REVOKED : PeopleEntry.State.VALID,
                person.roles().stream().map(Role::text).toList(),
                tokens.stream()
                        .filter(each -> !each.revoked() && !revoked)
                        .map(Token::id)
                        .toList());
    }

    JsonObject toJson() {
        return Json.object()
                .put("version", VERSION)
                .put("id", person.id())
                .put("printedName", person.printedName())
                .put("roles", Json.texts(person.roles().stream().map(Role::text).toList()))
                .put("password", password.toJson())
                .put("tokens", Json.array(tokens.stream().map(Token::toJson).toList()))
                .putOptional("expires", expires.map(Instant::toString))
                .put("revoked", revoked)
                .build();
    }

    /**
     * Reads a file.
     *
     * @param id the account that the file's name gives
     * @param leastRounds fewer rounds of password hashing are refused
     * @throws JsonException naming the field
     */
    static Account fromJson(JsonObject json, String id, int leastRounds) {
        json.onlyNames("version", "id", "printedName", "roles", "password", "tokens", "expires", "revoked");
        if (json.number("version") != VERSION) {
            throw new JsonException("$.version", "is " + json.number("version") + "; this version reads " + VERSION);
        }
        if (!json.string("id").equals(id)) {
            throw new JsonException("$.id", "is not " + id + ", as the file is called");
        }
        List<Token> tokens = new ArrayList<>();
        for (JsonObject each : json.array("tokens").objects()) {
            tokens.add(Token.fromJson(each, tokens.size()));
        }
        if (tokens.stream().map(Token::id).distinct().count() < tokens.size()) {
            throw new JsonException("$.tokens", "has one id twice");
        }
        return new Account(
                person(id, json.string("printedName"), roles(json)),
                PasswordHash.fromJson(json.object("password"), leastRounds),
                tokens,
                Token.instant(json, "expires", "$.expires"),
                json.flag("revoked"));
    }

    private static Set<Role> roles(JsonObject json) {
        List<String> names = json.array("roles").strings();
        if (names.isEmpty()) {
            throw new JsonException("$.roles", "is empty; a person has at least one role");
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (int i = 0; i < names.size(); i++) {
            String place = "$.roles[" + i + "]";
            roles.add(Role.of(names.get(i)).orElseThrow(() -> new JsonException(place, "is no role")));
        }
        return roles;
    }

    private static Person person(String id, String printedName, Set<Role> roles) {
        try {
            return new Person(id, printedName, roles);
        } catch (IllegalArgumentException e) {
            throw new JsonException("$.printedName", "or $.id is refused: " + e.getMessage());
        }
    }
}
