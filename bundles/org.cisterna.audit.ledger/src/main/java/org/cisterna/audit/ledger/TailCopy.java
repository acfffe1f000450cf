// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.cisterna.storage.Storage;
import org.cisterna.storage.Storage.Mode;
import org.cisterna.storage.StorageFile;
import org.cisterna.storage.StoragePath;

/**
 * A copy of the end of a segment that a start is about to write again in place: a disk that loses its power may garble what it is just writing, and what no
 * signature covers was acknowledged all the same. It is durable before the first byte is written again, and gone when the last one is durable; a start that
 * finds one puts it back first, as often as it takes.
 */
final class TailCopy {
    private static final long MAGIC = 0x4349535441494C31L;
    /** Magic, where the end begins, how long it is, and the CRC-32C of those and of all bytes behind them. */
    private static final int HEADER = 28;

    private static final int SUM = 4;
    private static final int PIECE = 64 * 1024;

    private final Storage storage;
    private final String segment;
    private final String copy;

    /** Of a segment. */
    TailCopy(Storage storage, String segment) {
        this.storage = storage;
        this.segment = segment;
        this.copy = segment + ".tail";
    }

    /**
     * Makes one.
     *
     * @param from where the end begins
     * @param to behind its last byte
     */
    void keep(long from, long to) throws IOException {
        if (from >= to) {
            return;
        }
        storage.delete(copy);
        try (StorageFile in = storage.open(segment, Mode.READ);
                StorageFile out = storage.open(copy, Mode.CREATE)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            header.putLong(MAGIC).putLong(from).putLong(to - from);
            CRC32C sum = new CRC32C();
            sum.update(header.array(), 0, HEADER - SUM);
            move(in, from, out, HEADER, to - from, sum);
            out.write(0, header.putInt((int) sum.getValue()).flip());
            out.force();
        }
        storage.syncDirectory(StoragePath.parent(copy));
    }

    /** Takes it away: what it holds is durable in the segment. */
    void drop() throws IOException {
        if (storage.exists(copy)) {
            storage.delete(copy);
            storage.syncDirectory(StoragePath.parent(copy));
        }
    }

    /** Puts one back that is whole. One that is not was never written again from. */
    void restore() throws IOException {
        if (!storage.exists(copy)) {
            return;
        }
        if (storage.exists(segment)) {
            try (StorageFile in = storage.open(copy, Mode.READ)) {
                ByteBuffer header = ByteBuffer.allocate(HEADER);
                in.read(0, header);
                header.flip();
                if (isWhole(in, header)) {
                    try (StorageFile out = storage.open(segment, Mode.READ_WRITE)) {
                        move(in, HEADER, out, header.getLong(8), header.getLong(16), new CRC32C());
                        out.force();
                    }
                }
            }
        }
        drop();
    }

    private static boolean isWhole(StorageFile in, ByteBuffer header) throws IOException {
        if (header.limit() < HEADER
                || header.getLong(0) != MAGIC
                || header.getLong(8) < 0
                || header.getLong(16) != in.size() - HEADER) {
            return false;
        }
        CRC32C sum = new CRC32C();
        sum.update(header.slice(0, HEADER - SUM));
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        for (long at = HEADER; at < in.size(); at += piece.limit()) {
            in.read(at, piece.clear());
            if (!piece.flip().hasRemaining()) {
                return false;
            }
            sum.update(piece.duplicate());
        }
        return header.getInt(HEADER - SUM) == (int) sum.getValue();
    }

    /** Copies bytes, and adds them to a sum. */
    private static void move(StorageFile in, long from, StorageFile out, long to, long length, CRC32C sum)
            throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        for (long done = 0; done < length; done += piece.limit()) {
            piece.clear().limit((int) Math.min(PIECE, length - done));
            in.read(from + done, piece);
            piece.flip();
            if (!piece.hasRemaining()) {
                throw new IOException("the segment ends at " + (from + done) + ", before its last entry does");
            }
            sum.update(piece.duplicate());
            out.write(to + done, piece.duplicate());
        }
    }
}
