// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.cisterna.audit.Ledger;

/** Entry bundles of a log, as the tiles specification has them: up to 256 records, each behind its length in two bytes. */
final class Bundles {

    static final int WIDTH = 256;

    private Bundles() {}

    /** The file of a bundle that is so wide; the last one of a log can be narrower than {@value #WIDTH}. */
    static String path(String shard, long number, int width) {
        StringBuilder name = new StringBuilder(String.format(Locale.ROOT, "%03d", number % 1000));
        for (long rest = number / 1000; rest > 0; rest /= 1000) {
            name.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
        }
        return shard + "/tile/entries/" + name + (width == WIDTH ? "" : ".p/" + width);
    }

    /** The bytes of one record of the log, as they were hashed; empty when the ledger does not give them (yet). */
    static Optional<String> record(Ledger ledger, String shard, long index, long size) {
        long number = index / WIDTH;
        int width = (int) Math.min(WIDTH, size - number * WIDTH);
        if (width < 1) {
            return Optional.empty();
        }
        return ledger.staticFile(path(shard, number, width)).flatMap(bytes -> record(bytes, (int) (index % WIDTH)));
    }

    private static Optional<String> record(byte[] bundle, int place) {
        int at = 0;
        for (int i = 0; at + 2 <= bundle.length; i++) {
            int length = ((bundle[at] & 0xff) << 8) | (bundle[at + 1] & 0xff);
            at += 2;
            if (at + length > bundle.length) {
                return Optional.empty();
            }
            if (i == place) {
                return Optional.of(new String(Arrays.copyOfRange(bundle, at, at + length), StandardCharsets.UTF_8));
            }
            at += length;
        }
        return Optional.empty();
    }
}
