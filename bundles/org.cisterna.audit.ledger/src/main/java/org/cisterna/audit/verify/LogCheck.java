// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Checks one log from its bytes: the signature, the tree, every entry. The tiles and the entries are two independent copies of the leaf
 * hashes; whichever leads to the signed root tells where the other one is wrong.
 */
final class LogCheck {
    /** The longest group of a segment that is read: what is written at once is never near it. */
    private static final int MOST_GROUP_BYTES = 256 << 20;

    private final Source source;
    private final VerifierKey key;
    private final Result result;
    private final Optional<Link> named;
    private Optional<EntryRules> rules = Optional.empty();
    private Optional<TreeHead> checkpoint = Optional.empty();
    private Optional<TreeHead> witnessed = Optional.empty();

    /** The hashes of the entries, the signed ones where anything leads to the signed root. */
    private List<byte[]> leaves = List.of();

    /** The hashes of the entries that only the segment has, behind those of the checkpoint. */
    private List<byte[]> newer = List.of();

    private List<EntryRules.Evidence> evidence = List.of();

    /**
     * A check.
     *
     * @param named what the log that goes on from this one says of it; empty for the newest
     */
    LogCheck(Source source, VerifierKey key, Optional<Link> named, Result result) {
        this.source = source;
        this.key = key;
        this.named = named;
        this.result = result;
    }

    Result result() {
        return result;
    }

    /** The key that has to have signed it. */
    VerifierKey key() {
        return key;
    }

    /** Compares the log with a checkpoint of it that its key has signed and that somebody has kept. */
    void compare(TreeHead kept) {
        if (agrees("kept", "The checkpoint that was kept", kept, leaves)) {
            result.note("The log extends the checkpoint of " + kept.size() + " entries that was kept.");
        }
    }

    /**
     * Compares the log with what its key has signed last. A crash may have come between that signature and the checkpoint in the log; then what is
     * signed is in the segment.
     */
    void agreesWithSigned(String which, TreeHead signed) {
        if (!result.isProven()) {
            return; // what is here is known to be another log than the signed one, or none
        }
        List<byte[]> all = new ArrayList<>(leaves);
        all.addAll(newer);
        agrees("signed", which, signed, all);
    }

    /** Whether the log extends a checkpoint. */
    private boolean agrees(String code, String which, TreeHead kept, List<byte[]> hashes) {
        String that = which + " has " + kept.size() + " entries and the root " + kept.rootText();
        if (kept.size() > hashes.size()) {
            result.finding(
                    code,
                    hashes.size(),
                    that + "; here are " + hashes.size()
                            + " entries: the end was taken away, or all of it was put back to" + " an older state.");
            return false;
        }
        byte[] root = new Merkle().root(hashes.subList(0, (int) kept.size()));
        if (!Arrays.equals(root, kept.root())) {
            result.finding(
                    code,
                    that + "; the first " + kept.size() + " entries here lead to "
                            + Base64.getEncoder().encodeToString(root)
                            + ". There are two versions of this log, a split view: who has kept the checkpoint was shown"
                            + " another one."
                            + both(kept));
            return false;
        }
        return true;
    }

    /** Two signed checkpoints of one size, which prove that the key has signed two versions. */
    private String both(TreeHead kept) {
        return checkpoint
                .filter(each -> each.size() == kept.size() && each.isSigned())
                .map(each -> " The key has signed both: " + Json.write(each.note()) + " and " + Json.write(kept.note())
                        + ".")
                .orElse("");
    }

    /** The newest checkpoint that has cosignatures lies beside the newest one. */
    private void extendsWitnessed(byte[] note) {
        try {
            TreeHead head = TreeHead.read(note, key);
            if (head.isSigned() && head.origin().equals(result.origin())) {
                if (agrees("witnessed", "A checkpoint that witnesses have cosigned", head, leaves)) {
                    witnessed = Optional.of(head);
                }
            } else {
                result.finding("witnessed", "The file 'witnessed' is not a checkpoint of this log under this key.");
            }
        } catch (IllegalArgumentException e) {
            result.finding("witnessed", "The file 'witnessed' cannot be read: " + e.getMessage() + ".");
        }
    }

    /** Says what a witness has cosigned of this log; says whether it has. */
    boolean cosigned(VerifierKey witness) {
        boolean any = false;
        for (Optional<TreeHead> each : List.of(checkpoint, witnessed)) {
            if (!any && each.isPresent()) {
                any = Cosignatures.tell(result, each.get(), witness);
            }
        }
        return any;
    }

    /** What its first entry says of the log before it; empty when it is the first, or that entry is not proven or cannot be read. */
    Optional<Link> link() {
        return rules.filter(each -> result.isProven()).flatMap(EntryRules::link);
    }

    /** What its entries say; empty when none could be looked at. */
    Optional<EntryRules> rules() {
        return rules;
    }

