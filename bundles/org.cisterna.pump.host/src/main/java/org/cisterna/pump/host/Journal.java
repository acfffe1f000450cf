// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.storage.Storage;
import org.jspecify.annotations.Nullable;

/**
 * The emergency journal: entries of acts that had to go out while the ledger was away, kept until they are entered late. What could not even
 * be written here is held in memory until the process ends, and said so. What touches the file is run by one {@link Errands}; the rest is safe for
 * any number of threads.
 */
final class Journal {

    private static final String FOLDER = "journal";
    /** Where it lies. */
    static final String PATH = FOLDER + "/emergency";

    private final List<Entry> pending = new CopyOnWriteArrayList<>();
    private volatile @Nullable JournalFile file;
    private volatile String trouble = "";

    /** Opens it, and reads what a process before this one left. A disk that fails makes a journal that says so. */
    static Journal open(Storage storage, int bytes) {
        Journal journal = new Journal();
        try {
            storage.createDirectories(FOLDER);
            journal.opened(JournalFile.open(storage, PATH, bytes));
        } catch (IOException e) {
            journal.trouble = "the emergency journal cannot be opened: " + ForeignWords.of(e.getMessage());
        }
        return journal;
    }

    private void opened(JournalFile opened) {
        try {
            for (byte[] record : opened.records()) {
                pending.add(entry(record));
            }
            file = opened;
        } catch (IllegalArgumentException e) {
            // written by a newer host, perhaps: it is left as it is, for that one to enter
            trouble = "the emergency journal holds a record that this version cannot read: "
                    + ForeignWords.of(e.getMessage());
        }
    }

    private static Entry entry(byte[] record) {
        if (Json.parse(record) instanceof JsonObject json) {
            return Entry.from(json);
        }
        throw new IllegalArgumentException("it is no object");
    }

    /** Holds an entry in memory until it is entered. */
    void hold(Entry entry) {
        pending.add(entry);
    }

    /**
     * Writes an entry that is held, so that it survives the process. Takes as long as the disk.
     *
     * @return empty when it is durable; else in words why it is not
     */
    Optional<String> write(Entry entry) {
        JournalFile open = file;
        if (open == null) {
            return Optional.of(trouble);
        }
        try {
            open.append(entry.json().canonicalBytes());
            return Optional.empty();
        } catch (IOException e) {
            // after a failed write nothing is known about the file: it is left as it is, and read again at the next
            // start
            file = null;
            trouble = "the emergency journal cannot be written: " + ForeignWords.of(e.getMessage());
            return Optional.of(trouble);
        }
    }

    /** What waits to be entered, in its order. */
    List<Entry> pending() {
        return List.copyOf(pending);
    }

    /**
     * These have been entered. The file is emptied once nothing in it waits; that takes as long as the disk.
     *
     * @return in words what went wrong with that, if something did; what was entered is entered all the same
     */
    Optional<String> entered(List<Entry> entries) {
        pending.removeAll(entries);
        JournalFile open = file;
        if (open == null || !pending.isEmpty() || open.records().isEmpty()) {
            return Optional.empty();
        }
        try {
            open.clear();
            return Optional.empty();
        } catch (IOException e) {
            file = null;
            trouble = "the emergency journal cannot be emptied: " + ForeignWords.of(e.getMessage());
            return Optional.of(trouble);
        }
    }

    /** Why it cannot be written, in words; empty when it can. */
    Optional<String> trouble() {
        String words = trouble;
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    void close() throws IOException {
        JournalFile open = file;
        if (open != null) {
            open.close();
        }
    }
}
