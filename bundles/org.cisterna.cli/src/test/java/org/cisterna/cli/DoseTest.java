// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ./cisterna dose} as people and scripts meet it. */
class DoseTest {

    private static final Path EXAMPLES = Path.of("../../docs/examples/dosing");
    private static final String INSTITUTION = "../../docs/examples/institution.json";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Exit dose(String input, String... arguments) throws Refused {
        return new Dose(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    static Stream<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files
                    .map(each -> each.getFileName().toString())
                    .filter(each -> each.endsWith(".request.json"))
                    .map(each -> each.substring(0, each.indexOf('.')))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsAnsweredAsItStandsInTheDocumentation(String name) throws Exception {
        Exit exit =
                dose("", EXAMPLES.resolve(name + ".request.json").toString(), "--institution", INSTITUTION, "--json");

        Path proposal = EXAMPLES.resolve(name + ".proposal.json");
        Path answer = Files.exists(proposal) ? proposal : EXAMPLES.resolve(name + ".answer.json");
        JsonObject expected = (JsonObject) Json.parse(Files.readAllBytes(answer));
        assertThat(said()).isEqualTo(expected.canonicalText() + System.lineSeparator());
        assertThat(exit).isEqualTo(expected.string("verdict").equals("BLOCK") ? Exit.FINDING : Exit.GOOD);
    }

    @Test
    void withoutTheInstitutionsLimitsNothingIsDosedAndItIsSaid() throws Exception {
        Exit exit = dose("", EXAMPLES.resolve("compounding.request.json").toString());

        assertThat(exit).isEqualTo(Exit.FINDING);
        assertThat(said()).startsWith("BLOCK").contains("LIMITER_MISSING", "not a medical device");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--institution FILE");
    }

    @Test
    void theWorstDayWithBolusesStandsBesideTheDay() throws Exception {
        dose("", EXAMPLES.resolve("patient-bolus.request.json").toString(), "--institution", INSTITUTION);

        assertThat(said())
                .contains("morphine in 24 h: 3000 mcg/day -> 3000 mcg/day (ordered 3000 mcg/day, 0 %);"
                        + " with boluses at most 3900 mcg/day (+30 %)");
    }

    @Test
    void aProgrammeMayBeCalledSo() throws Exception {
        String request = Files.readString(EXAMPLES.resolve("flex-326.request.json"));
        dose(request, "-", "--json");
        String plain = said();
        out.reset();

        Exit exit = dose(request.replaceFirst("\\{", "{\"function\":\"programme\","), "-", "--json");

        assertThat(exit).isEqualTo(Exit.GOOD);
        assertThat(said()).isEqualTo(plain);
    }

    @Test
    void aProgrammeMayLeaveOutWhatTheLibraryKnows() throws Exception {
        JsonObject whole = (JsonObject) Json.parse(Files.readString(EXAMPLES.resolve("flex-326.request.json")));
        JsonObject.Builder bare = Json.object();
        for (String name : whole.names()) {
            if (!List.of("drugs", "limits", "requiredLimiters", "libraryVersion", "libraryDigest")
                    .contains(name)) {
                bare.put(name, whole.get(name).orElseThrow());
            }
        }

        Exit exit = dose(bare.build().canonicalText(), "-", "--institution", INSTITUTION, "--json");

        assertThat(exit).isEqualTo(Exit.GOOD);
        JsonObject proposal = (JsonObject) Json.parse(said());
        assertThat(proposal.object("filled").array("limiters").strings())
                .hasSize(2)
                .anyMatch(each -> each.startsWith("institution"));
    }

    private static Path institution(Path folder, String limits) throws IOException {
        return Files.writeString(
                folder.resolve("institution.json"),
                "{\"org.cisterna.dosing.institution\":{\"institution\":\"x\",\"version\":\"7\"," + limits + "}}");
    }

    @Test
    void keepingTimesAreFilledInForASupplyAndNeverIntoARecord() throws Exception {
        JsonObject week = (JsonObject) Json.parse(Files.readAllBytes(EXAMPLES.resolve("week.request.json")));
        JsonObject.Builder leftOut = Json.object();
        week.names().forEach(name -> leftOut.put(name, week.get(name).orElseThrow()));
        dose(leftOut.build().canonicalText(), "-", "--institution", INSTITUTION, "--json");
        assertThat(((JsonObject) Json.parse(said()))
                        .object("filled")
                        .array("members")
                        .strings())
                .contains("keepings");

        out.reset();
        JsonObject whole = (JsonObject) Json.parse(Files.readAllBytes(EXAMPLES.resolve("flex-326.request.json")));
        JsonObject.Builder record = Json.object().put("supply", week.object("supply"));
        whole.names().forEach(name -> record.put(name, whole.get(name).orElseThrow()));
        dose(record.build().canonicalText(), "-", "--json");
        assertThat(((JsonObject) Json.parse(said())).get("filled")).isEmpty();
    }

    @Test
    void theInstitutionTightensLimitsThatARequestBrings(@TempDir Path folder) throws Exception {
        String request = EXAMPLES.resolve("flex-326.request.json").toString();
        Path strict = institution(folder, "\"ceilingDailyDose\":[\"baclofen 100 mcg/day\"]");

        Exit exit = dose("", request, "--institution", strict.toString(), "--json");

        assertThat(exit).isEqualTo(Exit.FINDING);
        JsonObject proposal = (JsonObject) Json.parse(said());
        JsonObject filled = proposal.object("filled");
        assertThat(filled.array("tightened").strings()).containsExactly("limits");
        assertThat(filled.array("limiters").strings()).containsExactly("institution 7");
        assertThat(filled.names()).doesNotContain("members", "library");
        assertThat(proposal.array("findings").objects())
                .filteredOn(each -> each.string("verdict").equals("BLOCK"))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.string("code")).isEqualTo("DAILY_DOSE");
                    assertThat(each.string("limit")).isEqualTo("100 mcg/day");
                    assertThat(each.string("sourceVersion")).isEqualTo("1 and 7");
                });
    }

    @Test
    void theInstitutionNeverLoosensWhatARequestBrings(@TempDir Path folder) throws Exception {
        String request = EXAMPLES.resolve("sixty-every-hour.request.json").toString();
        Path loose = institution(
                folder, "\"ceilingDailyDose\":[\"baclofen 9 mg/day\"],\"confirmInterruption\":[\"baclofen 999 h\"]");
        dose("", request, "--json");
        JsonObject plain = (JsonObject) Json.parse(said());
        out.reset();

        Exit exit = dose("", request, "--institution", loose.toString(), "--json");

        assertThat(exit).isEqualTo(Exit.FINDING);
        JsonObject beside = (JsonObject) Json.parse(said());
        assertThat(beside.array("findings").objects().stream()
                        .map(each -> each.string("verdict") + each.string("code") + each.string("subject"))
                        .toList())
                .containsAll(plain.array("findings").objects().stream()
                        .map(each -> each.string("verdict") + each.string("code") + each.string("subject"))
                        .toList());
    }

    @Test
    void onlyLimitersThatSpokeAreRecorded() throws Exception {
        JsonObject whole = (JsonObject) Json.parse(Files.readString(EXAMPLES.resolve("flex-326.request.json")));
        JsonObject.Builder bare = Json.object();
        for (String name : whole.names()) {
            if (!name.equals("drugs")) {
                bare.put(name, whole.get(name).orElseThrow());
            }
        }

        dose(bare.build().canonicalText(), "-", "--institution", INSTITUTION, "--json");

        JsonObject filled = ((JsonObject) Json.parse(said())).object("filled");
        assertThat(filled.array("members").strings()).containsExactly("drugs");
        assertThat(filled.array("limiters").strings()).isEmpty();
    }

    @Test
    void theInstitutionsLimitsReachRefillPlanAndContentCheck(@TempDir Path folder) throws Exception {
        Path strict = institution(
                folder,
                "\"ceilingDailyDose\":[\"baclofen/spasticity-child 100 mcg/day\"],"
                        + "\"wrongRoute\":[\"vincristine\"]");
        assertThat(dose(
                        "",
                        EXAMPLES.resolve("refill-plan.request.json").toString(),
                        "--institution",
                        strict.toString()))
                .isEqualTo(Exit.FINDING);
        assertThat(said()).contains("DAILY_DOSE", "100 mcg/day");
        out.reset();
        String wrong =
                Files.readString(EXAMPLES.resolve("content-check.request.json")).replace("baclofen", "vincristine");

        assertThat(dose(wrong, "-", "--institution", strict.toString())).isEqualTo(Exit.FINDING);
        assertThat(said()).contains("WRONG_ROUTE");
    }

    @Test
    void helpIsPrintedAndGood() throws Exception {
        assertThat(dose("", "--help")).isEqualTo(Exit.GOOD);
        assertThat(dose("", "-h")).isEqualTo(Exit.GOOD);
        assertThat(said()).contains("--institution FILE", "docs/dosing.md", "Status: 0");
    }

    @Test
    void aRequestThatCannotBeReadNamesEveryField() throws Exception {
        Exit exit = dose("{\"function\":\"run-time\",\"volume\":\"20\"}", "-", "--json");

        assertThat(exit).isEqualTo(Exit.FINDING);
        List<String> fields = new ArrayList<>();
        ((JsonObject) Json.parse(said())).array("refused").objects().forEach(each -> fields.add(each.string("field")));
        assertThat(fields).containsExactly("volume", "rate");
    }

    @Test
    void aRefusalIsSaidInWordsToPeople() throws Exception {
        assertThat(dose("no json", "-")).isEqualTo(Exit.FINDING);
        assertThat(dose("[]", "-")).isEqualTo(Exit.FINDING);
        assertThat(dose("{\"function\":\"nothing\"}", "-")).isEqualTo(Exit.FINDING);

        assertThat(said()).contains("NOT_JSON", "between { and }", "FUNCTION_UNKNOWN", "not a medical device");
    }

    @Test
    void wrongUseIsSaidWithTheValue(@TempDir Path folder) throws Exception {
        Path bad = folder.resolve("bad.json");
        Files.writeString(bad, "{\"org.cisterna.dosing.institution\":{\"institution\":\"x\",\"cieling\":\"y\"}}");
        List<List<String>> uses = List.of(
                List.of(),
                List.of("--speed"),
                List.of("a", "b"),
                List.of("a", "--institution"),
                List.of(folder.resolve("none.json").toString()),
                List.of("-", "--institution", folder.resolve("none.json").toString()),
                List.of("-", "--institution", bad.toString()));
        for (List<String> each : uses) {
            assertThatThrownBy(() -> dose("{}", each.toArray(String[]::new)))
                    .as("%s", each)
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.exit()).isEqualTo(Exit.USAGE));
        }
        assertThatThrownBy(() -> dose("{}", "-", "--institution", bad.toString()))
                .hasMessageContaining("cieling")
                .hasMessageContaining("version");
    }

    /** The command as a script starts it: a process of its own, in another locale, zone and encoding. */
    @Test
    void asAProcessItAnswersTheSameBytes() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.language=tr",
                        "-Duser.timezone=Pacific/Apia",
                        "-Dfile.encoding=ISO-8859-1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.cisterna.cli.Main",
                        "dose",
                        EXAMPLES.resolve("titration.request.json").toString(),
                        "--institution",
                        INSTITUTION,
                        "--json")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answered = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(Exit.GOOD.status());
        dose("", EXAMPLES.resolve("titration.request.json").toString(), "--institution", INSTITUTION, "--json");
        assertThat(answered).isEqualTo(said());
    }
}
