// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;

/** Who may speak to the device: up to two keys, and how often a pairing failed. */
final class Pairings {

    private final List<Pairing> leastRecentlyUsedFirst = new ArrayList<>();
    private long failures;
    private long blockedUntil;

    record Pairing(Bytes keyId, Bytes key) {

        /** Without the key. */
        @Override
        public String toString() {
            return "pairing " + keyId.hex();
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

    /** Keeps a new key; returns the pairing that had to give way. */
    Optional<Pairing> add(Bytes key) {
        failures = 0;
        Pairing fresh = new Pairing(Suite.keyId(key), key);
        leastRecentlyUsedFirst.add(fresh);
        return leastRecentlyUsedFirst.size() > Limits.MOST_PAIRINGS
                ? Optional.of(leastRecentlyUsedFirst.remove(0))
                : Optional.empty();
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
                                .map(p -> Json.text(p.key().hex()))
                                .toList()))
                .build();
    }

    static Pairings fromJson(JsonObject json) {
        Pairings pairings = new Pairings();
        for (String key : json.array("keys").strings()) {
            pairings.add(Bytes.fromHex(key));
        }
        pairings.failures = json.number("failures");
        pairings.blockedUntil = json.number("blockedUntil");
        return pairings;
    }
}
