// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {

    private static Refused refusalOf(Path folder) {
        return catchThrowableOfType(Refused.class, () -> DataFolder.open(folder).close());
    }

    @Test
    void aNewFolderGetsItsVersionAndCanBeOpenedAgain(@TempDir Path parent) throws Exception {
        Path folder = parent.resolve("data");
        DataFolder.open(folder).close();
        assertThat(Files.readString(folder.resolve("VERSION"))).isEqualTo("1\n");
        DataFolder.open(folder).close();
    }

    @Test
    void aSecondInstanceIsRefused(@TempDir Path folder) throws Exception {
        try (DataFolder first = DataFolder.open(folder)) {
            Refused refused = refusalOf(first.root());
            assertThat(refused.exit()).isEqualTo(Exit.USAGE);
            assertThat(refused.words()).contains("in use by another").contains("--data DIR");
        }
        DataFolder.open(folder).close();
    }

    @Test
    void aNewerFolderIsRefusedAndLeftAlone(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("VERSION"), "2\n");
        assertThat(refusalOf(folder).words()).contains("version 2").contains("newer");
        assertThat(Files.readString(folder.resolve("VERSION"))).isEqualTo("2\n");
        assertThat(folder).isDirectoryNotContaining("glob:**/lock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x,y", "d%20 #1", "${user.home}", "a{b", "a\\b", "tab\tin it"})
    void aPathThatConfigurationOrLogCannotTakeIsRefused(String name, @TempDir Path parent) throws Exception {
        assertThat(refusalOf(parent.resolve(name)).words())
                .contains("configuration and log cannot take")
                .contains("--data DIR");
        assertThat(parent).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"with spaces", "Gerät #1 (ward)", "it's"})
    void aPathThatIsOnlyUnusualIsTaken(String name, @TempDir Path parent) throws Exception {
        DataFolder.open(parent.resolve(name)).close();
    }

    @Test
    void aNewFolderIsItsOwnersAlone(@TempDir Path parent) throws Exception {
        DataFolder.open(parent.resolve("data")).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent.resolve("data"))))
                .isEqualTo("rwx------");
    }

    @Test
    void somethingElseThanADataFolderIsRefused(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("VERSION"), "not a\u0007 version");
        assertThat(refusalOf(folder).words()).contains("not a? version");
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused(@TempDir Path parent) throws Exception {
        Path file = Files.writeString(parent.resolve("file"), "");
        assertThat(refusalOf(file.resolve("data")).words())
                .contains("cannot be")
                .contains("--data DIR");
    }

    @Test
    void aWrongOptionIsRefusedWithWhatThereIs() {
        Refused unknown = catchThrowableOfType(
                Refused.class, () -> Options.of("demo", List.of("--prot", "1"), Set.of("port", "data")));
        assertThat(unknown.words()).contains("'--prot'").contains("--data --port");
        Refused twice = catchThrowableOfType(
                Refused.class, () -> Options.of("demo", List.of("--port", "1", "--port", "2"), Set.of("port")));
        assertThat(twice.words()).contains("twice");
        Refused valueless =
                catchThrowableOfType(Refused.class, () -> Options.of("demo", List.of("--port"), Set.of("port")));
        assertThat(valueless.words()).contains("needs a value");
    }

    @Test
    void aNumberOutOfItsBoundsIsRefusedWithThem() throws Exception {
        for (String wrong : List.of("-1", "65536", "1e3", "8080x", "99999999999999999999", "")) {
            Options options = Options.of("demo", List.of("--port", wrong), Set.of("port"));
            Refused refused = catchThrowableOfType(Refused.class, () -> options.number("port", 8080, 0, 65_535));
            assertThat(refused.words()).contains("from 0 to 65535");
        }
        assertThat(Options.of("demo", List.of("--port", "0"), Set.of("port")).number("port", 8080, 0, 65_535))
                .isZero();
    }

    @Test
    void aPortInUseIsRefusedWithTheWayOut() throws Exception {
        try (java.net.ServerSocket taken = new java.net.ServerSocket()) {
            taken.bind(new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0));
            Refused refused = catchThrowableOfType(
                    Refused.class, () -> Port.free(InetAddress.getLoopbackAddress(), taken.getLocalPort()));
            assertThat(refused.words())
                    .contains(String.valueOf(taken.getLocalPort()))
                    .contains("--port N");
        }
        assertThat(Port.free(InetAddress.getLoopbackAddress(), 0)).isPositive();
    }
}
