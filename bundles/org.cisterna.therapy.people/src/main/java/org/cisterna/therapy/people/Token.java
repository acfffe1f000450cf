// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.TokenSummary;

/**
 * A token as it is kept: its id and the SHA-256 of the whole token. What the bearer has is {@code id.secret}, the secret 32 random bytes in
 * URL-safe Base64, so that one fast hash is enough.
 *
 * @param id which token; never given twice
 * @param hash of the whole token
 * @param name what it is for; empty for one that was made with the account
 * @param made when, if that is known
 * @param scopes the acts it is good for
 * @param expires house time from which it is worthless; empty for never
 * @param revoked whether it is worthless already
 */
record Token(
        String id,
        Digest hash,
        String name,
        Optional<Instant> made,
        Set<Act> scopes,
        Optional<Instant> expires,
        boolean revoked) {

    static final int MOST_NAME = 60;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{2,39}");
    private static final String EVERYTHING = "*";

    Token {
        scopes = Set.copyOf(scopes);
    }

    /** What the bearer of a new token gets. */
    static String text(String id, Secret secret) {
        return id + "." + secret.text();
    }

    static Digest hashOf(String text) {
        return Secret.hashOf(text);
    }

    /** The id that a bearer's text names; empty when it has no such form. */
    static Optional<String> idOf(String text) {
        int dot = text.indexOf('.');
        if (dot <= 0) {
            return Optional.empty();
        }
        String id = text.substring(0, dot);
        return ID.matcher(id).matches() ? Optional.of(id) : Optional.empty();
    }

    /** Whether this is the token's text; in constant time. */
    boolean matches(String text) {
        return MessageDigest.isEqual(
                hash.hex().getBytes(StandardCharsets.US_ASCII),
                hashOf(text).hex().getBytes(StandardCharsets.US_ASCII));
    }

    boolean isValid(Instant house) {
        return !revoked && expires.map(house::isBefore).orElse(true);
    }

    Token revokedNow() {
        return new Token(id, hash, name, made, scopes, expires, true);
    }

    JsonObject toJson() {
        List<String> names = scopes.equals(Identified.ALL)
                ? List.of(EVERYTHING)
                : scopes.stream().map(Act::text).sorted().toList();
        return Json.object()
                .put("id", id)
                .put("hash", hash.text())
                .putOptional("name", Optional.of(name).filter(each -> !each.isEmpty()))
                .putOptional("made", made.map(Instant::toString))
                .put("scopes", Json.texts(names))
                .putOptional("expires", expires.map(Instant::toString))
                .put("revoked", revoked)
                .build();
    }

    static Token fromJson(JsonObject json, int index) {
        String at = "$.tokens[" + index + "].";
        json.onlyNames("id", "hash", "name", "made", "scopes", "expires", "revoked");
        String id = json.string("id");
        if (!ID.matcher(id).matches()) {
            throw new JsonException(at + "id", "is not 3 to 40 lower case letters, digits or hyphens");
        }
        String name = json.optionalString("name").orElse("");
        if (name.length() > MOST_NAME || !name.codePoints().allMatch(Shown::isPrintable)) {
            throw new JsonException(at + "name", "is not " + MOST_NAME + " printable characters at most");
        }
        return new Token(
                id,
                digest(json, at),
                name,
                instant(json, "made", at + "made"),
                scopes(json, at),
                instant(json, "expires", at + "expires"),
                json.flag("revoked"));
    }

    private static Digest digest(JsonObject json, String at) {
        try {
            return Digest.parse(json.string("hash"));
        } catch (IllegalArgumentException e) {
            throw new JsonException(at + "hash", "is not sha256: and 64 hexadecimal digits");
        }
    }

    private static Set<Act> scopes(JsonObject json, String at) {
        List<String> names = json.array("scopes").strings();
        if (names.equals(List.of(EVERYTHING))) {
            return Identified.ALL;
        }
        Set<Act> scopes = EnumSet.noneOf(Act.class);
        for (int i = 0; i < names.size(); i++) {
            String place = at + "scopes[" + i + "]";
            scopes.add(Act.of(names.get(i)).orElseThrow(() -> new JsonException(place, "is no act, nor * alone")));
        }
        return scopes;
    }

    static Optional<Instant> instant(JsonObject json, String name, String place) {
        try {
            return json.optionalString(name).map(Instant::parse);
        } catch (DateTimeException e) {
            throw new JsonException(place, "is not an instant such as 2027-01-01T00:00:00Z");
        }
    }

    /** As people see it. */
    TokenSummary summary(Account account, Instant house) {
        TokenSummary.State state = TokenSummary.State.VALID;
        if (revoked || account.revoked()) {
            state = TokenSummary.State.REVOKED;
        } else if (!isValid(house)) {
            state = TokenSummary.State.EXPIRED;
        }
        return new TokenSummary(id, account.person().id(), name, scopes, made, expires, state);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "Token[" + id + "]";
    }
}
