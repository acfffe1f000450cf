// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How long one thread takes to verify a log, in turn with hashing the same bytes and nothing else. */
public final class VerifySpeed {

    private static final double LEAST_BYTES = 0.85;
    private static final double LEAST_RULES = 0.25;

    private final Source source;
    private final Source folder;
    private final VerifierKey key;
    private final String shard;

    /** Of the static files of one log. */
    public VerifySpeed(Path log, String key) {
        this.folder = new FolderSource(log, true);
        this.source = new Published(folder);
        this.key = new VerifierKey(key);
        this.shard = String.valueOf(log.getFileName());
    }

    /** What a stranger has of a log: the segment, a third copy of the entries, is in the platform's own folder only. */
    private record Published(Source folder) implements Source {
        @Override
        public Optional<byte[]> read(String path) throws IOException {
            return folder.read(path);
        }

        @Override
        public boolean hasEntries() {
            return true;
        }

        @Override
        public Optional<InputStream> segment() {
            return Optional.empty();
        }

        @Override
        public boolean needsSegment() {
            return false;
        }
    }

    /** Whether both medians are within their targets. */
    public boolean run(int rounds) throws IOException {
        TreeHead head = TreeHead.read(source.read("checkpoint").orElseThrow(), key);
        List<byte[]> records = new ArrayList<>();
        Tiles tiles = new Tiles(source, head.size());
        for (long n = 0; n * Tiles.WIDTH < tiles.count(0); n++) {
            records.addAll(tiles.bundle(n).orElseThrow().records());
        }
        System.out.println();
        System.out.println("verification of " + records.size() + " records, one thread");
        System.out.println(
                "round   raw hashing/s    verified/s   of it rules   ratio   without rules   with the segment");
        List<Double> whole = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            double raw = raw(records);
            double all = all(source);
            double withSegment = all(folder);
            double rules = rules(records, head);
            if (round > 0) { // the first one warms up
                whole.add(raw / all);
                bytes.add(raw / (all - rules));
                System.out.printf(
                        Locale.ROOT,
                        "%5d %15.0f %13.0f %12.0f%% %7.2f %15.2f %18.2f%n",
                        round,
                        records.size() / raw,
                        records.size() / all,
                        100 * rules / all,
                        raw / all,
                        raw / (all - rules),
                        raw / withSegment);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "median ratio to raw hashing: with every rule %.2f (target: at least %.2f), bytes, tree and signature %.2f (target: at least %.2f)%n",
                median(whole),
                LEAST_RULES,
                median(bytes),
                LEAST_BYTES);
        return median(whole) >= LEAST_RULES && median(bytes) >= LEAST_BYTES;
    }

    /** Each record once as a leaf, and each node of the tree once. */
    private static double raw(List<byte[]> records) {
        long begun = System.nanoTime();
        Merkle hash = new Merkle();
        records.forEach(record -> hash.add(hash.leaf(record), 1));
        hash.root();
        return (System.nanoTime() - begun) / 1e9;
    }

    private double all(Source source) throws IOException {
        long begun = System.nanoTime();
        Result result = new Result(shard);
        new LogCheck(source, key, Optional.empty(), result).run(shard);
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (!result.isProven()) {
            throw new IllegalStateException("the log that was written does not verify: this is no measurement");
        }
        return seconds;
    }

    /** What the rules cost of it. */
    private double rules(List<byte[]> records, TreeHead head) {
        Result result = new Result(shard);
        EntryRules rules = new EntryRules(result, head, key);
        long begun = System.nanoTime();
        for (int i = 0; i < records.size(); i++) {
            rules.check(i, records.get(i));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (!result.isGood()) {
            throw new IllegalStateException("an entry that was written breaks a rule: this is no measurement");
        }
        return seconds;
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(each -> each).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
