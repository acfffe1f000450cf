// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A list in {@code DIR/people/state}, written whole after each change. One that cannot be read counts as empty, which opens nothing to anybody, and
 * is said in the log. Callers hold {@link Accounts#exclusively}.
 *
 * @param <T> what the list has
 */
final class StateFile<T> {

    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
    private static final int VERSION = 1;

    private final OwnerFile file;
    private final Function<T, JsonObject> write;
    private List<T> rows;

    StateFile(Path folder, String name, Function<T, JsonObject> write, Function<JsonObject, T> read) {
        this.file = new OwnerFile(folder.resolve(name + ".json"));
        this.write = write;
        this.rows = read(file.path(), read);
    }

    /** What is there, in the order in which it came. */
    List<T> rows() {
        return rows;
    }

    void add(T row) {
        List<T> more = new ArrayList<>(rows);
        more.add(row);
        replace(more);
    }

    void removeIf(Predicate<T> gone) {
        List<T> fewer = rows.stream().filter(gone.negate()).toList();
        if (fewer.size() < rows.size()) {
            replace(fewer);
        }
    }

    void replace(T old, T fresh) {
        replace(rows.stream().map(each -> each.equals(old) ? fresh : each).toList());
    }

    private void replace(List<T> fresh) {
        try {
            file.replace(Json.object()
                    .put("version", VERSION)
                    .put("rows", Json.array(fresh.stream().map(write).toList()))
                    .build()
                    .canonicalBytes());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(file.path().getFileName() + " could not be written", unwritable);
        }
        rows = List.copyOf(fresh);
    }

    private static <T> List<T> read(Path path, Function<JsonObject, T> read) {
        try {
            JsonObject whole = (JsonObject) Json.parse(Files.readAllBytes(path));
            return whole.array("rows").objects().stream().map(read).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException | RuntimeException unreadable) {
            LOG.error("{} cannot be read and counts as empty: {}", path.getFileName(), unreadable.getMessage());
            return List.of();
        }
    }
}
