// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.junit.jupiter.api.Test;

/** What a pump cannot do is refused before a byte is sent, with every reason. */
class PlanFitTest {

    private final PumpIdentity identity = identity(new Golden().payload("identity"));
    private final Plan plan = plan(identity, Bench.flex());

    private static IdentityAnswer decoded(Bytes payload) {
        try {
            return IdentityAnswer.decode(payload);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static FunctionsAnswer functions() {
        try {
            return FunctionsAnswer.decode(new Golden().payload("functions"));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static PumpIdentity identity(Bytes payload) {
        return Identities.understood(decoded(payload), Optional.of(functions())).orElseThrow();
    }

    private static Plan plan(PumpIdentity identity, Programme programme) {
        return new Plan(
                identity.pump(),
                "patient-1",
                new Revision(1),
                programme,
                Bench.BACLOFEN,
                identity.capabilities().digest(),
                new SynchromedDriver().descriptor().digest(),
                Digest.of(new byte[0]));
    }

    private Answer<PlanBlock> fit(Plan wanted) {
        return new PlanFit(decoded(new Golden().payload("identity")), identity).block(wanted);
    }

    private List<String> reasons(Programme programme) {
        return texts(fit(plan(identity, programme)));
    }

    private static List<String> texts(Answer<PlanBlock> answer) {
        return answer.violations().stream()
                .map(each -> each.code() + " " + each.field().orElse("") + " "
                        + each.value().orElse("") + " | " + each.limit().orElse(""))
                .toList();
    }

    @Test
    void theGoldenPlanFits() {
        assertThat(fit(plan).orElseThrow().encode().hex())
                .isEqualTo(new Golden().list("plans").get(1).string("block"));
    }

    @Test
    void theEndsOfTheRangeFitAndOneGridBeyondDoesNot() {
        assertThat(reasons(new Programme.Continuous(new FlowRate(48_000)))).isEmpty();
        assertThat(reasons(new Programme.Continuous(new FlowRate(24_000_000)))).isEmpty();
        assertThat(reasons(new Programme.Continuous(new FlowRate(47_000))))
                .containsExactly("OUT_OF_RANGE rate 0.047 mL/day | 0.048 mL/day");
        assertThat(reasons(new Programme.Continuous(new FlowRate(24_001_000))))
                .containsExactly("OUT_OF_RANGE rate 24.001 mL/day | 24 mL/day");
        assertThat(reasons(new Programme.Continuous(new FlowRate(48_001))))
                .containsExactly("OFF_GRID rate 0.048001 mL/day | 0.001 mL/day");
    }

    @Test
    void everyReasonIsNamed() {
        assertThat(reasons(new Programme.Flex(List.of(Bench.step(0, 47_999), Bench.step(60, 24_000_500)))))
                .containsExactly(
                        "OUT_OF_RANGE steps[0].rate 0.047999 mL/day | 0.048 mL/day",
                        "OFF_GRID steps[0].rate 0.047999 mL/day | 0.001 mL/day",
                        "OUT_OF_RANGE steps[1].rate 24.0005 mL/day | 24 mL/day",
                        "OFF_GRID steps[1].rate 24.0005 mL/day | 0.001 mL/day");
    }

    @Test
    void stepsAreCounted() {
        List<Programme.Step> steps = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            steps.add(Bench.step(i * 60, 48_000));
        }
        assertThat(reasons(new Programme.Flex(steps))).isEmpty();
        steps.add(Bench.step(1_000, 48_000));
        assertThat(reasons(new Programme.Flex(steps))).containsExactly("TOO_MANY steps.count 14 | 13");
        assertThat(reasons(new Programme.Flex(List.of(Bench.step(0, 48_000)))))
                .containsExactly("TOO_FEW steps.count 1 | 2");
    }

    @Test
    void startsStandOnThePumpsGrid() {
        Bytes payload = new Golden().payload("identity");
        int at = 1 + 20 + 1 + 5 + 1 + 9 + 1 + 5 + 12 + 1;
        Bytes coarse = new FieldWriter()
                .bytes(payload.part(0, at))
                .u16(30)
                .bytes(payload.part(at + 2, payload.size()))
                .done();
        PumpIdentity other = identity(coarse);
        Answer<PlanBlock> answer = new PlanFit(decoded(coarse), other)
                .block(plan(
                        other,
                        new Programme.Flex(
                                List.of(Bench.step(0, 48_000), Bench.step(30, 48_000), Bench.step(61, 48_000)))));
        assertThat(texts(answer)).containsExactly("OFF_GRID steps[2].start 01:01 | 30 min");
    }

    @Test
    void aConcentrationBeyondTheFieldIsRefused() {
        Plan dense = new Plan(
                plan.pump(),
                plan.patient(),
                plan.expected(),
                plan.programme(),
                Solution.of("morphine", new Concentration(1_000_000_001)),
                plan.capabilities(),
                plan.driver(),
                plan.decision());
        assertThat(texts(fit(dense)))
                .containsExactly("OUT_OF_RANGE drugs[0].concentration 1000000.001 mcg/mL | 1000000 mcg/mL");
    }

    @Test
    void aPlanForAnotherPumpOrOtherCapabilitiesIsRefused() {
        Plan other = new Plan(
                new PumpId("Cisterna Simulations", "S2-000009"),
                plan.patient(),
                new Revision(1L << 32),
                plan.programme(),
                plan.solution(),
                Digest.of(new byte[1]),
                plan.driver(),
                plan.decision());
        assertThat(fit(other).violations())
                .extracting(Violation::code)
                .containsExactly("IDENTITY_MISMATCH", "CAPABILITIES_CHANGED", "OUT_OF_RANGE");
    }

    @Test
    void firmwareIsComparedAsNumbers() {
        assertThat(Identities.DRIVEN.unprogrammed("1.0.0")).isEmpty();
        assertThat(Identities.DRIVEN.unprogrammed("1.10.2")).isEmpty();
        assertThat(Identities.DRIVEN.unprogrammed("10.0.0")).isPresent();
        assertThat(Identities.DRIVEN.unprogrammed("2.0.0")).isPresent();
        assertThat(Identities.DRIVEN.unprogrammed("1.0")).isPresent();
        assertThat(Identities.DRIVEN.unprogrammed("")).isPresent();
    }

    @Test
    void firmwareThatNobodyKnowsIsReadAndStoppedAndNotProgrammed() throws Exception {
        Bench bench = new Bench(2);
        bench.device.identity = Bytes.ofHex(bench.device
                .identity
                .hex()
                .replace(
                        Bytes.of(new byte[] {5, '1', '.', '0', '.', '0'}).hex(),
                        Bytes.of(new byte[] {5, '2', '.', '0', '.', '0'}).hex()));
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                assertThat(session.interrogate(bench.soon()).identity().firmware())
                        .isEqualTo("2.0.0");
                assertThat(session.stage(bench.plan(session), Bench.COMMAND, bench.soon())
                                .violations())
                        .extracting(Violation::code)
                        .containsExactly("UNSUPPORTED_FIRMWARE");
                assertThat(session.preview(bench.plan(session)).isDone()).isFalse();
                assertThat(session.stop(Bench.COMMAND, bench.soon()).isDone()).isTrue();
                assertThat(bench.device.carriedOut).doesNotContain(MessageType.STAGE.code());
            }
        });
    }

