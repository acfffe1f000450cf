// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Snapshot;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.codman.CodmanFamily;
import org.cisterna.sim.medstream.MedstreamFamily;
import org.cisterna.sim.prometra.PrometraFamily;
import org.cisterna.sim.scenario.Expectation;
import org.cisterna.sim.scenario.Scenario;
import org.cisterna.sim.scenario.ScenarioAct;
import org.cisterna.sim.scenario.ScenarioPump;
import org.cisterna.sim.scenario.ScenarioStep;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of docs/scenarios, played: it comes true, it replays, and each of its expectations can fail. */
class ScenarioFilesTest {

    private static final long SEED = Seeds.seed("ScenarioFilesTest");
    private static final Path FOLDER = Path.of("..", "..", "docs", "scenarios");
    private static final List<DeviceFamily> FAMILIES =
            List.of(new SynchromedFamily(), new PrometraFamily(), new MedstreamFamily(), new CodmanFamily());
    private static final int LEAST = 12;

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(each -> each.toString().endsWith(".scenario"))
                    .sorted()
                    .toList();
        }
    }

    private static Scenario scenario(Path file) throws IOException {
        return Scenario.read(Files.readString(file), FAMILIES).orElseThrow();
    }

    private static ScenarioRun.Result played(Scenario scenario) throws Exception {
        return ScenarioRun.of(scenario, SEED, FAMILIES);
    }

    @Test
    void thereAreStoriesOfEveryFamilyAndFilesAreNamedAsTheirStories() throws Exception {
        List<String> families = new ArrayList<>();
        for (Path file : files()) {
            Scenario scenario = scenario(file);
            assertThat(file.getFileName()).hasToString(scenario.name() + ".scenario");
            assertThat(scenario.story()).as("%s says what it is about", file).isNotEmpty();
            assertThat(scenario.steps()).as("%s expects something", file).anyMatch(ScenarioFilesTest::expects);
            scenario.pumps().forEach(pump -> families.add(pump.family()));
        }
        assertThat(files()).hasSizeGreaterThanOrEqualTo(LEAST);
        assertThat(families)
                .containsAll(FAMILIES.stream().map(DeviceFamily::name).toList());
    }

    private static boolean expects(ScenarioStep step) {
        return step.act() instanceof ScenarioAct.Expect;
    }

    @ParameterizedTest
    @MethodSource("files")
    void itComesTrueAndReplaysByteForByte(Path file) throws Exception {
        Scenario scenario = scenario(file);
        ScenarioRun.Result first = played(scenario);
        System.out.println("scenario " + scenario.name() + ", seed " + SEED + ", digest "
                + first.digest().hex());
        assertThat(first.missed()).isEmpty();
        assertThat(elsewhere(scenario(file)).digest())
                .as("in another zone and language")
                .isEqualTo(first.digest());
        assertThat(played(shuffled(scenario)).digest())
                .as("made in another order")
                .isEqualTo(first.digest());
        assertThat(ScenarioRun.of(scenario, SEED + 1, FAMILIES).digest().equals(first.digest()))
                .as("another seed, other nonces; where nobody speaks to a pump there is nothing to draw")
                .isNotEqualTo(isSpokenIn(scenario));
    }

    private static boolean isSpokenIn(Scenario scenario) {
        return scenario.pumps().stream().anyMatch(pump -> FAMILIES.stream()
                .anyMatch(family -> family.name().equals(pump.family()) && family.hasTelemetry()));
    }

    private static ScenarioRun.Result elsewhere(Scenario scenario) throws Exception {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
            return played(scenario);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    private static Scenario shuffled(Scenario scenario) {
        List<ScenarioPump> pumps = new ArrayList<>(scenario.pumps());
        Collections.shuffle(pumps, new Random(SEED));
        return new Scenario(scenario.name(), scenario.story(), pumps, scenario.steps());
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachOfItsExpectationsCanFailAndSaysWhatIsSoInstead(Path file) throws Exception {
        Scenario scenario = scenario(file);
        List<ScenarioStep> turned =
                scenario.steps().stream().map(ScenarioFilesTest::turned).toList();
        ScenarioRun.Result result = played(new Scenario(scenario.name(), scenario.story(), scenario.pumps(), turned));
        assertThat(result.missed()).hasSize(result.expectations()).allMatch(words -> words.contains(", but "));
        List<Integer> lines = turned.stream()
                .filter(ScenarioFilesTest::expects)
                .map(ScenarioStep::line)
                .toList();
        assertThat(result.missed())
                .extracting(words -> Integer.valueOf(words.substring("line ".length(), words.indexOf(':'))))
                .containsExactlyInAnyOrderElementsOf(lines);
    }

    /** The step with the opposite of what it expects. */
    private static ScenarioStep turned(ScenarioStep step) {
        return step.act() instanceof ScenarioAct.Expect expect
                ? new ScenarioStep(
                        step.line(),
                        step.text(),
                        step.at(),
                        step.pump(),
                        new ScenarioAct.Expect(turned(expect.what()), expect.within()))
                : step;
    }

    private static Expectation turned(Expectation what) {
        if (what instanceof Expectation.Delivered each) {
            return new Expectation.Delivered(above(each.most()), above(above(each.most())), each.since());
        } else if (what instanceof Expectation.Lost each) {
            return new Expectation.Lost(above(each.most()), above(above(each.most())), each.since());
        } else if (what instanceof Expectation.Holds each) {
            return new Expectation.Holds(above(each.most()), above(above(each.most())));
        } else if (what instanceof Expectation.Reservoir each) {
            return new Expectation.Reservoir(above(each.most()), above(above(each.most())));
        } else if (what instanceof Expectation.Flowing each) {
            return new Expectation.Flowing(!each.flows());
        } else if (what instanceof Expectation.Motor each) {
            return new Expectation.Motor(other(MotorState.values(), each.state()));
        } else if (what instanceof Expectation.Battery each) {
            return new Expectation.Battery(other(Snapshot.Battery.values(), each.state()));
        } else if (what instanceof Expectation.Runs) {
            return new Expectation.Runs(new Programme.Continuous(new FlowRate(1)));
        } else if (what instanceof Expectation.Alarm each) {
            return new Expectation.Alarm(each.code(), !each.stands());
        } else if (what instanceof Expectation.Event each) {
            return new Expectation.Event(each.code(), !each.logged());
        } else if (what instanceof Expectation.Outcome each) {
            return new Expectation.Outcome(each.name().equals("APPLIED") ? "NOT_APPLIED" : "APPLIED");
        } else if (what instanceof Expectation.Refused) {
            return new Expectation.Refused("ANOTHER_REASON");
        }
        return new Expectation.MayBeStopped(!((Expectation.MayBeStopped) what).said());
    }

    private static Volume above(Volume volume) {
        return volume.plus(new Volume(1));
    }

    private static <E extends Enum<E>> E other(E[] all, E not) {
        return Arrays.stream(all).filter(each -> each != not).findFirst().orElseThrow();
    }

    @Test
    void anExpectationThatIsNotSoSaysWhatIs() throws Exception {
        String story =
                """
                scenario wrong
                story Nothing happens, and much is expected.
                pump S2-1 family synchromed model S2-20 holds 20 mL of baclofen 2000 mcg/mL catheter 0.1755 mL runs 0.144 mL/day
                at 0 s S2-1 expect motor RUNNING
                at 0 s S2-1 read
                at 1 h S2-1 expect motor STALLED
                at 1 h S2-1 expect delivered 7 uL to 8 uL since 0 s
                at 1 h S2-1 expect outcome APPLIED
                at 1 h S2-1 expect refused UNKNOWN_STANDS
                at 1 h S2-1 expect alarm MOTOR_STALL within 5 min
                """;
        ScenarioRun.Result result = played(Scenario.read(story, FAMILIES).orElseThrow());
        assertThat(result.missed())
                .hasSize(6)
                .anyMatch(words -> words.startsWith("line 4: ") && words.endsWith("but it was never read"))
                .anyMatch(words -> words.startsWith("line 6: ") && words.endsWith("says motor RUNNING"))
                .anyMatch(words -> words.startsWith("line 7: ") && words.endsWith("but 0.006 mL left the tip"))
                .anyMatch(words -> words.endsWith("but the outcome is none, for nothing was sent"))
                .anyMatch(words -> words.endsWith("but the last act was done"))
                .anyMatch(words -> words.startsWith("line 10: ") && words.endsWith("says alarms []"));
        assertThat(result.expectations()).isEqualTo(6);
    }
}
