// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.spi.KeptState;
import org.cisterna.storage.Storage;

/**
 * Keys of paired pumps, and what their drivers keep, under {@code keys/pumps}: one file each, for its owner alone, replaced whole. Beside the
 * key stands how the pump is reached, so that it can be read and stopped while the ledger cannot be. Safe for any number of threads.
 */
final class PumpKeys {

    private static final String FOLDER = "keys/pumps";
    private static final String KEY = ".key.json";
    private static final String KEPT = ".kept.json";
    private static final int VERSION = 1;
    /** The most bytes of what a driver keeps for one pump. */
    static final int MAX_KEPT = 4 * 1024;

    private final Storage storage;
    private final Map<PumpId, Bond> bonds = new ConcurrentSkipListMap<>();
    private final Map<String, String> unreadable = new ConcurrentHashMap<>();

    /**
     * What pairing left behind.
     *
     * @param pump which pump
     * @param family whose driver it needs
     * @param address where it is reached
     * @param simulated whether it is a simulated device
     * @param since house time of the pairing
     * @param key agreed on
     */
    record Bond(PumpId pump, String family, String address, boolean simulated, Instant since, SecretKey key) {}

    /** Opens the store and reads every key; one that cannot be read is remembered with the reason and harms no other. */
    PumpKeys(Storage storage) throws IOException {
        this.storage = storage;
        storage.createDirectories(FOLDER);
        for (String name : storage.list(FOLDER)) {
            if (name.endsWith(KEY)) {
                load(name);
            }
        }
    }

    private void load(String name) throws IOException {
        try {
            JsonObject json = object(storage.readAll(FOLDER + "/" + name));
            json.onlyNames("version", "pump", "family", "address", "simulated", "since", "key");
            if (json.number("version") != VERSION) {
                unreadable.put(name, "it is of version " + json.number("version") + ", known is " + VERSION);
                return;
            }
            Bond bond = new Bond(
                    PumpId.of(json.string("pump")),
                    json.string("family"),
                    json.string("address"),
                    json.flag("simulated"),
                    Instant.parse(json.string("since")),
                    new SecretKey(HexFormat.of().parseHex(json.string("key"))));
            bonds.put(bond.pump(), bond);
        } catch (RuntimeException e) { // not JSON, or not this JSON; its bytes are never shown
            unreadable.put(name, "it is not the key of a pump: " + e.getClass().getSimpleName());
        }
    }

    private static JsonObject object(byte[] bytes) {
        if (Json.parse(bytes) instanceof JsonObject json) {
            return json;
        }
        throw new IllegalArgumentException("not an object");
    }

    /** The bond with a pump. */
    Optional<Bond> bond(PumpId pump) {
        return Optional.ofNullable(bonds.get(pump));
    }

    /** All of them, in the order of their pumps. */
    List<Bond> bonds() {
        return List.copyOf(bonds.values());
    }

    /** Why the key of a pump cannot be read, when it is there and cannot. */
    Optional<String> trouble(PumpId pump) {
        return Optional.ofNullable(unreadable.get(fileName(pump) + KEY));
    }

    /** Keeps a bond, in the place of an older one with the same pump. Durable when it returns. */
    void keep(Bond bond) throws IOException {
        JsonObject json = Json.object()
                .put("version", VERSION)
                .put("pump", bond.pump().text())
                .put("family", bond.family())
                .put("address", bond.address())
                .put("simulated", bond.simulated())
                .put("since", bond.since().toString())
                .put("key", HexFormat.of().formatHex(bond.key().bytes()))
                .build();
        String name = fileName(bond.pump());
        synchronized (this) {
            // what a driver kept under the old key means nothing under the new one
            storage.delete(FOLDER + "/" + name + KEPT);
            storage.replaceAtomically(FOLDER + "/" + name + KEY, json.canonicalBytes(), Storage.Mode.CREATE_PRIVATE);
        }
        bonds.put(bond.pump(), bond);
        unreadable.remove(name + KEY);
    }

    /**
     * What a driver kept for a pump.
     *
     * @throws IOException when it is there and cannot be read
     */
    Optional<KeptState> kept(PumpId pump) throws IOException {
        String path = FOLDER + "/" + fileName(pump) + KEPT;
        if (!storage.exists(path)) {
            return Optional.empty();
        }
        try {
            JsonObject json = object(storage.readAll(path));
            json.onlyNames("version", "value");
            return Optional.of(new KeptState(Math.toIntExact(json.number("version")), json.object("value")));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException("what the driver kept for " + pump + " is damaged; it must be paired again", e);
        }
    }

    /** Keeps what a driver wants kept. Durable when it returns. */
    synchronized void keep(PumpId pump, KeptState state) throws IOException {
        byte[] value = state.value().canonicalBytes();
        if (value.length > MAX_KEPT) {
            throw new IllegalArgumentException(
                    "a driver may keep " + MAX_KEPT + " bytes for a pump, not " + value.length);
        }
        JsonObject json = Json.object()
                .put("version", state.version())
                .put("value", state.value())
                .build();
        storage.replaceAtomically(
                FOLDER + "/" + fileName(pump) + KEPT, json.canonicalBytes(), Storage.Mode.CREATE_PRIVATE);
    }

    /** A file name of the characters of an identity: no two pumps share one, for an identity holds no {@code @} and no {@code _}. */
    private static String fileName(PumpId pump) {
        return pump.manufacturer().replace(' ', '_') + "@" + pump.serial();
    }
}
