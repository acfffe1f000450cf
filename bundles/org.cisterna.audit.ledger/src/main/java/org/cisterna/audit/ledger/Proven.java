// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.EntryRange;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.storage.Storage;

/** What is given out with a proof: the static files of the log, and files of entries. Safe for threads. */
final class Proven {
    private final Storage storage;
    private final Opened opened;
    private final Health health;
    private final StaticFiles files;
    private final LogReader reader;
    private final Optional<Publisher> publisher;
    private final Publisher.Failure failure;

    Proven(
            Storage storage,
            Opened opened,
            Health health,
            StaticFiles files,
            LogReader reader,
            Optional<Publisher> publisher,
            Publisher.Failure failure) {
        this.storage = storage;
        this.opened = opened;
        this.health = health;
        this.files = files;
        this.reader = reader;
        this.publisher = publisher;
        this.failure = failure;
    }

    String checkpoint() {
        return staticFile(opened.shard() + "/checkpoint")
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new LedgerUnavailableException("There is no checkpoint. " + health.words()));
    }

    Optional<byte[]> staticFile(String path) {
        String prefix = opened.shard() + "/";
        if (opened.shard().isEmpty() || !path.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            return served(path.substring(prefix.length()));
        } catch (IOException e) {
            throw new LedgerUnavailableException("The ledger cannot be read: " + e.getMessage(), e);
        }
    }

    /** From memory and truth while all is well; as it lies on the disk when it is damaged, so that others can see the damage. */
    private Optional<byte[]> served(String name) throws IOException {
        Optional<TilePath> tile = TilePath.parse(name);
        boolean checkpoint = name.equals("checkpoint");
        if (publisher.isEmpty()) {
            String stored = Paths.log(opened.shard()) + "/" + name;
            boolean there = (checkpoint || tile.isPresent()) && storage.exists(stored);
            return there ? Optional.of(storage.readAll(stored)) : Optional.empty();
        }
        if (checkpoint) {
            return publisher.get().head().map(head -> head.note().getBytes(StandardCharsets.UTF_8));
        }
        return tile.isEmpty()
                ? Optional.empty()
                : files.bytes(tile.get(), publisher.get().size());
    }

    /** So that a file holds what was entered a moment ago, too. */
    private void publishNow(Publisher signing) {
        try {
            if (health.isWritable()) {
                signing.publish();
            }
        } catch (IOException e) {
            failure.failed(e);
        }
    }

    long export(List<EntryRange> ranges, OutputStream out) throws IOException {
        publisher.ifPresent(this::publishNow);
        Publisher.Head head = publisher
                .flatMap(Publisher::head)
                .orElseThrow(() -> new LedgerUnavailableException(
                        "There is no checkpoint that a file could be proven with: " + health.words()
                                + " Check the folder itself: ./cisterna verify DIR --key DIR/ledger.vkey"));
        String key = opened.key().orElseThrow().publicText();
        try {
            return new ExportFile(opened.state(), reader, head.note(), key, head.size(), ranges).write(out);
        } catch (LogReader.BadEntryException e) {
            health.bad(e.index(), String.valueOf(e.getMessage()));
            throw new LedgerUnavailableException(
                    "The file was not written to its end: " + e.getMessage() + " " + health.words(), e);
        }
    }
}
