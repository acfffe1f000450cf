// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Reads what is to be checked, and never more of it than a file of its kind can have: who wrote it may want to fill the memory. What is not there is
 * told from what cannot be read, for that says nothing of the ledger.
 */
final class Reading {
    /** The longest file of a log but the segment: an entry bundle, 256 records of 65,535 bytes and their lengths. */
    static final int MOST_BYTES = 256 * (2 + 65_535);

    private static final int ROOM = 8192;

    private Reading() {}

    /**
     * A whole file; empty when it is not there.
     *
     * @throws IOException in words when it cannot be read, or has more bytes
     */
    static Optional<byte[]> file(Path file, int most) throws IOException {
        Optional<InputStream> found = stream(file);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = found.get()) {
            return Optional.of(all(in, file.toString(), most));
        } catch (FileSystemException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * The bytes of a file, to be read piece by piece; empty when there is no such file.
     *
     * @throws IOException in words when it cannot be read
     */
    static Optional<InputStream> stream(Path file) throws IOException {
        if (kind(file).filter(BasicFileAttributes::isRegularFile).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.newInputStream(file));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // taken away just now, as the platform does with partial tiles
        } catch (FileSystemException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * What stands there, a file or a folder; empty when nothing does.
     *
     * @throws IOException in words when that cannot be seen
     */
    static Optional<BasicFileAttributes> kind(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * All bytes of a stream.
     *
     * @param what it is, for the words
     * @throws IOException in words when it has more bytes
     */
    static byte[] all(InputStream in, String what, int most) throws IOException {
        byte[] bytes = in.readNBytes(most);
        if (bytes.length == most && in.read() >= 0) {
            throw new IOException(what + " has more than the " + most + " bytes that are read of such a file");
        }
        return bytes;
    }

    /** That something is there and cannot be read, in words. */
    static IOException unreadable(Path file, FileSystemException cause) {
        String reason = cause.getReason();
        return new IOException(
                file + " cannot be read: "
                        + (cause instanceof AccessDeniedException
                                ? "this account has no permission"
                                : reason == null ? "the file system does not say why" : reason),
                cause);
    }

    /** The digest of a file; empty when it is not there. */
    static Optional<byte[]> sha256(Path file) throws IOException {
        Optional<InputStream> found = stream(file);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var digest = Merkle.sha256();
        try (InputStream in = found.get()) {
            byte[] room = new byte[ROOM];
            for (int n = in.read(room); n >= 0; n = in.read(room)) {
                digest.update(room, 0, n);
            }
        }
        return Optional.of(digest.digest());
    }
}
