// SPDX-License-Identifier: Apache-2.0
package org.cisterna.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.cisterna.storage.Storage.Mode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStorageTest {
    private Path folder;
    private FileStorage storage;

    @BeforeEach
    void open(@TempDir Path fresh) throws IOException {
        folder = fresh;
        storage = new FileStorage(folder);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsWhatWasWrittenAtItsPosition() throws IOException {
        try (StorageFile file = storage.open("a", Mode.CREATE)) {
            file.write(3, ByteBuffer.wrap(bytes("def")));
            file.write(0, ByteBuffer.wrap(bytes("abc")));
            file.force();
            ByteBuffer read = ByteBuffer.allocateDirect(4);
            assertThat(file.read(2, read)).isEqualTo(4);
            assertThat(StandardCharsets.UTF_8.decode(read.flip()).toString()).isEqualTo("cdef");
            assertThat(file.read(6, ByteBuffer.allocate(1))).isEqualTo(-1);
            file.truncate(2);
            assertThat(file.size()).isEqualTo(2);
        }
        assertThat(storage.readAll("a")).isEqualTo(bytes("ab"));
        assertThat(storage.size("a")).isEqualTo(2);
    }

    @Test
    void isNotDisturbedByAnInterruptedThread() throws IOException {
        try (StorageFile file = storage.open("a", Mode.CREATE)) {
            Thread.currentThread().interrupt();
            file.write(0, ByteBuffer.wrap(bytes("abc")));
            file.force();
            storage.createDirectories("x/y");
            storage.replaceAtomically("x/y/b", bytes("new"));
            storage.lock("lock").close();
            assertThat(Thread.interrupted()).isTrue();
            file.write(3, ByteBuffer.wrap(bytes("d")));
        }
        assertThat(storage.readAll("a")).isEqualTo(bytes("abcd"));
        assertThat(storage.readAll("x/y/b")).isEqualTo(bytes("new"));
    }

    @Test
    void replacesAFileWholeAndLeavesNothingBeside() throws IOException {
        storage.replaceAtomically("a", bytes("old"));
        storage.replaceAtomically("a", bytes("n"));
        assertThat(storage.readAll("a")).isEqualTo(bytes("n"));
        assertThat(storage.list("")).containsExactly("a");
    }

    @Test
    void givesASecretToItsOwnerAlone() throws IOException {
        Files.createFile(folder.resolve("key"), PosixFilePermissions.asFileAttribute(fromString("rw-r--r--")));
        storage.open("key", Mode.CREATE_PRIVATE).close();
        storage.replaceAtomically("other", bytes("x"), Mode.CREATE_PRIVATE);
        assertThat(Files.getPosixFilePermissions(folder.resolve("key"))).isEqualTo(fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("other"))).isEqualTo(fromString("rw-------"));
    }

    private static java.util.Set<java.nio.file.attribute.PosixFilePermission> fromString(String text) {
        return PosixFilePermissions.fromString(text);
    }

    @Test
    void namesTheFileThatIsMissing() {
        assertThatThrownBy(() -> storage.open("gone", Mode.READ))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("gone");
        assertThatThrownBy(() -> storage.open("gone", Mode.READ_WRITE)).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> storage.size("gone")).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> storage.readAll("gone")).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void treatsAMissingFolderAsEmptyAndAMissingFileAsDeleted() throws IOException {
        assertThat(storage.list("none")).isEmpty();
        storage.delete("none");
        assertThat(storage.exists("none")).isFalse();
    }

    /** By a link to itself, which not even root can follow; a folder without permission gives the same kind of answer. */
    @Test
    void doesNotCallMissingWhatItCannotLookAt() throws IOException {
        Files.createSymbolicLink(folder.resolve("keys"), folder.resolve("keys"));
        assertThatThrownBy(() -> storage.exists("keys/node.key"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.resolve("keys/node.key").toString())
                .hasMessageContaining("cannot be looked at");
        assertThatThrownBy(() -> storage.open("keys/node.key", Mode.READ))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("cannot be looked at");
        Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nowhere"));
        assertThat(storage.exists("dangling")).isFalse();
    }

    @Test
    void refusesPathsThatLeadOutOfTheTree() {
        for (String path : new String[] {"/etc", "../x", "a//b", "a/./b", "a/", "a\\b"}) {
            assertThatThrownBy(() -> storage.exists(path)).as(path).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesToRenameIntoAnotherFolder() throws IOException {
        storage.replaceAtomically("a", bytes("a"));
        storage.createDirectories("b");
        assertThatThrownBy(() -> storage.rename("a", "b/a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void letsOneClaimantInAtATime() throws IOException {
        try (StorageLock lock = storage.lock("lock")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> new FileStorage(folder).lock("lock"))
                    .isInstanceOf(StorageLockedException.class)
                    .hasMessageContaining("held by this process");
        }
        storage.lock("lock").close();
    }

    @Test
    void isRefusedToAnotherProcess() throws Exception {
        try (StorageLock lock = storage.lock("lock")) {
            assertThat(lock).isNotNull();
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Claimant.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains("held by another process; one process at a time may use it");
            assertThat(other.exitValue()).isEqualTo(1);
        }
    }

    /** The other process. */
    static final class Claimant {
        private Claimant() {}

        public static void main(String[] args) throws IOException {
            try (StorageLock lock = new FileStorage(Path.of(args[0])).lock("lock")) {
                System.out.println("got " + lock);
            } catch (StorageLockedException e) {
                System.out.println(e.getMessage());
                System.exit(1);
            }
        }
    }
}