    private List<String> misfits(Programme programme, ProgrammePart... parts) {
        Plan alone = plan(identity, programme);
        return fit(new Plan(
                        alone.pump(),
                        alone.patient(),
                        alone.expected(),
                        programme,
                        alone.solution(),
                        alone.capabilities(),
                        alone.driver(),
                        alone.decision(),
                        List.of(parts)))
                .violations()
                .stream()
                .map(each -> each.code() + " " + each.field().orElse("-"))
                .toList();
    }

    @Test
    void everyPartIsHeldAgainstWhatThePumpDeclares() {
        Programme day = Bench.flex();
        Duration minute = Duration.ofMinutes(1);
        ProgrammePart bolus = new ProgrammePart.SingleBolus(new Volume(25_000), minute.multipliedBy(30));
        ProgrammePart prime = new ProgrammePart.Prime(new Volume(315_500), new FlowRate(24_000_000));
        assertThat(misfits(day, bolus, new ProgrammePart.Refill(new Volume(20_000_000))))
                .isEmpty();
        assertThat(misfits(day, prime, bolus)).containsExactly("PARTS_EXCLUDE -");
        assertThat(misfits(
                        day,
                        new ProgrammePart.Prime(new Volume(1_000_005), new FlowRate(23_000_000)),
                        new ProgrammePart.Bridge(
                                new FlowRate(47_999), Duration.ofDays(15).plusMillis(1))))
                .containsExactly(
                        "OUT_OF_RANGE prime.volume",
                        "OFF_GRID prime.volume",
                        "OUT_OF_RANGE prime.rate",
                        "OUT_OF_RANGE bridge.duration",
                        "OFF_GRID bridge.duration",
                        "OUT_OF_RANGE bridge.rate",
                        "OFF_GRID bridge.rate");
        assertThat(misfits(
                        day,
                        new ProgrammePart.SingleBolus(new Volume(2_000_000), minute),
                        new ProgrammePart.PeriodicBolus(new Volume(10), minute.multipliedBy(3), minute.multipliedBy(2)),
                        new ProgrammePart.PatientBolus(new Volume(0), Duration.ZERO, Duration.ZERO, 1_441)))
                .containsExactly(
                        "OUT_OF_RANGE bolus",
                        "OUT_OF_RANGE periodicBolus.interval",
                        "OUT_OF_RANGE patientBolus.volume",
                        "OUT_OF_RANGE patientBolus.duration",
                        "OUT_OF_RANGE patientBolus.lockout",
                        "OUT_OF_RANGE patientBolus.most");
        assertThat(misfits(day, new ProgrammePart.Refill(new Volume(20_000_001))))
                .containsExactly("OUT_OF_RANGE refill.reservoir");
        assertThat(misfits(day, new ProgrammePart.Weekdays(List.of(DayOfWeek.MONDAY), day)))
                .containsExactly("UNSUPPORTED_PART parts");
    }

