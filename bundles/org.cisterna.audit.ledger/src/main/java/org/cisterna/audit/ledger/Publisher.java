// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.storage.Storage;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Signs what is durable and writes what follows from it: tiles first, then the signed checkpoint beside the key, forced, then the
 * published one. So no size is ever signed that a crash could take back, and none is published whose tiles are missing. One thread at a
 * time publishes.
 */
final class Publisher {
    /** How long it waits for room. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Storage storage;
    private final NodeKey key;
    private final String shard;
    private final LogState state;
    private final StaticFiles files;
    private volatile long published;
    private volatile @Nullable Head head;

    /**
     * What is signed and published.
     *
     * @param signed the checkpoint as a note that the key of this node has signed, and nobody else
     * @param note the same as it is published: with the cosignatures of witnesses, once they have come
     * @param size of the tree
     */
    record Head(String signed, String note, long size) {}

    /**
     * A publisher.
     *
     * @param published the size whose tiles are on the disk
     */
    Publisher(Storage storage, NodeKey key, String shard, LogState state, StaticFiles files, long published) {
        this.storage = storage;
        this.key = key;
        this.shard = shard;
        this.state = state;
        this.files = files;
        this.published = published;
    }

    /** The newest published checkpoint of this run. */
    Optional<Head> head() {
        return Optional.ofNullable(head);
    }

    /** The size of the newest published checkpoint. */
    long size() {
        return published;
    }

    /** Publishes the present size, unless it is published already. One at a time. */
    synchronized void publish() throws IOException {
        long size = state.size();
        if (size == published && head != null) {
            return;
        }
        files.write(published, size);
        Checkpoint checkpoint = new Checkpoint(origin(), size, Hashes.digest(state.root(size)));
        String signed = key.sign(checkpoint.text());
        byte[] bytes = signed.getBytes(StandardCharsets.UTF_8);
        storage.replaceAtomically(Paths.SIGNED, bytes);
        storage.replaceAtomically(Paths.checkpoint(shard), bytes);
        head = new Head(signed, signed, size);
        files.sweep(published, size);
        published = size;
    }

    /**
     * Puts the cosignatures of witnesses on a checkpoint that it has published. The newest one that has any lies beside the newest one of all; when no
     * other was published meanwhile, the two are the same.
     *
     * @param cosignatures lines of a signed note
     */
    synchronized void cosigned(String signed, String cosignatures) throws IOException {
        byte[] bytes = (signed + cosignatures).getBytes(StandardCharsets.UTF_8);
        storage.replaceAtomically(Paths.witnessed(shard), bytes);
        Head now = head;
        if (now != null && now.signed().equals(signed)) {
            storage.replaceAtomically(Paths.checkpoint(shard), bytes);
            head = new Head(signed, signed + cosignatures, now.size());
        }
    }

    /** Makes a tile again that all published sizes have. */
    synchronized void restore(TilePath tile, byte[] bytes) throws IOException {
        files.write(tile, bytes);
    }

    /** Of the log. */
    String origin() {
        return key.name() + "/" + shard;
    }

    /** What it signs with. */
    NodeKey key() {
        return key;
    }

    /** Publishes what is there now. */
    @FunctionalInterface
    interface Publishing {
        void publish() throws IOException;
    }

    /** Serves until it is stopped: publishes after appends, with a pause between. */
    static void serve(Publishing current, TimeSource house, Signal work, Signal stop, Duration pause, Failure failure)
            throws InterruptedException {
        while (!stop.isRaised()) {
            work.reset();
            try {
                current.publish();
            } catch (IOException e) {
                if (!failure.failed(e)) {
                    return;
                }
                work.raise(); // what is entered goes into the reserve, and what follows from it is written when
                // there is room
                house.await(stop, house.now().plus(AGAIN));
            }
            Instant next = house.now().plus(pause);
            if (!stop.isRaised()) {
                house.await(work, TimeSource.FOREVER);
                house.await(stop, next);
            }
        }
    }

    /** Is told that publishing failed. */
    @FunctionalInterface
    interface Failure {
        /** Says whether it is to be tried again later: then the disk is full, and nothing else is wrong. */
        boolean failed(IOException e);
    }
}
