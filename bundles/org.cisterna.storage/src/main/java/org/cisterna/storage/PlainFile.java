// SPDX-License-Identifier: Apache-2.0
package org.cisterna.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/**
 * A file that no interrupt can close. The position is shared by all users, so each read and write moves it and then
 * works under one lock; {@link #force} takes none, a reader does not wait for a disk that syncs.
 */
final class PlainFile implements StorageFile {
    private static final int CHUNK = 64 * 1024;

    private final RandomAccessFile file;

    PlainFile(RandomAccessFile file) {
        this.file = file;
    }

    @Override
    public synchronized int read(long position, ByteBuffer buffer) throws IOException {
        if (!buffer.hasRemaining()) {
            return 0;
        }
        file.seek(position);
        int total = 0;
        byte[] chunk = buffer.hasArray() ? buffer.array() : new byte[Math.min(buffer.remaining(), CHUNK)];
        while (buffer.hasRemaining()) {
            int n;
            if (buffer.hasArray()) {
                n = file.read(chunk, buffer.arrayOffset() + buffer.position(), buffer.remaining());
                if (n > 0) {
                    buffer.position(buffer.position() + n);
                }
            } else {
                n = file.read(chunk, 0, Math.min(buffer.remaining(), chunk.length));
                if (n > 0) {
                    buffer.put(chunk, 0, n);
                }
            }
            if (n < 0) {
                break;
            }
            total += n;
        }
        return total == 0 ? -1 : total;
    }

    @Override
    public synchronized void write(long position, ByteBuffer buffer) throws IOException {
        file.seek(position);
        if (buffer.hasArray()) {
            file.write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
            buffer.position(buffer.limit());
            return;
        }
        byte[] chunk = new byte[Math.min(buffer.remaining(), CHUNK)];
        while (buffer.hasRemaining()) {
            int n = Math.min(buffer.remaining(), chunk.length);
            buffer.get(chunk, 0, n);
            file.write(chunk, 0, n);
        }
    }

    @Override
    public void force() throws IOException {
        file.getFD().sync();
    }

    @Override
    public synchronized long size() throws IOException {
        return file.length();
    }

    @Override
    public synchronized void truncate(long size) throws IOException {
        if (size < file.length()) {
            file.setLength(size);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
