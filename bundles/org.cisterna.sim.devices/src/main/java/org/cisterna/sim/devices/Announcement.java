// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.storage.Storage;

/**
 * Where the devices can be reached: {@code devices.json}, readable by its owner alone, because the secret opens the control port.
 *
 * @param pumpPort for links to pumps, on 127.0.0.1
 * @param controlPort for control, on 127.0.0.1
 * @param secret first word of every control connection
 * @param pid of the process
 */
public record Announcement(int pumpPort, int controlPort, String secret, long pid) {

    private static final String NAME = "devices.json";

    /** What stands in a folder of simulated devices; empty when no process has announced itself, or what stands there cannot be read. */
    public static Optional<Announcement> read(Storage storage) {
        try {
            if (!storage.exists(NAME)) {
                return Optional.empty();
            }
            JsonObject json = (JsonObject) Json.parse(storage.readAll(NAME));
            return Optional.of(new Announcement(
                    Math.toIntExact(json.number("pumpPort")),
                    Math.toIntExact(json.number("controlPort")),
                    json.string("secret"),
                    json.number("pid")));
        } catch (IOException | JsonException | ClassCastException | ArithmeticException e) {
            // half a file cannot be: it is replaced atomically. Somebody else's file is the same as none.
            return Optional.empty();
        }
    }

    void write(Storage storage) throws IOException {
        storage.replaceAtomically(NAME, bytes(), Storage.Mode.CREATE_PRIVATE);
    }

    /** Whether this very announcement stands in the folder; while that cannot be told it is taken to. */
    boolean stands(Storage storage) {
        try {
            return storage.exists(NAME) && Arrays.equals(storage.readAll(NAME), bytes());
        } catch (NoSuchFileException wiped) {
            return false;
        } catch (IOException unreadable) {
            return true;
        }
    }

    private byte[] bytes() {
        return Json.object()
                .put("pumpPort", pumpPort)
                .put("controlPort", controlPort)
                .put("secret", secret)
                .put("pid", pid)
                .build()
                .canonicalBytes();
    }

    static void remove(Storage storage) throws IOException {
        storage.delete(NAME);
        storage.syncDirectory("");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "devices at ports " + pumpPort + " and " + controlPort + ", process " + pid;
    }
}
