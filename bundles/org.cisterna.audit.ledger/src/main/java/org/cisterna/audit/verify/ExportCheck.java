// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks a file of entries from its bytes and a public key: the signature of the checkpoint in its first line, the records against the hashes in its last
 * one, and those hashes against the signed root. Nothing else may stand in it, so a change of any byte is found.
 */
final class ExportCheck {
    static final String FORMAT = "cisterna-export/1";
    static final String PROOF = "cisterna-export-proof/1";
    private static final String NOTICE = "Simulated pumps. Not a medical device, not evidence about any patient.";

    private final VerifierKey key;
    private final Result result;
    private final Merkle merkle = new Merkle();
    private final Optional<Link> named;
    private final boolean alone;
    private final List<byte[]> read = new ArrayList<>();
    private Optional<EntryRules> said = Optional.empty();

    /**
     * Entries side by side.
     *
     * @param from index of the first
     * @param until index behind the last
     */
    private record Range(long from, long until) {}

    /** The parts of a file. */
    private record Parts(
            TreeHead head, List<Range> ranges, List<byte[]> records, List<byte[]> leaves, List<byte[]> hashes) {}

    /**
     * A check.
     *
     * @param named what the next part of the file says of the log of this one; empty for the last
     * @param alone whether the file is an export, and not one that holds more
     */
    ExportCheck(VerifierKey key, Optional<Link> named, Result result, boolean alone) {
        this.alone = alone;
        this.key = key;
        this.named = named;
        this.result = result;
        result.part();
    }

    /** Whether these bytes want to be such a file. */
    static boolean isOne(byte[] file) {
        byte[] head = Arrays.copyOf(file, Math.min(file.length, 64 * 1024));
        return file.length > 0
                && file[0] == '{'
                && new String(head, StandardCharsets.UTF_8).contains("\"format\":\"cisterna-export/");
    }

    /** What the first entry of the log says of the one before it, when that entry is in the file and proven. */
    Optional<Link> link() {
        return said.filter(each -> result.isProven()).flatMap(EntryRules::link);
    }

    void run(byte[] file) {
        Parts parts;
        try {
            parts = parts(file);
        } catch (IllegalArgumentException e) {
            result.finding("export", "The file cannot be read as an export of a ledger: " + e.getMessage() + ".");
            return;
        }
        TreeHead head = parts.head();
        result.head(head);
        if (!head.isSigned()) {
            result.finding(
                    "signature",
                    "The checkpoint is not signed by the key " + key.text()
                            + ": it was changed, or this is another key's log. Without it nothing can be proven.");
            return;
        }
        if (!head.origin().equals(key.name() + "/" + head.shard())) {
            result.finding(
                    "origin", "The checkpoint is that of the log " + head.origin() + ", which is not this key's.");
        }
        named.map(link -> link.difference(head))
                .filter(words -> !words.isEmpty())
                .ifPresent(words -> result.finding("link", words));
        List<byte[]> byRecords = parts.records().stream().map(merkle::leaf).toList();
        boolean listGood = leadsTo(parts, parts.leaves());
        boolean recordsGood = leadsTo(parts, byRecords);
        if (listGood || recordsGood) {
            result.proven();
        }
        if (!recordsGood) {
            compare(parts, byRecords, listGood);
        } else if (!listGood) {
            result.finding(
                    "leaves",
                    "The hashes of the entries in the last line are not theirs; the entries themselves are good.");
        }
        rules(parts, listGood ? parts.leaves() : byRecords, byRecords);
        if (!alone) {
            return;
        }
        result.note(
                "This is an export of " + byRecords.size() + " of " + head.size()
                        + " entries. It proves what stands in it, not that nothing was left out; the files that entries name were not looked at.");
    }

    private void compare(Parts parts, List<byte[]> byRecords, boolean listGood) {
        Iterator<Long> indices = indices(parts.ranges()).iterator();
        boolean differ = false;
        for (int i = 0; i < byRecords.size(); i++) {
            long index = indices.next();
            if (!Arrays.equals(byRecords.get(i), parts.leaves().get(i))) {
                differ = true;
                result.finding(
                        "entry",
                        index,
                        listGood
                                ? "The entry is not the one that was signed: its bytes have another hash."
                                : "The entry and its hash in the last line differ, and neither leads to the signed root.");
            }
        }
        if (!differ) {
            result.finding(
                    "root",
                    "Entries and hashes of this file do not lead to the root of the checkpoint: they are not of the log"
                            + " that was signed, or stand at other places in it.");
        }
    }

    private void rules(Parts parts, List<byte[]> trusted, List<byte[]> byRecords) {
        EntryRules rules = EntryRules.ofSome(result, parts.head(), key);
        Iterator<Long> indices = indices(parts.ranges()).iterator();
        for (int i = 0; i < byRecords.size(); i++) {
            long index = indices.next();
            if (Arrays.equals(byRecords.get(i), trusted.get(i))) {
                rules.check(index, parts.records().get(i));
                read.add(parts.records().get(i));
            }
        }
        said = Optional.of(rules);
    }

    /** The entries whose bytes have the right hash, in order. */
    List<byte[]> read() {
        return read;
    }

    /** The files that they name. */
    List<EntryRules.Evidence> evidence() {
        return said.map(EntryRules::evidence).orElse(List.of());
    }

