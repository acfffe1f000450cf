// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When each account last signed in, and how often that failed since: for lists, so that people notice what was not them. The ledger has the proof;
 * this file may be lost. Thread-safe.
 */
final class SignInBook {

    private static final Logger LOG = LoggerFactory.getLogger(SignInBook.class);
    private static final int VERSION = 1;

    /**
     * What is known of an account.
     *
     * @param last when it last signed in
     * @param from what the browser said then
     * @param failed how often it did not since
     * @param lastFailed when that was last
     */
    record Row(Optional<Instant> last, Optional<String> from, int failed, Optional<Instant> lastFailed) {
        static final Row NOTHING = new Row(Optional.empty(), Optional.empty(), 0, Optional.empty());
    }

    private final OwnerFile file;
    private final Map<String, Row> rows;

    SignInBook(Path state) {
        this.file = new OwnerFile(state.resolve("sign-ins.json"));
        this.rows = read(file.path());
    }

    synchronized Row of(String account) {
        return rows.getOrDefault(account, Row.NOTHING);
    }

    synchronized void right(String account, String from, Instant now) {
        rows.put(account, new Row(Optional.of(now), Optional.of(from), 0, Optional.empty()));
        write();
    }

    synchronized void wrong(String account, Instant now) {
        Row old = of(account);
        rows.put(account, new Row(old.last(), old.from(), old.failed() + 1, Optional.of(now)));
        write();
    }

    private void write() {
        List<JsonObject> lines = new ArrayList<>();
        rows.forEach((account, row) -> lines.add(Json.object()
                .put("account", account)
                .putOptional("last", row.last().map(Instant::toString))
                .putOptional("from", row.from())
                .put("failed", row.failed())
                .putOptional("lastFailed", row.lastFailed().map(Instant::toString))
                .build()));
        try {
            file.replace(Json.object()
                    .put("version", VERSION)
                    .put("accounts", Json.array(lines))
                    .build()
                    .canonicalBytes());
        } catch (IOException unwritable) {
            LOG.warn("the last sign-ins could not be kept: {}", unwritable.getMessage());
        }
    }

    private static Map<String, Row> read(Path path) {
        Map<String, Row> rows = new TreeMap<>();
        try {
            JsonObject whole = (JsonObject) Json.parse(Files.readAllBytes(path));
            for (JsonObject each : whole.array("accounts").objects()) {
                rows.put(
                        each.string("account"),
                        new Row(
                                each.optionalString("last").map(Instant::parse),
                                each.optionalString("from"),
                                Math.toIntExact(each.number("failed")),
                                each.optionalString("lastFailed").map(Instant::parse)));
            }
        } catch (NoSuchFileException none) {
            return rows;
        } catch (IOException | RuntimeException unreadable) {
            LOG.warn("what was kept of the last sign-ins cannot be read and begins anew: {}", unreadable.getMessage());
            rows.clear();
        }
        return rows;
    }
}
