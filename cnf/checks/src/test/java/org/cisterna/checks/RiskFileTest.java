// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.junit.jupiter.api.Test;

/** The risk file has no hole for what is delivered: every row has a control, the class that does it, and a test that exists. */
final class RiskFileTest {

    private static final Path RISK = House.root().resolve("docs/risk");
    private static final List<String> MEMBERS = List.of(
            "id",
            "hazard",
            "sequence",
            "situation",
            "harm",
            "severity",
            "control",
            "check",
            "test",
            "residual",
            "status");
    private static final Set<String> SEVERITIES = Set.of("death", "serious", "minor");

    @Test
    void everyDeliveredRowHasItsControlItsCheckAndATestThatExists() throws IOException {
        List<String> holes = new ArrayList<>();
        List<JsonObject> rows = rows();
        for (JsonObject row : rows) {
            holes.addAll(holesOf(row));
        }
        assertThat(rows).as("rows of %s", RISK).isNotEmpty();
        assertThat(holes).isEmpty();
    }

    @Test
    void anIdIsUsedOnce() throws IOException {
        Set<String> seen = new HashSet<>();
        for (JsonObject row : rows()) {
            assertThat(seen.add(row.string("id"))).as(row.string("id")).isTrue();
        }
    }

    @Test
    void theTableIsMadeFromTheRows() throws IOException {
        StringBuilder table = new StringBuilder(
                """
                # Hazards and their controls

                Made from the rows beside this page; see [README.md](README.md). Do not edit.

                | id | hazard | severity | control | check | test | residual |
                |---|---|---|---|---|---|---|
                """);
        for (JsonObject row : rows()) {
            table.append("| ")
                    .append(String.join(
                            " | ",
                            List.of(
                                    row.string("id"),
                                    row.string("hazard"),
                                    row.string("severity"),
                                    row.string("control"),
                                    "`" + shortName(row.string("check")) + "`",
                                    "`" + shortName(row.string("test")) + "`",
                                    row.string("residual"))))
                    .append(" |\n");
        }
        Path file = RISK.resolve("table.md");
        if (Boolean.getBoolean("cisterna.write")) {
            Files.writeString(file, table);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("%s is stale: ./mvnw -pl cnf/checks -am verify -Dtest=RiskFileTest -Dcisterna.write=true", file)
                .isEqualTo(table.toString());
    }

    @Test
    void aRowWithAHoleIsFound() throws IOException {
        JsonObject good = rows().get(0);
        assertThat(holesOf(good)).isEmpty();
        assertThat(holesOf(with(good, "control", ""))).hasSize(1);
        assertThat(holesOf(with(good, "test", "org.cisterna.cli.NoSuchTest#none")))
                .hasSize(1);
        assertThat(holesOf(with(good, "test", good.string("test") + "NotThere")))
                .hasSize(1);
        assertThat(holesOf(with(good, "check", "org.cisterna.NoSuchClass"))).hasSize(1);
        assertThat(holesOf(with(good, "severity", "terrible"))).hasSize(1);
    }

    @Test
    void aTestIsOneThatRuns() {
        String source =
                """
                // @Test void onlyInAComment() {}
                /* @Test
                   void inALongComment() {} */
                class Some {
                    String text = "@Test void inAText() {}";
                    @Test
                    void runs() throws Exception { helper(); }
                    private void helper() {}
                    @ParameterizedTest
                    @ValueSource(strings = {"a;b", "{c}"})
                    void runsOften(String each) { runs(); }
                    @TestFactory
                    List<DynamicTest> makesTests() { return List.of(); }
                }
                """;
        assertThat(List.of("runs", "runsOften", "makesTests")).allMatch(each -> TestSource.holds(source, each));
        assertThat(List.of("onlyInAComment", "inALongComment", "inAText", "helper", "run", "ValueSource"))
                .noneMatch(each -> TestSource.holds(source, each));
    }

    private static JsonObject with(JsonObject row, String name, String value) {
        JsonObject.Builder changed = Json.object();
        for (String each : MEMBERS) {
            changed.put(each, each.equals(name) ? value : row.string(each));
        }
        return changed.build();
    }

    private static List<String> holesOf(JsonObject row) throws IOException {
        List<String> holes = new ArrayList<>();
        String id = row.string("id");
        row.onlyNames(MEMBERS.toArray(String[]::new));
        for (String member : MEMBERS) {
            if (row.string(member).isBlank() && !row.string("status").equals("planned")) {
                holes.add(id + " has no " + member);
            }
        }
        if (!SEVERITIES.contains(row.string("severity"))) {
            holes.add(id + ": severity is one of " + SEVERITIES);
        }
        if (!row.string("status").equals("delivered")) {
            return holes;
        }
        for (String check : row.string("check").split(", ", -1)) {
            if (source("main", className(check)).isEmpty()) {
                holes.add(id + ": there is no class " + check);
            }
        }
        if (!row.string("test").isBlank()) {
            for (String test : row.string("test").split(", ", -1)) {
                int hash = test.indexOf('#');
                Optional<Path> file = hash < 0 ? Optional.empty() : source("test", test.substring(0, hash));
                if (file.isEmpty() || !TestSource.holds(Files.readString(file.get()), test.substring(hash + 1))) {
                    holes.add(id + ": there is no test " + test);
                }
            }
        }
        return holes;
    }

    private static String className(String check) {
        int hash = check.indexOf('#');
        return hash < 0 ? check : check.substring(0, hash);
    }

    /** The source file of a top-level class, in any bundle or check. */
    private static Optional<Path> source(String kind, String className) throws IOException {
        String file = "src/" + kind + "/java/" + className.replace('.', '/') + ".java";
        List<Path> homes = new ArrayList<>(List.of(House.root().resolve("cnf/checks")));
        try (Stream<Path> bundles = Files.list(House.root().resolve("bundles"))) {
            bundles.forEach(homes::add);
        }
        return homes.stream()
                .map(home -> home.resolve(file))
                .filter(Files::exists)
                .findFirst();
    }

    private static String shortName(String qualified) {
        List<String> names = new ArrayList<>();
        for (String each : qualified.split(", ", -1)) {
            int hash = each.indexOf('#');
            String type = hash < 0 ? each : each.substring(0, hash);
            names.add(type.substring(type.lastIndexOf('.') + 1) + (hash < 0 ? "" : each.substring(hash)));
        }
        return String.join(", ", names);
    }

    private static List<JsonObject> rows() throws IOException {
        List<JsonObject> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(RISK)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                rows.addAll(((JsonArray) Json.parse(Files.readString(file, StandardCharsets.UTF_8))).objects());
            }
        }
        return rows;
    }
}