    private static List<Long> indices(List<Range> ranges) {
        List<Long> all = new ArrayList<>();
        for (Range range : ranges) {
            for (long index = range.from(); index < range.until(); index++) {
                all.add(index);
            }
        }
        return all;
    }

    private boolean leadsTo(Parts parts, List<byte[]> leaves) {
        Iterator<byte[]> ofEntries = leaves.iterator();
        Iterator<byte[]> others = parts.hashes().iterator();
        byte[] root = parts.head().size() == 0
                ? merkle.root()
                : subtree(0, parts.head().size(), parts.ranges(), ofEntries, others);
        return !ofEntries.hasNext()
                && !others.hasNext()
                && Arrays.equals(root, parts.head().root());
    }

    /** The hash of a subtree; all zeros, which no hash is, where the file has too few. */
    private byte[] subtree(long start, long end, List<Range> ranges, Iterator<byte[]> leaves, Iterator<byte[]> others) {
        boolean without = ranges.stream().noneMatch(each -> each.from() < end && start < each.until());
        if (without || end - start == 1) {
            Iterator<byte[]> from = without ? others : leaves;
            return from.hasNext() ? from.next() : new byte[Merkle.HASH_BYTES];
        }
        long middle = start + Long.highestOneBit(end - start - 1);
        byte[] left = subtree(start, middle, ranges, leaves, others);
        return merkle.node(left, subtree(middle, end, ranges, leaves, others));
    }

    private Parts parts(byte[] file) {
        List<byte[]> lines = lines(file);
        if (lines.size() < 2) {
            throw new IllegalArgumentException("it has no last line with the hashes: it was cut off");
        }
        Map<?, ?> first =
                object(lines.get(0), "first", Set.of("checkpoint", "entries", "format", "key", "notice", "ranges"));
        Map<?, ?> last = object(lines.get(lines.size() - 1), "last", Set.of("format", "hashes", "leaves"));
        if (!FORMAT.equals(first.get("format"))) {
            throw new IllegalArgumentException("its first line says '" + first.get("format") + "'; this verifier reads "
                    + FORMAT + ", take a newer one");
        }
        if (!PROOF.equals(last.get("format"))) {
            throw new IllegalArgumentException("its last line is not that of the hashes: it was cut off");
        }
        if (!(first.get("checkpoint") instanceof String note)) {
            throw new IllegalArgumentException("its first line has no checkpoint");
        }
        if (!NOTICE.equals(first.get("notice")) || !key.text().equals(first.get("key"))) {
            throw new IllegalArgumentException(
                    "its first line has another notice than every export has, or names the key " + first.get("key")
                            + ", and it is to be checked with " + key.text());
        }
        TreeHead head = TreeHead.read(note.getBytes(StandardCharsets.UTF_8), key);
        List<Range> ranges = ranges(first.get("ranges"), head.size());
        List<byte[]> records = lines.subList(1, lines.size() - 1);
        List<byte[]> leaves = hashes(last.get("leaves"), "leaves");
        long named =
                ranges.stream().mapToLong(each -> each.until() - each.from()).sum();
        if (records.size() != named
                || leaves.size() != named
                || !Long.valueOf(named).equals(first.get("entries"))) {
            throw new IllegalArgumentException("its first line says " + first.get("entries") + " entries and names "
                    + named + ", there are " + records.size() + " and the hashes of " + leaves.size());
        }
        return new Parts(head, ranges, records, leaves, hashes(last.get("hashes"), "hashes"));
    }

    static List<byte[]> lines(byte[] file) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < file.length; i++) {
            if (file[i] == '\n') {
                lines.add(Arrays.copyOfRange(file, start, i));
                start = i + 1;
            }
        }
        if (start < file.length) {
            throw new IllegalArgumentException(
                    "its last line does not end: it was cut off, or something was put behind it");
        }
        return lines;
    }

    private static Map<?, ?> object(byte[] line, String which, Set<String> names) {
        if (!(JsonReader.read(line) instanceof Map<?, ?> object)
                || !object.keySet().equals(names)) {
            throw new IllegalArgumentException(
                    "its " + which + " line is not a canonical object of " + String.join(", ", new TreeSet<>(names)));
        }
        return object;
    }

    private static List<Range> ranges(@Nullable Object value, long size) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("its first line has no ranges");
        }
        List<Range> ranges = new ArrayList<>();
        long end = 0;
        for (Object each : list) {
            if (!(each instanceof Map<?, ?> range)
                    || range.size() != 2
                    || !(range.get("from") instanceof Long from)
                    || !(range.get("until") instanceof Long until)
                    || from < end
                    || until <= from
                    || until > size) {
                throw new IllegalArgumentException(
                        "its ranges do not ascend within the " + size + " entries of the log");
            }
            ranges.add(new Range(from, until));
            end = until;
        }
        return ranges;
    }

    private static List<byte[]> hashes(@Nullable Object value, String name) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("its last line has no " + name);
        }
        List<byte[]> hashes = new ArrayList<>();
        for (Object each : list) {
            byte[] hash = each instanceof String text ? Base64.getDecoder().decode(text) : new byte[0];
            // the decoder lets bits pass that belong to no byte
            if (hash.length != Merkle.HASH_BYTES
                    || !Base64.getEncoder().encodeToString(hash).equals(each)) {
                throw new IllegalArgumentException("one of its " + name + " is not a hash in Base64");
            }
            hashes.add(hash);
        }
        return hashes;
    }
}
