// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.calculation.CalculationFunction;
import org.cisterna.dosing.calculation.CalculationRequest;
import org.cisterna.dosing.calculation.Completion;
import org.cisterna.dosing.engine.ExampleFile;
import org.cisterna.dosing.library.InstitutionFile;
import org.cisterna.dosing.library.ShippedLibrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code docs/calculations.md}, {@code docs/sources.md} and the examples say is what the calculations do. */
class CalculationDocumentsTest {

    private static final Path DOCS = Path.of("../../docs");
    private static final Path CODE = Path.of("src/main/java/org/cisterna/dosing/engine/calculation");
    private static final Pattern FINDING = Pattern.compile("\"([A-Z]{4,}|[A-Z]{2,}(?:_[A-Z]+)+)\"");
    private static final Pattern RESULT = Pattern.compile("sheet\\s*\\.(?:put|change|say)\\(\\s*\"([a-zA-Z]+)\"");
    private static final Pattern ROW = Pattern.compile("^\\| `([A-Za-z_-]+)` \\|");

    private static Set<String> inCode(Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> sources = Files.list(CODE)) {
            for (Path source : sources.toList()) {
                Matcher matcher = pattern.matcher(Files.readString(source));
                while (matcher.find()) {
                    found.add(matcher.group(1));
                }
            }
        }
        return found;
    }

    private static Set<String> table(String page, String heading) throws IOException {
        List<String> lines = Files.readAllLines(DOCS.resolve(page));
        Set<String> rows = new TreeSet<>();
        for (String line : lines.subList(lines.indexOf(heading) + 1, lines.size())) {
            if (line.startsWith("## ")) {
                break;
            }
            Matcher row = ROW.matcher(line);
            if (row.find()) {
                rows.add(row.group(1));
            }
        }
        return rows;
    }

    @Test
    void everyCodeOfAFindingIsDocumentedAndNoOther() throws IOException {
        Set<String> inCode = inCode(FINDING);
        // put together from its parts
        inCode.addAll(Set.of("NO_DAILY_DOSE_RULE", "NO_CONCENTRATION_RULE"));

        assertThat(table("calculations.md", "## Findings")).isEqualTo(inCode);
    }

    @Test
    void everyResultIsDocumentedAndNoOther() throws IOException {
        assertThat(table("calculations.md", "## Results")).isEqualTo(inCode(RESULT));
    }

    @Test
    void everyFunctionIsDocumentedAndNoOther() throws IOException {
        assertThat(table("calculations.md", "## Functions"))
                .isEqualTo(Arrays.stream(CalculationFunction.values())
                        .map(CalculationFunction::id)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everySourceOfANumberStandsInTheTableOfSources() throws IOException {
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(DOCS.resolve("sources.md"))) {
            if (line.startsWith("| ") && !line.startsWith("| tag")) {
                documented.add(line.substring(2, line.indexOf(" |", 2)));
            }
        }
        assertThat(documented)
                .containsAll(
                        Arrays.stream(Published.values()).map(Published::tag).toList());
    }

    @ParameterizedTest
    @EnumSource(CalculationFunction.class)
    void theExampleIsWhatTheEngineAnswers(CalculationFunction function) throws IOException {
        JsonObject request = (JsonObject)
                Json.parse(Files.readAllBytes(ExampleFile.FOLDER.resolve(function.id() + ".request.json")));
        ShippedLibrary library = new ShippedLibrary();
        Completion whole = Completion.of(
                request,
                library,
                List.of(library, InstitutionFile.read(Files.readAllBytes(DOCS.resolve("examples/institution.json")))));
        JsonObject answer = new CalculationService()
                .calculate(CalculationRequest.read(whole.request()).orElseThrow())
                .toJson();

        ExampleFile.compare(function.id() + ".answer.json", whole.recordedIn(answer));
    }
}
