// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.cisterna.audit.Entry;
import org.cisterna.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a log and begins the next one, in steps of which each is durable before the next:
 *
 * <ol>
 *   <li>the last entry of the old log, which names the new one and its key;
 *   <li>the last checkpoint of the old log, over all of it;
 *   <li>the new log with its first entry, which names that checkpoint;
 *   <li>the first checkpoint of the new log. With it, and not before, the new log has begun.
 * </ol>
 *
 * After a crash behind step 1 the next start goes on with step 2; what is there of a new log that nothing was signed of is made anew. Used by
 * one thread at a time, the one that writes.
 */
final class RollOver {
    private static final Logger LOG = LoggerFactory.getLogger(RollOver.class);

    private final Storage storage;
    private final Logs logs;
    private final EntryWriter writer;
    private final KeyFiles keys;
    private final Health health;
    private final String node;
    private final int room;

    RollOver(Storage storage, Logs logs, EntryWriter writer, KeyFiles keys, Health health, String node, int room) {
        this.storage = storage;
        this.logs = logs;
        this.writer = writer;
        this.keys = keys;
        this.health = health;
        this.node = node;
        this.room = room;
    }

    /** The log that an entry of now belongs into; begins it when its year has come. */
    OpenLog logInSeason() throws IOException {
        OpenLog now = logs.current();
        int year = year(writer.houseTime(now));
        if (now.size() > 0 && year > ShardName.parse(now.shard()).year()) {
            NoteKey key = now.key().orElseThrow();
            end(now, new Ending(Beginning.Cause.YEAR, next(now, year), key));
        }
        return logs.current();
    }

    static int year(Instant houseTime) {
        return houseTime.atZone(ZoneOffset.UTC).getYear();
    }

    private static String next(OpenLog log, int year) {
        return ShardName.parse(log.shard()).next(year).text();
    }

    /**
     * Ends the log and the use of its key, when that is the one that is named. A key that was replaced before is none of this node's any more.
     *
     * @param id of the key that is to be replaced; empty when none is
     */
    void replaceKey(String id) throws IOException {
        if (id.isEmpty()) {
            return;
        }
        OpenLog now = logs.current();
        String own = now.key().orElseThrow().idText();
        if (own.equals(id)) {
            NodeKey next = keys.makeNext();
            end(now, new Ending(Beginning.Cause.KEY, next(now, year(writer.houseTime(now))), next.verifier()));
        } else if (logs.now().older().stream()
                .noneMatch(each -> each.key().orElseThrow().idText().equals(id))) {
            health.note(
                    "The key " + id + " is to be replaced, and this node never had it. Nothing was replaced; the id of"
                            + " its key is " + own + ".");
        }
    }

    private void end(OpenLog log, Ending ending) throws IOException {
        writer.write(
                log,
                LedgerEntries.ending(ending, log.key().orElseThrow()).stream()
                        .map(Item::new)
                        .toList());
        goOn(ending);
    }

    /** Goes on behind the last entry of a log: publishes its last checkpoint and begins the next one. */
    void goOn(Ending ending) throws IOException {
        OpenLog old = logs.current();
        Publisher last = old.publisher().orElseThrow();
        last.publish();
        Beginning.Old before = new Beginning.Old(
                ending.cause(), last.head().orElseThrow().signed(), old.key().orElseThrow());
        begin(
                ending,
                before,
                old.endSequence(),
                LedgerEntries.created(node, ending.next(), ending.nextKey(), old.endSequence(), before));
    }

    /** Begins a log on a restored folder. The old log is not signed again: the one that was lost may have gone on otherwise. */
    void restore(Restored restored) throws IOException {
        OpenLog old = logs.current();
        NoteKey key = old.key().orElseThrow();
        String next = restored.next(year(writer.houseTime(old)));
        long first = old.firstSequence() + restored.size();
        Beginning.Old before = new Beginning.Old(Beginning.Cause.RESTORED, restored.note(), key);
        begin(
                new Ending(Beginning.Cause.RESTORED, next, key),
                before,
                first,
                LedgerEntries.created(node, next, key, first, before, restored));
        health.note(
                "The data folder was restored from a backup, with the entries up to " + (first - 1) + ", and the log "
                        + next + " goes on from there."
                        + restored.lost()
                                .map(lost -> " The key has signed " + lost.size() + " entries of " + lost.origin()
                                        + ": what they hold beyond that is missing here.")
                                .orElse(""));
    }

    private void begin(Ending ending, Beginning.Old before, long firstSequence, Entry created) throws IOException {
        OpenLog old = logs.current();
        NodeKey key = keys.of(ending.nextKey());
        String shard = ending.next();
        storage.createDirectories(Paths.log(shard));
        String path = Paths.segment(shard);
        Segment.create(storage, path, 0, firstSequence, room);
        RecordCheck check = RecordCheck.ofAll(node, shard, firstSequence);
        Segment segment = Segment.open(storage, path, SegmentScan.of(storage, path, 0, check), 0, room);
        OpenLog next = OpenLog.writable(storage, shard, key, firstSequence, check.state(), segment, 0);
        next.state().startAt(old.state().house(), old.state().pump());
        writer.write(next, List.of(new Item(created)));
        next.publisher().orElseThrow().publish();
        keys.take(key);
        try {
            logs.follow(ClosedLog.open(storage, before, health::note), next);
        } catch (Damage e) {
            throw new IOException("the log " + old.shard() + " is not as it was when it ended: " + e.getMessage(), e);
        }
        LOG.info("the log {} has ended before entry {}, and {} goes on", old.shard(), firstSequence, shard);
    }
}
