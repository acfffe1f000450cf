// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.EvidenceUnavailableException;
import org.cisterna.canonical.Digest;
import org.cisterna.storage.FileStorage;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFilesTest {
    private final SimulatedStorage disk = new SimulatedStorage(1);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String path(Digest digest) {
        return "evidence/" + digest.hex().substring(0, 2) + "/" + digest.hex().substring(2);
    }

    @Test
    void keepsAFileUnderItsHash(@TempDir Path folder) throws IOException {
        FileStorage real = new FileStorage(folder);
        EvidenceStore store = EvidenceFiles.open(real);
        Digest digest = store.put(bytes("frames"));
        assertThat(digest).isEqualTo(Digest.of(bytes("frames")));
        assertThat(store.get(digest)).contains(bytes("frames"));
        assertThat(real.readAll(path(digest))).isEqualTo(bytes("frames"));
        assertThat(store.put(bytes("frames"))).isEqualTo(digest);
        assertThat(store.put(new byte[0])).isEqualTo(Digest.of(new byte[0]));
        assertThat(EvidenceFiles.open(real).get(digest)).contains(bytes("frames"));
    }

    @Test
    void hasNothingThatWasNeverKept() {
        assertThat(EvidenceFiles.open(disk).get(Digest.of(bytes("other")))).isEmpty();
    }

    @Test
    void saysThatChangedEvidenceIsLostAndTakesItBack() {
        EvidenceStore store = EvidenceFiles.open(disk);
        Digest digest = store.put(bytes("frames"));
        disk.flip(path(digest), 2, 1);
        assertThatThrownBy(() -> store.get(digest))
                .isInstanceOf(EvidenceUnavailableException.class)
                .hasMessageStartingWith("Lost evidence: the file " + digest.text());
        assertThat(store.put(bytes("frames"))).isEqualTo(digest);
        assertThat(store.get(digest)).contains(bytes("frames"));
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        EvidenceStore store = EvidenceFiles.open(disk);
        assertThatThrownBy(() -> store.put(new byte[EvidenceStore.MAX_BYTES + 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 67108864");
    }

    @Test
    void saysThatNothingCouldBeKeptOnAFullDiskAndLeavesNothing() {
        EvidenceStore store = EvidenceFiles.open(disk);
        disk.free(10);
        assertThatThrownBy(() -> store.put(bytes("more than ten bytes")))
                .isInstanceOf(EvidenceUnavailableException.class)
                .hasMessageContaining("no space left");
        assertThat(disk.files()).isEmpty();
    }

    @Test
    void hasEverythingItAcknowledgedWhereverTheMachineCrashes() {
        long seed = Seeds.seed("EvidenceFilesTest");
        for (long n = 1; ; n++) {
            SimulatedStorage one = new SimulatedStorage(seed);
            one.crashAt(n);
            List<byte[]> kept = new ArrayList<>();
            work(one, kept);
            if (!one.fired()) {
                break;
            }
            for (int fate = 0; fate < 5; fate++) {
                check(one.afterCrash(seed + fate), kept, "seed " + seed + ", crash at " + n + ", fate " + fate);
            }
            check(one.afterKill(), kept, "seed " + seed + ", killed at " + n);
        }
    }

    @Test
    void isDurableThoughTheFirstTryHadFailed() {
        for (long n = 1; ; n++) {
            SimulatedStorage one = new SimulatedStorage(n);
            one.failAt(n);
            List<byte[]> kept = new ArrayList<>();
            work(one, kept);
            if (!one.fired()) {
                break;
            }
            // again, in the same process and in the next
            work(one, kept);
            assertThat(kept).hasSizeGreaterThanOrEqualTo(4);
            for (int fate = 0; fate < 5; fate++) {
                check(one.afterCrash(n + fate), kept, "operation " + n + " failed, fate " + fate);
            }
        }
    }

    private static void work(SimulatedStorage storage, List<byte[]> kept) {
        try {
            EvidenceStore store = EvidenceFiles.open(storage);
            for (String text : List.of("one", "two", "x".repeat(3000), "one")) {
                store.put(bytes(text));
                kept.add(bytes(text));
            }
        } catch (EvidenceUnavailableException e) {
            // what was not acknowledged is not in the list
        }
    }

    private static void check(SimulatedStorage left, List<byte[]> kept, String what) {
        EvidenceStore store = EvidenceFiles.open(left);
        for (byte[] bytes : kept) {
            assertThat(store.get(Digest.of(bytes))).as(what).contains(bytes);
        }
        assertThat(left.files()).as(what).noneMatch(file -> file.endsWith(".part"));
        work(left, new ArrayList<>());
        assertThat(store.get(Digest.of(bytes("two")))).as(what).contains(bytes("two"));
    }
}
