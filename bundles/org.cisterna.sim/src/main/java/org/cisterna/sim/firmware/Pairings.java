// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;
import org.cisterna.sim.Bytes;

/** Who may speak to the device, in which role, and how often a pairing failed. */
public final class Pairings {

    /** The role of everybody, in a family that knows but one. */
    public static final int NO_ROLE = 0;

    private final Terms terms;
    private final List<Pairing> leastRecentlyUsedFirst = new ArrayList<>();
    private long failures;
    private long blockedUntil;

    /**
     * What a family lays down about them.
     *
     * @param keyId how a key is named
     * @param most how many of a role are kept
     * @param freeFailures how many may fail in a row before pairing is blocked
     * @param blockMillis for how long it is
     */
    public record Terms(UnaryOperator<Bytes> keyId, IntUnaryOperator most, int freeFailures, long blockMillis) {}

    /** Nobody yet. */
    public Pairings(Terms terms) {
        this.terms = terms;
    }

    /** The pairing with a key of that name. */
    public Optional<Pairing> find(Bytes keyId) {
        return leastRecentlyUsedFirst.stream()
                .filter(p -> p.keyId().equals(keyId))
                .findFirst();
    }

    /** How many there are, of all roles. */
    public int count() {
        return leastRecentlyUsedFirst.size();
    }

    /** Keeps a new key; returns the pairing of the same role that had to give way. */
    public Optional<Pairing> add(int role, Bytes key) {
        failures = 0;
        leastRecentlyUsedFirst.add(new Pairing(role, terms.keyId().apply(key), key));
        List<Pairing> ofRole =
                leastRecentlyUsedFirst.stream().filter(p -> p.role() == role).toList();
        if (ofRole.size() <= terms.most().applyAsInt(role)) {
            return Optional.empty();
        }
        leastRecentlyUsedFirst.remove(ofRole.get(0));
        return Optional.of(ofRole.get(0));
    }

    /** Somebody has opened a session: of their role they are the last to give way. */
    public void used(Pairing pairing) {
        if (leastRecentlyUsedFirst.remove(pairing)) {
            leastRecentlyUsedFirst.add(pairing);
        }
    }

    /** Forgets a key. */
    public void remove(Bytes keyId) {
        leastRecentlyUsedFirst.removeIf(p -> p.keyId().equals(keyId));
    }

    /** Somebody did not know the pairing code. */
    public void failed(long now) {
        failures++;
        if (failures >= terms.freeFailures()) {
            blockedUntil = now + terms.blockMillis();
        }
    }

    /** How many failed since the last that did not. */
    public long failures() {
        return failures;
    }

    /** Whole seconds, rounded up, until pairing is possible; 0 when it is. */
    public long blockedSeconds(long now) {
        return Math.max(0, (blockedUntil - now + 999) / 1000);
    }

    /** For the device's memory, keys included. Without roles a key stands for its pairing. */
    public JsonObject json() {
        return Json.object()
                .put("failures", failures)
                .put("blockedUntil", blockedUntil)
                .put(
                        "keys",
                        Json.array(leastRecentlyUsedFirst.stream()
                                .map(p -> p.role() == NO_ROLE
                                        ? Json.text(p.key().hex())
                                        : Json.object()
                                                .put("role", p.role())
                                                .put("key", p.key().hex())
                                                .build())
                                .toList()))
                .build();
    }

    /** As {@link #json()} told. */
    public static Pairings fromJson(Terms terms, JsonObject json) {
        Pairings pairings = new Pairings(terms);
        for (Json key : json.array("keys").values()) {
            if (key instanceof JsonObject of) {
                pairings.add(Math.toIntExact(of.number("role")), Bytes.fromHex(of.string("key")));
            } else if (key instanceof JsonString alone) {
                pairings.add(NO_ROLE, Bytes.fromHex(alone.value()));
            } else {
                throw new IllegalArgumentException("a pairing in the memory is neither a key nor a role with its key");
            }
        }
        pairings.failures = json.number("failures");
        pairings.blockedUntil = json.number("blockedUntil");
        return pairings;
    }
}
