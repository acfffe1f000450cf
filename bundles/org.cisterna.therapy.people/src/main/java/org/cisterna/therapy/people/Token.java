// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
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

/**
 * A token as it is kept: its id and the SHA-256 of the whole token. What the bearer has is {@code id.secret}, the secret 32 random bytes in
 * URL-safe Base64, so that one fast hash is enough.
 *
 * @param id which token; never given twice
 * @param hash of the whole token
 * @param scopes the acts it is good for
 * @param expires house time from which it is worthless; empty for never
 * @param revoked whether it is worthless already
 */
record Token(String id, Digest hash, Set<Act> scopes, Optional<Instant> expires, boolean revoked) {

    static final int SECRET_BYTES = 32;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{2,39}");
    private static final String EVERYTHING = "*";

    Token {
        scopes = Set.copyOf(scopes);
    }

    /** What the bearer of a new token gets. */
    static String text(String id, byte[] secret) {
        return id + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    static Digest hashOf(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The id that a bearer's text names; empty when it has no such form. */
    static Optional<String> idOf(String text) {
        int dot = text.indexOf('.');
        return dot > 0 && ID.matcher(text.substring(0, dot)).matches()
                ? Optional.of(text.substring(0, dot))
                : Optional.empty();
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
        return new Token(id, hash, scopes, expires, true);
    }

    JsonObject toJson() {
        List<String> names = scopes.equals(Identified.ALL)
                ? List.of(EVERYTHING)
                : scopes.stream().map(Act::text).sorted().toList();
        return Json.object()
                .put("id", id)
                .put("hash", hash.text())
                .put("scopes", Json.texts(names))
                .putOptional("expires", expires.map(Instant::toString))
                .put("revoked", revoked)
                .build();
    }

    static Token fromJson(JsonObject json, int index) {
        String at = "$.tokens[" + index + "].";
        json.onlyNames("id", "hash", "scopes", "expires", "revoked");
        String id = json.string("id");
        if (!ID.matcher(id).matches()) {
            throw new JsonException(at + "id", "is not 3 to 40 lower case letters, digits or hyphens");
        }
        return new Token(id, digest(json, at), scopes(json, at), expiry(json, at + "expires"), json.flag("revoked"));
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

    static Optional<Instant> expiry(JsonObject json, String place) {
        try {
            return json.optionalString("expires").map(Instant::parse);
        } catch (DateTimeException e) {
            throw new JsonException(place, "is not an instant such as 2027-01-01T00:00:00Z");
        }
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "Token[" + id + "]";
    }
}
