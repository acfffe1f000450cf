// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cisterna.audit.LedgerStatus;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.audit.ledger.World;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes every single byte of a small log, one at a time: each change is found, by the verifier and by the platform, with its place. */
class EveryByteTest {
    private static final String LOG = "ledger/2026-1/";
    private static final int SEGMENT_HEADER = 32;
    private static final int GROUP_HEADER = 24;
    private static final int RECORD_HEADER = 6;

    private SimulatedStorage disk = new SimulatedStorage(1);
    private VerifierKey key = new VerifierKey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");

    @BeforeEach
    void writeASmallLog() throws IOException {
        disk = new SimulatedStorage(1);
        try (TileLedger ledger = new World(1).open(disk)) {
            ledger.append(World.entries("a", "b"));
        }
        key = new VerifierKey(new String(disk.readAll("ledger.vkey"), StandardCharsets.US_ASCII).strip());
    }

    private Result verified(MemorySource source) throws IOException {
        Result result = new Result("2026-1");
        new LogCheck(source, key, Optional.empty(), result).run("2026-1");
        return result;
    }

    private static long firstBad(Result result) {
        return result.json().get("firstBad") instanceof Long index ? index : -1;
    }

    @Test
    void findsNothingInAnUntouchedLog() throws IOException {
        Result result = verified(MemorySource.of(disk, "2026-1"));
        assertThat(result.words()).noneMatch(line -> line.contains("FINDING")).noneMatch(line -> line.contains("Note"));
        assertThat(result.isGood()).isTrue();
    }

    @Test
    void theVerifierFindsEachAndSaysWhere() throws IOException {
        MemorySource source = MemorySource.of(disk, "2026-1");
        long flips = 0;
        for (Map.Entry<String, byte[]> file : new TreeMap<>(source.files()).entrySet()) {
            List<Long> owners = owners(file.getKey(), file.getValue());
            for (int i = 0; i < file.getValue().length; i++, flips++) {
                byte[] changed = file.getValue().clone();
                changed[i] = (byte) (changed[i] ^ 0x20);
                source.files().put(file.getKey(), changed);
                Result result = verified(source);
                String what = file.getKey() + ", byte " + i + ": " + result.words();
                if (isRoom(file.getKey(), file.getValue(), i)) {
                    assertThat(result.words()).as(what).anyMatch(line -> line.contains("torn write"));
                } else {
                    assertThat(result.isGood()).as(what).isFalse();
                    assertThat(firstBad(result)).as(what).isEqualTo(owners.get(i));
                }
            }
            source.files().put(file.getKey(), file.getValue());
        }
        System.out.println("bytes changed and found by the verifier: " + flips);
    }

    @Test
    void thePlatformFindsEachAndStartsReadOnlyOrMakesTheFileAgain() throws IOException {
        World.nothingKept(disk);
        long flips = 0;
        for (String path : disk.files()) {
            byte[] bytes = disk.readAll(path);
            boolean derived = isDerived(path);
            List<Long> owners = owners(path.replace(LOG, ""), bytes);
            int step = derived ? 7 : 1;
            for (int i = 0; i < bytes.length; i += step, flips++) {
                SimulatedStorage changed = disk.afterKill();
                changed.flip(path, i, 0x20);
                try (TileLedger ledger = new World(2).open(changed)) {
                    LedgerStatus status = ledger.status();
                    String what = path + ", byte " + i + ": " + status;
                    if (derived || isRoom(path.replace(LOG, ""), bytes, i)) {
                        assertThat(status.writable()).as(what).isTrue();
                        assertThat(status.notes()).as(what).isNotEmpty();
                        assertThat(World.texts(ledger)).as(what).containsExactly("a", "b");
                    } else {
                        assertThat(status.writable()).as(what).isFalse();
                        assertThat(status.reasons()).as(what).hasSize(1);
                        assertThat(status.firstBad().orElse(-1)).as(what).isEqualTo(owners.get(i));
                        assertThat(status.size()).as(what).isEqualTo(owners.get(i) < 0 ? 5 : owners.get(i));
                        assertThat(World.all(ledger)).as(what).hasSize((int) status.size());
                    }
                }
            }
        }
        System.out.println("bytes changed and found at the start: " + flips);
    }

