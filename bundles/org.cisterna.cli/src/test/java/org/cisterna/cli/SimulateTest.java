// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateTest {

    private static final long HEAP = 256L << 20;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Exit simulate(String... arguments) throws Exception {
        out.reset();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Simulate(stream, stream, HEAP).run(List.of(arguments));
    }

    private JsonObject answer() {
        return (JsonObject) Json.parse(out.toByteArray());
    }

    @Test
    void theAnswerForPeopleNamesTheWorkloadAndTheDigest() throws Exception {
        assertThat(simulate("--pumps", "50", "--days", "90", "--seed", "7", "--threads", "2"))
                .isEqualTo(Exit.GOOD);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Not a medical device")
                .contains("50 pumps for 90 days from 2026-01-05T00:00:00Z, seed 7")
                .contains("13 steps, 24 readings and 4 boluses asked for by the patient a day")
                .contains("a refill every 60 days")
                .contains("1 fault in 100 pump-years")
                .contains("pump-years a second")
                .containsPattern("digest     sha256:[0-9a-f]{64}");
    }

    /** Numbers travel without the page that they stood on: each answer says of itself what it is. */
    @Test
    void everyAnswerSaysThatNothingAboutRealPumpsFollowsFromIt() throws Exception {
        Path file = folder.resolve("said.json");
        simulate("--pumps", "2", "--days", "1", "--json", "--out", file.toString());
        String said = "Not a medical device; nothing about real pumps follows from it.";

        assertThat(answer().string("notice")).endsWith(said);
        assertThat(Files.readString(file)).contains(said);
        simulate("--pumps", "2", "--days", "1");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains(said);
    }

    @Test
    void theMixOfFamiliesIsSaid() throws Exception {
        simulate("--pumps", "400", "--days", "1");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("seed 1: [0-9]+ synchromed, [0-9]+ prometra, [0-9]+ medstream, [0-9]+ codman");
    }

    @Test
    void threadsChangeNothingButTheTime() throws Exception {
        simulate("--pumps", "300", "--days", "30", "--threads", "1", "--json");
        JsonObject one = answer();
        simulate("--pumps", "300", "--days", "30", "--threads", "3", "--json");
        JsonObject three = answer();

        assertThat(three.string("digest")).isEqualTo(one.string("digest"));
        assertThat(three.number("events")).isEqualTo(one.number("events"));
        assertThat(three.object("fleet")).isEqualTo(one.object("fleet"));
        assertThat(three.number("pumpYearsPerSecond")).isPositive();
    }

    @Test
    void theAnswerIsWrittenToANewFile() throws Exception {
        Path file = folder.resolve("fleet.json");
        simulate("--pumps", "5", "--days", "3", "--out", file.toString(), "--json");

        assertThat(Json.parse(Files.readAllBytes(file))).isEqualTo(answer());
        assertThatThrownBy(() -> simulate("--pumps", "5", "--days", "3", "--out", file.toString()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is there already");
        assertThatThrownBy(
                        () -> simulate("--out", folder.resolve("no/where.json").toString()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("its folder is not there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--pumps 0 | '0' is no value for --pumps of simulate: a whole number from 1 to 10000000",
                "--pumps -5 | '-5' is no value for --pumps",
                "--pumps many | 'many' is no value for --pumps",
                "--pumps 1e6 | '1e6' is no value for --pumps",
                "--pumps 99999999999999999999 | is no value for --pumps",
                "--days -3 | '-3' is no value for --days of simulate: a whole number from 1 to 36525",
                "--days 0 | '0' is no value for --days",
                "--days 1000000 | '1000000' is no value for --days",
                "--threads 0 | '0' is no value for --threads",
                "--threads 100000 | '100000' is no value for --threads of simulate: a whole number from 1 to 256",
                "--seed x | 'x' is no value for --seed",
                "--from 2026-02-30 | '2026-02-30' is no value for --from of simulate: a date that there is",
                "--from yesterday | 'yesterday' is no value for --from",
                "--from 1850-01-01 | pump time begins between 2000-01-01T00:00:00Z and 2100-01-01T00:00:00Z",
                "--faults -1 | '-1' is no value for --faults",
                "--faults 1218 | '1218' is no value for --faults of simulate: a whole number from 0 to 1217",
                "--faults 0.5 | '0.5' is no value for --faults",
                "--days 365.25 | '365.25' is no value for --days",
                "--pumps 1,000 | '1,000' is no value for --pumps",
                "--threads 257 | '257' is no value for --threads",
                "--from 2100-01-02 | pump time begins between 2000-01-01T00:00:00Z and 2100-01-01T00:00:00Z",
                "--from 2026-1-5 | '2026-1-5' is no value for --from",
                "--pumps 5 --pumps 6 | --pumps",
                "--pumps 5 fleet | 'fleet'",
                "--pump 5 | '--pump' is no option of simulate; there are: --days --faults --from --json --out --pumps --seed --threads",
                "--pumps | option --pumps of simulate needs a value",
                "--pumps 1000000 | 1000000 pumps take about"
            })
    void whatCannotBeIsRefusedInWordsBeforeItStarts(String arguments, String words) {
        assertThatThrownBy(() -> simulate(arguments.split(" ")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.exit()).isEqualTo(Exit.USAGE))
                .hasMessageContaining(words);
        assertThat(out.size()).isZero();
    }

    @Test
    void aFleetTooLargeForTheHeapIsToldTheWayOut() {
        assertThatThrownBy(() -> simulate("--pumps", "1000000", "--days", "36525"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("MiB of heap and this Java may use 256 MiB")
                .hasMessageContaining("give it more with CISTERNA_JAVA_OPTS=-Xmx")
                .hasMessageContaining("or take at most");
    }
}
