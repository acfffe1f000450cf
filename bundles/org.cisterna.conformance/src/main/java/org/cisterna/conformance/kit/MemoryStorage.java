// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.FileNotFoundException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cisterna.storage.Storage;
import org.cisterna.storage.StorageFile;
import org.cisterna.storage.StorageLock;

/** The disk of a device on the bench: it forgets nothing but with the bench, and never fails. */
final class MemoryStorage implements Storage {

    private static final long ROOM = 1L << 30;

    private final SortedMap<String, byte[]> files = new TreeMap<>();

    @Override
    public StorageFile open(String path, Mode mode) throws FileNotFoundException {
        if (!files.containsKey(path)) {
            if (mode == Mode.READ || mode == Mode.READ_WRITE) {
                throw new FileNotFoundException(path);
            }
            files.put(path, new byte[0]);
        }
        return new InMemory(path);
    }

    @Override
    public boolean exists(String path) {
        return files.containsKey(path);
    }

    @Override
    public List<String> list(String directory) {
        String prefix = directory.isEmpty() ? "" : directory + '/';
        return files.keySet().stream()
                .filter(each -> each.startsWith(prefix))
                .map(each -> each.substring(prefix.length()))
                .toList();
    }

    @Override
    public long size(String path) throws FileNotFoundException {
        return bytes(path).length;
    }

    @Override
    public void rename(String from, String to) throws FileNotFoundException {
        files.put(to, bytes(from));
        files.remove(from);
    }

    @Override
    public void delete(String path) {
        files.remove(path);
    }

    @Override
    public void createDirectories(String path) {
        // a path is a name
    }

    @Override
    public void syncDirectory(String path) {
        // nothing is lost
    }

    @Override
    public long usableBytes() {
        return ROOM;
    }

    @Override
    public StorageLock lock(String path) {
        return () -> {};
    }

    private byte[] bytes(String path) throws FileNotFoundException {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new FileNotFoundException(path);
        }
        return bytes;
    }

    /** One file. */
    private final class InMemory implements StorageFile {

        private final String path;

        InMemory(String path) {
            this.path = path;
        }

        @Override
        public int read(long position, ByteBuffer buffer) throws FileNotFoundException {
            byte[] bytes = bytes(path);
            if (position >= bytes.length) {
                return buffer.hasRemaining() ? -1 : 0;
            }
            int length = Math.min(buffer.remaining(), bytes.length - (int) position);
            buffer.put(bytes, (int) position, length);
            return length;
        }

        @Override
        public void write(long position, ByteBuffer buffer) throws FileNotFoundException {
            int end = Math.toIntExact(position + buffer.remaining());
            byte[] bytes = Arrays.copyOf(bytes(path), Math.max(end, bytes(path).length));
            buffer.get(bytes, (int) position, buffer.remaining());
            files.put(path, bytes);
        }

        @Override
        public void force() {
            // nothing is lost
        }

        @Override
        public long size() throws FileNotFoundException {
            return bytes(path).length;
        }

        @Override
        public void truncate(long size) throws FileNotFoundException {
            byte[] bytes = bytes(path);
            if (size < bytes.length) {
                files.put(path, Arrays.copyOf(bytes, (int) size));
            }
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
