// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Envelope;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.DrugTotal;
import org.cisterna.dosing.LastDose;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Running;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Release;
import org.cisterna.pump.Revision;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.FlowRate;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.Visit;
import org.junit.jupiter.api.Test;

/** The whole way of a change of dose, and what stands in the ledger afterwards. */
class DoseChangeStoryTest {

    private final Clinic clinic = new Clinic();

    @Test
    void aChangeIsDraftedVerifiedBlindSentReadBackAndTheVisitClosed() {
        Visit visit = clinic.visitRead();
        DoseChange draft =
                clinic.therapy.draft(visit.id(), Clinic.W9, clinic.paula).orElseThrow();
        assertThat(draft.state()).isEqualTo(State.DRAFT);
        DrugTotal total = draft.numbers().orElseThrow().proposal().totals().get(0);
        assertThat(total.before().orElseThrow().text()).isEqualTo("280 mcg/day");
        assertThat(total.after().orElseThrow().text()).isEqualTo("326 mcg/day");
        assertThat(draft.numbers().orElseThrow().before()).isEqualTo(new Programme.Continuous(new FlowRate(140_000)));

        assertThat(clinic.author(draft.id()).state()).isEqualTo(State.AUTHORED);
        assertThat(clinic.verify(draft.id()).state()).isEqualTo(State.VERIFIED);
        DoseChange released = clinic.therapy.release(draft.id(), clinic.clara).orElseThrow();
        assertThat(released.state()).isEqualTo(State.RELEASED);
        DoseChange sent = clinic.therapy.send(draft.id(), clinic.paula).orElseThrow();
        assertThat(sent.state()).isEqualTo(State.APPLIED);
        assertThat(sent.outcome()).contains(new Outcome.Applied(Outcome.Evidence.READ_BACK, new Revision(5)));
        assertThat(clinic.host.programme.dailyNanolitres().toLongExact()).isEqualTo(163_000);

        Visit closed = clinic.therapy
                .close(visit.id(), CloseRequest.running(), clinic.paula)
                .orElseThrow();
        assertThat(closed.isOpen()).isFalse();
        assertThat(clinic.types(0))
                .containsExactly(
                        "pump.paired",
                        "therapy.enrolled",
                        "therapy.visit-opened",
                        "pump.snapshot",
                        "dosing.proposal",
                        "therapy.draft",
                        "therapy.confirmed",
                        "therapy.signature",
                        "therapy.signature",
                        "pump.release",
                        "therapy.sending",
                        "pump.intent",
                        "pump.snapshot",
                        "pump.outcome",
                        "therapy.visit-closed");
    }

    @Test
    void thePlanBindsEverythingThatWasDecidedOn() {
        DoseChange change = clinic.released();
        clinic.therapy.send(change.id(), clinic.clara).orElseThrow();
        Plan plan = clinic.host.committed.get(0);
        Proposal proposal = change.numbers().orElseThrow().proposal();
        assertThat(plan)
                .isEqualTo(new Plan(
                        Clinic.PUMP,
                        "P-10042",
                        new Revision(4),
                        proposal.programme().orElseThrow(),
                        Clinic.BACLOFEN,
                        ScriptedHost.CAPABILITIES.digest(),
                        ScriptedHost.driver("1.0.0").digest(),
                        proposal.digest()));
        assertThat(change.plan()).contains(plan.digest());
        assertThat(clinic.host.callers.get(clinic.host.callers.size() - 1).correlation())
                .isEqualTo(change.id());
    }

    @Test
    void releaseAndSignaturesAreEntriesThatCoverThePlan() {
        DoseChange change = clinic.released();
        Envelope release = clinic.ledger.ofType(Release.ENTRY_TYPE).get(0);
        Release body = Release.fromJson(release.entry().body());
        assertThat(body.plan()).isEqualTo(change.plan().orElseThrow());
        assertThat(release.entry().pump()).contains(Clinic.PUMP.text());
        assertThat(release.entry().actor().id()).isEqualTo("clara");
        assertThat(body.signers()).extracting(Release.Signer::person).containsExactly("paula", "clara");
        for (Release.Signer signer : body.signers()) {
            Envelope entry = clinic.ledger.read(signer.entry(), 1).get(0);
            Signature signature = Signature.fromJson(entry.entry().body());
            assertThat(entry.entry().actor().id()).isEqualTo(signer.person());
            assertThat(signature.meaning().name()).isEqualTo(signer.meaning());
            assertThat(signature.plan()).isEqualTo(body.plan());
            assertThat(signature.pump()).isEqualTo(Clinic.PUMP);
            assertThat(signature.revision()).isEqualTo(new Revision(4));
            assertThat(signature.expires()).isEqualTo(VirtualTime.HOUSE_START.plus(Duration.ofMinutes(15)));
        }
        assertThat(body.expires()).isEqualTo(VirtualTime.HOUSE_START.plus(Duration.ofMinutes(15)));
    }

