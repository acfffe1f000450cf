// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.cisterna.storage.Storage;

/**
 * Finds out what is in the data folder, tells the trace of a crash from damage, and gets the log ready to be written, or to be read only.
 * A crash can leave the remains of one group behind the last good one, beyond everything that was signed, and a log that was about to begin and of
 * which nothing is signed yet; whatever else is wrong is damage, and then nothing is changed any more. Used once, by one thread, while the lock is
 * held.
 */
final class Opening {
    private final Storage storage;
    private final String node;
    private final Instant now;
    private final KeyFiles keys;
    private final int room;
    private final OldLogs oldLogs;
    private final Optional<Restored.Said> said;

    private final Optional<StartCache> cache;
    private Optional<QuickStart.Found> quick = Optional.empty();
    private final List<String> notes = new ArrayList<>();
    private Optional<NodeKey> key = Optional.empty();
    private Optional<Checkpoint> signed = Optional.empty();
    private Optional<RestoredFolder> restored = Optional.empty();
    private List<String> shards = List.of();
    private List<Log> older = List.of();
    private String shard = "";
    private long firstSequence;
    private RecordCheck check;

    /**
     * An opening.
     *
     * @param cache where what a start needs was kept; empty when everything is to be read
     * @param mended is told, also later, when files of logs that have ended were made again
     */
    Opening(
            Storage storage,
            LedgerOptions options,
            Instant now,
            KeyFiles keys,
            Optional<StartCache> cache,
            Consumer<String> mended) {
        this.storage = storage;
        this.node = options.node();
        this.said = options.said();
        this.now = now;
        this.keys = keys;
        this.cache = cache;
        this.room = options.room();
        this.oldLogs = new OldLogs(storage, node, mended);
        this.check = RecordCheck.ofAll(node, "", 0);
    }

