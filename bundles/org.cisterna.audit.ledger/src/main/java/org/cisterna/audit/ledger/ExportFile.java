// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.cisterna.audit.EntryRange;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * Writes entries with what proves them: a line that says what this is and under which checkpoint, the records as they were hashed, and a line with
 * the hashes that are missing to the signed root. For one thread; made for one file.
 */
final class ExportFile {
    /** What the first line says it is. */
    static final String FORMAT = "cisterna-export/1";
    /** What the last line says it is. */
    static final String PROOF = "cisterna-export-proof/1";

    static final String NOTICE = "Simulated pumps. Not a medical device, not evidence about any patient.";
    private static final int PAGE = 256;

    private final Log log;
    private final String checkpoint;
    private final String key;
    private final long size;
    private final List<EntryRange> ranges = new ArrayList<>();
    private final List<String> leaves = new ArrayList<>();
    private final List<String> hashes = new ArrayList<>();

    /**
     * A file of entries of one log.
     *
     * @param log that holds them
     * @param checkpoint the signed note under which they are given out
     * @param size of the tree that it signs
     * @param wanted ascending, none reaching into the next
     */
    ExportFile(Log log, String checkpoint, String key, long size, List<EntryRange> wanted) {
        this.log = log;
        this.checkpoint = checkpoint;
        this.key = key;
        this.size = size;
        long last = 0;
        for (EntryRange each : wanted) {
            if (each.from() < last) {
                throw new IllegalArgumentException("entries from " + each.from()
                        + " on stand before or in the range that ends at " + last + "; ranges ascend");
            }
            last = each.until();
            if (each.from() < size) {
                ranges.add(new EntryRange(each.from(), Math.min(each.until(), size)));
            }
        }
    }

    private long entries() {
        return ranges.stream().mapToLong(EntryRange::size).sum();
    }

    /** Writes it whole; says how many entries it holds. */
    long write(OutputStream out) throws IOException {
        line(
                out,
                Json.object()
                        .put("checkpoint", checkpoint)
                        .put("entries", entries())
                        .put("format", FORMAT)
                        .put("key", key)
                        .put("notice", NOTICE)
                        .put(
                                "ranges",
                                Json.array(ranges.stream()
                                        .map(each -> Json.object()
                                                .put("from", each.from())
                                                .put("until", each.until())
                                                .build())
                                        .toList()))
                        .build());
        for (EntryRange each : ranges) {
            records(each, out);
        }
        prove(0, size);
        line(
                out,
                Json.object()
                        .put("format", PROOF)
                        .put("hashes", Json.texts(hashes))
                        .put("leaves", Json.texts(leaves))
                        .build());
        return entries();
    }

    private void records(EntryRange range, OutputStream out) throws IOException {
        for (long next = range.from(); next < range.until(); ) {
            List<byte[]> page = log.raw(next, (int) Math.min(PAGE, range.until() - next));
            for (byte[] record : page) {
                out.write(record);
                out.write('\n');
                leaves.add(text(log.leaf(next)));
                next++;
            }
        }
    }

    /** The hash of each largest subtree that holds no entry of the file, from left to right. */
    private void prove(long start, long end) throws IOException {
        if (start == end || ranges.stream().anyMatch(each -> each.from() <= start && end <= each.until())) {
            return;
        }
        if (ranges.stream().noneMatch(each -> each.from() < end && start < each.until())) {
            hashes.add(text(log.range(start, end)));
            return;
        }
        long middle = start + Tree.split(end - start);
        prove(start, middle);
        prove(middle, end);
    }

    private static String text(byte[] hash) {
        return Base64.getEncoder().encodeToString(hash);
    }

    private static void line(OutputStream out, JsonObject json) throws IOException {
        out.write(json.canonicalText().getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
