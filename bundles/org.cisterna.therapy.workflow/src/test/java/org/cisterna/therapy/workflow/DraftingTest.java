// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.LimitSet;
import org.cisterna.dosing.Running;
import org.cisterna.dosing.Trust;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.HeldPart;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.cisterna.therapy.ChangeEntry;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.EnrolRequest;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.TypedOrder;
import org.cisterna.therapy.TypedSolution;
import org.cisterna.therapy.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a draft is based on, and what keeps one from being made. */
class DraftingTest {

    private final Clinic clinic = new Clinic();

    @ParameterizedTest
    @ValueSource(
            strings = {"326", ".5 mcg/day", "1,5 mcg/day", "1e3 mcg/day", "-5 mcg/day", "5 mL/day", "1 000 mcg/day", ""
            })
    void aDoseThatCannotBeReadIsRefusedByField(String typed) {
        Visit visit = clinic.visitRead();
        var answer = clinic.therapy.draft(visit.id(), TypedOrder.continuous(typed), clinic.paula);
        clinic.refuses(answer, clinic.ledger.size(), "BAD_VALUE");
        assertThat(answer.violations().get(0).field()).contains("daily");
    }

    @Test
    void everyStepThatIsWrongIsNamed() {
        Visit visit = clinic.visitRead();
        var answer = clinic.therapy.draft(
                visit.id(),
                TypedOrder.flex(
                        new TypedOrder.Step("0:00", "10 mcg/h"),
                        new TypedOrder.Step("06:00", "20"),
                        new TypedOrder.Step("10:00", "12 mcg/h", Optional.of("long"))),
                clinic.paula);
        assertThat(answer.violations())
                .extracting(each -> each.field().orElseThrow())
                .containsExactly("steps[0].start", "steps[1].rate", "steps[2].duration");
    }

    @Test
    void anUnknownModeOrAMissingDoseIsRefused() {
        String visit = clinic.visitRead().id();
        assertThat(clinic.therapy
                        .draft(visit, new TypedOrder("bolus", Optional.empty(), List.of()), clinic.paula)
                        .isDone())
                .isFalse();
        assertThat(clinic.therapy
                        .draft(visit, new TypedOrder("continuous", Optional.empty(), List.of()), clinic.paula)
                        .isDone())
                .isFalse();
    }

    @Test
    void whatAPlanCannotCarryIsNotDrafted() {
        String visit = clinic.visitRead().id();
        for (String mode : List.of("stop", "minimum-rate")) {
            var answer = clinic.therapy.draft(visit, new TypedOrder(mode, Optional.empty(), List.of()), clinic.paula);
            clinic.refuses(answer, clinic.ledger.size(), "BAD_VALUE");
            assertThat(answer.violations().get(0).value()).contains(mode);
        }
    }

