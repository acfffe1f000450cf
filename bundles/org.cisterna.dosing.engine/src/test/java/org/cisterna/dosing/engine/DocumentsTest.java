// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.calculation.Completion;
import org.cisterna.dosing.library.InstitutionFile;
import org.cisterna.dosing.library.ShippedLibrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code docs/dosing.md} says is what the engine does. */
class DocumentsTest {

    private static final Path DOCS = Path.of("../../docs");
    private static final Pattern CODE = Pattern.compile("\"([A-Z]{4,}(?:_[A-Z]+)*)\"");
    private static final Pattern DOCUMENTED = Pattern.compile("`([A-Z]{4,}(?:_[A-Z]+)*)`");

    @Test
    void everyCodeOfAFindingIsDocumentedAndNoOther() throws IOException {
        Set<String> inCode = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/org/cisterna/dosing/engine"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                collect(CODE, Files.readString(source), inCode);
            }
        }
        Set<String> documented = new TreeSet<>();
        List<String> lines = Files.readAllLines(DOCS.resolve("dosing.md"));
        for (String line : lines.subList(lines.indexOf("## Verdicts"), lines.indexOf("## The engine's own policy"))) {
            if (line.startsWith("| `")) {
                collect(DOCUMENTED, line.substring(0, line.indexOf("| ", 2)), documented);
            }
        }
        assertThat(documented).isEqualTo(inCode);
    }

    private static void collect(Pattern pattern, String text, Set<String> into) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            into.add(matcher.group(1));
        }
    }

    /** A record of before anything stood beside a day reads, writes and weighs as it did. */
    @ParameterizedTest
    @ValueSource(strings = {"flex-326", "sixty-every-hour"})
    void aRecordOfBeforeKeepsItsDigest(String name) throws IOException {
        JsonObject request =
                (JsonObject) Json.parse(Files.readAllBytes(ExampleFile.FOLDER.resolve(name + ".request.json")));
        JsonObject proposal =
                (JsonObject) Json.parse(Files.readAllBytes(ExampleFile.FOLDER.resolve(name + ".proposal.json")));

        assertThat(DosingRequest.fromJson(request).toJson()).isEqualTo(request);
        assertThat(DosingRequest.fromJson(request).digest().text()).isEqualTo(proposal.string("request"));
        assertThat(Proposal.fromJson(proposal).toJson()).isEqualTo(proposal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flex-326", "sixty-every-hour", "bridge-2000-to-500", "prime-whole-path", "patient-bolus"})
    void theExampleIsWhatTheEngineAnswers(String name) throws IOException {
        JsonObject file = withTheShippedLibrary(
                (JsonObject) Json.parse(Files.readAllBytes(ExampleFile.FOLDER.resolve(name + ".request.json"))));
        ExampleFile.compare(name + ".request.json", file);
        DosingRequest request = DosingRequest.read(file).orElseThrow();

        ExampleFile.compare(
                name + ".proposal.json", new RuleEngine().propose(request).toJson());
    }

    /** Examples of each function that leave to the library and the institution what these know. */
    @ParameterizedTest
    @ValueSource(strings = {"stop", "minimum-rate", "single-bolus", "periodic-bolus", "week", "restart"})
    void theExampleOfAFunctionIsWhatTheEngineAnswers(String name) throws IOException {
        ShippedLibrary library = new ShippedLibrary();
        Completion whole = Completion.of(
                (JsonObject) Json.parse(Files.readAllBytes(ExampleFile.FOLDER.resolve(name + ".request.json"))),
                library,
                List.of(library, InstitutionFile.read(Files.readAllBytes(DOCS.resolve("examples/institution.json")))));
        Proposal proposal =
                new RuleEngine().propose(DosingRequest.read(whole.request()).orElseThrow());

        assertThat(proposal.verdict()).isNotEqualTo(Verdict.BLOCK);
        ExampleFile.compare(name + ".proposal.json", whole.recordedIn(proposal.toJson()));
    }

    /** The same request as the library that ships would make it. */
    private static JsonObject withTheShippedLibrary(JsonObject request) {
        Set<String> ids = new TreeSet<>();
        request.array("drugs").objects().forEach(each -> ids.add(each.string("id")));
        JsonObject.Builder made = Json.object();
        for (String name : request.names()) {
            made.put(
                    name,
                    switch (name) {
                        case "drugs" ->
                            Json.array(Story.library().drugs().stream()
                                    .filter(each -> ids.contains(each.id()))
                                    .map(Drug::toJson)
                                    .toList());
                        case "libraryVersion" -> Json.text(Story.library().version());
                        case "libraryDigest" ->
                            Json.text(Story.library().digest().text());
                        case "limits" ->
                            Json.array(request.array(name).objects().stream()
                                    .map(set -> set.string("name").equals("library")
                                            ? new ShippedLibrary()
                                                    .limits()
                                                    .concerning(ids)
                                                    .toJson()
                                            : set)
                                    .toList());
                        default -> request.get(name).orElseThrow();
                    });
        }
        return made.build();
    }
}