    @Test
    void theEngineGetsEverythingThatDecidesAndTheDecisionReplays() {
        clinic.drafted();
        DosingRequest request = clinic.engine.requests.get(0);
        Instant since = VirtualTime.PUMP_START.minus(Duration.ofDays(30));
        assertThat(request.pumpTime()).isEqualTo(VirtualTime.PUMP_START);
        assertThat(request.indication()).isEqualTo("spasticity-spinal");
        assertThat(request.solution()).isEqualTo(Clinic.BACLOFEN);
        assertThat(request.running())
                .contains(new Running(new Programme.Continuous(new FlowRate(140_000)), Clinic.BACLOFEN));
        assertThat(request.lastTherapeutic())
                .containsExactly(
                        new LastDose("baclofen", DoseRate.parse("280 mcg/day").orElseThrow(), since));
        assertThat(request.requiredLimiters()).containsExactly("library", "institution");
        assertThat(request.limits()).extracting(each -> each.name()).containsExactly("institution", "library");
        assertThat(request.drugs()).hasSize(1);
        assertThat(request.catheter()).hasSize(1);

        Envelope decided = clinic.ledger.ofType("dosing.proposal").get(0);
        DosingRequest recorded = DosingRequest.fromJson(decided.entry().body().object("request"));
        assertThat(new RuledEngine().propose(recorded))
                .isEqualTo(Proposal.fromJson(decided.entry().body().object("proposal")));
    }

    @Test
    void aSecondVisitStartsFromWhatTheFirstLeft() throws Exception {
        DoseChange change = clinic.released();
        clinic.therapy.send(change.id(), clinic.paula).orElseThrow();
        clinic.therapy
                .close(change.visit(), CloseRequest.running(), clinic.paula)
                .orElseThrow();
        Instant changed = clinic.time.pump().now();
        clinic.time.run(() -> clinic.time.advance(Duration.ofDays(2)));
        Visit visit = clinic.therapy.openVisit(Clinic.PUMP, clinic.clara).orElseThrow();
        clinic.therapy.read(visit.id(), clinic.clara).orElseThrow();
        clinic.therapy.draft(visit.id(), Clinic.W9, clinic.clara).orElseThrow();
        assertThat(clinic.engine.requests.get(1).lastTherapeutic())
                .as("the dose of the first visit, since then")
                .containsExactly(
                        new LastDose("baclofen", DoseRate.parse("326 mcg/day").orElseThrow(), changed));
        assertThat(clinic.therapy.visits(Clinic.PUMP, clinic.paula).orElseThrow())
                .extracting(Visit::id)
                .containsExactly(visit.id(), change.visit());
    }

    @Test
    void aRestartAnywhereGivesTheSameAnswers() {
        DoseChange draft = clinic.drafted();
        String id = draft.id();
        same(id);
        clinic.author(id);
        same(id);
        clinic.verify(id);
        same(id);
        clinic.therapy.release(id, clinic.paula).orElseThrow();
        same(id);
        clinic.therapy.send(id, clinic.paula).orElseThrow();
        same(id);
        clinic.therapy
                .close(draft.visit(), CloseRequest.running(), clinic.paula)
                .orElseThrow();
        same(id);
    }

    private void same(String change) {
        TherapyWorkflow restarted = clinic.start();
        for (var who : List.of(clinic.paula, clinic.clara)) {
            assertThat(restarted.change(change, who)).isEqualTo(clinic.therapy.change(change, who));
        }
        assertThat(restarted.visits(Clinic.PUMP, clinic.paula))
                .isEqualTo(clinic.therapy.visits(Clinic.PUMP, clinic.paula));
        assertThat(restarted.implants(clinic.theo)).isEqualTo(clinic.therapy.implants(clinic.theo));
        assertThat(restarted.events(Clinic.PUMP, 0, 1000, clinic.theo))
                .isEqualTo(clinic.therapy.events(Clinic.PUMP, 0, 1000, clinic.theo));
    }

    @Test
    void theWorkGoesOnAfterARestartBetweenAnyTwoSteps() {
        String id = clinic.drafted().id();
        clinic.restart();
        clinic.author(id);
        clinic.restart();
        clinic.verify(id);
        clinic.restart();
        clinic.therapy.release(id, clinic.paula).orElseThrow();
        clinic.restart();
        assertThat(clinic.therapy.send(id, clinic.clara).orElseThrow().state()).isEqualTo(State.APPLIED);
        assertThat(clinic.therapy.change(id, clinic.theo).orElseThrow().numbers())
                .isNotEqualTo(Optional.empty());
    }
}
