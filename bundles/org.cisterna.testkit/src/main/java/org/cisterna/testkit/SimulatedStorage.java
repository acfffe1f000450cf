// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.cisterna.storage.Storage;
import org.cisterna.storage.StorageFile;
import org.cisterna.storage.StorageLock;
import org.cisterna.storage.StorageLockedException;
import org.cisterna.storage.StoragePath;

/**
 * A disk in memory that forgets what a disk may forget. Until they are forced, writes are lost, torn at 512 bytes, put out of order or
 * replaced by garbage in a crash; names are lost until their folder is synced. Any operation that changes something can be made to fail or
 * to be the last one before a crash; such operations are counted from 1.
 *
 * <p>After a crash point every operation fails; {@link #afterCrash} then gives a disk as the machine may find it after a power loss, and
 * {@link #afterKill} one as a killed process leaves it to the next. After a failed force the bytes concerned are never made durable by a
 * later force, as on Linux.
 *
 * <p>Safe for any number of threads.
 */
public final class SimulatedStorage implements Storage {
    private final Random chance;
    private final Map<String, SimulatedFile> durableNames = new TreeMap<>();
    private final Map<String, SimulatedFile> names = new TreeMap<>();
    private final Set<String> directories = new TreeSet<>(Set.of(""));
    private final Map<String, List<NameChange>> unsynced = new HashMap<>();
    private final Set<String> ownerOnly = new HashSet<>();
    private final Set<String> locks = new HashSet<>();
    private long operations;
    private long crashAt = Long.MAX_VALUE;
    private long failAt = Long.MAX_VALUE;
    private long forces;
    private long free = Long.MAX_VALUE;
    private boolean crashed;
    private Runnable duringForce = () -> {};

    /** A change of the names in one folder, not synced yet. */
    private record NameChange(String removed, String added, SimulatedFile file) {
        static final String NONE = "";

        void apply(Map<String, SimulatedFile> map) {
            if (!removed.equals(NONE)) {
                map.remove(removed);
            }
            if (!added.equals(NONE)) {
                map.put(added, file);
            }
        }
    }

    /**
     * An empty disk.
     *
     * @param seed decides what a failing operation leaves half done
     */
    public SimulatedStorage(long seed) {
        this.chance = new Random(seed);
    }

    /** Operations that changed something, or tried to, so far. */
    public synchronized long operations() {
        return operations;
    }

    /** Successful calls of {@link StorageFile#force} so far. */
    public synchronized long forces() {
        return forces;
    }

    /** Lets the operation of this number fail with an {@link IOException}; those after it work again, as far as a disk does. */
    public synchronized void failAt(long operation) {
        failAt = operation;
    }

    /** Lets the machine crash during the operation of this number. */
    public synchronized void crashAt(long operation) {
        crashAt = operation;
    }

    /** Lets the disk be full after files have grown by so many more bytes; what is written over other bytes takes no room. */
    public synchronized void free(long bytes) {
        free = bytes;
    }

    /** Whether the crash, or failure, that was asked for has happened. */
    public synchronized boolean fired() {
        return crashed || operations >= failAt;
    }

    /** Runs in the thread that forces, before the bytes are durable: a slow disk, where it waits for a time source. */
    public synchronized void duringForce(Runnable slow) {
        duringForce = slow;
    }

    /** Whether a file was made for its owner alone. */
    public synchronized boolean isOwnerOnly(String path) {
        return ownerOnly.contains(path);
    }

    /** Every file, in order of names. */
    public synchronized List<String> files() {
        return List.copyOf(names.keySet());
    }

    /** Changes one byte of a file behind everybody's back. */
    public synchronized void flip(String path, long position, int mask) {
        SimulatedFile file = names.get(path);
        if (file == null) {
            throw new IllegalArgumentException("no file " + path);
        }
        file.flip(Math.toIntExact(position), mask);
    }

    /** The disk as the next process finds it when this one was killed: what was written is there, forced or not. */
    public synchronized SimulatedStorage afterKill() {
        SimulatedStorage next = new SimulatedStorage(chance.nextLong());
        next.directories.addAll(directories);
        next.ownerOnly.addAll(ownerOnly);
        names.forEach((name, file) -> next.put(name, file.written()));
        return next;
    }

