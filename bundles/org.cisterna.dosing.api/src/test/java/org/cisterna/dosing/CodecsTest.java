// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Source;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Length;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.cisterna.quantity.VolumePerLength;
import org.junit.jupiter.api.Test;

class CodecsTest {

    private static final Solution SOLUTION =
            Solution.of("baclofen", Concentration.parse("2000 mcg/mL").orElseThrow());

    private static Volume volume(String text) {
        return Volume.parse(text).orElseThrow();
    }

    private static FlowRate flow(String text) {
        return FlowRate.parse(text).orElseThrow();
    }

    private static DosingRequest request() {
        Capabilities capabilities = new Capabilities(
                new Range<>(flow("0.048 mL/day"), flow("24 mL/day")),
                flow("0.001 mL/day"),
                13,
                Duration.ofMinutes(15),
                volume("20 mL"),
                volume("1.4 mL"),
                volume("0.14 mL"),
                volume("2 mL"),
                145,
                Source.CALCULATED,
                Optional.of(Duration.ofMinutes(2)));
        Drug drug = new Drug(
                "baclofen",
                "baclofen",
                "mcg/day",
                new Withdrawal(Withdrawal.Priority.HIGH, "fever, rigidity", "hours", "a label", Trust.READ),
                List.of(new Drug.Indication("spasticity-spinal", "spasticity of spinal origin")),
                List.of(new Drug.Admixture("morphine", "stable", "a study", Trust.READ)));
        Limit limit = new Limit(
                "baclofen",
                Optional.of("spasticity-spinal"),
                LimitKind.MAX_INCREASE,
                "30 %",
                Verdict.CONFIRM,
                true,
                "BAC_SPINAL",
                "a paper",
                Trust.READ);
        return new DosingRequest(
                Instant.parse("2026-03-01T09:00:00Z"),
                "spasticity-spinal",
                SOLUTION,
                capabilities,
                List.of(new CatheterSegment(
                        "8709SC",
                        Optional.of(Length.parse("89 cm").orElseThrow()),
                        Optional.empty(),
                        VolumePerLength.parse("0.0022 mL/cm").orElseThrow())),
                Optional.of(new Running(new Programme.Continuous(flow("0.14 mL/day")), SOLUTION)),
                LastDose.of(
                        new Programme.Continuous(flow("0.14 mL/day")), SOLUTION, Instant.parse("2026-01-30T09:00:00Z")),
                new Order.Flex(List.of(
                        new OrderStep(DayTime.MIDNIGHT, rate("10 mcg/h"), Optional.of(Duration.ofHours(6))),
                        new OrderStep(new DayTime(360), rate("20 mcg/h")))),
                List.of("library", "institution"),
                List.of(new LimitSet("library", "1", List.of(limit))),
                List.of(drug),
                "1",
                Digest.of("library".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static DoseRate rate(String text) {
        return DoseRate.parse(text).orElseThrow();
    }

    @Test
    void aRequestComesBackFromItsBytesWithTheSameDigest() {
        DosingRequest request = request();

        Answer<DosingRequest> read = DosingRequest.read(request.toJson().canonicalBytes());

        assertThat(read).isEqualTo(Answer.done(request));
        assertThat(read.orElseThrow().digest()).isEqualTo(request.digest());
    }

    @Test
    void whatRunsComesBackWithEveryBolusOfIt() {
        Running running = new Running(
                new Programme.Continuous(flow("0.14 mL/day")),
                SOLUTION,
                Optional.of(new ProgrammePart.PatientBolus(
                        volume("0.03 mL"), Duration.ofMinutes(10), Duration.ofHours(2), 11)),
                Optional.of(new ProgrammePart.PeriodicBolus(
                        volume("0.05 mL"), Duration.ofMinutes(15), Duration.ofHours(24))));

        assertThat(Running.fromJson(running.toJson())).isEqualTo(running);
    }

    @Test
    void aProposalComesBackFromItsBytesWithTheSameDigest() {
        DailyDose third = new DailyDose(Ratio.of(490_000, 3));
        Proposal proposal = new Proposal(
                Verdict.CONFIRM,
                List.of(new Finding(
                        "STEP_CHANGE",
                        Verdict.CONFIRM,
                        true,
                        "baclofen",
                        "+33.3 %",
                        Optional.of("30 %"),
                        "more than a step",
                        Optional.of("a paper"),
                        Optional.of("1"),
                        Optional.of("library"))),
                request().order(),
                Optional.of(new Programme.Continuous(flow("0.163 mL/day"))),
                List.of(new DrugTotal("baclofen", Optional.of(third), third, Optional.of(third), Optional.of("0 %"))),
                Optional.of(new PathVolumes(volume("0.14 mL"), volume("0.16 mL"), volume("0.3 mL"))),
                Optional.of(new TimeToTip(Duration.ofHours(44), Duration.ofHours(22))),
                request().digest(),
                "engine 1");

        Proposal back =
                Proposal.fromJson((JsonObject) Json.parse(proposal.toJson().canonicalBytes()));

        assertThat(back).isEqualTo(proposal);
        assertThat(back.digest()).isEqualTo(proposal.digest());
    }

    @Test
    void anOrderIsReadAsTypedAndWrittenInOneUnit() {
        Order order = Order.fromJson(
                (JsonObject) Json.parse("{\"mode\":\"flex\",\"steps\":[{\"start\":\"00:00\",\"rate\":\"10 mcg/h\"}]}"));

        assertThat(order.toJson().canonicalText())
                .isEqualTo("{\"mode\":\"flex\",\"steps\":[{\"rate\":\"240 mcg/day\",\"start\":\"00:00\"}]}");
        assertThat(((Order.Flex) order).steps().get(0).perHour()).isEqualTo("10 mcg/h");
    }

    @Test
    void everyWrongFieldOfAnOrderIsNamedAtOnce() {
        Answer<Order> answer = Order.read(
                (JsonObject)
                        Json.parse(
                                """
                {"mode":"flex","steps":[
                  {"start":"00:00","rate":"10"},
                  {"start":"6:00","rate":"20 mcg/h","durtaion":"6 h"},
                  {"start":"10:00","rate":12}]}"""));

        assertThat(answer.violations())
                .extracting(Violation::code, each -> each.field().orElse(""))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("VALUE_REFUSED", "steps[0].rate"),
                        org.assertj.core.groups.Tuple.tuple("FIELD_UNKNOWN", "steps[1].durtaion"),
                        org.assertj.core.groups.Tuple.tuple("VALUE_REFUSED", "steps[1].start"),
                        org.assertj.core.groups.Tuple.tuple("FIELD_TYPE", "steps[2].rate"));
    }

    @Test
    void aDoseThatDoesNotEndIsShownRoundedAndKeptWhole() {
        DailyDose dose = new DailyDose(Ratio.of(490_000, 3));

        assertThat(dose.text()).isEqualTo("163.333 mcg/day");
        assertThat(dose.exactText()).isEqualTo("490000/3 ng/day");
        assertThat(DailyDose.parse(dose.exactText())).isEqualTo(dose);
        assertThat(dose.isMeantBy(rate("163.333 mcg/day"))).isTrue();
        assertThat(dose.isMeantBy(rate("163.334 mcg/day"))).isFalse();
    }
}
