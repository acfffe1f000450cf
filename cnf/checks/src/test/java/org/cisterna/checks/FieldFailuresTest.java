// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.junit.jupiter.api.Test;

/**
 * Failures and incidents of the field: each has an owner. Where that is the engine, the row names the findings that stand against it and the
 * stories that play it again; all of them exist, and each finding is what one of these stories expects.
 */
final class FieldFailuresTest {

    private static final Path FIELD = House.root().resolve("docs/risk/field");
    private static final Path ENGINE = House.root().resolve("bundles/org.cisterna.dosing.engine/src");
    private static final Path STORIES = ENGINE.resolve("test/resources/org/cisterna/dosing/engine");
    private static final Set<String> OWNERS =
            Set.of("ENGINE", "HOST", "DRIVER", "SIMULATOR", "THERAPY", "CONSOLE", "RECORDS");
    private static final List<String> REFUSALS = List.of("VALUE_REFUSED", "FIELD_TYPE", "FIELD_MISSING");

    @Test
    void everyFailureAndEveryIncidentHasARow() throws IOException {
        List<String> expected = Stream.concat(
                        IntStream.rangeClosed(1, 41).mapToObj(i -> "FIELD-" + (i < 10 ? "0" : "") + i),
                        IntStream.rangeClosed(1, 13).mapToObj(i -> "INC-" + i))
                .toList();
        assertThat(rows()).extracting(row -> row.string("id")).containsExactlyElementsOf(expected);
    }

    @Test
    void noRowHasAHole() throws IOException {
        List<String> holes = new ArrayList<>();
        for (JsonObject row : rows()) {
            holes.addAll(holesOf(row));
        }
        assertThat(holes).isEmpty();
    }

    @Test
    void aRowWithAHoleIsFound() throws IOException {
        JsonObject good = rows().stream()
                .filter(row -> row.string("id").equals("FIELD-05"))
                .findFirst()
                .orElseThrow();
        assertThat(holesOf(good)).isEmpty();
        assertThat(holesOf(with(good, "status", Json.text("planned")))).hasSize(1);
        assertThat(holesOf(with(good, "owner", Json.text("NOBODY")))).isNotEmpty();
        assertThat(holesOf(with(good, "stories", Json.texts(List.of())))).hasSize(2);
        assertThat(holesOf(with(good, "stories", Json.texts(List.of("orders/refused/no-such-story")))))
                .containsExactly(
                        "FIELD-05: there is no story orders/refused/no-such-story",
                        "FIELD-05: no story of it expects BRIDGE_REQUIRED");
        assertThat(holesOf(with(good, "findings", Json.texts(List.of())))).hasSize(1);
        assertThat(holesOf(with(good, "findings", Json.texts(List.of("BRIDGE_REQUIRED", "PRIME")))))
                .as("a finding that none of its stories expects")
                .containsExactly("FIELD-05: no story of it expects PRIME");
        JsonObject host = rows().stream()
                .filter(row -> row.string("id").equals("FIELD-10"))
                .findFirst()
                .orElseThrow();
        assertThat(holesOf(host)).isEmpty();
        assertThat(holesOf(with(host, "test", Json.text("org.cisterna.chain.CutLinkTest#none"))))
                .hasSize(1);
        assertThat(holesOf(with(host, "check", Json.text("org.cisterna.pump.host.Nothing"))))
                .hasSize(1);
    }