    /** The files that good entries name. */
    List<EntryRules.Evidence> evidence() {
        return evidence;
    }

    /** Checks a log; the name is that of the shard by its place, empty when its place does not tell. */
    void run(String place) throws IOException {
        Optional<byte[]> cosigned = source.read("witnessed"); // before the newest one, which extends it
        Optional<TreeHead> found = published(place);
        checkpoint = found;
        if (named.isPresent()) {
            found.map(named.get()::difference)
                    .filter(words -> !words.isEmpty())
                    .ifPresent(words -> result.finding("link", words));
            found = Optional.of(named.get().head()); // which the chain proves
        }
        if (found.isPresent()) {
            result.head(found.get());
            tree(found.get());
            cosigned.ifPresent(this::extendsWitnessed);
        }
    }

    /** The checkpoint that lies with the log, when the key has signed it. */
    private Optional<TreeHead> published(String place) throws IOException {
        Optional<byte[]> note = source.read("checkpoint");
        if (note.isEmpty()) {
            result.finding("checkpoint", "There is no checkpoint.");
            return Optional.empty();
        }
        TreeHead found;
        try {
            found = TreeHead.read(note.get(), key);
        } catch (IllegalArgumentException e) {
            result.finding("checkpoint", "The checkpoint cannot be read: " + e.getMessage() + ".");
            return Optional.empty();
        }
        result.head(found);
        if (!found.isSigned()) {
            result.finding(
                    "signature",
                    "The checkpoint is not signed by the key " + key.text()
                            + ": it was changed, or this is another key's log. Without it nothing can be proven.");
            return Optional.empty();
        }
        if (!found.origin().equals(key.name() + "/" + found.shard())
                || !(place.isEmpty() || place.equals(found.shard()))) {
            result.finding(
                    "origin", "The checkpoint is that of the log " + found.origin() + ", which does not belong here.");
        }
        return Optional.of(found);
    }

    private void tree(TreeHead head) throws IOException {
        Tiles tiles = new Tiles(source, head.size());
        List<byte[]> byTiles = leafTiles(tiles);
        Levels ofTiles = new Levels(byTiles);
        boolean tilesGood = byTiles.size() == head.size() && ofTiles.leadsTo(head.root());
        EntryRules said = new EntryRules(result, head, key);
        if (tilesGood) {
            result.proven();
        }
        // where the tiles lead to the root, entries are compared with them and looked at as they are read; else all are
        // hashed first
        List<byte[]> byEntries =
                source.hasEntries() ? entries(tiles, tilesGood ? byTiles : List.of(), said) : List.of();
        Levels ofEntries = ofTiles.isOf(byEntries) ? ofTiles : new Levels(byEntries);
        boolean entriesGood = byEntries.size() == head.size() && ofEntries.leadsTo(head.root());
        if (entriesGood) {
            result.proven();
        }
        if (!source.hasEntries()) {
            result.incomplete("Without a token entries cannot be read; signature and tree were checked.");
            if (!tilesGood) {
                result.finding("root", "The hash tiles do not lead to the root of the checkpoint.");
            }
        } else if (tilesGood || !entriesGood) {
            compareEntries(head, byTiles, byEntries, tilesGood);
        } else {
            compareTiles(byTiles, byEntries);
        }
        Levels trusted = tilesGood || !entriesGood ? ofTiles : ofEntries;
        leaves = trusted.leaves();
        upperTiles(tiles, trusted);
        if (!tilesGood && source.hasEntries()) {
            look(tiles, said);
        }
        evidence = said.evidence();
        rules = Optional.of(said);
        compareSegment(head);
    }

    private void compareSegment(TreeHead head) throws IOException {
        Optional<InputStream> segment = source.segment();
        if (segment.isPresent()) {
            try (InputStream in = new BufferedInputStream(segment.get())) {
                newer = new SegmentCheck(in, head.size(), leaves, MOST_GROUP_BYTES, result).run();
            }
        } else if (source.needsSegment()) {
            result.finding(
                    "segment",
                    0,
                    "The segment, from which the platform reads, is missing; the platform will start read-only.");
        }
    }

    /** The leaf hashes as the tiles have them, up to the first tile that is missing. */
    private List<byte[]> leafTiles(Tiles tiles) throws IOException {
        List<byte[]> hashes = new ArrayList<>();
        for (long n = 0; n * Tiles.WIDTH < tiles.count(0); n++) {
            Optional<byte[]> tile = tiles.hashes(0, n);
            if (tile.isEmpty()) {
                result.finding(
                        "tile",
                        n * Tiles.WIDTH,
                        "The hash tile " + Tiles.path("0", n, tiles.width(0, n))
                                + " is missing or has another length.");
                break;
            }
            for (int i = 0; i < tiles.width(0, n); i++) {
                hashes.add(Merkle.hash(tile.get(), i));
            }
        }
        return hashes;
    }

