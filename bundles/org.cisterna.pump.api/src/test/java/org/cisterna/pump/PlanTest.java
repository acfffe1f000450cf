// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final PumpId PUMP = new PumpId("Cisterna Simulations", "S2-000001");
    private static final Solution BACLOFEN = Solution.of("baclofen", new Concentration(2_000_000));

    /** Worked example W9: four steps of a day. */
    private static final Programme W9 =
            new Programme.Flex(List.of(step(0, 120_000), step(360, 240_000), step(600, 144_000), step(1080, 180_000)));

    private static final Plan PLAN = plan(PUMP, "patient-1", 1, W9, BACLOFEN, 1, 2, 3);

    private static Programme.Step step(int minute, long rate) {
        return new Programme.Step(new DayTime(minute), new FlowRate(rate));
    }

    private static Plan plan(
            PumpId pump,
            String patient,
            long revision,
            Programme programme,
            Solution solution,
            int capabilities,
            int driver,
            int decision) {
        return new Plan(
                pump,
                patient,
                new Revision(revision),
                programme,
                solution,
                Digest.of(new byte[] {(byte) capabilities}),
                Digest.of(new byte[] {(byte) driver}),
                Digest.of(new byte[] {(byte) decision}));
    }

    /** Signatures are over this digest: it must not change with the code. */
    @Test
    void theDigestOfAPlanIsTheSameForEver() {
        assertThat(PLAN.toJson().canonicalText())
                .isEqualTo(
                        "{\"capabilities\":\"sha256:4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a\","
                                + "\"decision\":\"sha256:084fed08b978af4d7d196a7446a86b58009e636b611db16211b65a9aadff29c5\","
                                + "\"driver\":\"sha256:dbc1b4c900ffe48d575b5da5c638040125f65db0fe3e24494b76ea986457d986\","
                                + "\"expectedRevision\":1,\"patient\":\"patient-1\","
                                + "\"programme\":{\"mode\":\"flex\",\"steps\":[{\"rate\":\"0.12 mL/day\",\"start\":\"00:00\"},"
                                + "{\"rate\":\"0.24 mL/day\",\"start\":\"06:00\"},{\"rate\":\"0.144 mL/day\",\"start\":\"10:00\"},"
                                + "{\"rate\":\"0.18 mL/day\",\"start\":\"18:00\"}]},\"pump\":\"Cisterna Simulations/S2-000001\","
                                + "\"solution\":[{\"concentration\":\"2000 mcg/mL\",\"drug\":\"baclofen\"}]}");
        assertThat(PLAN.digest().text())
                .isEqualTo("sha256:0b3eca8a594ca5c840b360e9486f49c5dfa77d61bb1a01ae0e9fb92bf972f12e");
    }

    @Test
    void anyChangeMakesAnotherPlan() {
        Programme oneUnitMore = new Programme.Flex(
                List.of(step(0, 120_001), step(360, 240_000), step(600, 144_000), step(1080, 180_000)));
        Programme oneMinuteLater = new Programme.Flex(
                List.of(step(0, 120_000), step(361, 240_000), step(600, 144_000), step(1080, 180_000)));
        Solution denser = Solution.of("baclofen", new Concentration(2_000_001));
        Set<Digest> digests = Stream.of(
                        PLAN,
                        plan(new PumpId("Cisterna Simulations", "S2-000002"), "patient-1", 1, W9, BACLOFEN, 1, 2, 3),
                        plan(PUMP, "patient-2", 1, W9, BACLOFEN, 1, 2, 3),
                        plan(PUMP, "patient-1", 2, W9, BACLOFEN, 1, 2, 3),
                        plan(PUMP, "patient-1", 1, oneUnitMore, BACLOFEN, 1, 2, 3),
                        plan(PUMP, "patient-1", 1, oneMinuteLater, BACLOFEN, 1, 2, 3),
                        plan(PUMP, "patient-1", 1, W9, denser, 1, 2, 3),
                        plan(PUMP, "patient-1", 1, W9, BACLOFEN, 4, 2, 3),
                        plan(PUMP, "patient-1", 1, W9, BACLOFEN, 1, 4, 3),
                        plan(PUMP, "patient-1", 1, W9, BACLOFEN, 1, 2, 4))
                .map(Plan::digest)
                .collect(Collectors.toSet());
        assertThat(digests).hasSize(10);
    }

    @Test
    void aPlanIsReadBackAsItWasWritten() {
        assertThat(Plan.fromJson((JsonObject) Json.parse(PLAN.toJson().canonicalText())))
                .isEqualTo(PLAN);
        for (String name : PLAN.toJson().names()) {
            JsonObject.Builder builder = Json.object();
            PLAN.toJson().names().stream()
                    .filter(each -> !each.equals(name))
                    .forEach(each -> builder.put(each, PLAN.toJson().get(each).orElseThrow()));
            JsonObject without = builder.build();
            assertThatThrownBy(() -> Plan.fromJson(without))
                    .as("without " + name)
                    .isInstanceOf(JsonException.class)
                    .hasMessageContaining(name);
        }
    }

    @Test
    void aStopIsNoPlan() {
        assertThatThrownBy(() -> plan(PUMP, "patient-1", 1, new Programme.Stopped(), BACLOFEN, 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a stop needs no plan");
    }

    @Test
    void programmesAreReadBackAsTheyWereWritten() {
        for (Programme each : List.of(new Programme.Stopped(), new Programme.Continuous(new FlowRate(163_000)), W9)) {
            assertThat(Programme.fromJson(each.toJson())).isEqualTo(each);
        }
        assertThatThrownBy(() ->
                        Programme.fromJson(Json.object().put("mode", "bolus").build()))
                .hasMessageContaining("bolus");
    }

    @Test
    void theVolumeOfADayIsExact() {
        assertThat(new Programme.Stopped().dailyNanolitres().toString()).isEqualTo("0");
        assertThat(new Programme.Continuous(new FlowRate(163_000))
                        .dailyNanolitres()
                        .toLongExact())
                .isEqualTo(163_000);
        // 6 h of 0.12, 4 h of 0.24, 8 h of 0.144 and 6 h of 0.18 mL/day
        assertThat(W9.dailyNanolitres().toLongExact()).isEqualTo(163_000);
        Programme uneven = new Programme.Flex(List.of(step(0, 1_000), step(1, 2_000)));
        assertThat(uneven.dailyNanolitres().isWhole()).isFalse();
        assertThat(uneven.dailyNanolitres().times(1440).toLongExact()).isEqualTo(1_000 + 1_439 * 2_000);
        assertThat(W9.rates()).hasSize(4);
    }

    @Test
    void aDayBeginsAtMidnightAndItsStepsRise() {
        assertThatThrownBy(() -> new Programme.Flex(List.of())).hasMessageContaining("00:00");
        assertThatThrownBy(() -> new Programme.Flex(List.of(step(1, 48_000)))).hasMessageContaining("00:00");
        assertThatThrownBy(() -> new Programme.Flex(List.of(step(0, 48_000), step(60, 48_000), step(60, 48_000))))
                .hasMessageContaining("01:00");
        assertThatThrownBy(() -> new Programme.Continuous(new FlowRate(0))).hasMessageContaining("stopped");
        Programme.Flex day = (Programme.Flex) W9;
        assertThat(day.minutesOf(0)).isEqualTo(360);
        assertThat(day.minutesOf(3)).isEqualTo(360);
    }

    @Test
    void aSolutionHasOneToFiveDrugsEachOnce() {
        Solution mixture = new Solution(List.of(
                new Solution.Ingredient("morphine", new Concentration(20_000_000)),
                new Solution.Ingredient("bupivacaine", new Concentration(15_000_000))));
        assertThat(Solution.fromJson(mixture.toJson())).isEqualTo(mixture);
        assertThat(mixture.primary().drug()).isEqualTo("morphine");
        assertThat(mixture.concentrationOf("bupivacaine")).contains(new Concentration(15_000_000));
        assertThat(mixture.concentrationOf("baclofen")).isEmpty();
        assertThat(mixture.text()).isEqualTo("morphine 20000 mcg/mL + bupivacaine 15000 mcg/mL");
        Solution.Ingredient morphine = mixture.primary();
        assertThatThrownBy(() -> new Solution(List.of(morphine, morphine))).hasMessageContaining("twice");
        assertThatThrownBy(() -> new Solution(List.of())).hasMessageContaining("1 to 5");
        assertThatThrownBy(() -> Solution.of("Morphine", new Concentration(1))).hasMessageContaining("lower case");
        assertThatThrownBy(() -> Solution.of("morphine", new Concentration(0))).hasMessageContaining("above zero");
    }

    @Test
    void capabilitiesThatMakeNoSenseAreRefused() {
        Range<FlowRate> rates = new Range<>(new FlowRate(48_000), new FlowRate(24_000_000));
        FlowRate grid = new FlowRate(1_000);
        Optional<Duration> minute = Optional.of(Duration.ofMinutes(1));
        assertThat(capabilities(rates, grid, 13, Duration.ofMinutes(1), 145, minute)
                        .digest())
                .isNotEqualTo(capabilities(rates, grid, 13, Duration.ofMinutes(1), 145, Optional.empty())
                        .digest());
        assertThatThrownBy(() -> capabilities(rates, new FlowRate(0), 13, Duration.ofMinutes(1), 145, minute))
                .hasMessageContaining("grid");
        assertThatThrownBy(() -> capabilities(
                        new Range<>(new FlowRate(0), new FlowRate(1)), grid, 13, Duration.ofMinutes(1), 145, minute))
                .hasMessageContaining("above zero");
        assertThatThrownBy(() -> capabilities(rates, grid, 0, Duration.ofMinutes(1), 145, minute))
                .hasMessageContaining("1440");
        assertThatThrownBy(() -> capabilities(rates, grid, 13, Duration.ofSeconds(90), 145, minute))
                .hasMessageContaining("minutes");
        assertThatThrownBy(() -> capabilities(rates, grid, 13, Duration.ofMinutes(1), 1_001, minute))
                .hasMessageContaining("1001");
        assertThatThrownBy(() -> capabilities(rates, grid, 13, Duration.ofMinutes(1), 145, Optional.of(Duration.ZERO)))
                .hasMessageContaining("above zero");
    }

    private static Capabilities capabilities(
            Range<FlowRate> rates,
            FlowRate grid,
            int steps,
            Duration stepGrid,
            int accuracy,
            Optional<Duration> interimStop) {
        Capabilities capabilities = new Capabilities(
                rates,
                grid,
                steps,
                stepGrid,
                new Volume(20_000_000),
                new Volume(1_400_000),
                new Volume(140_000),
                new Volume(2_000_000),
                accuracy,
                Source.CALCULATED,
                interimStop);
        assertThat(Capabilities.fromJson(capabilities.toJson())).isEqualTo(capabilities);
        return capabilities;
    }

    @Test
    void aPumpSaysWhyAPlanWasNotMadeForIt() {
        Capabilities able = capabilities(
                new Range<>(new FlowRate(48_000), new FlowRate(24_000_000)),
                new FlowRate(1_000),
                13,
                Duration.ofMinutes(1),
                145,
                Optional.empty());
        PumpIdentity identity = new PumpIdentity(PUMP, "II 20", "1.4.0", able, true);
        Plan fits = new Plan(
                PUMP,
                "patient-1",
                new Revision(1),
                W9,
                BACLOFEN,
                able.digest(),
                Digest.of(new byte[] {2}),
                Digest.of(new byte[] {3}));
        assertThat(identity.mismatches(fits)).isEmpty();

        PumpId other = new PumpId("Cisterna Simulations", "S2-000002");
        assertThat(new PumpIdentity(other, "II 20", "1.4.0", able, true).mismatches(fits))
                .singleElement()
                .satisfies(wrong -> {
                    assertThat(wrong.code()).isEqualTo("IDENTITY_MISMATCH");
                    assertThat(wrong.value()).contains(PUMP.text());
                    assertThat(wrong.limit()).contains(other.text());
                });
        assertThat(identity.mismatches(PLAN)).extracting(Violation::code).containsExactly("CAPABILITIES_CHANGED");
        assertThat(new PumpIdentity(other, "II 20", "1.4.0", able, true).mismatches(PLAN))
                .extracting(Violation::code)
                .containsExactly("IDENTITY_MISMATCH", "CAPABILITIES_CHANGED");
    }

    /** A misspelt capability would be one that is not declared, and what is not declared is not held to its bound. */
    @Test
    void capabilitiesRefuseWhatTheyDoNotKnow() {
        JsonObject.Builder json = Json.object().put("drift", 1);
        assertThatThrownBy(() -> Capabilities.fromJson(json.build()))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("drift")
                .hasMessageContaining("is not known here; what may stand here is rateMin, rateMax, ");
    }
}