    @Test
    void theTableIsMadeFromTheRows() throws IOException {
        StringBuilder table = new StringBuilder(
                """
                # Failures of the field, and what stands against each

                Made from [failures.json](failures.json); see [../README.md](../README.md). Do not edit. Stories of orders and of calculations are
                those of the dosing engine's tests; each plays the failure again, from the request to the answer.

                | id | failure | owner | stands against it | played again by | remark |
                |---|---|---|---|---|---|
                """);
        for (JsonObject row : rows()) {
            boolean engine = row.string("owner").equals("ENGINE");
            boolean planned = row.string("status").equals("planned");
            table.append("| ")
                    .append(String.join(
                            " | ",
                            row.string("id"),
                            row.string("failure"),
                            row.string("owner"),
                            engine
                                    ? row.array("findings").strings().stream()
                                            .map(each -> "`" + each + "`")
                                            .collect(Collectors.joining(", "))
                                    : planned ? "planned" : "`" + simple(row.string("check")) + "`",
                            engine
                                    ? row.array("stories").strings().stream()
                                            .map(each -> each.substring(each.indexOf('/') + 1))
                                            .collect(Collectors.joining("; "))
                                    : planned ? "planned" : "`" + simple(row.string("test")) + "`",
                            row.string("note")))
                    .append(" |\n");
        }
        Path file = FIELD.resolve("table.md");
        if (Boolean.getBoolean("cisterna.write")) {
            Files.writeString(file, table);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as(
                        "%s is stale: ./mvnw -pl cnf/checks -am verify -Dtest=FieldFailuresTest -Dcisterna.write=true",
                        file)
                .isEqualTo(table.toString());
    }

    private static String simple(String name) {
        String type = name.contains("#") ? name.substring(0, name.indexOf('#')) : name;
        return type.substring(type.lastIndexOf('.') + 1) + name.substring(type.length());
    }

    private static JsonObject with(JsonObject row, String name, Json value) {
        JsonObject.Builder changed = Json.object();
        for (String each : row.names()) {
            changed.put(each, each.equals(name) ? value : row.get(each).orElseThrow());
        }
        return changed.build();
    }

    private static List<String> holesOf(JsonObject row) throws IOException {
        row.onlyNames("id", "failure", "owner", "findings", "stories", "check", "test", "note", "status");
        List<String> holes = new ArrayList<>();
        String id = row.string("id");
        boolean delivered = row.string("status").equals("delivered");
        if (row.string("failure").isBlank()) {
            holes.add(id + ": no failure");
        }
        if (!OWNERS.contains(row.string("owner"))) {
            holes.add(id + ": the owner is one of " + OWNERS);
        }
        if (row.string("owner").equals("ENGINE")) {
            if (!delivered) {
                holes.add(id + ": what the engine owns is delivered");
            }
            holes.addAll(holesOfEngine(id, row));
        } else if (delivered) {
            holes.addAll(holesOfOthers(id, row));
        } else if (row.string("note").isBlank()) {
            holes.add(id + ": says not what is missing");
        }
        return holes;
    }

    private static List<String> holesOfEngine(String id, JsonObject row) throws IOException {
        List<String> holes = new ArrayList<>();
        List<String> findings = row.array("findings").strings();
        List<String> stories = row.array("stories").strings();
        if (findings.isEmpty()) {
            holes.add(id + ": names no finding");
        }
        if (stories.isEmpty()) {
            holes.add(id + ": no story plays it again");
        }
        Set<String> expected = new TreeSet<>();
        for (String each : stories) {
            List<String> codes = expectedBy(each);
            if (codes.isEmpty()) {
                holes.add(id + ": there is no story " + each);
            }
            expected.addAll(codes);
        }
        String source = source();
        for (String each : findings) {
            if (!expected.contains(each)) {
                holes.add(id + ": no story of it expects " + each);
            }
            if (!REFUSALS.contains(each) && !source.contains('"' + each + '"')) {
                holes.add(id + ": the engine has no finding " + each);
            }
        }
        return holes;
    }

    private static List<String> holesOfOthers(String id, JsonObject row) throws IOException {
        List<String> holes = new ArrayList<>();
        if (find("main", row.string("check")).isEmpty()) {
            holes.add(id + ": there is no class " + row.string("check"));
        }
        String test = row.string("test");
        int hash = test.indexOf('#');
        List<Path> file = hash < 0 ? List.of() : find("test", test.substring(0, hash));
        if (file.isEmpty() || !TestSource.holds(Files.readString(file.get(0)), test.substring(hash + 1))) {
            holes.add(id + ": there is no test " + test);
        }
        return holes;
    }

    private static List<Path> find(String kind, String className) throws IOException {
        String file = "src/" + kind + "/java/" + className.replace('.', '/') + ".java";
        try (Stream<Path> bundles = Files.list(House.root().resolve("bundles"))) {
            return bundles.map(each -> each.resolve(file)).filter(Files::exists).toList();
        }
    }

    /** Which findings a story expects, whatever their verdict, or which refusals; none when there is no such story. */
    private static List<String> expectedBy(String story) throws IOException {
        String[] parts = story.split("/", 3);
        if (parts[0].equals("orders")) {
            Path file = STORIES.resolve("stories/" + parts[1] + "/" + parts[2] + ".json");
            return Files.exists(file) ? codes((JsonObject) Json.parse(Files.readAllBytes(file))) : List.of();
        }
        Path file = STORIES.resolve("calculation/stories/" + parts[1] + ".json");
        if (!Files.exists(file)) {
            return List.of();
        }
        JsonObject all = (JsonObject) Json.parse(Files.readAllBytes(file));
        return Stream.of("accepted", "refused")
                .flatMap(kind -> all.array(kind).objects().stream())
                .filter(each -> each.string("story").equals(parts[2]))
                .flatMap(each -> codes(each).stream())
                .toList();
    }

    private static List<String> codes(JsonObject story) {
        JsonObject expect = story.object("expect");
        return Stream.of("findings", "refused")
                .flatMap(name -> expect.optionalArray(name).stream())
                .flatMap(each -> each.objects().stream())
                .map(each -> each.string("code"))
                .toList();
    }

    private static String source() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(ENGINE.resolve("main/java"))) {
            for (Path each :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(each));
            }
        }
        return all.toString();
    }

    private static List<JsonObject> rows() throws IOException {
        return ((JsonArray) Json.parse(Files.readAllBytes(FIELD.resolve("failures.json")))).objects();
    }
}
