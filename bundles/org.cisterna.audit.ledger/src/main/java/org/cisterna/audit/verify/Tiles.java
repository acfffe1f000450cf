// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tiles of a log of one size, by C2SP tlog-tiles. */
final class Tiles {
    static final int WIDTH = 256;

    private final Source source;
    private final long size;

    Tiles(Source source, long size) {
        this.source = source;
        this.size = size;
    }

    /** How many hashes a level has. */
    long count(int level) {
        return size >> (8 * level);
    }

    int levels() {
        int levels = 0;
        while (levels < 8 && count(levels) > 0) {
            levels++;
        }
        return levels;
    }

    /** How wide a tile of a level is in a log of this size. */
    int width(int level, long number) {
        return (int) Math.min(WIDTH, count(level) - number * WIDTH);
    }

    static String path(String kind, long number, int width) {
        StringBuilder groups = new StringBuilder(group(number % 1000));
        for (long rest = number / 1000; rest > 0; rest /= 1000) {
            groups.insert(0, "x" + group(rest % 1000) + "/");
        }
        return "tile/" + kind + "/" + groups + (width == WIDTH ? "" : ".p/" + width);
    }

    private static String group(long n) {
        return Long.toString(1000 + n).substring(1);
    }

    /** A hash tile, cut to its width; empty when it is missing or too short. */
    Optional<byte[]> hashes(int level, long number) throws IOException {
        int width = width(level, number);
        Optional<byte[]> exact = source.read(path(Integer.toString(level), number, width));
        if (exact.isPresent()) {
            return exact.filter(bytes -> bytes.length == width * Merkle.HASH_BYTES);
        }
        return source.read(path(Integer.toString(level), number, WIDTH))
                .filter(bytes -> bytes.length == WIDTH * Merkle.HASH_BYTES)
                .map(bytes -> Arrays.copyOf(bytes, width * Merkle.HASH_BYTES));
    }

    /**
     * The records of a bundle, up to the first that cannot be cut out of it.
     *
     * @param records at most as many as the bundle should have
     * @param left bytes behind the last of them that should not be there
     */
    record Bundle(List<byte[]> records, int left) {}

    /** An entry bundle; where only the full one is left, its beginning counts. Empty when it is missing. */
    Optional<Bundle> bundle(long number) throws IOException {
        int width = width(0, number);
        Optional<byte[]> exact = source.read(path("entries", number, width));
        if (exact.isPresent()) {
            return exact.map(bytes -> cut(bytes, width));
        }
        return source.read(path("entries", number, WIDTH))
                .map(bytes -> new Bundle(cut(bytes, width).records(), 0));
    }

    private static Bundle cut(byte[] bundle, int width) {
        List<byte[]> records = new ArrayList<>();
        int at = 0;
        while (records.size() < width && at + 2 <= bundle.length) {
            int length = (bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff);
            if (length > bundle.length - at - 2) {
                break;
            }
            records.add(Arrays.copyOfRange(bundle, at + 2, at + 2 + length));
            at += 2 + length;
        }
        return new Bundle(records, bundle.length - at);
    }
}
