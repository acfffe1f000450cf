// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The account files in {@code DIR/people}, one an account, named by it. Each question looks at the folder and at every file's stamp, and
 * reads again what has changed: a revocation holds from the next question on. A
 * token's own file is looked at alone when there was a look at all of them within the last second. That is a look at some hundred files at most; no watcher, no
 * thread, nothing that could miss a change.
 */
final class PeopleFolder {

    private static final String SUFFIX = ".json";
    private static final int MAX_BYTES = 64 * 1024;
    private static final Set<PosixFilePermission> FOREIGN_WRITE =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /**
     * What was found.
     *
     * @param accounts those that can be read, by account
     * @param problems by the file's name without its suffix: why it is refused
     * @param owners the accounts by the ids of their tokens
     */
    record Contents(
            SortedMap<String, Account> accounts, SortedMap<String, String> problems, Map<String, String> owners) {}

    /** What tells that a file is still the one that was read. A file replaced atomically has another key. */
    private record Stamp(@Nullable Object key, long modified, long size, Set<PosixFilePermission> permissions) {}

    private record Loaded(Path file, Stamp stamp, Optional<Account> account, String problem) {}

    private final Path folder;
    private final int leastRounds;
    private final Map<String, Loaded> loaded = new HashMap<>();

    PeopleFolder(Path folder, int leastRounds) {
        this.folder = folder;
        this.leastRounds = leastRounds;
    }

    /** What is there now. */
    synchronized Contents look() {
        SortedMap<String, Path> files = new TreeMap<>();
        SortedMap<String, String> problems = new TreeMap<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path each : stream) {
                String name = String.valueOf(each.getFileName());
                if (!name.startsWith(".")) {
                    files.put(name.substring(0, name.length() - SUFFIX.length()), each);
                }
            }
        } catch (NoSuchFileException none) {
            problems.put("", "the folder of accounts is missing: nobody can be recognised");
        } catch (IOException | DirectoryIteratorException unreadable) {
            problems.put("", "the folder of accounts cannot be read: " + unreadable.getMessage());
        }
        loaded.keySet().retainAll(files.keySet());
        files.forEach((id, file) -> loaded.compute(id, (key, old) -> current(key, file, old)));
        return judged(problems);
    }

    /**
     * One account, by a look at its own file alone: empty when that is not the file any more that the last look at everything has read, or nothing
     * was read of it. So what is written to the file, or that it is deleted, holds here as soon as there.
     */
    Optional<Account> unchanged(String id) {
        @Nullable Loaded known;
        synchronized (this) {
            known = loaded.get(id);
        }
        if (known == null) {
            return Optional.empty();
        }
        try {
            return known.stamp().equals(stamp(known.file())) ? known.account() : Optional.empty();
        } catch (IOException goneOrUnreadable) {
            return Optional.empty();
        }
    }

    private Contents judged(SortedMap<String, String> problems) {
        SortedMap<String, Account> accounts = new TreeMap<>();
        Map<String, String> tokens = new HashMap<>();
        for (Map.Entry<String, Loaded> each : new TreeMap<>(loaded).entrySet()) {
            Optional<Account> account = each.getValue().account();
            if (account.isEmpty()) {
                problems.put(each.getKey(), each.getValue().problem());
                continue;
            }
            Optional<String> twice = account.get().tokens().stream()
                    .map(Token::id)
                    .filter(tokens::containsKey)
                    .findFirst();
            if (twice.isPresent()) {
                problems.put(
                        each.getKey(),
                        "at $.tokens: the id " + twice.get() + " is that of a token of " + tokens.get(twice.get())
                                + " already");
                continue;
            }
            account.get().tokens().forEach(token -> tokens.put(token.id(), each.getKey()));
            accounts.put(each.getKey(), account.get());
        }
        return new Contents(accounts, problems, tokens);
    }

    private Loaded current(String id, Path file, @Nullable Loaded old) {
        Stamp stamp;
        try {
            stamp = stamp(file);
        } catch (IOException unreadable) {
            return new Loaded(
                    file,
                    new Stamp(null, 0, 0, Set.of()),
                    Optional.empty(),
                    "cannot be looked at: " + unreadable.getMessage());
        }
        return old != null && old.stamp().equals(stamp) ? old : load(id, file, stamp);
    }

    private Loaded load(String id, Path file, Stamp stamp) {
        if (stamp.permissions().stream().anyMatch(FOREIGN_WRITE::contains)) {
            return refused(
                    file,
                    stamp,
                    "can be written by other users of this machine; make it the owner's alone (mode 0600)");
        }
        if (stamp.size() > MAX_BYTES) {
            return refused(file, stamp, "has " + stamp.size() + " bytes; an account has at most " + MAX_BYTES);
        }
        try {
            Json json = Json.parse(Files.readAllBytes(file), MAX_BYTES);
            if (json instanceof JsonObject object) {
                return new Loaded(file, stamp, Optional.of(Account.fromJson(object, id, leastRounds)), "");
            }
            return refused(file, stamp, "at $: is not an object");
        } catch (IllegalArgumentException wrong) {
            return refused(file, stamp, String.valueOf(wrong.getMessage()));
        } catch (IOException unreadable) {
            return refused(file, stamp, "cannot be read: " + unreadable.getMessage());
        }
    }

    private static Loaded refused(Path file, Stamp stamp, String problem) {
        return new Loaded(file, stamp, Optional.empty(), problem);
    }

    private static Stamp stamp(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        Class<? extends BasicFileAttributes> kind = posix ? PosixFileAttributes.class : BasicFileAttributes.class;
        BasicFileAttributes found = Files.readAttributes(file, kind);
        Set<PosixFilePermission> permissions = found instanceof PosixFileAttributes attributes
                ? Objects.requireNonNull(attributes.permissions()) // made for each who asks
                : Set.of();
        return new Stamp(found.fileKey(), found.lastModifiedTime().to(TimeUnit.NANOSECONDS), found.size(), permissions);
    }
}
