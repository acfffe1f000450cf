// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.cisterna.storage.Storage;
import org.cisterna.storage.StorageFile;

/**
 * The bytes of the emergency journal: a file of fixed size, all of it written before it is needed, so that a record needs no new block.
 *
 * <pre>{@code
 * 0     header A   magic (8), generation (8), number of the first record (8), CRC-32C of these (4)
 * 512   header B   the same; the valid one of higher generation counts
 * 4096  records    length (4), CRC-32C of number and payload (4), number (8), payload
 * }</pre>
 *
 * Big-endian. Records are numbered for ever; the list ends where the next number is missing, or a checksum is wrong: the torn tail of a
 * killed process. Emptying is one header written to the other place. Not safe for several threads.
 */
final class JournalFile {

    static final int FIRST = 4096;
    static final int RECORD_HEADER = 16;
    /** The most bytes of one payload. */
    static final int MAX_PAYLOAD = 24 << 10;

    private static final long MAGIC = 0x434953544a4e4c31L; // CISTJNL1
    private static final int HEADER_BYTES = 28;
    private static final int[] HEADERS = {0, 512};
    private static final int ZEROES = 64 << 10;

    private final StorageFile file;
    private final long size;
    private final List<byte[]> records = new ArrayList<>();
    private long generation;
    private long firstNumber;
    private long end = FIRST;

    private record Header(long generation, long firstNumber) {}

    private JournalFile(StorageFile file) throws IOException {
        this.file = file;
        this.size = file.size();
        Optional<Header> header = header();
        generation = header.map(Header::generation).orElse(0L);
        // both headers lost: what can be read is read, and the next emptying writes a header again
        firstNumber = header.isPresent() ? header.get().firstNumber() : numberAt(FIRST);
        scan();
    }

    /** Opens the journal, made whole when it is missing. */
    static JournalFile open(Storage storage, String path, int bytes) throws IOException {
        if (!storage.exists(path)) {
            String beside = path + ".new";
            storage.delete(beside);
            try (StorageFile made = storage.open(beside, Storage.Mode.CREATE_PRIVATE)) {
                for (long at = 0; at < bytes; at += ZEROES) {
                    made.write(at, ByteBuffer.allocate((int) Math.min(ZEROES, bytes - at)));
                }
                made.write(HEADERS[1], header(1, 1)); // the generation decides the place
                made.force();
            }
            storage.rename(beside, path);
            storage.syncDirectory(org.cisterna.storage.StoragePath.parent(path));
        }
        return new JournalFile(storage.open(path, Storage.Mode.READ_WRITE));
    }

    private Optional<Header> header() throws IOException {
        Header best = null;
        for (int place : HEADERS) {
            ByteBuffer bytes = read(place, HEADER_BYTES);
            if (bytes.remaining() == HEADER_BYTES
                    && bytes.getLong(0) == MAGIC
                    && bytes.getInt(24) == crc(bytes, 0, 24)) {
                Header found = new Header(bytes.getLong(8), bytes.getLong(16));
                if (best == null || found.generation() > best.generation()) {
                    best = found;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static ByteBuffer header(long generation, long firstNumber) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
        bytes.putLong(MAGIC).putLong(generation).putLong(firstNumber);
        bytes.putInt(crc(bytes, 0, 24));
        return bytes.flip();
    }

    private long numberAt(long at) throws IOException {
        ByteBuffer bytes = read(at, RECORD_HEADER);
        return bytes.remaining() < RECORD_HEADER ? 1 : Math.max(1, bytes.getLong(8));
    }

    private void scan() throws IOException {
        while (true) {
            ByteBuffer head = read(end, RECORD_HEADER);
            if (head.remaining() < RECORD_HEADER) {
                return;
            }
            int length = head.getInt(0);
            if (length < 1 || length > MAX_PAYLOAD || head.getLong(8) != firstNumber + records.size()) {
                return;
            }
            ByteBuffer whole = read(end + 8, 8 + length);
            if (whole.remaining() < 8 + length || head.getInt(4) != crc(whole, 0, 8 + length)) {
                return;
            }
            byte[] payload = new byte[length];
            whole.get(8, payload);
            records.add(payload);
            end += RECORD_HEADER + length;
        }
    }

    private ByteBuffer read(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        file.read(at, bytes);
        return bytes.flip();
    }

    private static int crc(ByteBuffer bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(from).limit(from + length));
        return (int) crc.getValue();
    }

    /** The payloads, in their order. */
    List<byte[]> records() {
        return List.copyOf(records);
    }

    /** Adds a record; durable when it returns. After an exception the file is not to be used any more. */
    void append(byte[] payload) throws IOException {
        if (payload.length < 1 || payload.length > MAX_PAYLOAD) {
            throw new IOException("a record has 1 to " + MAX_PAYLOAD + " bytes, not " + payload.length);
        }
        if (end + RECORD_HEADER + payload.length > size) {
            throw new IOException("the journal is full: " + records.size() + " records wait to be entered");
        }
        ByteBuffer bytes = ByteBuffer.allocate(RECORD_HEADER + payload.length);
        bytes.putInt(payload.length)
                .putInt(0)
                .putLong(firstNumber + records.size())
                .put(payload);
        bytes.putInt(4, crc(bytes, 8, 8 + payload.length)).flip();
        file.write(end, bytes);
        file.force();
        records.add(payload.clone());
        end += RECORD_HEADER + payload.length;
    }

    /** Forgets all records; durable when it returns. After an exception the file is not to be used any more. */
    void clear() throws IOException {
        long next = firstNumber + records.size();
        file.write(HEADERS[(int) ((generation + 1) % 2)], header(generation + 1, next));
        file.force();
        generation++;
        firstNumber = next;
        records.clear();
        end = FIRST;
    }

    void close() throws IOException {
        file.close();
    }
}