    Opened open() {
        try {
            shards = ShardName.sorted(storage.list(Paths.LEDGER));
            if (!shards.isEmpty()) {
                shard = shards.get(shards.size() - 1);
            }
            syncFolders();
            if (said.isPresent() && shards.isEmpty()) {
                throw said.get().untrue();
            }
            NodeKey own = key();
            keys.checkVerifierKey(own);
            signed = new LastSigned(storage, node, own.verifier()).among(shards, notes::add);
            restored = RestoredFolder.of(storage, own.verifier(), node, shards, said, signed);
            signed = restored.map(RestoredFolder::checkpoint).or(() -> signed);
            chooseShard();
            return log();
        } catch (Damage e) {
            return damaged(e);
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
        List<String> folders = new ArrayList<>(List.of("", Paths.KEYS, Paths.LEDGER));
        shards.stream()
                .skip(Math.max(0, shards.size() - 2)) // the current one, and one that was about to begin
                .forEach(name -> folders.add(Paths.log(name)));
        for (String folder : folders) {
            if (storage.exists(folder)) {
                storage.syncDirectory(folder);
            }
        }
        for (String name : shards.subList(Math.max(0, shards.size() - 2), shards.size())) {
            new TailCopy(storage, Paths.segment(name)).restore();
        }
    }

    /** Shows what can be read from the first entry of the node on, up to what is wrong. */
    private Opened damaged(Damage e) {
        String words = String.valueOf(e.getMessage());
        OptionalLong bad = OptionalLong.empty();
        try {
            if (!e.isKnown()) {
                bad = e.firstBad() < 0 ? bad : OptionalLong.of(e.firstBad());
                int end = shards.indexOf(e.shard());
                older = oldLogs.unproven(end < 0 ? shards : shards.subList(0, end));
                check = RecordCheck.ofAll(node, shard, 0);
                firstSequence =
                        older.isEmpty() ? 0 : older.get(older.size() - 1).endSequence();
            } else {
                bad = e.firstBad() < 0 ? OptionalLong.empty() : OptionalLong.of(firstSequence + e.firstBad());
                older = oldLogs.unproven(shards.subList(0, Math.max(shards.indexOf(shard), 0)));
                long read = older.isEmpty() ? 0 : older.get(older.size() - 1).endSequence();
                if (read != firstSequence) { // entries behind a gap are not shown
                    firstSequence = read;
                    check = RecordCheck.ofAll(node, shard, 0);
                }
            }
        } catch (IOException unreadable) {
            words += " And it cannot be read: " + unreadable.getMessage() + ".";
        }
        return result(Optional.empty(), 0, List.of(words), bad);
    }

    private Opened result(Optional<Segment> segment, long torn, List<String> damage, OptionalLong firstBad) {
        return new Opened(
                key,
                shard,
                firstSequence,
                check.state(),
                older,
                signed,
                segment,
                check.state().size() == 0,
                torn,
                check.closed(),
                check.ending().map(last -> Ending.of(last.entry())),
                restored.map(each -> each.restored(check.state().size())),
                quick,
                notes,
                damage,
                firstBad);
    }

    private NodeKey key() throws IOException, Damage {
        NodeKey own;
        if (keys.exists()) {
            own = keys.read();
        } else if (storage.exists(Paths.SIGNED) || anyRecords()) {
            throw Damage.around(
                    "The key of the ledger, " + Paths.KEY + ", is missing, and there is a log that it has signed."
                            + " Put the key back from its backup, or start on another data folder and keep this one as it is.");
        } else {
            own = keys.make();
        }
        key = Optional.of(own);
        if (!own.name().equals(node)) {
            throw Damage.around("The ledger belongs to the node '" + own.name()
                    + "', and this node is configured as '" + node + "'. Set the name back to '" + own.name()
                    + "', or use another data folder.");
        }
        return own;
    }

    private boolean anyRecords() throws IOException {
        for (String name : shards) {
            if (storage.exists(Paths.checkpoint(name))) {
                return true;
            }
            String path = Paths.segment(name);
            if (storage.exists(path)
                    && scan(name, 0, RecordCheck.ofAll(node, name, Segment.firstSequence(storage, path)))
                                    .records()
                            > 0) {
                return true;
            }
        }
        return false;
    }

    /** The current log is the one that was signed last. */
    private void chooseShard() throws IOException, Damage {
        if (signed.isPresent()) {
            String named = ShardName.ofOrigin(signed.get().origin());
            if (!shards.contains(named) || !signed.get().origin().equals(node + "/" + named)) {
                throw Damage.around(
                        "The key of this node has signed " + signed.get().size() + " entries of the log "
                                + signed.get().origin()
                                + ", and that log is not in the folder. Put it back, or start on another"
                                + " data folder and keep this one as it is."
                                + (shards.isEmpty() ? "" : RestoredFolder.hint(storage, shard, key)));
            }
            shard = named;
        } else if (shards.size() > 1) {
            throw Damage.around("There is more than one log in the ledger's folder, " + String.join(", ", shards)
                    + ", and nothing says which is the current one. Nothing is written.");
        }
        if (shard.isEmpty()) {
            shard = new ShardName(RollOver.year(now), 1).text();
        }
    }

    private Opened log() throws IOException, Damage {
        long covered = signed.map(Checkpoint::size).orElse(0L);
        String path = Paths.segment(shard);
        check = RecordCheck.ofAll(node, shard, 0);
        if (!storage.exists(path)) {
            if (covered > 0) {
                throw Damage.in(
                        "The entries of the log " + shard + " are gone: " + path + " is missing, and " + covered
                                + " entries were signed.",
                        0);
            }
            return made();
        }
        firstSequence = Segment.firstSequence(storage, path);
        quick = quickly();
        SegmentScan scan;
        if (quick.isPresent()) {
            check = quick.get().check();
            scan = quick.get().scan();
        } else {
            scan = whole(covered);
            if (scan.state() == SegmentScan.State.UNMADE) {
                return made();
            }
            judge(scan, covered);
        }
        if (restored.isEmpty()) {
            Conflict.check(storage, node, shard, own(), check.state());
        }
        older();
        if (restored.isEmpty() && said.isPresent() && !said.get().isAmong(older)) {
            throw said.get().untrue();
        }
        long rewriteFrom = covered == 0 ? 0 : check.firstUnsigned().orElse(scan.end());
        TailCopy tail = new TailCopy(storage, path);
        keep(tail, rewriteFrom, scan.end());
        Segment segment = Segment.open(storage, path, scan, rewriteFrom, room);
        tail.drop();
        long torn = scan.residueEnd() - scan.end();
        if (torn > 0) {
            notes.add("A crash had torn the last write behind entry "
                    + check.state().size() + " of the log " + shard + " (" + torn
                    + " bytes, never acknowledged); it was cut off.");
        }
        return result(Optional.of(segment), torn, List.of(), OptionalLong.empty());
    }

    /** A full disk does not keep a ledger from starting: then what is written again is not safe from a power loss just now, and that is said. */
    private void keep(TailCopy tail, long from, long to) {
        try {
            tail.keep(from, to);
        } catch (IOException e) {
            notes.add("What no signature covers yet could not be copied before it was written again (" + e.getMessage()
                    + "); a power loss at that moment could have taken it.");
        }
    }

    /** From what was kept for it; a folder that was restored is read whole. */
    private Optional<QuickStart.Found> quickly() {
        if (cache.isEmpty() || signed.isEmpty() || restored.isPresent()) {
            return Optional.empty();
        }
        return new QuickStart(storage, cache.get(), key.orElseThrow(), signed.get(), now).found(firstSequence);
    }

    private SegmentScan whole(long covered) throws IOException {
        check = RecordCheck.behind(node, shard, firstSequence, covered);
        SegmentScan scan = scan(shard, covered, check);
        if (scan.state() == SegmentScan.State.UNMADE || !check.hasUnread() || check.proves(scan, signed)) {
            return scan;
        }
        check = RecordCheck.ofAll(node, shard, firstSequence); // to tell the place, and to read what comes before it
        return scan(shard, covered, check);
    }

    private NoteKey own() {
        return key.orElseThrow().verifier();
    }

    /** The logs before this one, and what may lie behind it. */
    private void older() throws IOException, Damage {
        List<String> others = new ArrayList<>(shards);
        others.remove(shard);
        if (restored.isPresent()) {
            others.removeAll(restored.get().begunInVain());
        }
        Optional<Ending> ending = check.ending().map(last -> Ending.of(last.entry()));
        if (ending.isPresent() && others.contains(ending.get().next())) {
            String next = ending.get().next();
            if (RestoredFolder.hasBegun(storage, next)) {
                throw Damage.of(
                        next,
                        "The log " + next + " has begun, and the checkpoint of it that was signed last, " + Paths.SIGNED
                                + ", is missing or is another one. Put it back from a backup.");
            }
            others.remove(next);
        }
        try {
            Optional<Beginning> beginning = check.beginning();
            if (beginning.isPresent()) {
                older = oldLogs.before(beginning.get(), others);
            } else if (!others.isEmpty()) {
                throw Damage.around("There is more than one log in the ledger's folder, " + String.join(", ", shards)
                        + ", and the current one is empty. Nothing is written.");
            }
        } catch (IllegalArgumentException e) {
            throw Damage.of(shard, "The log " + shard + " does not begin as a log does: " + e.getMessage() + ".");
        }
    }

    /** How to go on when the folder was restored: only then is it whole up to its own checkpoint. */
    private String hint(long good) throws IOException {
        Optional<Checkpoint> own = RestoredFolder.newest(storage, shard, key);
        return own.isPresent()
                        && own.get().size() <= good
                        && Hashes.digest(check.state().root(own.get().size()))
                                .equals(own.get().root())
                ? RestoredFolder.hint(storage, shard, key)
                : "";
    }

    private void judge(SegmentScan scan, long covered) throws IOException, Damage {
        long good = check.state().size();
        Optional<String> wrong = check.wrong();
        if (wrong.isPresent()) {
            throw Damage.in(
                    "Entry " + good + " of the log " + shard + " is not what was entered there: " + wrong.get() + ".",
                    good);
        }
        if (scan.state() == SegmentScan.State.BROKEN) {
            throw Damage.in(
                    scan.residueEnd() > scan.end()
                            ? "Entry " + good + " of the log " + shard
                                    + " is damaged on the disk. The entries before it are"
                                    + " good, those from it on cannot be trusted."
                            : "The log " + shard + " ends behind " + good + " entries, and " + covered
                                    + " were signed: its end is missing." + hint(good),
                    good);
        }
        if (signed.isPresent()
                && !Hashes.digest(check.state().root(covered))
                        .equals(signed.get().root())) {
            OptionalLong place = FirstChange.of(storage, shard, signed.get(), check.state());
            check = RecordCheck.ofFirst(node, shard, firstSequence, place.orElse(0));
            scan(shard, covered, check);
            throw Damage.in(
                    place.isPresent()
                            ? "Entry " + place.getAsLong() + " of the log " + shard
                                    + " was changed after it was signed."
                            : "The log " + shard + " is not the one whose " + covered
                                    + " entries were signed; the hash tiles"
                                    + " were changed too, so the place cannot be told.",
                    place.orElse(0));
        }
    }

    private Opened made() throws IOException {
        storage.createDirectories(Paths.log(shard));
        String path = Paths.segment(shard);
        Segment.create(storage, path, 0, 0, room);
        SegmentScan scan = scan(shard, 0, check);
        Segment segment = Segment.open(storage, path, scan, 0, room);
        return result(Optional.of(segment), 0, List.of(), OptionalLong.empty());
    }

    private SegmentScan scan(String log, long covered, SegmentScan.Visitor with) throws IOException {
        return SegmentScan.of(storage, Paths.segment(log), covered, with);
    }
}
