// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.cisterna.audit.FoldForm;
import org.cisterna.audit.FoldSnapshots;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.JsonObject;
import org.cisterna.storage.Storage;
import org.cisterna.storage.Storage.Mode;
import org.cisterna.storage.StorageFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots of folds in {@code DIR/cache/folds/NAME}: pieces, and a sealed manifest that names them. The manifest is replaced last, so a
 * snapshot is whole or is the one before. A piece is read once, compared with its digest, and only then looked into.
 */
final class SnapshotCache implements FoldSnapshots {
    /** Where they lie. */
    static final String FOLDER = "cache/folds";

    static final String MANIFEST = "manifest";
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotCache.class);
    private static final String PURPOSE = "org.cisterna.audit.fold-snapshot/1";
    private static final int MAX_MANIFEST = 4 * 1024 * 1024;

    /** A snapshot is of no use; says why, in words that hold nothing of what is in it. */
    static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfit(String words) {
            super(words);
        }
    }

    private final Storage storage;
    private final byte[] secret;
    private final String node;
    private final Logs logs;
    private final Function<Class<?>, String> code;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * The snapshots of a log.
     *
     * @param code names the code that a class belongs to
     */
    SnapshotCache(Storage storage, NodeKey key, Logs logs, Function<Class<?>, String> code) {
        this.storage = storage;
        this.secret = key.secretFor(PURPOSE);
        this.node = key.name();
        this.logs = logs;
        this.code = code;
    }

    /** Nothing is written any more. */
    void close() {
        closed = true;
    }

    private Object lock(FoldForm form) {
        return locks.computeIfAbsent(form.name(), name -> new Object());
    }

    private static String path(FoldForm form, String name) {
        return FOLDER + "/" + form.name() + "/" + name;
    }

    @Override
    public <T> Optional<T> restore(FoldForm form, Reading<T> reading) {
        synchronized (lock(form)) {
            try {
                Optional<SnapshotManifest> found = manifest(form);
                if (found.isEmpty()) {
                    LOG.info("there is no snapshot of {}; it is folded from entry 0", form.name());
                    return Optional.empty();
                }
                SnapshotManifest manifest = found.get();
                Pieces pieces = new Pieces(form, manifest);
                T result = reading.of(manifest.size(), pieces);
                if (pieces.hasNext()) {
                    throw new Unfit("not all of it was understood");
                }
                LOG.debug("{} goes on from its snapshot of {} entries", form.name(), manifest.size());
                return Optional.of(result);
            } catch (IOException | Unfit e) {
                return foldedAnew(form, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) { // of the fold, whose words may hold what no log must hold
                return foldedAnew(
                        form,
                        "its parts are not what this code reads ("
                                + e.getClass().getSimpleName() + ")");
            }
        }
    }

    /** Whatever is wrong with a cache, there is the ledger. */
    private static <T> Optional<T> foldedAnew(FoldForm form, String why) {
        LOG.warn("the snapshot of {} is not used, and it is folded from entry 0: {}", form.name(), why);
        return Optional.empty();
    }

    /** The manifest that fits; empty when there is none at all. */
    private Optional<SnapshotManifest> manifest(FoldForm form) throws IOException {
        String path = path(form, MANIFEST);
        if (!storage.exists(path)) {
            return Optional.empty();
        }
        if (storage.size(path) > MAX_MANIFEST) {
            throw new Unfit("its manifest is too long");
        }
        SnapshotManifest manifest = SnapshotManifest.opened(storage.readAll(path), secret);
        if (manifest.size() > logs.now().size()) {
            throw new Unfit("it is of " + manifest.size() + " entries, and the ledger has "
                    + logs.now().size());
        }
        SnapshotManifest right = described(form, manifest.size(), manifest.pieces());
        manifest.difference(right).ifPresent(words -> {
            throw new Unfit(words);
        });
        return Optional.of(manifest);
    }

    /** The log that holds the last of the folded entries names those before it in its first entry, so its root covers all of them. */
    private SnapshotManifest described(FoldForm form, long size, List<SnapshotManifest.Piece> pieces)
            throws IOException {
        Log log = logs.now().holding(Math.max(0, size - 1));
        return new SnapshotManifest(
                form.name(),
                form.version(),
                code.apply(form.code()),
                node + "/" + log.shard(),
                size,
                Hashes.digest(log.root(size - log.firstSequence())).text(),
                pieces);
    }

    @Override
    public boolean keep(FoldForm form, long size, Iterator<JsonObject> parts) {
        if (size < 0 || size > logs.now().size()) {
            throw new IllegalArgumentException("a snapshot of " + size + " entries of a ledger that has "
                    + logs.now().size());
        }
        synchronized (lock(form)) {
            try {
                List<SnapshotManifest.Piece> pieces = written(form, size, parts);
                if (closed) {
                    return false;
                }
                storage.syncDirectory(FOLDER + "/" + form.name());
                storage.replaceAtomically(
                        path(form, MANIFEST), described(form, size, pieces).sealed(secret));
                sweep(form, pieces);
                LOG.debug("a snapshot of {} was kept: {} entries in {} pieces", form.name(), size, pieces.size());
                return true;
            } catch (IOException e) {
                LOG.warn(
                        "no snapshot of {} could be kept; the next start folds more entries: {}",
                        form.name(),
                        e.getMessage());
                return false;
            }
        }
    }

    private List<SnapshotManifest.Piece> written(FoldForm form, long size, Iterator<JsonObject> parts)
            throws IOException {
        storage.createDirectories(FOLDER + "/" + form.name());
        List<SnapshotManifest.Piece> pieces = new ArrayList<>();
        SnapshotPiece next = new SnapshotPiece();
        while (parts.hasNext() && !closed) {
            next.add(parts.next());
            if (next.isFull() || !parts.hasNext()) {
                pieces.add(write(form, size + "-" + pieces.size(), next));
                next = new SnapshotPiece();
            }
        }
        return pieces;
    }

    private SnapshotManifest.Piece write(FoldForm form, String name, SnapshotPiece piece) throws IOException {
        byte[] bytes = piece.packed();
        try (StorageFile file = storage.open(path(form, name), Mode.CREATE)) {
            file.write(0, ByteBuffer.wrap(bytes));
            file.truncate(bytes.length);
            file.force();
        }
        return new SnapshotManifest.Piece(
                name, bytes.length, piece.length(), Digest.of(bytes).text());
    }

    /** Removes what the manifest does not name. */
    private void sweep(FoldForm form, List<SnapshotManifest.Piece> pieces) throws IOException {
        Set<String> wanted = new HashSet<>(Set.of(MANIFEST));
        pieces.forEach(each -> wanted.add(each.name()));
        for (String name : storage.list(FOLDER + "/" + form.name())) {
            if (!wanted.contains(name)) {
                storage.delete(path(form, name));
            }
        }
    }

    /** The parts of a snapshot, one piece in memory at a time. */
    private final class Pieces implements Iterator<JsonObject> {
        private final FoldForm form;
        private final Iterator<SnapshotManifest.Piece> pieces;
        private Iterator<JsonObject> parts = List.<JsonObject>of().iterator();

        Pieces(FoldForm form, SnapshotManifest manifest) {
            this.form = form;
            this.pieces = manifest.pieces().iterator();
        }

        @Override
        public boolean hasNext() {
            while (!parts.hasNext() && pieces.hasNext()) {
                parts = read(pieces.next());
            }
            return parts.hasNext();
        }

        @Override
        public JsonObject next() {
            if (!hasNext()) {
                throw new NoSuchElementException("it has no more parts");
            }
            return parts.next();
        }

        private Iterator<JsonObject> read(SnapshotManifest.Piece piece) {
            String path = path(form, piece.name());
            try {
                if (!storage.exists(path) || storage.size(path) != piece.bytes()) {
                    throw new Unfit(path + " is missing or has another length");
                }
                byte[] bytes = storage.readAll(path);
                if (!Digest.of(bytes).text().equals(piece.digest())) {
                    throw new Unfit(path + " is not as it was written");
                }
                return SnapshotPiece.parts(bytes, piece.length());
            } catch (IOException e) {
                throw new Unfit(path + " cannot be read: " + e.getMessage());
            }
        }
    }
}
