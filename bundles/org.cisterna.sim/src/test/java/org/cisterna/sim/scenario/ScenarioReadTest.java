// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.Solution;
import org.cisterna.sim.scenario.ScenarioReading.Refusal;
import org.cisterna.testkit.Seeds;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioReadTest {

    private static final String PUMP =
            "pump A-1 family wheel model W-20 holds 20 mL of baclofen 2000 mcg/mL catheter 0.1755 mL runs 0.14 mL/day";

    private static final String SPRING = PUMP.replace("A-1", "C-1").replace("wheel", "spring");

    /** A family that is only asked what it is. */
    private record Family(String name, Set<DeviceFault> faults, boolean hasTelemetry) implements DeviceFamily {

        @Override
        public String manufacturer() {
            return "Test";
        }

        @Override
        public List<String> models() {
            return List.of("W-20");
        }

        @Override
        public void check(DeviceSetup setup) {
            if (setup.fill().nanolitres() > 20_000_000) {
                throw new IllegalArgumentException("it takes 20 mL");
            }
        }

        @Override
        public SimulatedDevice open(DeviceSetup setup, DeviceMemory memory, Randomness randomness, Instant pumpTime) {
            throw new AssertionError("reading a scenario makes no device");
        }
    }

    private static final List<DeviceFamily> FAMILIES = List.of(
            new Family(
                    "wheel",
                    EnumSet.complementOf(EnumSet.of(DeviceFault.FLOW_VALVE, DeviceFault.ACCURACY_OFFSET)),
                    true),
            new Family("valve", EnumSet.of(DeviceFault.FLOW_VALVE, DeviceFault.ACCURACY_OFFSET), true),
            new Family("spring", EnumSet.of(DeviceFault.BODY_TEMPERATURE, DeviceFault.LEAK), false));

    private static ScenarioReading read(String... lines) {
        return Scenario.read(String.join("\n", lines), FAMILIES);
    }

    private static ScenarioAct act(String words) {
        return read("scenario s", PUMP, "at 2 h A-1 " + words)
                .orElseThrow()
                .steps()
                .get(0)
                .act();
    }

    @Test
    void aStoryIsReadWithItsPumpsAndTimes() {
        Scenario scenario = read(
                        "# a comment",
                        "scenario two-pumps",
                        "story One line,",
                        "story and another.",
                        "",
                        PUMP + " age 30 day",
                        "pump B-2 runs 00:00 0.12 mL/day 08:00 0.24 mL/day family valve catheter 0.2 mL model W-20"
                                + " holds 18 mL of morphine 10 mg/mL and bupivacaine 5 mg/mL",
                        "at 0 s A-1 read # and a comment",
                        "at 1 day 2 h 30 min platform restarts")
                .orElseThrow();
        assertThat(scenario.name()).isEqualTo("two-pumps");
        assertThat(scenario.story()).isEqualTo("One line, and another.");
        DeviceSetup setup = scenario.pumps().get(0).setup("12345678", Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(setup.implanted()).isEqualTo(Instant.parse("2026-01-30T00:00:00Z"));
        assertThat(setup.fill()).isEqualTo(new Volume(20_000_000));
        assertThat(setup.programme()).containsExactly(new DaySchedule.Step(0, 140_000));
        ScenarioPump other = scenario.pumps().get(1);
        assertThat(other.content()).containsEntry("bupivacaine", new Concentration(5_000_000));
        assertThat(other.programme())
                .containsExactly(new DaySchedule.Step(0, 120_000), new DaySchedule.Step(480, 240_000));
        assertThat(scenario.steps().get(1).at()).isEqualTo(Duration.ofMinutes(26 * 60 + 30));
        assertThat(scenario.steps().get(1).pump()).isEmpty();
        assertThat(scenario.steps().get(1).line()).isEqualTo(9);
    }

    private static long value(String fault) {
        return ((ScenarioAct.Fault) act("fault " + fault)).value();
    }

    @Test
    void everyActIsUnderstood() {
        assertThat(act("fault MOTOR_STALL on"))
                .isEqualTo(new ScenarioAct.Fault(DeviceFault.MOTOR_STALL, 1, OptionalLong.empty()));
        assertThat(act("fault RESTART at byte 40"))
                .isEqualTo(new ScenarioAct.Fault(DeviceFault.RESTART, 0, OptionalLong.of(40)));
        assertThat(act("fault CLOCK_OFFSET 2 h 1 s behind"))
                .isEqualTo(new ScenarioAct.Fault(DeviceFault.CLOCK_OFFSET, -7_201_000, OptionalLong.empty()));
        assertThat(value("LEAK 300 per-mille")).isEqualTo(300);
        assertThat(value("OVER_INFUSION 5 per-mille")).isEqualTo(5);
        assertThat(value("CLOCK_DRIFT -90 ppm")).isEqualTo(-90);
        assertThat(value("FIELD_RECOVERY 2 h")).isEqualTo(7_200_000);
        assertThat(value("BODY_TEMPERATURE 39.5 degC")).isEqualTo(395);
        assertThat(value("BODY_TEMPERATURE 37 degC")).isEqualTo(370);
        assertThat(value("AMBIENT_PRESSURE 750 hPa")).isEqualTo(750);
        assertThat(act("expect lost 1 mL to 2 mL since 1 h"))
                .isEqualTo(new ScenarioAct.Expect(
                        new Expectation.Lost(new Volume(1_000_000), new Volume(2_000_000), Duration.ofHours(1)),
                        Duration.ZERO));
        assertThat(act("link to-device cut after 700 bytes then away"))
                .isEqualTo(new ScenarioAct.Break(
                        new LinkFault(LinkFault.Kind.CUT, LinkFault.Direction.TO_DEVICE, 700), true));
        assertThat(act("link from-device delay 5 s after 0 bytes"))
                .isEqualTo(new ScenarioAct.Break(
                        new LinkFault(LinkFault.Kind.DELAY, LinkFault.Direction.FROM_DEVICE, 0, Duration.ofSeconds(5)),
                        false));
        assertThat(act("stop because the patient is drowsy")).isEqualTo(new ScenarioAct.Stop("the patient is drowsy"));
        assertThat(act("fill 20 mL of baclofen 500 mcg/mL"))
                .isEqualTo(new ScenarioAct.Fill(
                        new Volume(20_000_000), Solution.of("baclofen", new Concentration(500_000))));
        assertThat(act("programme 0.2 mL/day of baclofen 500 mcg/mL with refill 20 mL with bridge 0.05 mL/day for 43 h"
                        + " with prime 0.1 mL at 24 mL/day with patient-bolus 10 uL in 10 min lockout 4 h most 4"))
                .isInstanceOfSatisfying(ScenarioAct.Program.class, program -> {
                    assertThat(program.programme()).isEqualTo(new Programme.Continuous(new FlowRate(200_000)));
                    assertThat(program.parts()).hasSize(4).contains(new ProgrammePart.Refill(new Volume(20_000_000)));
                });
        assertThat(act("expect motor STALLED within 20 min"))
                .isEqualTo(new ScenarioAct.Expect(new Expectation.Motor(MotorState.STALLED), Duration.ofMinutes(20)));
        assertThat(act("expect delivered 1 uL to 2 uL since 1 h"))
                .isEqualTo(new ScenarioAct.Expect(
                        new Expectation.Delivered(new Volume(1_000), new Volume(2_000), Duration.ofHours(1)),
                        Duration.ZERO));
        for (String word : List.of("read", "press", "replay", "away", "back", "withdraw 1 mL", "expect flowing")) {
            assertThat(read("scenario s", PUMP, "at 0 s A-1 " + word).refusals())
                    .as(word)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    at 1 h B-9 read                                     | B-9             | no pump of this file
                    at 1 h A-1 dance                                    | dance           | nothing that can happen
                    at 1 h A-1 fault FLOW_VALVE on                      | FLOW_VALVE      | cannot be here
                    at 1 h A-1 fault GREMLINS on                        | GREMLINS        | is not known
                    at 1 h A-1 fault MOTOR_STALL                        | ''              | has to stand
                    at 1 h A-1 fault CLOCK_OFFSET 2 h                   | ''              | has to stand
                    at 1 h A-1 fault LEAK -1 per-mille                  | -1              | number of thousandths
                    at 1 h A-1 fault LEAK 300                           | ''              | has to stand
                    at 1 h A-1 fault CLOCK_DRIFT 20000 ppm              | 20000           | number of millionths
                    at 1 h A-1 fault BODY_TEMPERATURE 50 degC           | 50              | no temperature of a body
                    at 1 h A-1 fault BODY_TEMPERATURE 38,5 degC         | 38,5            | no temperature of a body
                    at 1 h A-1 fault BODY_TEMPERATURE 38.5              | ''              | has to stand
                    at 1 h A-1 fault AMBIENT_PRESSURE 10 hPa            | 10              | number of hectopascal
                    at 1 h A-1 fault FIELD_RECOVERY 25 h                | 25 h            | too long
                    at 1 h A-1 expect lost 1 mL to 2 mL                 | ''              | has to stand
                    at 1 h A-1 fill -5 mL of baclofen 2000 mcg/mL       | -5 mL           | no volume
                    at 1 h A-1 fill 0 mL of baclofen 2000 mcg/mL        | 0 mL            | no volume
                    at 1 h A-1 fill 500 mL of baclofen 2000 mcg/mL      | 500 mL          | does not go into A-1: it takes 20 mL
                    at 1 h A-1 withdraw 5                               | 5               | no volume
                    at 1 h A-1 programme 0.14                           | 0.14            | no rate
                    at 1 h A-1 programme 0 mL/day                       | 0 mL/day        | no rate
                    at 1 h A-1 programme 08:00 0.1 mL/day               | 08:00           | begins no day
                    at 1 h A-1 programme 0.1 mL/day with refill 1 mL with refill 2 mL | with | cannot go together
                    at 1 h A-1 link to-device cut after 7               | ''              | has to stand
                    at 1 h A-1 link to-device cut after -7 bytes        | -7              | number of bytes
                    at 1 h A-1 link to-device delay 0 s after 7 bytes   | 0 s             | no delay
                    at 1 h A-1 link to-device delay 1 h after 7 bytes   | pt1h            | too late
                    at 1 h A-1 link to-device drop after 7 bytes then away | then         | one word too many
                    at 1 h A-1 link nowhere cut after 7 bytes           | link            | no direction
                    at 1 h A-1 link to-device snap after 7 bytes        | snap            | no fault of a link
                    at 1 h A-1 expect motor TURNING                     | TURNING         | is not known
                    at 1 h A-1 expect outcome SUCCESS                   | SUCCESS         | is no outcome
                    at 1 h A-1 expect happiness                         | happiness       | nothing that can be expected
                    at 1 h A-1 expect delivered 1 mL since 0 s          | since           | has to stand
                    at 1 h A-1 expect delivered 1 mL to 2 mL            | ''              | has to stand
                    at 1 h A-1 expect delivered 2 mL to 1 mL since 0 s  | [2 mL, 1 mL]    | wrong way round
                    at 1 h A-1 expect delivered 1 mL to 2 mL since 2 h  | PT2H            | later than the line
                    at 1 h A-1 expect flowing now                       | now             | one word too many
                    at 1 A-1 read                                       | 1 A-1           | no time
                    at A-1 read                                         | A-1             | no time
                    at -1 h A-1 read                                    | -1 h            | no time
                    expect A-1 motor RUNNING                            | expect          | has no time
                    A-1 expect motor RUNNING                            | A-1             | has no time
                    A-1 read                                            | A-1             | has no time
                    tomorrow A-1 read                                   | tomorrow        | begins no line
                    scenario again                                      | again           | second name
                    pump A-1 family wheel                               | A-1             | there already
                    pump B-1 family gear model W-20                     | gear            | no family
                    pump B-1 family wheel model W-90 holds 1 mL of x-y 1 mcg/mL catheter 1 mL runs nothing | W-90 | no model
                    pump B-1 family wheel                               | B-1             | lacks model, holds, catheter, runs
                    pump B-1 family wheel family wheel                  | family          | said twice
                    pump B-1 family wheel model W-20 holds 21 mL of x-y 1 mcg/mL catheter 1 mL runs nothing | B-1 | it takes 20 mL
                    pump B-1 colour red                                 | colour          | says nothing of a pump
                    """)
    void whatCannotBeIsRefusedWithItsLineItsValueAndAWayOut(String line, String value, String reason) {
        ScenarioReading reading = read("scenario s", PUMP, line.strip(), "");
        assertThat(reading.scenario()).isEmpty();
        assertThat(reading.refusals()).hasSize(1);
        Refusal refusal = reading.refusals().get(0);
        assertThat(refusal.line()).isEqualTo(3);
        assertThat(refusal.value()).isEqualTo(value);
        assertThat(refusal.reason()).contains(reason);
        assertThat(refusal.wayOut()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    read                                                | read
                    press                                               | press
                    away                                                | away
                    replay                                              | replay
                    stop because of a fall                              | stop
                    programme 0.5 mL/day                                | programme
                    link to-device cut after 3 bytes                    | link
                    fault LEAK 100 per-mille at byte 4                  | at byte
                    expect motor RUNNING                                | motor
                    expect no-alarm ERI                                 | no-alarm
                    expect reservoir 1 mL to 2 mL                       | reservoir
                    expect may-be-stopped                               | may-be-stopped
                    """)
    void nobodySpeaksToAPumpWithoutTelemetry(String words, String value) {
        ScenarioReading reading = read("scenario s", SPRING, "at 1 h C-1 " + words.strip());
        assertThat(reading.refusals()).hasSize(1);
        Refusal refusal = reading.refusals().get(0);
        assertThat(refusal.line()).isEqualTo(3);
        assertThat(refusal.value()).isEqualTo(value);
        assertThat(refusal.reason()).contains("spring").contains("no telemetry");
        assertThat(refusal.wayOut()).isNotBlank();
    }

    @Test
    void handsBodyAndWorldReachAPumpWithoutTelemetry() {
        assertThat(read(
                                "scenario s",
                                SPRING,
                                "at 1 h C-1 fault BODY_TEMPERATURE 39 degC",
                                "at 1 h C-1 fault LEAK 100 per-mille",
                                "at 2 h C-1 withdraw 3 mL",
                                "at 2 h C-1 fill 20 mL of baclofen 2000 mcg/mL",
                                "at 3 h C-1 expect flowing",
                                "at 3 h C-1 expect delivered 0 mL to 1 mL since 0 s",
                                "at 3 h C-1 expect lost 0 mL to 1 mL since 0 s",
                                "at 3 h C-1 expect holds 19 mL to 20 mL")
                        .orElseThrow()
                        .steps())
                .hasSize(8);
    }

    @Test
    void allReasonsAreGivenAtOnce() {
        ScenarioReading reading = read(
                "scenario BAD NAME",
                PUMP,
                "at 2 h A-1 fault FLOW_VALVE on",
                "at 1 h A-1 withdraw 5",
                "at 3 h B-1 read",
                "pump C-1 family wheel model W-20 holds 1 mL of x-y 1 mcg/mL catheter 1 mL runs nothing",
                "at 3 h A-1 expect motor");
        assertThat(reading.refusals()).extracting(Refusal::line).containsExactly(1, 3, 4, 4, 5, 7);
        assertThat(reading.refusals()).anyMatch(each -> each.reason().equals("goes back in time"));
        assertThatThrownBy(reading::orElseThrow)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1: \"BAD\" is no name; use")
                .hasMessageContaining("\nline 5: \"B-1\" is no pump of this file; choose one of [A-1]");
    }

    @Test
    void aFileThatTellsNothingIsRefused() {
        assertThat(read("# nothing").refusals())
                .extracting(Refusal::message)
                .anyMatch(words -> words.startsWith("the file: "));
        assertThat(read("scenario s", PUMP).refusals())
                .extracting(Refusal::reason)
                .containsExactly("tells nothing");
        assertThat(Scenario.read("x".repeat(1_000_001), FAMILIES).refusals())
                .extracting(Refusal::reason)
                .containsExactly("is too long");
    }

    @Test
    void whatIsQuotedIsShortAndObeyedByNoTerminal() {
        Refusal refusal = read("scenario s", PUMP, "\u001b[31mred" + "x".repeat(200))
                .refusals()
                .get(0);
        assertThat(refusal.value()).hasSizeLessThan(70).startsWith("?[31mred").endsWith("...");
    }

    @Test
    void anyFileIsReadOrRefusedInWords() {
        long seed = Seeds.seed("any file is read or refused");
        RandomGenerator chance = Randomness.seeded(seed).stream("words");
        List<String> words = List.of(
                "at",
                "scenario",
                "pump",
                "A-1",
                "1",
                "h",
                "-3",
                "mL",
                "mL/day",
                "fault",
                "MOTOR_STALL",
                "on",
                "expect",
                "motor",
                "programme",
                "08:00",
                "with",
                "bolus",
                "in",
                "link",
                "to-device",
                "cut",
                "after",
                "bytes",
                "of",
                "baclofen",
                "2000",
                "mcg/mL",
                "and",
                "since",
                "to",
                "#",
                "\n",
                "\n",
                "99999999999999999999",
                "family");
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder("scenario s\n" + PUMP + "\n");
            for (int k = chance.nextInt(30); k >= 0; k--) {
                text.append(words.get(chance.nextInt(words.size()))).append(' ');
            }
            ScenarioReading reading = Scenario.read(text.toString(), FAMILIES);
            assertThat(reading.scenario().isPresent())
                    .as("%s", text)
                    .isEqualTo(reading.refusals().isEmpty());
        }
    }
}
