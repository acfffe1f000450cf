// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the records of the current log lie, in {@code DIR/cache/ledger/places}, so that a start need not read them. It is a hint: whatever is
 * wrong with it, the log is read from its beginning. The hashes of the records are not in it; they stand in the hash tiles, and have to lead
 * to the checkpoint that was signed last. A line of canonical JSON, the places, and the seal: HMAC-SHA-256 under a secret of the node, which
 * is found right before anything is looked at.
 */
final class StartCache {
    /** Where it lies. */
    static final String FOLDER = "cache/ledger";

    static final String FILE = FOLDER + "/places";

    /** So long after all entries were read last they need not be read at a start. */
    static final Duration TRUSTED = Duration.ofDays(2);

    private static final Logger LOG = LoggerFactory.getLogger(StartCache.class);
    private static final String PURPOSE = "org.cisterna.audit.ledger-start/1";
    private static final int VERSION = 1;
    private static final int SEAL = 32;
    private static final int MAX_LINE = 4096;

    private final Storage storage;
    private final Supplier<String> code;
    private boolean forgotten;

    /**
     * What fits the log.
     *
     * @param size of how many entries
     * @param root of their tree
     * @param read when all entries before had been read last
     * @param places where they lie
     */
    record Kept(long size, Digest root, Instant read, Places places) {}

    /** It is of no use; says why. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String words) {
            super(words);
        }
    }

    /**
     * A cache.
     *
     * @param code names the code that reads and writes it
     */
    StartCache(Storage storage, Supplier<String> code) {
        this.storage = storage;
        this.code = code;
    }

    /**
     * What was kept of the log of a checkpoint.
     *
     * @throws Unfit when there is nothing, or it does not fit
     */
    Kept kept(NodeKey key, Checkpoint signed, Instant now) throws IOException, Unfit {
        if (!storage.exists(FILE)) {
            throw new Unfit("there is none");
        }
        if (storage.size(FILE) > MAX_LINE + SEAL + 2L * Short.BYTES * signed.size()) {
            throw new Unfit("it is too long for " + signed.size() + " entries");
        }
        byte[] unsealed = unsealed(storage.readAll(FILE), key.secretFor(PURPOSE));
        try {
            Kept kept = read(unsealed, signed.origin());
            if (kept.size() < 1 || kept.size() > signed.size()) {
                throw new Unfit("it is of " + kept.size() + " entries, and " + signed.size() + " were signed");
            }
            if (kept.read().isAfter(now) || kept.read().plus(TRUSTED).isBefore(now)) {
                throw new Unfit("not all entries were read since " + kept.read());
            }
            return kept;
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw new Unfit("it is not in its form: " + e.getMessage());
        }
    }

    private static byte[] unsealed(byte[] bytes, byte[] secret) throws Unfit {
        byte[] before = Arrays.copyOf(bytes, Math.max(0, bytes.length - SEAL));
        if (!MessageDigest.isEqual(
                NodeKey.hmac(secret, before), Arrays.copyOfRange(bytes, before.length, bytes.length))) {
            throw new Unfit("its seal is not this node's: it was changed, or the key was");
        }
        return before;
    }

    private Kept read(byte[] bytes, String origin) throws Unfit {
        int line = 0;
        while (line < bytes.length && bytes[line] != '\n') {
            line++;
        }
        if (!(Json.parse(Arrays.copyOf(bytes, line)) instanceof JsonObject json) || json.number("v") != VERSION) {
            throw new Unfit("it has a version that this one does not read");
        }
        if (!json.string("log").equals(origin)) {
            throw new Unfit("it is of the log " + json.string("log"));
        }
        if (!json.string("code").equals(code.get())) {
            throw new Unfit("other code has kept it");
        }
        long size = json.number("size");
        return new Kept(
                size,
                Digest.parse(json.string("root")),
                Instant.parse(json.string("read")),
                Places.unpacked(ByteBuffer.wrap(bytes).position(line + 1), Math.toIntExact(size)));
    }

    /**
     * Keeps what is known of a log, in the place of what was kept before. Safe for threads.
     *
     * @param size of how many entries; those are signed, and the last of them is the last of a group
     * @param read when all of them had been read last
     */
    synchronized void keep(NodeKey key, String origin, LogState state, long size, Instant read) throws IOException {
        if (forgotten) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Json.object()
                .put("code", code.get())
                .put("log", origin)
                .put("read", read.toString())
                .put("root", Hashes.digest(state.root(size)).text())
                .put("size", size)
                .put("v", VERSION)
                .build()
                .canonicalBytes());
        bytes.write('\n');
        bytes.writeBytes(state.places(size));
        bytes.writeBytes(NodeKey.hmac(key.secretFor(PURPOSE), bytes.toByteArray()));
        storage.createDirectories(FOLDER);
        storage.replaceAtomically(FILE, bytes.toByteArray());
    }

    /** Something is wrong with the log: the next start reads everything, and nothing is kept any more. */
    synchronized void forget() {
        forgotten = true;
        try {
            if (storage.exists(FILE)) {
                storage.delete(FILE);
                storage.syncDirectory(FOLDER);
            }
        } catch (IOException e) {
            LOG.error("{} could not be deleted; delete it by hand, so that the next start reads all entries", FILE, e);
        }
    }
}