    /**
     * The leaf hashes as the entries have them, up to the first bundle that is missing or cannot be cut into records.
     *
     * @param signed hashes that lead to the root; the rules are applied to each entry that has the one at its place
     */
    private List<byte[]> entries(Tiles tiles, List<byte[]> signed, EntryRules said) throws IOException {
        List<byte[]> hashes = new ArrayList<>();
        Merkle hash = new Merkle();
        boolean gap = false;
        for (long n = 0; n * Tiles.WIDTH < tiles.count(0) && !(gap && signed.isEmpty()); n++) {
            Optional<Tiles.Bundle> bundle = tiles.bundle(n);
            long index = n * Tiles.WIDTH;
            for (byte[] record : bundle.map(Tiles.Bundle::records).orElse(List.of())) {
                byte[] leaf = hash.leaf(record);
                if (!gap) {
                    hashes.add(leaf);
                }
                if (index < signed.size() && Arrays.equals(leaf, signed.get((int) index))) {
                    said.check(index, record);
                }
                index++;
            }
            gap = gap || !isWhole(tiles, n, bundle);
        }
        return hashes;
    }

    private boolean isWhole(Tiles tiles, long n, Optional<Tiles.Bundle> bundle) {
        int width = tiles.width(0, n);
        String path = Tiles.path("entries", n, width);
        if (bundle.isEmpty()) {
            result.finding("bundle", n * Tiles.WIDTH, "The entry bundle " + path + " is missing.");
            return false;
        }
        int found = bundle.get().records().size();
        if (found < width || bundle.get().left() > 0) {
            result.finding(
                    "bundle",
                    n * Tiles.WIDTH + Math.min(found, width - 1),
                    "The entry bundle " + path + " can be cut into " + found + " entries of " + width + ", and "
                            + bundle.get().left() + " bytes are left.");
        }
        return found == width;
    }

    /** Applies the rules to those entries whose bytes are what the trusted hashes say. */
    private void look(Tiles tiles, EntryRules said) throws IOException {
        Merkle hash = new Merkle();
        for (long n = 0; n * Tiles.WIDTH < tiles.count(0); n++) {
            long index = n * Tiles.WIDTH;
            for (byte[] record : tiles.bundle(n).map(Tiles.Bundle::records).orElse(List.of())) {
                if (index < leaves.size() && Arrays.equals(hash.leaf(record), leaves.get((int) index))) {
                    said.check(index, record);
                }
                index++;
            }
        }
    }

    private void compareEntries(TreeHead head, List<byte[]> byTiles, List<byte[]> byEntries, boolean tilesGood) {
        int common = Math.min(byTiles.size(), byEntries.size());
        boolean differ = false;
        for (int i = 0; i < common; i++) {
            if (!Arrays.equals(byTiles.get(i), byEntries.get(i))) {
                differ = true;
                result.finding(
                        "entry",
                        i,
                        tilesGood
                                ? "The entry is not the one that was signed: its bytes have another hash."
                                : "The entry and the hash tiles differ, and neither leads to the signed root.");
            }
        }
        if (!tilesGood && !differ && common == head.size()) {
            result.finding(
                    "root",
                    "The entries do not lead to the root of the checkpoint, nor do the hash tiles: this is not the log"
                            + " that was signed.");
        }
    }

    private void compareTiles(List<byte[]> byTiles, List<byte[]> byEntries) {
        for (int i = 0; i < byTiles.size(); i++) {
            if (!Arrays.equals(byTiles.get(i), byEntries.get(i))) {
                result.finding(
                        "tile",
                        i,
                        "The hash tile " + Tiles.path("0", i / Tiles.WIDTH, Tiles.WIDTH)
                                + " has a wrong hash for the entry; the entry itself is good.");
            }
        }
    }

    /** Compares the tiles above the leaves with what follows from the leaves. */
    private void upperTiles(Tiles tiles, Levels right) throws IOException {
        if (leaves.size() < tiles.count(0)) {
            return;
        }
        for (int level = 1; level < tiles.levels(); level++) {
            for (long n = 0; n * Tiles.WIDTH < tiles.count(level); n++) {
                Optional<byte[]> tile = tiles.hashes(level, n);
                for (int i = 0; i < tiles.width(level, n); i++) {
                    int place = (int) (n * Tiles.WIDTH) + i;
                    if (tile.isEmpty() || !Arrays.equals(Merkle.hash(tile.get(), i), right.hash(level, place))) {
                        result.finding(
                                "tile",
                                place * (1L << (8 * level)),
                                "The hash tile " + Tiles.path(Integer.toString(level), n, tiles.width(level, n))
                                        + " is missing or has a wrong hash for the 256 tiles or entries from there on.");
                        break;
                    }
                }
            }
        }
    }
}
