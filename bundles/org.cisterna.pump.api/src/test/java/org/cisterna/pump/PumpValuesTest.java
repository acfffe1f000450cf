// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.pump.Outcome.Evidence;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;
import org.junit.jupiter.api.Test;

class PumpValuesTest {

    private static final Instant SINCE = Instant.parse("2026-01-05T08:00:00Z");
    private static final CommandId COMMAND = new CommandId("0123456789abcdef0123456789abcdef");

    @Test
    void aPumpIsNamedByManufacturerAndSerial() {
        PumpId id = new PumpId("Cisterna Simulations", "S2-000001");
        assertThat(id.text()).isEqualTo("Cisterna Simulations/S2-000001");
        assertThat(PumpId.of(id.text())).isEqualTo(id);
        for (List<String> each : List.of(
                List.of("", "S2"),
                List.of("Cisterna", ""),
                List.of(" Cisterna", "S2"),
                List.of("Cisterna/", "S2"),
                List.of("Cisterna", "S2/1"),
                List.of("Cisterna", "S2 1"),
                List.of("Cisterna", "-S2"),
                List.of("Cisterna", "S\u0662"),
                List.of("Cisterna\n", "S2"),
                List.of("Cisterna", "S".repeat(41)))) {
            assertThat(PumpId.isValid(each.get(0), each.get(1)))
                    .as(each.toString())
                    .isFalse();
            assertThatThrownBy(() -> new PumpId(each.get(0), each.get(1))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> PumpId.of("S2-000001")).hasMessageContaining("manufacturer/serial");
    }

    @Test
    void everyShortTextIsANameOrNotAsItsPatternSays() {
        Pattern manufacturer = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9 .-]{0,38}[A-Za-z0-9])?");
        Pattern serial = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,38}[A-Za-z0-9])?");
        for (String text : texts("aZ09-. /_@[`{\u0660\n", 4)) {
            assertThat(PumpId.isValid(text, "1"))
                    .as(text)
                    .isEqualTo(manufacturer.matcher(text).matches());
            assertThat(PumpId.isValid("a", text))
                    .as(text)
                    .isEqualTo(serial.matcher(text).matches());
        }
        assertThat(PumpId.isValid("a".repeat(40), "1".repeat(40))).isTrue();
        assertThat(PumpId.isValid("a".repeat(41), "1")).isFalse();
    }

    @Test
    void pumpsStandInTheOrderOfTheirTexts() {
        List<PumpId> ids = texts("aB0-. ", 3).stream()
                .filter(text -> PumpId.isValid(text, "1"))
                .flatMap(text -> Stream.of("1", "1-1", "0.a").map(serial -> new PumpId(text, serial)))
                .toList();
        for (PumpId one : ids) {
            for (PumpId other : ids) {
                assertThat(Integer.signum(one.compareTo(other)))
                        .isEqualTo(Integer.signum(one.text().compareTo(other.text())));
            }
        }
    }

    /** Every text over an alphabet, up to a length. */
    private static List<String> texts(String alphabet, int longest) {
        List<String> texts = new ArrayList<>(List.of(""));
        for (int from = 0, length = 1; length <= longest; length++) {
            int until = texts.size();
            for (; from < until; from++) {
                for (int i = 0; i < alphabet.length(); i++) {
                    texts.add(texts.get(from) + alphabet.charAt(i));
                }
            }
        }
        return texts;
    }

    @Test
    void aCommandIsNamedBySixteenBytes() {
        assertThat(CommandId.of(COMMAND.bytes())).isEqualTo(COMMAND);
        assertThatThrownBy(() -> new CommandId("0123456789ABCDEF0123456789ABCDEF"))
                .hasMessageContaining("lower-case");
        assertThatThrownBy(() -> CommandId.of(new byte[15])).hasMessageContaining("32");
    }

    @Test
    void revisionsCountUp() {
        assertThat(new Revision(2)).isGreaterThan(new Revision(1));
        assertThatThrownBy(() -> new Revision(-1)).hasMessageContaining("-1");
    }

    @Test
    void outcomesAreReadBackAsTheyWereWritten() {
        for (Outcome each : List.of(
                new Outcome.Applied(Evidence.READ_BACK, new Revision(2)),
                new Outcome.Applied(Evidence.ATTESTED, new Revision(2)),
                new Outcome.NotApplied(Evidence.REFUSED_BY_PUMP, "it said so"),
                new Outcome.NotApplied(Evidence.NEVER_SENT, "the link was cut before"),
                new Outcome.Unknown("the answer was lost", SINCE, Optional.empty()),
                new Outcome.Unknown("the answer was lost", SINCE, Optional.of(SINCE.plusMillis(1))))) {
            assertThat(Outcome.fromJson(each.toJson())).isEqualTo(each);
            assertThat(each.toJson().string("outcome")).isEqualTo(each.name());
        }
        assertThatThrownBy(() ->
                        Outcome.fromJson(Json.object().put("outcome", "DONE").build()))
                .hasMessageContaining("DONE");
    }

    @Test
    void nothingIsAppliedOnTheWordOfTheWriteAlone() {
        for (Evidence each : List.of(Evidence.REFUSED_BY_PUMP, Evidence.NEVER_SENT)) {
            assertThatThrownBy(() -> new Outcome.Applied(each, new Revision(2)))
                    .hasMessageContaining("read back or attested");
        }
    }

    @Test
    void violationsAndEffectsAreReadBackAsTheyWereWritten() {
        for (Violation each : List.of(
                Violation.of("BUSY", "wait"),
                Violation.of("OUT_OF_RANGE", "rate", "0.047 mL/day", "too slow"),
                Violation.of("OUT_OF_RANGE", "rate", "0.047 mL/day", "too slow").against("0.048 mL/day", "the pump"))) {
            assertThat(Violation.fromJson(each.toJson())).isEqualTo(each);
        }
        for (CommandEffect.Effect each : CommandEffect.Effect.values()) {
            CommandEffect effect = new CommandEffect(COMMAND, each, new Revision(3));
            assertThat(CommandEffect.fromJson(effect.toJson())).isEqualTo(effect);
        }
        Alarm alarm = new Alarm("MOTOR_STALL", true, SINCE);
        assertThat(Alarm.fromJson(alarm.toJson())).isEqualTo(alarm);
    }

    @Test
    void anAnswerIsDoneOrNamesItsReasons() {
        Answer<Integer> done = Answer.done(2);
        Answer<Integer> refused = Answer.refused(Violation.of("BUSY", "wait"));
        assertThat(done.map(each -> each * 2).orElseThrow()).isEqualTo(4);
        assertThat(done.then(each -> refused)).isEqualTo(refused);
        assertThat(done.violations()).isEmpty();
        assertThat(refused.isDone()).isFalse();
        assertThat(refused.map(each -> each * 2).violations()).isEqualTo(refused.violations());
        assertThat(refused.then(each -> done).isDone()).isFalse();
        assertThatThrownBy(refused::orElseThrow).hasMessageContaining("BUSY").hasMessageContaining("wait");
        assertThatThrownBy(() -> Answer.refused(List.of())).hasMessageContaining("at least one");
    }

    @Test
    void aDescriptionOfADriverIsNamedByItsContent() {
        DriverDescriptor one = descriptor("1.0.0", Optional.of(Duration.ofSeconds(60)));
        assertThat(one.digest())
                .isEqualTo(
                        descriptor("1.0.0", Optional.of(Duration.ofSeconds(60))).digest())
                .isNotEqualTo(
                        descriptor("1.0.1", Optional.of(Duration.ofSeconds(60))).digest())
                .isNotEqualTo(descriptor("1.0.0", Optional.empty()).digest());
        assertThatThrownBy(() -> new DriverDescriptor("Synchro", "n", "1", "m", "d", true, Optional.empty()))
                .hasMessageContaining("Synchro");
    }

    private static DriverDescriptor descriptor(String version, Optional<Duration> interimStop) {
        return new DriverDescriptor("synchromed", "name", version, "maker", "text", true, interimStop);
    }

    @Test
    void aVolumeTakesTheTimeThatTheScheduleGivesItAndNotItsMean() {
        // 0.24 mL in the first six hours, 0.06 mL in the other eighteen
        Programme flex = new Programme.Flex(List.of(
                new Programme.Step(new DayTime(0), new FlowRate(960_000)),
                new Programme.Step(new DayTime(360), new FlowRate(80_000))));
        assertThat(flex.dailyNanolitres()).isEqualTo(Ratio.of(300_000));
        assertThat(flex.timeToDeliver(Ratio.of(120_000), LocalTime.MIDNIGHT)).contains(Duration.ofHours(3));
        assertThat(flex.timeToDeliver(Ratio.of(60_000), LocalTime.of(6, 0))).contains(Duration.ofHours(18));
        assertThat(flex.timeToDeliver(Ratio.of(120_000), LocalTime.of(23, 0)))
                .as("an hour at the slow rate, the rest after midnight")
                .contains(Duration.ofHours(1).plusSeconds(10_500));
        assertThat(flex.timeToDeliver(Ratio.of(720_000), LocalTime.MIDNIGHT))
                .as("two whole days first")
                .contains(Duration.ofDays(2).plusHours(3));
        assertThat(flex.timeToDeliver(Ratio.of(600_000), LocalTime.of(13, 37))).contains(Duration.ofDays(2));
        assertThat(new Programme.Continuous(new FlowRate(140_000)).timeToDeliver(Ratio.of(348_000), LocalTime.NOON))
                .contains(Duration.ofSeconds(214_766));
        assertThat(Programme.fromJson(Json.object().put("mode", "stopped").build())
                        .timeToDeliver(Ratio.of(1), LocalTime.NOON))
                .isEmpty();
        assertThat(flex.timeToDeliver(Ratio.of(0), LocalTime.NOON)).contains(Duration.ZERO);
    }
}
