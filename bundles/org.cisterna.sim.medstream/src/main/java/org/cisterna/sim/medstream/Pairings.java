// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;

/** Who may speak to the device, in which role, and how often a pairing failed. */
final class Pairings {

    private final List<Pairing> leastRecentlyUsedFirst = new ArrayList<>();
    private long failures;
    private long blockedUntil;

    record Pairing(int role, Bytes keyId, Bytes key) {

        /** Without the key. */
        @Override
        public String toString() {
            return "pairing " + keyId.hex() + " of role " + role;
        }
    }

    Optional<Pairing> find(Bytes keyId) {
        return leastRecentlyUsedFirst.stream()
                .filter(p -> p.keyId().equals(keyId))
                .findFirst();
    }

    int count() {
        return leastRecentlyUsedFirst.size();
    }

    /** Keeps a new key; returns the pairing of the same role that had to give way. */
    Optional<Pairing> add(int role, Bytes key) {
        failures = 0;
        leastRecentlyUsedFirst.add(new Pairing(role, Suite.keyId(key), key));
        List<Pairing> ofRole =
                leastRecentlyUsedFirst.stream().filter(p -> p.role() == role).toList();
        int most = role == Code.UNIT ? Limits.MOST_UNITS : Limits.MOST_PROGRAMMERS;
        if (ofRole.size() <= most) {
            return Optional.empty();
        }
        leastRecentlyUsedFirst.remove(ofRole.get(0));
        return Optional.of(ofRole.get(0));
    }

    void used(Pairing pairing) {
        if (leastRecentlyUsedFirst.remove(pairing)) {
            leastRecentlyUsedFirst.add(pairing);
        }
    }

    void remove(Bytes keyId) {
        leastRecentlyUsedFirst.removeIf(p -> p.keyId().equals(keyId));
    }

    void failed(long now) {
        failures++;
        if (failures >= Limits.FREE_PAIRING_FAILURES) {
            blockedUntil = now + Limits.PAIRING_BLOCK_MILLIS;
        }
    }

    long failures() {
        return failures;
    }

    /** Whole seconds, rounded up, until pairing is possible; 0 when it is. */
    long blockedSeconds(long now) {
        return Math.max(0, (blockedUntil - now + 999) / 1000);
    }

    JsonObject json() {
        return Json.object()
                .put("failures", failures)
                .put("blockedUntil", blockedUntil)
                .put(
                        "keys",
                        Json.array(leastRecentlyUsedFirst.stream()
                                .map(p -> Json.object()
                                        .put("role", p.role())
                                        .put("key", p.key().hex())
                                        .build())
                                .toList()))
                .build();
    }

    static Pairings fromJson(JsonObject json) {
        Pairings pairings = new Pairings();
        for (JsonObject key : json.array("keys").objects()) {
            pairings.add(Math.toIntExact(key.number("role")), Bytes.fromHex(key.string("key")));
        }
        pairings.failures = json.number("failures");
        pairings.blockedUntil = json.number("blockedUntil");
        return pairings;
    }
}
