// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.storage.Storage;
import org.cisterna.storage.Storage.Mode;
import org.cisterna.storage.StorageFile;

/**
 * Non-volatile memory of one device: two banks in two files, written in turn, each with a generation and a checksum. A kill at any byte of a
 * write leaves the image before it or the image after it. Used by one thread at a time.
 *
 * <p>After a failed write nothing is known about the bank that was being written, so the memory refuses to go on: the device is dead, as if its
 * power had gone, and is opened anew from what is on the disk.
 */
public final class DeviceMemory {

    private static final int MAGIC = 0x43534d31;
    private static final int HEADER = Integer.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;
    private static final String[] BANKS = {"bank-a", "bank-b"};

    private final Storage storage;
    private final String directory;
    private long generation;
    private int current;
    private byte[] image;
    private boolean failed;

    private static final class Bank {
        private final long generation;
        private final byte[] image;

        private Bank(long generation, byte[] image) {
            this.generation = generation;
            this.image = image;
        }
    }

    private DeviceMemory(Storage storage, String directory, long generation, int current, byte[] image) {
        this.storage = storage;
        this.directory = directory;
        this.generation = generation;
        this.current = current;
        this.image = image;
    }

    /**
     * Opens the memory in a folder of its own, which is made when missing.
     *
     * @throws IOException when the storage fails, or when both banks are there and neither is whole
     */
    public static DeviceMemory open(Storage storage, String directory) throws IOException {
        storage.createDirectories(directory);
        Optional<Bank> a = read(storage, directory + '/' + BANKS[0]);
        Optional<Bank> b = read(storage, directory + '/' + BANKS[1]);
        if (a.isEmpty() && b.isEmpty()) {
            if (storage.exists(directory + '/' + BANKS[0]) && storage.exists(directory + '/' + BANKS[1])) {
                throw new IOException(
                        "both memory banks in " + directory
                                + " are damaged; a kill cannot do that. Restore the folder from a backup, or remove it to make a new device");
            }
            return new DeviceMemory(storage, directory, 0, 1, new byte[0]);
        }
        boolean useA = b.isEmpty() || (a.isPresent() && a.get().generation > b.get().generation);
        Bank newest = (useA ? a : b).orElseThrow();
        return new DeviceMemory(storage, directory, newest.generation, useA ? 0 : 1, newest.image);
    }

    /** The newest image that was stored whole; empty for a device that was never manufactured. */
    public Optional<byte[]> image() {
        return generation == 0 ? Optional.empty() : Optional.of(image.clone());
    }

    /** How many images were ever stored here; 0 for a device that was never manufactured. */
    public long generation() {
        return generation;
    }

    /**
     * The newest image as JSON of a form.
     *
     * @param form what its member {@code form} has to say
     * @throws IOException in words, when it is something else
     */
    public static JsonObject parse(byte[] image, String form) throws IOException {
        try {
            if (Json.parse(image) instanceof JsonObject json
                    && json.string("form").equals(form)) {
                return json;
            }
        } catch (JsonException e) {
            throw new IOException("the memory holds no device of this family: " + e.getMessage(), e);
        }
        throw new IOException("the memory holds a device of another family or form");
    }

    /**
     * Fails when an image could not be stored.
     *
     * @throws IOException in words
     */
    public void requireGood() throws IOException {
        if (failed) {
            throw new IOException("the memory in " + directory + " failed before; open the device anew");
        }
    }

    /** The newest image, read from the disk again and checked; empty when it is damaged there. */
    public Optional<byte[]> readAgain() throws IOException {
        return read(storage, directory + '/' + BANKS[current])
                .filter(bank -> bank.generation == generation)
                .map(bank -> bank.image);
    }

    /**
     * Stores an image. When this returns the image is durable.
     *
     * @throws IOException when it may not be; the memory then takes no further image
     */
    public void store(byte[] next) throws IOException {
        requireGood();
        failed = true;
        int target = 1 - current;
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + next.length);
        buffer.putInt(MAGIC).putLong(generation + 1).putInt(next.length).putInt(checksum(generation + 1, next));
        buffer.put(next).flip();
        String path = directory + '/' + BANKS[target];
        boolean fresh = !storage.exists(path);
        try (StorageFile file = storage.open(path, Mode.CREATE_PRIVATE)) {
            file.write(0, buffer);
            file.force();
        }
        if (fresh) {
            storage.syncDirectory(directory);
        }
        current = target;
        generation++;
        image = next.clone();
        failed = false;
    }

    private static Optional<Bank> read(Storage storage, String path) throws IOException {
        if (!storage.exists(path)) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(storage.readAll(path));
        if (bytes.remaining() < HEADER || bytes.getInt() != MAGIC) {
            return Optional.empty();
        }
        long generation = bytes.getLong();
        int length = bytes.getInt();
        int checksum = bytes.getInt();
        if (generation < 1 || length < 0 || length > bytes.remaining()) {
            return Optional.empty();
        }
        byte[] image = Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.position() + length);
        return checksum == checksum(generation, image) ? Optional.of(new Bank(generation, image)) : Optional.empty();
    }

    private static int checksum(long generation, byte[] image) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(generation).flip());
        crc.update(image);
        return (int) crc.getValue();
    }
}