    /**
     * The disk as it may be found after a power loss now.
     *
     * @param seed decides what survives of everything that is not durable
     */
    public synchronized SimulatedStorage afterCrash(long seed) {
        Random fate = new Random(seed);
        SimulatedStorage next = new SimulatedStorage(fate.nextLong());
        next.directories.addAll(directories);
        next.ownerOnly.addAll(ownerOnly);
        Map<String, SimulatedFile> left = new TreeMap<>(durableNames);
        for (List<NameChange> changes : new TreeMap<>(unsynced).values()) {
            int kept = fate.nextInt(changes.size() + 1);
            changes.subList(0, kept).forEach(change -> change.apply(left));
        }
        left.forEach((name, file) -> next.put(name, file.survivors(fate)));
        return next;
    }

    private void put(String name, byte[] bytes) {
        SimulatedFile file = new SimulatedFile(bytes);
        names.put(name, file);
        durableNames.put(name, file);
    }

    private void alive() throws IOException {
        if (crashed) {
            throw new IOException("the machine has crashed");
        }
    }

    /** Counts an operation; throws when it is the one that crashes or fails. */
    private void operation(String what) throws IOException {
        alive();
        operations++;
        if (operations == crashAt) {
            crashed = true;
            throw new IOException("the machine crashes during operation " + operations + ", " + what);
        }
        if (operations == failAt) {
            throw new IOException("operation " + operations + " fails: " + what);
        }
    }

    private void change(String folder, NameChange change) {
        change.apply(names);
        unsynced.computeIfAbsent(folder, f -> new ArrayList<>()).add(change);
    }

    @Override
    public synchronized StorageFile open(String path, Mode mode) throws IOException {
        alive();
        SimulatedFile file = names.get(StoragePath.checked(path));
        if (file == null) {
            if (mode == Mode.READ || mode == Mode.READ_WRITE) {
                throw new FileNotFoundException(path + " is not there");
            }
            String folder = StoragePath.parent(path);
            if (!directories.contains(folder) || directories.contains(path)) {
                throw new FileNotFoundException(path + " cannot be made there");
            }
            SimulatedFile made = new SimulatedFile(new byte[0]);
            try {
                operation("make " + path);
            } finally {
                if (crashed || operations != failAt) {
                    change(folder, new NameChange(NameChange.NONE, path, made));
                }
            }
            file = made;
        }
        if (mode == Mode.CREATE_PRIVATE) {
            ownerOnly.add(path);
        }
        return new Handle(path, file, mode != Mode.READ);
    }

    @Override
    public synchronized boolean exists(String path) {
        return names.containsKey(StoragePath.checked(path)) || directories.contains(path);
    }

    @Override
    public synchronized List<String> list(String directory) {
        String prefix = StoragePath.checked(directory).isEmpty() ? "" : directory + "/";
        Set<String> found = new TreeSet<>();
        for (Set<String> paths : List.of(names.keySet(), directories)) {
            for (String path : paths) {
                if (!path.isEmpty() && path.startsWith(prefix)) {
                    String rest = path.substring(prefix.length());
                    int slash = rest.indexOf('/');
                    found.add(slash < 0 ? rest : rest.substring(0, slash));
                }
            }
        }
        return List.copyOf(found);
    }

    @Override
    public synchronized long size(String path) throws IOException {
        return existing(path).size();
    }

    private SimulatedFile existing(String path) throws FileNotFoundException {
        SimulatedFile file = names.get(StoragePath.checked(path));
        if (file == null) {
            throw new FileNotFoundException(path + " is not there");
        }
        return file;
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        alive();
        String folder = StoragePath.parent(StoragePath.checked(to));
        if (!StoragePath.parent(StoragePath.checked(from)).equals(folder)) {
            throw new IllegalArgumentException(from + " and " + to + " lie in different folders");
        }
        SimulatedFile file = existing(from);
        try {
            operation("rename " + from + " to " + to);
        } finally {
            if (crashed || operations != failAt) {
                change(folder, new NameChange(from, to, file));
                if (ownerOnly.remove(from)) {
                    ownerOnly.add(to);
                }
            }
        }
    }

    @Override
    public synchronized void delete(String path) throws IOException {
        alive();
        if (directories.contains(StoragePath.checked(path))) {
            if (!list(path).isEmpty()) {
                throw new IOException(path + " is a folder that is not empty");
            }
            operation("delete " + path);
            directories.remove(path);
        } else if (names.containsKey(path)) {
            SimulatedFile file = existing(path);
            try {
                operation("delete " + path);
            } finally {
                if (crashed || operations != failAt) {
                    change(StoragePath.parent(path), new NameChange(path, NameChange.NONE, file));
                    ownerOnly.remove(path);
                }
            }
        }
    }

