// SPDX-License-Identifier: Apache-2.0
package org.cisterna.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One directory tree of durable files. Everything that must survive a crash is written through this interface, so that
 * tests can lose, tear and refuse exactly what a disk may lose, tear and refuse.
 *
 * <p><b>Paths</b> are relative to the root of the tree, with {@code /} between names: {@code ledger/2026-1/segment}. The
 * root itself is the empty string. A path with an empty name, {@code .}, {@code ..} or a backslash is refused with
 * {@link IllegalArgumentException}.
 *
 * <p><b>What is durable when.</b> Bytes written are durable once {@link StorageFile#force()} on that file returned. A
 * file that was created, renamed or deleted is durably so once {@link #syncDirectory} of the folder that holds it
 * returned. Before that a crash may keep any part of it. A write never damages bytes outside its own range.
 *
 * <p><b>After a force that failed</b> nothing is known about the bytes written since the last good one, and a second
 * force may succeed without writing them. A caller must not try again: it stops writing and recovers from what is on
 * the disk.
 *
 * <p><b>Threads.</b> A storage may be used by any number of threads. Interrupting one of them neither closes a file nor
 * ends an operation. No operation has a deadline: it takes as long as the disk takes.
 */
@ProviderType
public interface Storage {

    /** How a file is opened. */
    enum Mode {
        /** An existing file, to be read only. */
        READ,
        /** An existing file, to be read and written. */
        READ_WRITE,
        /** To be read and written; made empty when it is missing. */
        CREATE,
        /**
         * As {@link #CREATE}; only the owner of the process may read or write the file, from its first moment on. Where
         * the file system knows no owners, opening fails: a secret is not written in the open.
         */
        CREATE_PRIVATE
    }

    /**
     * Opens a file. The folder that holds it must exist.
     *
     * @throws FileNotFoundException when the file is missing and {@code mode} does not make it
     */
    StorageFile open(String path, Mode mode) throws IOException;

    /**
     * Whether a file or folder of that name is there.
     *
     * @throws IOException when that cannot be told, because a folder above it cannot be searched or the disk does not answer; it is never taken for missing
     */
    boolean exists(String path) throws IOException;

    /** The names in a folder, sorted, without their path; empty when the folder is missing. */
    List<String> list(String directory) throws IOException;

    /**
     * The length of a file in bytes.
     *
     * @throws FileNotFoundException when it is missing
     */
    long size(String path) throws IOException;

    /**
     * Gives a file another name within the same folder, replacing a file of that name. A reader finds the old file or
     * the new one, never none and never a mixture, a crash included; which of the two a crash leaves is settled by
     * {@link #syncDirectory} only.
     *
     * @throws IllegalArgumentException when the names lie in different folders
     */
    void rename(String from, String to) throws IOException;

    /** Removes a file or an empty folder; nothing happens when it is missing. */
    void delete(String path) throws IOException;

    /** Makes a folder and those above it, durably; nothing happens when it is there. */
    void createDirectories(String path) throws IOException;

    /** Makes the names in a folder durable. */
    void syncDirectory(String path) throws IOException;

    /**
     * Writes a small file whole: beside it, forced, renamed over it, folder synced. Afterwards the new bytes are
     * durable; a crash on the way leaves the old bytes or the new ones. Two threads must not replace the same file at
     * the same time.
     *
     * @param mode {@link Mode#CREATE} or {@link Mode#CREATE_PRIVATE}
     */
    default void replaceAtomically(String path, byte[] bytes, Mode mode) throws IOException {
        if (mode != Mode.CREATE && mode != Mode.CREATE_PRIVATE) {
            throw new IllegalArgumentException("a file is replaced with CREATE or CREATE_PRIVATE, not " + mode);
        }
        String beside = path + ".new";
        delete(beside);
        try (StorageFile file = open(beside, mode)) {
            file.write(0, ByteBuffer.wrap(bytes));
            file.force();
        }
        rename(beside, path);
        syncDirectory(StoragePath.parent(path));
    }

    /** As {@link #replaceAtomically(String, byte[], Mode)} with {@link Mode#CREATE}. */
    default void replaceAtomically(String path, byte[] bytes) throws IOException {
        replaceAtomically(path, bytes, Mode.CREATE);
    }

    /**
     * A whole file.
     *
     * @throws FileNotFoundException when it is missing
     * @throws IOException when it is longer than 2^31 - 9 bytes, or cannot be read
     */
    default byte[] readAll(String path) throws IOException {
        try (StorageFile file = open(path, Mode.READ)) {
            long size = file.size();
            if (size > Integer.MAX_VALUE - 8) {
                throw new IOException(path + " has " + size + " bytes, too many to be read whole");
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) size);
            int read = file.read(0, buffer);
            return read == size ? buffer.array() : Arrays.copyOf(buffer.array(), Math.max(read, 0));
        }
    }

    /** Bytes that can still be written before the disk is full, as far as the system tells. */
    long usableBytes() throws IOException;

    /**
     * Claims a part of the tree for this process. The claim ends with {@link StorageLock#close} or with the process,
     * however it ends; the file that stands for it stays.
     *
     * @param path the file that stands for the claim; made when missing
     * @throws StorageLockedException when another process, or another claim of this one, holds it
     */
    StorageLock lock(String path) throws IOException;
}
