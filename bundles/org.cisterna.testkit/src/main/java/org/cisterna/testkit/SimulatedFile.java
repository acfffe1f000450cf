// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The bytes of one file of a {@link SimulatedStorage}: those that are durable, and the writes that are not. */
final class SimulatedFile {
    private static final int SECTOR = 512;

    private byte[] durable;
    private byte[] current;
    private int size;
    private final List<Change> pending = new ArrayList<>();
    private long changes;

    /** A write that is not durable; or a truncation, when {@code cut} is set. */
    private static final class Change {
        private final long number;
        private final int start;
        private final byte[] bytes;
        private final boolean cut;

        Change(long number, int start, byte[] bytes, boolean cut) {
            this.number = number;
            this.start = start;
            this.bytes = bytes;
            this.cut = cut;
        }
    }

    SimulatedFile(byte[] bytes) {
        durable = bytes.clone();
        current = bytes.clone();
        size = bytes.length;
    }

    synchronized int size() {
        return size;
    }

    synchronized byte[] written() {
        return Arrays.copyOf(current, size);
    }

    synchronized int read(long position, ByteBuffer buffer) {
        if (!buffer.hasRemaining()) {
            return 0;
        }
        if (position >= size) {
            return -1;
        }
        int n = Math.min(buffer.remaining(), size - (int) position);
        buffer.put(current, (int) position, n);
        return n;
    }

    synchronized void write(int start, byte[] bytes) {
        pending.add(new Change(++changes, start, bytes, false));
        int end = start + bytes.length;
        if (end > current.length) {
            current = Arrays.copyOf(current, Math.max(end, current.length * 2));
        }
        System.arraycopy(bytes, 0, current, start, bytes.length);
        size = Math.max(size, end);
    }

    synchronized void truncate(int newSize) {
        pending.add(new Change(++changes, newSize, new byte[0], true));
        Arrays.fill(current, newSize, size, (byte) 0);
        size = newSize;
    }

    synchronized void flip(int position, int mask) {
        current[position] = (byte) (current[position] ^ mask);
        if (position < durable.length) {
            durable[position] = (byte) (durable[position] ^ mask);
        }
    }

    /** The number of the last change, for a force that begins now. */
    synchronized long mark() {
        return changes;
    }

    /** Makes every change up to a number durable. */
    synchronized void settle(long upTo) {
        List<Change> left = new ArrayList<>();
        for (Change change : pending) {
            if (change.number > upTo) {
                left.add(change);
            } else {
                durable = applied(durable, change.start, change.bytes, change.cut);
            }
        }
        pending.clear();
        pending.addAll(left);
    }

    /**
     * What a failed force leaves: any part of the changes is on the disk, and nobody will write the rest, although it can still be read.
     */
    synchronized void abandon(Random fate) {
        durable = survivors(fate);
        pending.clear();
    }

    /** The bytes after a power loss. */
    synchronized byte[] survivors(Random fate) {
        byte[] left = durable.clone();
        int mood = fate.nextInt(5);
        for (Change change : pending) {
            if (change.cut) {
                if (mood == 1 || (mood > 1 && fate.nextBoolean())) {
                    left = applied(left, change.start, change.bytes, true);
                }
                continue;
            }
            int end = change.start + change.bytes.length;
            for (int from = change.start; from < end; ) {
                int to = Math.min(end, (from / SECTOR + 1) * SECTOR);
                byte[] piece = Arrays.copyOfRange(change.bytes, from - change.start, to - change.start);
                int fortune = mood == 0 ? 9 : mood == 1 ? 0 : fate.nextInt(10);
                if (fortune < 5) {
                    left = applied(left, from, piece, false);
                } else if (fortune < 7) {
                    fate.nextBytes(piece);
                    left = applied(left, from, piece, false);
                } else if (fortune < 8 && to > left.length) {
                    left = Arrays.copyOf(left, to);
                }
                from = to;
            }
        }
        return left;
    }

    private static byte[] applied(byte[] to, int start, byte[] bytes, boolean cut) {
        if (cut) {
            return start < to.length ? Arrays.copyOf(to, start) : to;
        }
        byte[] result = start + bytes.length > to.length ? Arrays.copyOf(to, start + bytes.length) : to;
        System.arraycopy(bytes, 0, result, start, bytes.length);
        return result;
    }
}