    @Test
    void aReadingOfThisVisitIsNeeded() {
        clinic.therapy.enrol(Clinic.enrolment(), clinic.theo).orElseThrow();
        Visit visit = clinic.therapy.openVisit(Clinic.PUMP, clinic.paula).orElseThrow();
        clinic.refuses(clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula), clinic.ledger.size(), "NO_READING");
        clinic.ledger.readOnly("damaged at entry 4");
        assertThat(clinic.therapy.read(visit.id(), clinic.paula).orElseThrow().entered())
                .as("read, shown, and not entered")
                .isFalse();
        clinic.refuses(clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula), clinic.ledger.size(), "NO_READING");
    }

    @Test
    void aReadingGrowsTooOld() {
        Visit visit = clinic.visitRead();
        clinic.pass(Duration.ofMinutes(5));
        var answer = clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula);
        clinic.refuses(answer, clinic.ledger.size(), "READING_TOO_OLD");
        assertThat(answer.violations().get(0).limit()).contains("5 min");
    }

    @Test
    void whatThePumpWasToldAndTheRecordSaysMustAgree() {
        Visit visit = clinic.visitRead();
        clinic.host.solution = Optional.of(
                Solution.of("baclofen", Concentration.parse("500 mcg/mL").orElseThrow()));
        clinic.therapy.read(visit.id(), clinic.paula).orElseThrow();
        var answer = clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula);
        clinic.refuses(answer, clinic.ledger.size(), "CONTENT_DIFFERS");
        assertThat(answer.violations().get(0).value()).contains("baclofen 500 mcg/mL");
        assertThat(answer.violations().get(0).limit()).contains("baclofen 2000 mcg/mL");
    }

    @Test
    void aPumpThatWasToldNothingIsDosedByTheRecord() {
        clinic.host.solution = Optional.empty();
        clinic.drafted();
        assertThat(clinic.engine.requests.get(0).solution()).isEqualTo(Clinic.BACLOFEN);
    }

    @Test
    void anotherDrugInThePathNeedsABridgeThatIsNotMadeHere() {
        EnrolRequest same = Clinic.enrolment();
        clinic.therapy
                .enrol(
                        new EnrolRequest(
                                same.address(),
                                same.family(),
                                same.pairingCode(),
                                same.patient(),
                                same.indication(),
                                same.reservoir(),
                                Optional.of(new TypedSolution(
                                        List.of(new TypedSolution.Ingredient("baclofen", "500 mcg/mL")))),
                                same.catheter()),
                        clinic.theo)
                .orElseThrow();
        Visit visit = clinic.therapy.openVisit(Clinic.PUMP, clinic.paula).orElseThrow();
        clinic.therapy.read(visit.id(), clinic.paula).orElseThrow();
        clinic.refuses(
                clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula), clinic.ledger.size(), "CONTENT_DIFFERS");
    }

    @Test
    void whatTheEngineAddsToTheDayGoesWithThePlan() {
        ProgrammePart bridge = new ProgrammePart.Bridge(new FlowRate(140_000), Duration.ofHours(2));
        clinic.engine.parts = List.of(bridge);
        Visit visit = clinic.visitRead();
        var draft = clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula).orElseThrow();
        assertThat(draft.plan()).isPresent();
        ChangeEntry.Drafted entered = clinic.ledger.all().stream()
                .flatMap(each ->
                        ChangeEntry.read(each.entry().type(), each.entry().body()).stream())
                .filter(ChangeEntry.Drafted.class::isInstance)
                .map(ChangeEntry.Drafted.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(entered.plan().orElseThrow().parts()).containsExactly(bridge);
        assertThat(entered.plan().map(each -> each.digest())).isEqualTo(draft.plan());
    }

    @Test
    void whatRunsBesideTheDayIsNotEndedUnsaid() {
        ProgrammePart patient =
                new ProgrammePart.PatientBolus(new Volume(5_000), Duration.ofMinutes(10), Duration.ofHours(4), 4);
        clinic.host.parts = List.of(new HeldPart(patient, HeldPart.Stage.RUNNING, Optional.empty()));
        Visit visit = clinic.visitRead();
        var answer = clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula);
        clinic.refuses(answer, clinic.ledger.size(), "PARTS_HELD");
        clinic.host.parts = List.of(new HeldPart(
                new ProgrammePart.SingleBolus(new Volume(5_000), Duration.ofMinutes(10)),
                HeldPart.Stage.DONE,
                Optional.of(new Volume(5_000))));
        clinic.therapy.read(visit.id(), clinic.paula).orElseThrow();
        assertThat(clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula).isDone())
                .isTrue();
    }

    @Test
    void aPumpInItsInterimStopIsReadAgainFirst() {
        Visit visit = clinic.visitRead();
        clinic.host.motor = MotorState.INTERIM_STOP;
        clinic.therapy.read(visit.id(), clinic.paula).orElseThrow();
        clinic.refuses(
                clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula), clinic.ledger.size(), "UNKNOWN_STANDS");
    }

    @Test
    void afterAStopTheLastTherapeuticDoseIsRememberedAndNothingRuns() {
        Visit visit = clinic.visitRead();
        clinic.therapy
                .stop(Clinic.PUMP, new StopRequest("for an MRI", Optional.empty()), clinic.paula)
                .orElseThrow();
        clinic.pass(Duration.ofMinutes(30));
        clinic.therapy.read(visit.id(), clinic.paula).orElseThrow();
        clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula).orElseThrow();
        DosingRequest request = clinic.engine.requests.get(0);
        assertThat(request.running()).contains(new Running(new Programme.Stopped(), Clinic.BACLOFEN));
        assertThat(request.lastTherapeutic())
                .extracting(each -> each.rate().text())
                .containsExactly("280 mcg/day");
    }

    @Test
    void aRateBelowWhatThePumpCallsDeliveryIsNoTherapeuticDose() {
        Visit visit = clinic.visitRead();
        clinic.host.programme = new Programme.Continuous(new FlowRate(6_000));
        clinic.therapy.read(visit.id(), clinic.paula).orElseThrow();
        clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula).orElseThrow();
        assertThat(clinic.engine.requests.get(0).lastTherapeutic())
                .extracting(each -> each.rate().text())
                .containsExactly("280 mcg/day");
    }

    @Test
    void aPumpThatNeverRanHasNothingBefore() {
        clinic.host.programme = new Programme.Stopped();
        clinic.host.motor = MotorState.STOPPED;
        clinic.drafted();
        assertThat(clinic.engine.requests.get(0).running()).isEmpty();
        assertThat(clinic.engine.requests.get(0).lastTherapeutic()).isEmpty();
    }

    @Test
    void aDoseGoesOnSinceItWasFirstSeen() {
        Visit visit = clinic.visitRead();
        Instant since = clinic.host.motorSince;
        clinic.host.motorSince = clinic.time.pump().now();
        clinic.pass(Duration.ofMinutes(10));
        clinic.therapy.read(visit.id(), clinic.paula).orElseThrow();
        clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula).orElseThrow();
        assertThat(clinic.engine.requests.get(0).lastTherapeutic())
                .as("a stall that recovered begins no new dose")
                .extracting(each -> each.since())
                .containsExactly(since);
    }

    @Test
    void aRequiredLimiterThatIsMissingOrFailsBlocks() {
        Visit visit = clinic.visitRead();
        TherapyWorkflow without = clinic.startWithoutLimiters();
        Clinic.Limiters limiters = new Clinic.Limiters(without);
        DoseChange blocked = limiters.only(Clinic.limiter("library"))
                .draft(visit.id(), Clinic.W9, clinic.paula)
                .orElseThrow();
        assertThat(blocked.verdict()).isEqualTo(Verdict.BLOCK);
        without.discard(blocked.id(), clinic.paula).orElseThrow();
        DoseChange failing = limiters.only(Clinic.limiter("library"), new Failing())
                .draft(visit.id(), Clinic.W9, clinic.paula)
                .orElseThrow();
        assertThat(failing.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(failing.numbers().orElseThrow().proposal().findings().get(0).value())
                .isEqualTo("institution");
    }

    private static final class Failing implements LimitProvider {
        @Override
        public String name() {
            return "institution";
        }

        @Override
        public LimitSet limits() {
            throw new IllegalStateException("broken");
        }
    }

    @Test
    void aRequestTooLargeForAnEntryIsKeptAsEvidence() {
        Visit visit = clinic.visitRead();
        List<Limit> many = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            many.add(new Limit(
                    "baclofen",
                    Optional.empty(),
                    LimitKind.MAX_DAILY_DOSE,
                    i + "000 mcg/day",
                    Verdict.CONFIRM,
                    false,
                    "a long list of limits from the institution, number " + i,
                    "institution",
                    Trust.INSTITUTION));
        }
        LimitProvider plenty = new LimitProvider() {
            @Override
            public String name() {
                return "institution";
            }

            @Override
            public LimitSet limits() {
                return new LimitSet("institution", "1", many);
            }
        };
        TherapyWorkflow therapy = clinic.startWithoutLimiters();
        DoseChange draft = new Clinic.Limiters(therapy)
                .only(Clinic.limiter("library"), plenty)
                .draft(visit.id(), Clinic.W9, clinic.paula)
                .orElseThrow();
        Entry decided = clinic.ledger.ofType("dosing.proposal").get(0).entry();
        Digest file = decided.evidence().get(0);
        assertThat(decided.body().string("requestFile")).isEqualTo(file.text());
        DosingRequest request = DosingRequest.fromJson(
                (JsonObject) Json.parse(clinic.evidence.get(file).orElseThrow()));
        assertThat(new RuledEngine().propose(request))
                .isEqualTo(draft.numbers().orElseThrow().proposal());
        assertThat(clinic.start().change(draft.id(), clinic.paula))
                .isEqualTo(clinic.therapy.change(draft.id(), clinic.paula));
    }

    @Test
    void anEntryThatThisVersionCannotReadBlocksThePumpItConcerns() {
        Visit visit = clinic.visitRead();
        clinic.ledger.append(Entry.of("refill.filled", 1, Actor.system("a later version"))
                .pump(Clinic.PUMP.text())
                .build());
        var answer = clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula);
        clinic.refuses(answer, clinic.ledger.size(), "UNKNOWN_ENTRY");
        assertThat(answer.violations().get(0).message()).contains("refill.filled version 1");
        assertThat(clinic.therapy.events(Clinic.PUMP, 0, 100, clinic.theo).orElseThrow())
                .as("it is shown raw")
                .anyMatch(each ->
                        each.type().equals("refill.filled") && each.body().isPresent());
        assertThat(clinic.therapy
                        .stop(Clinic.PUMP, new StopRequest("to be safe", Optional.empty()), clinic.paula)
                        .isDone())
                .isTrue();
    }

    @Test
    void alsoANewerVersionOfATypeOfOursAndABodyThatIsNotOne() {
        Visit visit = clinic.visitRead();
        clinic.ledger.append(Entry.of("therapy.draft", 2, Actor.system("a later version"))
                .pump(Clinic.PUMP.text())
                .build());
        clinic.ledger.append(Entry.of("therapy.void", 1, Actor.system("nobody"))
                .pump(Clinic.PUMP.text())
                .body(Json.object()
                        .put("change", "c-1")
                        .put("reason", "NONE")
                        .put("words", "x")
                        .build())
                .build());
        assertThat(Clinic.codes(clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula)))
                .containsExactly("UNKNOWN_ENTRY");
    }
}
