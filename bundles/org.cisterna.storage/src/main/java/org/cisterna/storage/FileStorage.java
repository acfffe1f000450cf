// SPDX-License-Identifier: Apache-2.0
package org.cisterna.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of the file system. Files are used through {@link RandomAccessFile}, not through a {@code FileChannel}: that
 * is closed when a thread that uses it is interrupted, and callers of a ledger may be interrupted at any time.
 */
public final class FileStorage implements Storage {
    private final Path root;

    /**
     * A folder, which is made when it is missing.
     *
     * @throws IOException when it cannot be made, or is not a folder
     */
    public FileStorage(Path root) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        Files.createDirectories(this.root);
    }

    @Override
    public StorageFile open(String path, Mode mode) throws IOException {
        Path file = at(path);
        if (mode == Mode.READ || mode == Mode.READ_WRITE) {
            if (!exists(path)) {
                throw new FileNotFoundException(file + " is not there");
            }
            if (!Files.isRegularFile(file)) {
                throw new FileNotFoundException(file + " is no file");
            }
        } else if (mode == Mode.CREATE_PRIVATE) {
            createPrivate(file);
        }
        return new PlainFile(new RandomAccessFile(file.toFile(), mode == Mode.READ ? "r" : "rw"));
    }

    private static void createPrivate(Path file) throws IOException {
        if (Files.getFileAttributeView(file.getParent(), PosixFileAttributeView.class) == null) {
            throw new IOException(file + " holds a secret, and this file system cannot keep it from other users;"
                    + " use a data folder on a file system with owners and permissions");
        }
        var ownerOnly = PosixFilePermissions.fromString("rw-------");
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
        } catch (FileAlreadyExistsException e) {
            Files.setPosixFilePermissions(file, ownerOnly);
        }
    }

    @Override
    public boolean exists(String path) throws IOException {
        Path file = at(path);
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // not the same as missing: who takes it so makes a new key or a new log beside the old one
            throw new IOException(
                    file + " cannot be looked at, so nobody knows whether it is there; see to the permissions of its"
                            + " folder and to the disk: " + e,
                    e);
        }
    }

    @Override
    public List<String> list(String directory) throws IOException {
        try (Stream<Path> entries = Files.list(at(directory))) {
            return entries.map(p -> p.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (NotDirectoryException e) {
            throw new IOException(at(directory) + " is a file, not a folder", e);
        }
    }

    @Override
    public long size(String path) throws IOException {
        try {
            return Files.size(at(path));
        } catch (NoSuchFileException e) {
            throw missing(path, e);
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        if (!StoragePath.parent(from).equals(StoragePath.parent(to))) {
            throw new IllegalArgumentException(
                    "'" + from + "' cannot be renamed to '" + to + "': the names lie in different folders");
        }
        Files.move(at(from), at(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String path) throws IOException {
        try {
            Files.deleteIfExists(at(path));
        } catch (DirectoryNotEmptyException e) {
            throw new IOException(at(path) + " is a folder that is not empty", e);
        }
    }

    @Override
    public void createDirectories(String path) throws IOException {
        Deque<Path> toSync = new ArrayDeque<>();
        Path missing = at(path);
        while (!missing.equals(root) && !Files.isDirectory(missing)) {
            Path parent = missing.getParent();
            if (parent == null) {
                break;
            }
            toSync.push(parent);
            missing = parent;
        }
        Files.createDirectories(at(path));
        for (Path parent : toSync) {
            sync(parent);
        }
    }

    @Override
    public void syncDirectory(String path) throws IOException {
        sync(at(path));
    }

    private static void sync(Path directory) throws IOException {
        // An asynchronous channel, for no interrupt closes it; its force works in the calling thread.
        try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long usableBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    @Override
    public StorageLock lock(String path) throws IOException {
        Path file = at(path);
        AsynchronousFileChannel held =
                AsynchronousFileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = held.tryLock();
            if (lock != null) {
                return held::close;
            }
        } catch (OverlappingFileLockException e) {
            held.close();
            throw locked(file, "this process");
        } catch (IOException e) {
            held.close();
            throw e;
        }
        held.close();
        throw locked(file, "another process");
    }

    private static StorageLockedException locked(Path file, String holder) {
        return new StorageLockedException(
                file + " is held by " + holder + "; one process at a time may use it: stop the other one");
    }

    private Path at(String path) {
        return root.resolve(StoragePath.checked(path));
    }

    private FileNotFoundException missing(String path, Exception cause) {
        FileNotFoundException e = new FileNotFoundException(at(path) + " is not there");
        e.initCause(cause);
        return e;
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
