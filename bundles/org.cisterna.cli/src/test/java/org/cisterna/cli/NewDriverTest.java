// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewDriverTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    private Path temporary;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path home;
    private Path out;

    /** A checkout with the real template, and with jars that are none. */
    @BeforeEach
    void checkout() throws IOException {
        home = temporary.resolve("home");
        out = Files.createDirectories(temporary.resolve("my drivers"));
        for (String api : List.of(
                "quantity",
                "time",
                "canonical",
                "storage",
                "pump.api",
                "audit.api",
                "sim",
                "conformance.api",
                "conformance",
                "conformance.junit",
                "testkit")) {
            Path target = Files.createDirectories(home.resolve("bundles/org.cisterna." + api + "/target"));
            Files.writeString(target.resolve("org.cisterna." + api + "-0.1.0.jar"), api);
        }
        Path lib = Files.createDirectories(home.resolve("bundles/org.cisterna.cli/target/lib"));
        for (String library : List.of(
                "jackson-core-2.22.4",
                "org.apache.felix.framework-7.0.5",
                "org.apache.felix.scr-2.2.18",
                "org.osgi.service.component-1.5.1",
                "org.osgi.util.promise-1.3.0",
                "org.osgi.util.function-1.2.0")) {
            Files.writeString(lib.resolve(library + ".jar"), library);
        }
        try (Stream<Path> files = Files.walk(ROOT.resolve("cnf/new-driver"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                copy(file);
            }
        }
        for (String wrapper : List.of("mvnw", "mvnw.cmd", ".mvn/wrapper/maven-wrapper.properties")) {
            copy(ROOT.resolve(wrapper));
        }
    }

    private void copy(Path file) throws IOException {
        Path copy = home.resolve(ROOT.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private Exit run(String... arguments) throws Refused {
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new NewDriver(home, stream, stream).run(List.of(arguments));
    }

    private Refused refusal(String... arguments) {
        return catchThrowableOfType(Refused.class, () -> run(arguments));
    }

    private List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aProjectIsCalledByItsNameEverywhereAndNamesNoFolderOfThisMachine() throws Exception {
        assertThat(run("acme-flow2", "--out", out.toString())).isEqualTo(Exit.GOOD);
        Path project = out.resolve("acme-flow2");
        assertThat(files(project))
                .contains(
                        "mvnw",
                        ".mvn/maven.config",
                        "pom.xml",
                        "README.md",
                        "PROTOCOL.md",
                        "driver/bnd.bnd",
                        "driver/src/main/java/org/example/acmeflow2/driver/AcmeFlow2Driver.java",
                        "device/src/test/java/org/example/acmeflow2/device/DriverMeetsDeviceTest.java",
                        "device/src/test/java/org/example/acmeflow2/device/AcmeFlow2ConformanceTest.java")
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).contains("drip"));
        assertThat(project.resolve("mvnw")).isExecutable();
        assertThat(project.resolve("run-device")).isExecutable();
        for (String name : files(project)) {
            if (!name.endsWith(".jar")) {
                assertThat(Files.readString(project.resolve(name)))
                        .as(name)
                        .doesNotContainIgnoringCase("dripline")
                        .doesNotContainIgnoringCase("drip-line")
                        .doesNotContain("@CISTERNA_VERSION@", "@VERSION@", temporary.toString(), ROOT.toString());
            }
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("./mvnw verify", "Its first report: ./cisterna conform");
        assertThat(out).isDirectoryNotContaining("glob:**/.acme*");
    }

    @Test
    void theVersionOfTheApisNamesTheirBytes() throws Exception {
        run("one", "--out", out.toString(), "--json");
        String first = version();
        run("two", "--out", out.toString(), "--json");
        assertThat(version()).isEqualTo(first).matches("0\\.1\\.0-[0-9a-f]{12}");
        assertThat(Files.readString(out.resolve("two/repository/org/cisterna/org.cisterna.bom")
                        .resolve(first)
                        .resolve("org.cisterna.bom-" + first + ".pom")))
                .as("the kit's framework comes in the versions that it was tried with")
                .contains("<artifactId>org.osgi.util.promise</artifactId><version>1.3.0</version>");
        Files.writeString(home.resolve("bundles/org.cisterna.pump.api/target/org.cisterna.pump.api-0.1.0.jar"), "new");
        run("three", "--out", out.toString(), "--json");
        assertThat(version()).isNotEqualTo(first);
        Path jar = out.resolve("three/repository/org/cisterna/org.cisterna.pump.api")
                .resolve(version());
        assertThat(jar.resolve("org.cisterna.pump.api-" + version() + ".jar")).hasContent("new");
        assertThat(jar.resolve("org.cisterna.pump.api-" + version() + ".jar.sha1"))
                .hasContent("c2a6b03f190dfb2b4aa91f8af8d477a9bc3401dc");
    }

    private String version() {
        String[] lines = said.toString(StandardCharsets.UTF_8).split("\n", -1);
        return ((JsonObject) Json.parse(lines[lines.length - 2].getBytes(StandardCharsets.UTF_8))).string("cisterna");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my pump",
                "Acme",
                "acme_flow",
                "../acme",
                "/tmp/acme",
                "acme/flow",
                "acme\\flow",
                ".acme",
                "1acme",
                "acme-",
                "-acme",
                "acme--flow",
                "ac",
                "a123456789012345678901234567890",
                "ácme",
                "acme\n",
                "synchromed",
                "sim",
                "unknown",
                "int",
                "in-t",
                "drip-line",
                ""
            })
    void aNameThatCannotBeOneIsRefusedInWords(String name) throws Exception {
        Refused refused = refusal(name, "--out", out.toString());
        assertThat(refused.exit()).isEqualTo(Exit.USAGE);
        assertThat(refused.words()).contains("is no name for a driver").doesNotContain("\n");
        assertThat(files(temporary.resolve("my drivers"))).isEmpty();
    }

    @Test
    void nothingThatIsThereIsWrittenOver() throws Exception {
        Path there = Files.createDirectory(out.resolve("acme"));
        assertThat(refusal("acme", "--out", out.toString()).words()).contains("is there already");
        Files.delete(there);
        Files.createSymbolicLink(there, temporary.resolve("nowhere"));
        assertThat(refusal("acme", "--out", out.toString()).words()).contains("is there already");
        Path file = Files.writeString(temporary.resolve("file"), "a file");
        assertThat(refusal("acme", "--out", file.toString()).words()).contains("is no folder");
        assertThat(temporary.resolve("nowhere")).doesNotExist();
    }

    @Test
    void wrongUseSaysHow() {
        assertThat(refusal().words()).contains("new-driver NAME [--out DIR]");
        assertThat(refusal("acme", "--to", "x").words()).contains("'--to' is no option of new-driver");
        assertThat(refusal("acme", "--out").words()).contains("needs a value");
    }

    @Test
    void whatIsNotBuiltIsSaidAndNothingIsLeftBehind() throws Exception {
        Files.delete(home.resolve("bundles/org.cisterna.testkit/target/org.cisterna.testkit-0.1.0.jar"));
        Refused refused = refusal("acme", "--out", out.toString());
        assertThat(refused.exit()).isEqualTo(Exit.INCOMPLETE);
        assertThat(refused.words()).contains("org.cisterna.testkit is not built");
        assertThat(out).isEmptyDirectory();
    }
}
