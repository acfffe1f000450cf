// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.List;
import org.cisterna.audit.Ledger;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.EmergencyRequest;
import org.cisterna.therapy.EnrolRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.ManualTherapy;
import org.cisterna.therapy.PumpEvent;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.ReviewRequest;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.StopResult;
import org.cisterna.therapy.Therapy;
import org.cisterna.therapy.TypedOrder;
import org.cisterna.therapy.Visit;
import org.cisterna.time.Randomness;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;

/** Therapy over the ledger: plain Java, over services that come and go. Any thread. */
public final class TherapyWorkflow implements Therapy {

    private final Parts parts;
    private final SnapshotKeeper keeper;
    private final Enrolment enrolment;
    private final Visits visits;
    private final Drafting drafting;
    private final Signing signing;
    private final Emergencies emergencies;
    private final Reviews reviews;
    private final Sending sending;
    private final Stopping stopping;
    private final Events events;
    private final ByHand byHand;

    private TherapyWorkflow(Parts parts) {
        this.parts = parts;
        this.keeper = new SnapshotKeeper(parts.desk(), parts.surroundings());
        Standing standing = new Standing(parts);
        this.enrolment = new Enrolment(parts);
        this.visits = new Visits(parts);
        this.drafting = new Drafting(parts);
        Signatures signatures = new Signatures(parts);
        this.signing = new Signing(parts, standing, signatures);
        this.emergencies = new Emergencies(parts, standing, signatures);
        this.reviews = new Reviews(parts, signatures);
        this.sending = new Sending(parts, standing);
        this.stopping = new Stopping(parts);
        this.events = new Events(parts);
        this.byHand = new ByHand(parts, signatures, enrolment, stopping);
    }

    /**
     * Without any service yet; {@link #bind} gives them.
     *
     * @param requiredLimiters the limiters without which nothing is dosed
     * @param signatureMinutes how long a draft and a signature hold, in house time
     * @param readingMinutes how old the reading of a draft may be, in house time
     * @param nonceMinutes how long a nonce holds, in house time
     * @throws IllegalArgumentException naming everything that is wrong
     */
    public static TherapyWorkflow of(
            List<String> requiredLimiters,
            int signatureMinutes,
            int readingMinutes,
            int nonceMinutes,
            TimeSource house,
            TimeSource pump,
            Randomness randomness) {
        Settings settings = Settings.of(requiredLimiters, signatureMinutes, readingMinutes, nonceMinutes);
        return new TherapyWorkflow(Parts.of(settings, new Surroundings(), house, pump, randomness));
    }

    /** A service came: a ledger, evidence, pump host, dosing engine, drug library, limiter, or accounts. */
    public <T> void bind(Class<T> type, T service) {
        parts.surroundings().bind(type, service);
    }

    /** A service went. */
    public <T> void unbind(Class<T> type, T service) {
        parts.surroundings().unbind(type, service);
    }

    /**
     * Folds a ledger as long as it is bound, so that the first who asks need not wait for all of it, and keeps a snapshot now and then. Blocks;
     * for a thread of its own.
     *
     * @param stop ends it when it is raised
     * @throws InterruptedException when the thread is interrupted
     */
    public void readOn(Ledger ledger, Signal stop) throws InterruptedException {
        keeper.serve(ledger, parts.house(), stop);
    }

    /** Keeps a snapshot of what the ledger came to, for the next start; to be called before a ledger goes. Takes as long as the disk. */
    public void keep(Ledger ledger) {
        keeper.keep(ledger);
    }

    /** What is done to pumps without telemetry. */
    public ManualTherapy byHand() {
        return byHand;
    }

    @Override
    public Answer<Implant> enrol(EnrolRequest request, Identified who) {
        return enrolment.enrol(request, who);
    }

    @Override
    public Answer<List<Implant>> implants(Identified who) {
        return Rights.require(Act.SEE_PUMPS, who)
                .then(person -> parts.desk().fold())
                .map(TherapyFold::implants);
    }

    @Override
    public Answer<Implant> implant(PumpId pump, Identified who) {
        return Rights.require(Act.SEE_PUMPS, who).then(person -> parts.implant(pump));
    }

