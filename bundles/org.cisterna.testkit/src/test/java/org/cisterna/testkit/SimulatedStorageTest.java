// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.cisterna.storage.Storage.Mode;
import org.cisterna.storage.StorageFile;
import org.cisterna.storage.StorageLock;
import org.cisterna.storage.StorageLockedException;
import org.junit.jupiter.api.Test;

class SimulatedStorageTest {
    private final SimulatedStorage disk = new SimulatedStorage(1);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(SimulatedStorage storage, String path) throws IOException {
        return storage.exists(path) ? new String(storage.readAll(path), StandardCharsets.UTF_8) : "(none)";
    }

    private static void write(SimulatedStorage storage, String path, long position, String text) throws IOException {
        try (StorageFile file = storage.open(path, Mode.CREATE)) {
            file.write(position, ByteBuffer.wrap(bytes(text)));
        }
    }

    @Test
    void behavesLikeAFolderWhileNothingFails() throws IOException {
        disk.createDirectories("a/b");
        write(disk, "a/b/f", 0, "hello");
        write(disk, "a/b/f", 5, " world");
        assertThat(text(disk, "a/b/f")).isEqualTo("hello world");
        disk.rename("a/b/f", "a/b/g");
        assertThat(disk.list("a")).containsExactly("b");
        assertThat(disk.list("a/b")).containsExactly("g");
        assertThat(disk.size("a/b/g")).isEqualTo(11);
        try (StorageFile file = disk.open("a/b/g", Mode.READ_WRITE)) {
            file.truncate(5);
        }
        assertThat(text(disk, "a/b/g")).isEqualTo("hello");
        disk.delete("a/b/g");
        assertThatThrownBy(() -> disk.readAll("a/b/g")).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> disk.open("none/f", Mode.CREATE)).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void keepsWhatWasForcedAndSyncedThroughAnyCrash() throws IOException {
        disk.replaceAtomically("f", bytes("old"));
        try (StorageFile file = disk.open("f", Mode.READ_WRITE)) {
            file.write(3, ByteBuffer.wrap(bytes(" and new")));
            file.force();
        }
        for (int fate = 0; fate < 50; fate++) {
            assertThat(text(disk.afterCrash(fate), "f")).isEqualTo("old and new");
        }
    }

    @Test
    void mayLoseKeepOrGarbleWhatWasNotForced() throws IOException {
        disk.replaceAtomically("f", bytes("0123456789"));
        write(disk, "f", 2, "abc");
        Set<String> found = new TreeSet<>();
        for (int fate = 0; fate < 200; fate++) {
            String left = text(disk.afterCrash(fate), "f");
            assertThat(left).startsWith("01").endsWith("56789");
            found.add(left);
        }
        assertThat(found).contains("0123456789", "01abc56789").hasSizeGreaterThan(2);
        assertThat(text(disk.afterKill(), "f")).isEqualTo("01abc56789");
    }

    @Test
    void mayLoseANameUntilItsFolderIsSynced() throws IOException {
        write(disk, "f", 0, "x");
        try (StorageFile file = disk.open("f", Mode.READ_WRITE)) {
            file.force();
        }
        Set<String> found = new TreeSet<>();
        for (int fate = 0; fate < 50; fate++) {
            found.add(text(disk.afterCrash(fate), "f"));
        }
        assertThat(found).containsExactly("(none)", "x");
        disk.syncDirectory("");
        for (int fate = 0; fate < 50; fate++) {
            assertThat(text(disk.afterCrash(fate), "f")).isEqualTo("x");
        }
    }

    @Test
    void neverMakesDurableWhatAFailedForceHasGivenUp() throws IOException {
        disk.replaceAtomically("f", bytes("old"));
        Set<String> found = new TreeSet<>();
        for (int seed = 0; seed < 40; seed++) {
            SimulatedStorage one = new SimulatedStorage(seed);
            one.replaceAtomically("f", bytes("old"));
            try (StorageFile file = one.open("f", Mode.READ_WRITE)) {
                file.write(0, ByteBuffer.wrap(bytes("new")));
                one.failAt(one.operations() + 1);
                assertThatThrownBy(file::force).isInstanceOf(IOException.class).hasMessageContaining("force f");
                file.force();
            }
            assertThat(text(one, "f")).isEqualTo("new");
            found.add(text(one.afterCrash(seed), "f"));
        }
        assertThat(found).contains("old", "new");
    }

    @Test
    void failsEverythingOnceCrashed() throws IOException {
        write(disk, "f", 0, "x");
        disk.crashAt(disk.operations() + 1);
        assertThatThrownBy(() -> disk.syncDirectory("")).hasMessageContaining("crashes during operation");
        assertThat(disk.fired()).isTrue();
        assertThatThrownBy(() -> write(disk, "g", 0, "x")).hasMessageContaining("has crashed");
        assertThatThrownBy(() -> disk.delete("f")).hasMessageContaining("has crashed");
        assertThatThrownBy(() -> disk.lock("l")).hasMessageContaining("has crashed");
        assertThat(disk.afterKill().files()).containsExactly("f");
    }

    @Test
    void isFullWhenItIsTold() throws IOException {
        disk.free(4);
        write(disk, "f", 0, "abc");
        assertThatThrownBy(() -> write(disk, "f", 3, "def")).hasMessageContaining("no space left");
        assertThat(disk.usableBytes()).isZero();
        assertThat(text(disk, "f")).isEqualTo("abcd");
    }

    @Test
    void letsOneClaimantInAtATime() throws IOException {
        try (StorageLock lock = disk.lock("l")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> disk.lock("l")).isInstanceOf(StorageLockedException.class);
        }
        disk.lock("l").close();
    }

    @Test
    void sameSeedSameFate() throws IOException {
        write(disk, "f", 0, "x".repeat(5000));
        assertThat(disk.afterCrash(9).files()).isEqualTo(disk.afterCrash(9).files());
        assertThat(text(disk.afterCrash(9), "f")).isEqualTo(text(disk.afterCrash(9), "f"));
    }
}