    @Test
    void theMinimumRateGoesWithADayAtThatRateAlone() {
        ProgrammePart minimum = new ProgrammePart.MinimumRate(new FlowRate(6_000));
        Programme least = new Programme.Continuous(new FlowRate(6_000));
        assertThat(misfits(least, minimum)).isEmpty();
        assertThat(misfits(least)).contains("OUT_OF_RANGE rate");
        assertThat(misfits(new Programme.Continuous(new FlowRate(48_000)), minimum))
                .containsExactly("PARTS_EXCLUDE programme");
        assertThat(misfits(least, new ProgrammePart.MinimumRate(new FlowRate(7_000))))
                .containsExactly("OUT_OF_RANGE minimumRate", "PARTS_EXCLUDE programme");
        assertThat(misfits(least, minimum, new ProgrammePart.SingleBolus(new Volume(10), Duration.ofMinutes(1))))
                .containsExactly("PARTS_EXCLUDE -");
    }

    @Test
    void aPumpThatKnowsNoPartsGetsNone() throws Exception {
        Bench bench = new Bench(3);
        bench.device.knowsParts = false;
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                assertThat(session.identity().capabilities().functions()).isEmpty();
                Plan alone = bench.plan(session);
                Plan bolus = new Plan(
                        alone.pump(),
                        alone.patient(),
                        alone.expected(),
                        alone.programme(),
                        alone.solution(),
                        alone.capabilities(),
                        alone.driver(),
                        alone.decision(),
                        List.of(new ProgrammePart.SingleBolus(new Volume(10), Duration.ofMinutes(1))));
                assertThat(session.stage(bolus, Bench.COMMAND, bench.soon()).violations())
                        .extracting(Violation::code)
                        .containsExactly("UNSUPPORTED_PART");
                assertThat(session.preview(alone).isDone()).isTrue();
            }
        });
    }

    @Test
    void previewSendsNothing() throws Exception {
        Bench bench = new Bench(2);
        bench.time.run(() -> {
            try (PumpSession session = bench.open()) {
                int before = bench.frames.size();
                for (int i = 0; i < 1_000; i++) {
                    assertThat(session.preview(bench.plan(session)).orElseThrow())
                            .isEqualTo(Preview.of(bench.plan(session)));
                }
                assertThat(bench.frames).hasSize(before);
            }
        });
    }
}
