// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.cisterna.storage.Storage;
import org.cisterna.storage.Storage.Mode;
import org.cisterna.time.Randomness;

/**
 * Finds out what is in the data folder, tells the trace of a crash from damage, and gets the log ready to be written, or to be read only.
 * A crash can leave the remains of one group behind the last good one, beyond everything that was signed; whatever else is wrong is
 * damage, and then nothing is changed any more. Used once, by one thread, while the lock is held.
 */
final class Opening {
    private static final Pattern SHARD = Pattern.compile("[0-9]{4}-[1-9][0-9]*");
    private static final int SEED_LENGTH = 32;

    private final Storage storage;
    private final String node;
    private final Instant now;
    private final Randomness randomness;
    private final int room;

    private final List<String> notes = new ArrayList<>();
    private Optional<NodeKey> key = Optional.empty();
    private Optional<Checkpoint> signed = Optional.empty();
    private String shard = "";
    private RecordCheck check;

    /** Ends the opening: nothing must be written. */
    private static final class Damage extends Exception {
        private static final long serialVersionUID = 1L;
        private final long firstBad;

        Damage(String words) {
            this(words, -1);
        }

        Damage(String words, long firstBad) {
            super(words);
            this.firstBad = firstBad;
        }
    }

    Opening(Storage storage, String node, Instant now, Randomness randomness, int room) {
        this.storage = storage;
        this.node = node;
        this.now = now;
        this.randomness = randomness;
        this.room = room;
        this.check = RecordCheck.ofAll(node, "");
    }

    Opened open() {
        try {
            List<String> shards = storage.list(Paths.LEDGER).stream()
                    .filter(name -> SHARD.matcher(name).matches())
                    .toList();
            if (shards.size() == 1) {
                shard = shards.get(0);
            }
            syncFolders();
            NodeKey own = key(shards);
            verifierKey(own);
            signed = signed(own);
            chooseShard(shards);
            return log();
        } catch (Damage e) {
            OptionalLong firstBad = e.firstBad < 0 ? OptionalLong.empty() : OptionalLong.of(e.firstBad);
            return result(Optional.empty(), 0, List.of(String.valueOf(e.getMessage())), firstBad);
        } catch (IOException e) {
            return result(
                    Optional.empty(),
                    0,
                    List.of("The ledger cannot be opened: " + e.getMessage()
                            + ". Repair the data folder and start again."),
                    OptionalLong.empty());
        }
    }

    /**
     * What an earlier process has made may be there without being durable, if it ended before it synced the folder. Nothing is built on
     * a name that can still vanish.
     */
    private void syncFolders() throws IOException {
        for (String folder : List.of("", Paths.KEYS, Paths.LEDGER, Paths.log(shard))) {
            if (!folder.endsWith("/") && storage.exists(folder)) {
                storage.syncDirectory(folder);
            }
        }
    }

    private Opened result(Optional<Segment> segment, long torn, List<String> damage, OptionalLong firstBad) {
        return new Opened(
                key,
                shard,
                check.state(),
                signed,
                segment,
                check.state().size() == 0,
                torn,
                check.closed(),
                notes,
                damage,
                firstBad);
    }

    private NodeKey key(List<String> shards) throws IOException, Damage {
        NodeKey own;
        if (storage.exists(Paths.KEY)) {
            own = readKey();
        } else if (storage.exists(Paths.SIGNED) || anyRecords(shards)) {
            scanUnproven();
            throw new Damage(
                    "The key of the ledger, " + Paths.KEY + ", is missing, and there is a log that it has signed."
                            + " Put the key back from its backup, or start on another data folder and keep this one as it is.");
        } else {
            storage.createDirectories(Paths.KEYS);
            own = NodeKey.of(node, randomness.secret(SEED_LENGTH));
            storage.replaceAtomically(Paths.KEY, ascii(own.privateText() + "\n"), Mode.CREATE_PRIVATE);
        }
        key = Optional.of(own);
        if (!own.name().equals(node)) {
            scanUnproven();
            throw new Damage("The ledger belongs to the node '" + own.name() + "', and this node is configured as '"
                    + node + "'. Set the name back to '" + own.name() + "', or use another data folder.");
        }
        return own;
    }