    @Override
    public synchronized void createDirectories(String path) throws IOException {
        alive();
        if (directories.contains(StoragePath.checked(path))) {
            return;
        }
        if (names.containsKey(path)) {
            throw new IOException(path + " is a file");
        }
        createDirectories(StoragePath.parent(path));
        try {
            operation("make folder " + path);
        } catch (IOException e) {
            if (crashed && chance.nextBoolean()) {
                directories.add(path);
            }
            throw e;
        }
        directories.add(path);
    }

    @Override
    public synchronized void syncDirectory(String path) throws IOException {
        if (!directories.contains(StoragePath.checked(path))) {
            throw new FileNotFoundException("no folder " + path);
        }
        operation("sync folder " + path);
        List<NameChange> changes = unsynced.remove(path);
        if (changes != null) {
            changes.forEach(change -> change.apply(durableNames));
        }
    }

    @Override
    public synchronized long usableBytes() {
        return free;
    }

    @Override
    public synchronized StorageLock lock(String path) throws IOException {
        alive();
        if (!locks.add(StoragePath.checked(path))) {
            throw new StorageLockedException(path + " is held by this process; one process at a time may use it");
        }
        return () -> {
            synchronized (this) {
                locks.remove(path);
            }
        };
    }

    /** Bytes of a write that reach the file although the write fails. */
    private synchronized void write(String path, SimulatedFile file, long position, byte[] bytes) throws IOException {
        alive();
        int start = Math.toIntExact(position);
        long grown = Math.max(0, Math.min(bytes.length, position + bytes.length - file.size()));
        if (grown > free) {
            file.write(start, Arrays.copyOf(bytes, Math.toIntExact(bytes.length - grown + free)));
            free = 0;
            operations++;
            throw new IOException(path + ": no space left on device");
        }
        try {
            operation("write " + bytes.length + " bytes to " + path);
        } catch (IOException e) {
            if (operations == crashAt) {
                file.write(start, bytes);
            } else if (operations == failAt && bytes.length > 0) {
                file.write(start, Arrays.copyOf(bytes, chance.nextInt(bytes.length)));
            }
            throw e;
        }
        free -= grown;
        file.write(start, bytes);
    }

    private void force(String path, SimulatedFile file) throws IOException {
        Runnable slow;
        synchronized (this) {
            slow = duringForce;
        }
        long before = file.mark();
        slow.run();
        synchronized (this) {
            try {
                operation("force " + path);
            } catch (IOException e) {
                file.abandon(chance);
                throw e;
            }
            forces++;
            file.settle(before);
        }
    }

    private synchronized void truncate(String path, SimulatedFile file, long size) throws IOException {
        alive();
        try {
            operation("truncate " + path);
        } finally {
            if (crashed || operations != failAt) {
                file.truncate(Math.toIntExact(size));
            }
        }
    }

    /** One opened file. */
    private final class Handle implements StorageFile {
        private final String path;
        private final SimulatedFile file;
        private final boolean writable;
        private volatile boolean open = true;

        Handle(String path, SimulatedFile file, boolean writable) {
            this.path = path;
            this.file = file;
            this.writable = writable;
        }

        private void check(boolean toWrite) throws IOException {
            if (!open) {
                throw new IOException(path + " is closed");
            }
            if (toWrite && !writable) {
                throw new IOException(path + " was opened to be read only");
            }
        }

        @Override
        public int read(long position, ByteBuffer buffer) throws IOException {
            check(false);
            return file.read(position, buffer);
        }

        @Override
        public void write(long position, ByteBuffer buffer) throws IOException {
            check(true);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            SimulatedStorage.this.write(path, file, position, bytes);
        }

        @Override
        public void force() throws IOException {
            check(true);
            SimulatedStorage.this.force(path, file);
        }

        @Override
        public long size() throws IOException {
            check(false);
            return file.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            check(true);
            if (size < file.size()) {
                SimulatedStorage.this.truncate(path, file, size);
            }
        }

        @Override
        public void close() {
            open = false;
        }
    }

    /** Chance for tests that choose a place to damage, from the same seed. */
    public synchronized RandomGenerator chance() {
        return new Random(chance.nextLong());
    }
}
