// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Trust;
import org.cisterna.dosing.Withdrawal;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Source;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Length;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;
import org.cisterna.quantity.VolumePerLength;
import org.junit.jupiter.api.Test;

class TherapyEntryTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final PumpId PUMP = new PumpId("Cisterna Demo", "SM-0001");
    private static final Solution BACLOFEN =
            Solution.of("baclofen", Concentration.parse("2000 mcg/mL").orElseThrow());
    private static final Programme PROGRAMME = new Programme.Continuous(new FlowRate(140_000));
    private static final Digest DIGEST = Digest.of("test", Json.object().build());
    private static final CommandId COMMAND = new CommandId("0123456789abcdef0123456789abcdef");
    private static final Capabilities CAPABILITIES = new Capabilities(
            new Range<>(new FlowRate(48_000), new FlowRate(24_000_000)),
            new FlowRate(1_000),
            13,
            Duration.ofMinutes(30),
            new Volume(20_000_000),
            new Volume(1_400_000),
            new Volume(140_000),
            new Volume(2_000_000),
            145,
            Source.CALCULATED,
            Optional.of(Duration.ofMinutes(2)));

    private static final List<TherapyEntry> ALL = List.of(
            new VisitEntry.Enrolled(
                    new PumpIdentity(PUMP, "II 20", "1.4.0", CAPABILITIES, true),
                    "synchromed",
                    new PatientReference("P-10042"),
                    "spasticity-spinal",
                    BACLOFEN,
                    BACLOFEN,
                    List.of(new CatheterSegment(
                            "8709",
                            Optional.of(Length.parse("89 cm").orElseThrow()),
                            Optional.empty(),
                            VolumePerLength.parse("0.00222 mL/cm").orElseThrow()))),
            new VisitEntry.VisitOpened("v1"),
            new ChangeEntry.Drafted(
                    "c1",
                    "v1",
                    17,
                    new Revision(4),
                    PROGRAMME,
                    new Order.Continuous(DoseRate.parse("326 mcg/day").orElseThrow()),
                    DIGEST,
                    Optional.of(
                            new Plan(PUMP, "P-10042", new Revision(4), PROGRAMME, BACLOFEN, DIGEST, DIGEST, DIGEST)),
                    Optional.of("c0"),
                    NOW),
            new ChangeEntry.Compared("c1"),
            new ChangeEntry.Confirmed("c1", List.of(new Confirmation("STEP", "baclofen", "agreed with the ward"))),
            new ChangeEntry.Mismatched("c1", new BlindEntry("baclofen", "500 mcg/mL", "326 mcg/day")),
            new ChangeEntry.Voided(
                    "c1", new DoseChange.Voided(DoseChange.VoidReason.REJECTED, "not the order in the chart")),
            new ChangeEntry.Sending("c1", 23, COMMAND),
            new ChangeEntry.NotSent("c1", COMMAND, List.of(Violation.of("DRIVER_MISSING", "the driver is away"))),
            new EmergencyEntry.SignedAlone(
                    "c1",
                    "overdose suspected, nobody else in the house",
                    "326.0 mcg/day",
                    List.of(new BreakGlass.Asking("UNIT_JUMP", "baclofen"))),
            new EmergencyEntry.RetypeDiffered("c1", "3260 mcg/day"),
            new EmergencyEntry.Reviewed("c1", BreakGlass.Verdict.NOT_AGREED, "the other clinician was on call"),
            new VisitEntry.Stopped(
                    COMMAND,
                    "over-infusion suspected",
                    Optional.of("Dr Clara Clinician"),
                    new Outcome.Applied(Outcome.Evidence.READ_BACK, new Revision(5)),
                    Optional.of(NOW),
                    Optional.of(PROGRAMME),
                    Optional.of(BACLOFEN),
                    List.of(new StopResult.Profile(
                            "baclofen",
                            "baclofen",
                            Optional.of(
                                    new Withdrawal(Withdrawal.Priority.HIGH, "fever", "hours", "label", Trust.READ))))),
            new VisitEntry.VisitClosed(
                    "v1",
                    CloseRequest.Ending.STOPPED_BY_ORDER,
                    31,
                    Optional.of(LocalDate.of(2026, 3, 5)),
                    Optional.of(new Staff("clara", "Clara Clinician"))));

    @Test
    void everyBodyIsReadBackAsItWasWritten() {
        for (TherapyEntry each : ALL) {
            assertThat(TherapyEntry.read(each.type(), TherapyEntry.VERSION, each.toJson()))
                    .as(each.type())
                    .contains(each);
        }
        assertThat(ALL.stream().map(TherapyEntry::getClass).distinct())
                .as("each type of entry is tried")
                .hasSize(VisitEntry.class.getPermittedSubclasses().length
                        + ChangeEntry.class.getPermittedSubclasses().length
                        + EmergencyEntry.class.getPermittedSubclasses().length);
    }

    @Test
    void whatIsEnteredInAnEmergencyHasThisFormForEver() {
        assertThat(ALL.stream()
                        .filter(EmergencyEntry.class::isInstance)
                        .map(each -> each.type() + " " + each.toJson().canonicalText()))
                .containsExactly(
                        "therapy.break-glass {\"alone\":[{\"code\":\"UNIT_JUMP\",\"subject\":\"baclofen\"}],\"change\":\"c1\","
                                + "\"reason\":\"overdose suspected, nobody else in the house\",\"retyped\":\"326.0 mcg/day\"}",
                        "therapy.retype-differed {\"change\":\"c1\",\"typed\":\"3260 mcg/day\"}",
                        "therapy.review {\"change\":\"c1\",\"verdict\":\"NOT_AGREED\","
                                + "\"words\":\"the other clinician was on call\"}");
        assertThat(new Signature(Signature.Meaning.BREAK_GLASS, DIGEST, PUMP, new Revision(4), "c1", "n1", NOW)
                        .toJson()
                        .string("meaning"))
                .as("the host looks at this word")
                .isEqualTo("BREAK_GLASS");
    }

    @Test
    void aMeaningOfALaterVersionIsNotTakenForOneOfOurs() {
        JsonObject later = (JsonObject)
                Json.parse(new Signature(Signature.Meaning.BREAK_GLASS, DIGEST, PUMP, new Revision(4), "c1", "n1", NOW)
                        .toJson()
                        .canonicalText()
                        .replace("BREAK_GLASS", "BY_THREE"));
        assertThatIllegalArgumentException().isThrownBy(() -> Signature.fromJson(later));
    }

    @Test
    void aSignatureIsReadBackAndHasTheMembersThatTheHostLooksAt() {
        Signature signature =
                new Signature(Signature.Meaning.INDEPENDENTLY_VERIFIED, DIGEST, PUMP, new Revision(4), "c1", "n1", NOW);
        assertThat(Signature.fromJson(signature.toJson())).isEqualTo(signature);
        assertThat(signature.toJson().names())
                .containsExactly("change", "expires", "meaning", "nonce", "plan", "pump", "revision");
    }

    @Test
    void otherTypesAndVersionsAreNotRead() {
        JsonObject body = new VisitEntry.VisitOpened("v1").toJson();
        assertThat(TherapyEntry.read("therapy.visit-opened", 2, body)).isEmpty();
        assertThat(TherapyEntry.read("therapy.refill", 1, body)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> TherapyEntry.read("therapy.draft", 1, body));
    }

    @Test
    void aChangeOfDoseEndsAndNeverComesBack() {
        for (DoseChange.State state : DoseChange.State.values()) {
            assertThat(state.next().isEmpty()).as(state.name()).isEqualTo(state.isFinal());
            assertThat(state.next().contains(DoseChange.State.VOID))
                    .as("%s can become void", state)
                    .isEqualTo(state.isOpen());
            assertThat(state.next()).as("nothing is drafted twice").doesNotContain(DoseChange.State.DRAFT);
        }
    }

    @Test
    void whatIsTypedIsReadBackAsItWasTyped() {
        TypedOrder flex = TypedOrder.flex(
                new TypedOrder.Step("00:00", "10 mcg/h"),
                new TypedOrder.Step("06:00", "20 mcg/h", Optional.of("18 h")));
        assertThat(TypedOrder.fromJson(flex.toJson())).isEqualTo(flex);
        TypedOrder continuous = TypedOrder.continuous("326 mcg/day");
        assertThat(TypedOrder.fromJson(continuous.toJson())).isEqualTo(continuous);
        BlindEntry blind = new BlindEntry("baclofen", "2000 mcg/mL", "326 mcg/day");
        assertThat(BlindEntry.fromJson(blind.toJson())).isEqualTo(blind);
    }

    @Test
    void anEnrolmentIsReadFromJsonAndItsTextHasNoPairingCode() {
        JsonObject json = (JsonObject)
                Json.parse(
                        """
                {"address":"sim:1","family":"synchromed","pairingCode":"4711-0815","patient":"P-10042",
                 "indication":"spasticity-spinal","reservoir":[{"drug":"baclofen","concentration":"2000 mcg/mL"}],
                 "catheter":[{"model":"8709","supplied":"89 cm","bore":"0.00222 mL/cm"}]}
                """);
        EnrolRequest request = EnrolRequest.fromJson(json);
        assertThat(request.pairingCode()).isEqualTo("4711-0815");
        assertThat(request.path()).isEmpty();
        assertThat(request.catheter().get(0).trimmed()).isEmpty();
        assertThat(request.toString()).doesNotContain("4711");
    }
}
