// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.cisterna.storage.Storage;
import org.cisterna.storage.StorageFile;
import org.cisterna.storage.StorageLock;

/** Counts how often the segment is forced, and how many groups of records that made durable; the rest made room. */
final class CountedStorage implements Storage {

    /** How a group begins in the file, as the handbook of the ledger has it. */
    private static final int GROUP = 0x43475250;

    private final Storage storage;
    private final AtomicLong syncs = new AtomicLong();
    private final AtomicLong groups = new AtomicLong();

    CountedStorage(Storage storage) {
        this.storage = storage;
    }

    long segmentSyncs() {
        return syncs.get();
    }

    long groups() {
        return groups.get();
    }

    @Override
    public StorageFile open(String path, Mode mode) throws IOException {
        StorageFile file = storage.open(path, mode);
        return path.endsWith("/segment") ? new Counted(file) : file;
    }

    private final class Counted implements StorageFile {
        private final StorageFile file;
        private final AtomicLong written = new AtomicLong();

        Counted(StorageFile file) {
            this.file = file;
        }

        @Override
        public int read(long position, ByteBuffer buffer) throws IOException {
            return file.read(position, buffer);
        }

        @Override
        public void write(long position, ByteBuffer buffer) throws IOException {
            boolean isGroup =
                    buffer.remaining() >= Integer.BYTES && buffer.duplicate().getInt() == GROUP;
            file.write(position, buffer);
            if (isGroup) {
                written.incrementAndGet();
            }
        }

        @Override
        public void force() throws IOException {
            file.force();
            syncs.incrementAndGet();
            groups.addAndGet(written.getAndSet(0));
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    public boolean exists(String path) throws IOException {
        return storage.exists(path);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return storage.list(directory);
    }

    @Override
    public long size(String path) throws IOException {
        return storage.size(path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        storage.rename(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        storage.delete(path);
    }

    @Override
    public void createDirectories(String path) throws IOException {
        storage.createDirectories(path);
    }

    @Override
    public void syncDirectory(String path) throws IOException {
        storage.syncDirectory(path);
    }

    @Override
    public long usableBytes() throws IOException {
        return storage.usableBytes();
    }

    @Override
    public StorageLock lock(String path) throws IOException {
        return storage.lock(path);
    }
}