    private boolean anyRecords(List<String> shards) throws IOException {
        for (String name : shards) {
            if (storage.exists(Paths.checkpoint(name))) {
                return true;
            }
            if (storage.exists(Paths.segment(name))
                    && !scan(name, 0, RecordCheck.ofAll(node, name)).records().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private NodeKey readKey() throws IOException, Damage {
        try {
            return NodeKey.parse(text(Paths.KEY).strip());
        } catch (IllegalArgumentException e) {
            scanUnproven();
            throw new Damage("The key of the ledger, " + Paths.KEY + ", cannot be used: " + e.getMessage()
                    + ". Put it back from its backup.");
        }
    }

    private void verifierKey(NodeKey own) throws IOException, Damage {
        String right = own.publicText() + "\n";
        if (!storage.exists(Paths.VERIFIER_KEY)) {
            storage.replaceAtomically(Paths.VERIFIER_KEY, ascii(right));
        } else if (!text(Paths.VERIFIER_KEY).equals(right)) {
            scanUnproven();
            throw new Damage("The verifier key " + Paths.VERIFIER_KEY + " does not belong to the key " + Paths.KEY
                    + ": one of them was replaced. Find out which; the right verifier key is " + own.publicText()
                    + ".");
        }
    }

    /** The larger of the checkpoint beside the key and the published one; normally they are the same. */
    private Optional<Checkpoint> signed(NodeKey own) throws IOException, Damage {
        Optional<Checkpoint> beside = checkpoint(own, Paths.SIGNED);
        if (beside.isEmpty() && storage.exists(Paths.SIGNED)) {
            scanUnproven();
            throw new Damage(
                    Paths.SIGNED + ", the last checkpoint that was signed, is not signed by the key of this node:"
                            + " it was changed, or the key was replaced.");
        }
        if (shard.isEmpty()) {
            return beside;
        }
        Optional<Checkpoint> published = checkpoint(own, Paths.checkpoint(shard));
        if (published.isEmpty() && storage.exists(Paths.checkpoint(shard))) {
            if (beside.isEmpty()) {
                scanUnproven();
                throw new Damage("The checkpoint of the log " + shard + " is not signed by the key of this node: it was"
                        + " changed, or the key was replaced.");
            }
            notes.add("The published checkpoint of the log " + shard + " was not as it was signed; it is made again.");
        }
        return beside.isEmpty()
                        || (published.isPresent()
                                && published.get().size() > beside.get().size())
                ? published
                : beside;
    }

    private Optional<Checkpoint> checkpoint(NodeKey own, String path) throws IOException {
        if (!storage.exists(path)) {
            return Optional.empty();
        }
        try {
            return own.opened(text(path)).map(Checkpoint::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void chooseShard(List<String> shards) throws IOException, Damage {
        if (shards.size() > 1) {
            throw new Damage("There is more than one log in the ledger's folder, " + String.join(", ", shards)
                    + "; this version of Cisterna keeps one. Nothing is written.");
        }
        String origin = shard.isEmpty() ? "" : node + "/" + shard;
        if (signed.isPresent() && !signed.get().origin().equals(origin)) {
            scanUnproven();
            throw new Damage("The key of this node has signed " + signed.get().size() + " entries of the log "
                    + signed.get().origin() + ", and that log is not in the folder. Put it back, or start on another"
                    + " data folder and keep this one as it is.");
        }
        if (shard.isEmpty()) {
            shard = now.atZone(ZoneOffset.UTC).getYear() + "-1";
        }
        check = RecordCheck.ofAll(node, shard);
    }

    private Opened log() throws IOException, Damage {
        long covered = signed.map(Checkpoint::size).orElse(0L);
        String path = Paths.segment(shard);
        if (!storage.exists(path)) {
            if (covered > 0) {
                throw new Damage(
                        "The entries of the log " + shard + " are gone: " + path + " is missing, and " + covered
                                + " entries were signed.",
                        0);
            }
            return made();
        }
        check = RecordCheck.behind(node, shard, covered);
        SegmentScan scan = scan(shard, covered, check);
        if (scan.state() == SegmentScan.State.UNMADE) {
            return made();
        }
        if (check.hasUnread() && !isProven(scan, covered)) {
            check = RecordCheck.ofAll(node, shard); // to tell the place, and to read what comes before it
            scan = scan(shard, covered, check);
        }
        judge(scan, covered);
        long rewriteFrom = covered == 0
                ? 0
                : covered < scan.records().size()
                        ? scan.records().get((int) covered).group()
                        : scan.end();
        Segment segment = Segment.open(storage, path, scan, rewriteFrom, room);
        long torn = scan.residueEnd() - scan.end();
        if (torn > 0) {
            notes.add("A crash had torn the last write behind entry "
                    + check.state().size() + " of the log " + shard + " (" + torn
                    + " bytes, never acknowledged); it was cut off.");
        }
        return result(Optional.of(segment), torn, List.of(), OptionalLong.empty());
    }

    /** Whether the entries that were signed are there as they were, whatever stands in them, and what is behind them is good. */
    private boolean isProven(SegmentScan scan, long covered) {
        return scan.state() != SegmentScan.State.BROKEN
                && check.wrong().isEmpty()
                && signed.filter(each ->
                                Hashes.digest(check.state().root(covered)).equals(each.root()))
                        .isPresent();
    }

    private void judge(SegmentScan scan, long covered) throws IOException, Damage {
        long good = check.state().size();
        Optional<String> wrong = check.wrong();
        if (wrong.isPresent()) {
            throw new Damage(
                    "Entry " + good + " of the log " + shard + " is not what was entered there: " + wrong.get() + ".",
                    good);
        }
        if (scan.state() == SegmentScan.State.BROKEN) {
            throw new Damage(
                    scan.residueEnd() > scan.end()
                            ? "Entry " + good + " of the log " + shard
                                    + " is damaged on the disk. The entries before it are"
                                    + " good, those from it on cannot be trusted."
                            : "The log " + shard + " ends behind " + good + " entries, and " + covered
                                    + " were signed: its end is missing.",
                    good);
        }
        if (signed.isPresent()
                && !Hashes.digest(check.state().root(covered))
                        .equals(signed.get().root())) {
            OptionalLong place = differing(covered);
            check = RecordCheck.ofFirst(node, shard, place.orElse(0));
            scan(shard, covered, check);
            throw new Damage(
                    place.isPresent()
                            ? "Entry " + place.getAsLong() + " of the log " + shard
                                    + " was changed after it was signed."
                            : "The log " + shard + " is not the one whose " + covered
                                    + " entries were signed; the hash tiles"
                                    + " were changed too, so the place cannot be told.",
                    place.orElse(0));
        }
    }

    /** Where the entries differ from the hash tiles, provided that those are what was signed. */
    private OptionalLong differing(long covered) throws IOException {
        HashTree tiles = new HashTree();
        for (TilePath tile : StaticFiles.tiles(0, covered)) {
            if (tile.level() == 0 && storage.exists(Paths.tile(shard, tile))) {
                byte[] bytes = storage.readAll(Paths.tile(shard, tile));
                for (int i = 0; i + TreeHash.LENGTH <= bytes.length && tiles.size() < covered; i += TreeHash.LENGTH) {
                    tiles.append(Arrays.copyOfRange(bytes, i, i + TreeHash.LENGTH));
                }
            }
        }
        if (tiles.size() == covered
                && signed.isPresent()
                && Hashes.digest(tiles.root(covered)).equals(signed.get().root())) {
            for (long i = 0; i < covered; i++) {
                if (!Arrays.equals(tiles.leaf(i), check.state().leaf(i))) {
                    return OptionalLong.of(i);
                }
            }
        }
        return OptionalLong.empty();
    }

    private Opened made() throws IOException {
        storage.createDirectories(Paths.log(shard));
        String path = Paths.segment(shard);
        Segment.create(storage, path, 0, 0, room);
        SegmentScan scan = scan(shard, 0, check);
        Segment segment = Segment.open(storage, path, scan, 0, room);
        return result(Optional.of(segment), 0, List.of(), OptionalLong.empty());
    }

    private SegmentScan scan(String log, long covered, RecordCheck with) throws IOException {
        return SegmentScan.of(storage, Paths.segment(log), covered, with);
    }

    /** What can be read while something around the log is wrong. */
    private void scanUnproven() throws IOException {
        if (!shard.isEmpty() && storage.exists(Paths.segment(shard))) {
            check = RecordCheck.ofAll(node, shard);
            scan(shard, 0, check);
        }
    }

    private String text(String path) throws IOException {
        return new String(storage.readAll(path), StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