    /** The same where a start goes on from what was kept for it: what it does not find the scrub finds, and names the same entry. */
    @Test
    void aStartFromWhatWasKeptAndItsScrubFindEach() throws Exception {
        long flips = 0;
        long later = 0;
        for (String path : disk.files()) {
            byte[] bytes = disk.readAll(path);
            boolean kept = path.startsWith("cache/");
            boolean harmless = kept || isDerived(path);
            List<Long> owners = owners(path.replace(LOG, ""), bytes);
            for (int i = 0; i < bytes.length; i += harmless ? 7 : 1, flips++) {
                SimulatedStorage changed = disk.afterKill();
                changed.flip(path, i, 0x20);
                World world = new World(2);
                try (TileLedger ledger = world.open(changed)) {
                    boolean good = ledger.status().writable();
                    if (good) {
                        good = world.scrub(ledger);
                        later += good ? 0 : 1;
                    }
                    LedgerStatus status = ledger.status();
                    String what = path + ", byte " + i + ": " + status;
                    if (harmless || isRoom(path.replace(LOG, ""), bytes, i)) {
                        assertThat(good).as(what).isTrue();
                        assertThat(status.writable()).as(what).isTrue();
                        assertThat(status.notes().isEmpty()).as(what).isEqualTo(kept);
                        assertThat(World.texts(ledger)).as(what).containsExactly("a", "b");
                    } else {
                        assertThat(status.writable()).as(what).isFalse();
                        assertThat(status.reasons()).as(what).hasSize(1);
                        assertThat(status.firstBad().orElse(-1)).as(what).isEqualTo(owners.get(i));
                    }
                }
            }
        }
        System.out.println("bytes changed and found: " + flips + ", of these by the scrub: " + later);
        assertThat(later).as("what a quick start does not look at").isPositive();
    }

    /** Whether a file follows from the entries. */
    private static boolean isDerived(String path) {
        return path.startsWith(LOG + "tile") || path.equals(LOG + "checkpoint");
    }

    /** Whether a byte lies in the room that was made beforehand behind the last group, where nothing is lost. */
    private boolean isRoom(String file, byte[] bytes, int at) {
        return file.equals("segment") && at >= segmentEnd(bytes);
    }

    private static int segmentEnd(byte[] segment) {
        int end = segment.length;
        while (segment[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /** For each byte of a file the first entry that a change of it puts in doubt; -1 for none in particular. */
    private static List<Long> owners(String file, byte[] bytes) {
        List<Long> owners = new ArrayList<>();
        if (file.equals("segment")) {
            fill(owners, SEGMENT_HEADER, 0);
            segmentOwners(bytes, owners);
        } else if (file.startsWith("tile/entries")) {
            for (long index = 0; owners.size() < bytes.length; index++) {
                int at = owners.size();
                fill(owners, 2 + Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(at)), index);
            }
        } else if (file.startsWith("tile/0")) {
            for (long index = 0; owners.size() < bytes.length; index++) {
                fill(owners, Merkle.HASH_BYTES, index);
            }
        } else {
            fill(owners, bytes.length, -1);
        }
        return owners;
    }

    private static void segmentOwners(byte[] bytes, List<Long> owners) {
        ByteBuffer segment = ByteBuffer.wrap(bytes);
        long index = 0;
        while (owners.size() < segmentEnd(bytes)) {
            int start = owners.size();
            int body = segment.getInt(start + 4);
            fill(owners, GROUP_HEADER, index);
            while (owners.size() < start + GROUP_HEADER + body) {
                fill(owners, RECORD_HEADER + Short.toUnsignedInt(segment.getShort(owners.size())), index);
                index++;
            }
            // the checksum of the body: its last record cannot be vouched for
            fill(owners, 4, index - 1);
        }
    }

    private static void fill(List<Long> owners, int n, long owner) {
        for (int i = 0; i < n; i++) {
            owners.add(owner);
        }
    }
}