    @Override
    public Answer<Visit> openVisit(PumpId pump, Identified who) {
        return visits.open(pump, who);
    }

    @Override
    public Answer<List<Visit>> visits(PumpId pump, Identified who) {
        return visits.of(pump, who);
    }

    @Override
    public Answer<Visit> visit(String visit, Identified who) {
        return Rights.require(Act.SEE_PUMPS, who).then(person -> parts.visit(visit));
    }

    @Override
    public Answer<PumpStatus.Reading> read(String visit, Identified who) {
        return visits.read(visit, who);
    }

    @Override
    public Answer<DoseChange> draft(String visit, TypedOrder order, Identified who) {
        return drafting.draft(visit, order, who);
    }

    @Override
    public Answer<DoseChange> edit(String change, TypedOrder order, Identified who) {
        return drafting.edit(change, order, who);
    }

    @Override
    public Answer<DoseChange> change(String change, Identified who) {
        return Rights.require(Act.SEE_PUMPS, who)
                .then(person -> parts.change(change))
                .then(each -> parts.view(each, who));
    }

    @Override
    public Answer<DoseChange> discard(String change, Identified who) {
        return drafting.discard(change, who);
    }

    @Override
    public Answer<SignNonce> nonce(String change, Identified who) {
        return signing.nonce(change, who);
    }

    @Override
    public Answer<DoseChange> author(
            String change, List<Confirmation> confirmations, SignRequest sign, Identified who) {
        return signing.author(change, confirmations, sign, who);
    }

    @Override
    public Answer<DoseChange> verify(
            String change, BlindEntry entry, List<Confirmation> confirmations, SignRequest sign, Identified who) {
        return signing.verify(change, entry, confirmations, sign, who);
    }

    @Override
    public Answer<DoseChange> reject(String change, String reason, Identified who) {
        return signing.reject(change, reason, who);
    }

    @Override
    public Answer<SignNonce> nonce(String change, Signature.Meaning meaning, Identified who) {
        return switch (meaning) {
            case AUTHORED, INDEPENDENTLY_VERIFIED -> signing.nonce(change, meaning, who);
            case BREAK_GLASS -> emergencies.nonce(change, who);
            case REVIEWED -> reviews.nonce(change, who);
            case PERFORMED, WITNESSED ->
                Answer.refused(
                        Refusal.WRONG_STATE.because(
                                "meaning",
                                meaning.name(),
                                "A change of dose is sent, not done by hand; such a signature is given under the record of a pump without telemetry."));
        };
    }

    @Override
    public Answer<DoseChange> breakGlass(String change, EmergencyRequest request, SignRequest sign, Identified who) {
        return emergencies.sign(change, request, sign, who);
    }

    @Override
    public Answer<List<BreakGlass>> openReviews(Identified who) {
        return reviews.open(who);
    }

    @Override
    public Answer<BreakGlass> brokenGlass(String change, Identified who) {
        return reviews.of(change, who);
    }

    @Override
    public Answer<BreakGlass> review(String change, ReviewRequest request, SignRequest sign, Identified who) {
        return reviews.review(change, request, sign, who);
    }

    @Override
    public Answer<DoseChange> release(String change, Identified who) {
        return sending.release(change, who);
    }

    @Override
    public Answer<DoseChange> send(String change, Identified who) {
        return sending.send(change, who);
    }

    @Override
    public Answer<StopResult> stop(PumpId pump, StopRequest request, Identified who) {
        return stopping.stop(pump, request, who);
    }

    @Override
    public Answer<Visit> close(String visit, CloseRequest request, Identified who) {
        return visits.close(visit, request, who);
    }

    @Override
    public Answer<List<PumpEvent>> events(PumpId pump, long from, int max, Identified who) {
        return events.of(pump, from, max, who);
    }

    @Override
    public List<String> missing() {
        return parts.surroundings().missing();
    }

    @Override
    public List<String> obstacles() {
        return parts.surroundings().obstacles(parts.settings().requiredLimiters());
    }
}
