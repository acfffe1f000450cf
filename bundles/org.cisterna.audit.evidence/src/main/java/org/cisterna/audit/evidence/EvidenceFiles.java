// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.evidence;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.EvidenceUnavailableException;
import org.cisterna.canonical.Digest;
import org.cisterna.storage.Storage;
import org.cisterna.storage.Storage.Mode;
import org.cisterna.storage.StorageFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evidence as files named by the SHA-256 of their bytes: {@code evidence/ab/cdef…}. A file gets its name when its bytes are on the disk, so
 * what has a name is whole, unless it was changed afterwards; that shows when it is read. Safe for threads.
 */
public final class EvidenceFiles implements EvidenceStore {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceFiles.class);
    private static final String ROOT = "evidence";
    private static final String UNFINISHED = ".part";
    private static final int FOLDER_DIGITS = 2;

    private final Storage storage;
    private final AtomicLong counter = new AtomicLong();

    private EvidenceFiles(Storage storage) {
        this.storage = storage;
    }

    /**
     * The evidence of a data folder. Removes what a crash has left unfinished.
     *
     * @throws EvidenceUnavailableException when the folder cannot be used
     */
    public static EvidenceFiles open(Storage storage) {
        try {
            storage.createDirectories(ROOT);
            storage.syncDirectory("");
            for (String folder : storage.list(ROOT)) {
                List<String> names = storage.list(ROOT + "/" + folder);
                for (String name : names) {
                    if (name.endsWith(UNFINISHED)) {
                        storage.delete(ROOT + "/" + folder + "/" + name);
                    }
                }
            }
        } catch (IOException e) {
            throw new EvidenceUnavailableException(
                    "The folder of evidence cannot be used: " + e.getMessage() + "; give one that can be written.", e);
        }
        return new EvidenceFiles(storage);
    }

    private static String folder(Digest digest) {
        return ROOT + "/" + digest.hex().substring(0, FOLDER_DIGITS);
    }

    private static String file(Digest digest) {
        return folder(digest) + "/" + digest.hex().substring(FOLDER_DIGITS);
    }

    @Override
    public Digest put(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a file of " + bytes.length + " bytes, at most " + MAX_BYTES
                    + " are kept as evidence: cut it into parts");
        }
        Digest digest = Digest.of(bytes);
        try {
            keep(digest, bytes);
        } catch (IOException e) {
            throw new EvidenceUnavailableException(
                    "The evidence " + digest.text() + " could not be kept: " + e.getMessage()
                            + ". Nothing that rests on it is entered.",
                    e);
        }
        return digest;
    }

    private void keep(Digest digest, byte[] bytes) throws IOException {
        String folder = folder(digest);
        String file = file(digest);
        storage.createDirectories(folder);
        if (isGood(digest)) {
            // whoever wrote it may not have come to this: its name, and that of its folder, may not be durable yet
            storage.syncDirectory(folder);
            storage.syncDirectory(ROOT);
            return;
        }
        String beside = file + "." + counter.incrementAndGet() + UNFINISHED;
        try (StorageFile part = storage.open(beside, Mode.CREATE)) {
            part.write(0, ByteBuffer.wrap(bytes));
            part.truncate(bytes.length);
            part.force();
        } catch (IOException e) {
            forget(beside, e);
            throw e;
        }
        storage.rename(beside, file);
        storage.syncDirectory(folder);
        storage.syncDirectory(ROOT);
    }

    private void forget(String beside, IOException reason) {
        try {
            storage.delete(beside);
        } catch (IOException e) {
            reason.addSuppressed(e);
            LOG.warn("{} is left unfinished; the next start removes it", beside);
        }
    }

    /** Whether the file is there with the right bytes; a damaged one is written again when the bytes come again. */
    private boolean isGood(Digest digest) throws IOException {
        try {
            return Digest.of(storage.readAll(file(digest))).equals(digest);
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    @Override
    public Optional<byte[]> get(Digest digest) {
        byte[] bytes;
        try {
            bytes = storage.readAll(file(digest));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new EvidenceUnavailableException(
                    "The evidence " + digest.text() + " cannot be read: " + e.getMessage(), e);
        }
        if (!Digest.of(bytes).equals(digest)) {
            throw new EvidenceUnavailableException("Lost evidence: the file " + digest.text()
                    + " is no longer what was kept. Put it back from a backup; its name is its hash.");
        }
        return Optional.of(bytes);
    }
}
