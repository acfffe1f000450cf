// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.Ledger;
import org.cisterna.dosing.DosingEngine;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.calculation.CalculationEngine;
import org.cisterna.pump.Answer;
import org.cisterna.pump.ManualPumps;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.EmergencyRequest;
import org.cisterna.therapy.EnrolRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.ManualCase;
import org.cisterna.therapy.ManualRequest;
import org.cisterna.therapy.ManualTherapy;
import org.cisterna.therapy.People;
import org.cisterna.therapy.PumpEvent;
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
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** Therapy as a service. It outlives every service it uses; what is missing it says in its refusals. */
@Component(
        name = "org.cisterna.therapy.workflow",
        configurationPid = "org.cisterna.therapy.workflow",
        service = {Therapy.class, ManualTherapy.class})
@Designate(ocd = TherapyConfiguration.class)
public final class TherapyComponent implements Therapy, ManualTherapy {

    private final TherapyWorkflow workflow;
    private final Threads threads;
    private final Map<Ledger, Signal> reading = new ConcurrentHashMap<>();

    /** With what it cannot live without; refuses a wrong configuration, naming everything that is wrong. */
    @Activate
    public TherapyComponent(
            TherapyConfiguration configuration,
            @Reference(target = TimeSource.HOUSE_TARGET) TimeSource house,
            @Reference(target = TimeSource.PUMP_TARGET) TimeSource pump,
            @Reference Randomness randomness,
            @Reference Threads threads) {
        this.threads = threads;
        this.workflow = TherapyWorkflow.of(
                Arrays.asList(configuration.requiredLimiters()),
                configuration.signatureMinutes(),
                configuration.readingMinutes(),
                configuration.nonceMinutes(),
                house,
                pump,
                randomness);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLedger(Ledger ledger) {
        workflow.bind(Ledger.class, ledger);
        Signal stop = threads.newSignal();
        reading.put(ledger, stop);
        threads.start("therapy reading of the ledger", () -> workflow.readOn(ledger, stop));
    }

    void unbindLedger(Ledger ledger) {
        Signal stop = reading.remove(ledger);
        if (stop != null) {
            stop.raise();
        }
        workflow.keep(ledger);
        workflow.unbind(Ledger.class, ledger);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEvidence(EvidenceStore evidence) {
        workflow.bind(EvidenceStore.class, evidence);
    }

    void unbindEvidence(EvidenceStore evidence) {
        workflow.unbind(EvidenceStore.class, evidence);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindHost(PumpHost host) {
        workflow.bind(PumpHost.class, host);
    }

    void unbindHost(PumpHost host) {
        workflow.unbind(PumpHost.class, host);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindManual(ManualPumps pumps) {
        workflow.bind(ManualPumps.class, pumps);
    }

    void unbindManual(ManualPumps pumps) {
        workflow.unbind(ManualPumps.class, pumps);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCalculations(CalculationEngine engine) {
        workflow.bind(CalculationEngine.class, engine);
    }

    void unbindCalculations(CalculationEngine engine) {
        workflow.unbind(CalculationEngine.class, engine);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEngine(DosingEngine engine) {
        workflow.bind(DosingEngine.class, engine);
    }

    void unbindEngine(DosingEngine engine) {
        workflow.unbind(DosingEngine.class, engine);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLibrary(DrugLibrary library) {
        workflow.bind(DrugLibrary.class, library);
    }

    void unbindLibrary(DrugLibrary library) {
        workflow.unbind(DrugLibrary.class, library);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLimiter(LimitProvider limiter) {
        workflow.bind(LimitProvider.class, limiter);
    }

    void unbindLimiter(LimitProvider limiter) {
        workflow.unbind(LimitProvider.class, limiter);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPeople(People people) {
        workflow.bind(People.class, people);
    }

    void unbindPeople(People people) {
        workflow.unbind(People.class, people);
    }

    @Override
    public Answer<Implant> enrol(EnrolRequest request, Identified who) {
        return workflow.enrol(request, who);
    }

    @Override
    public Answer<List<Implant>> implants(Identified who) {
        return workflow.implants(who);
    }

    @Override
    public Answer<Implant> implant(PumpId pump, Identified who) {
        return workflow.implant(pump, who);
    }

    @Override
    public Answer<Visit> openVisit(PumpId pump, Identified who) {
        return workflow.openVisit(pump, who);
    }

    @Override
    public Answer<List<Visit>> visits(PumpId pump, Identified who) {
        return workflow.visits(pump, who);
    }

    @Override
    public Answer<Visit> visit(String visit, Identified who) {
        return workflow.visit(visit, who);
    }

    @Override
    public Answer<PumpStatus.Reading> read(String visit, Identified who) {
        return workflow.read(visit, who);
    }

    @Override
    public Answer<DoseChange> draft(String visit, TypedOrder order, Identified who) {
        return workflow.draft(visit, order, who);
    }

    @Override
    public Answer<DoseChange> edit(String change, TypedOrder order, Identified who) {
        return workflow.edit(change, order, who);
    }

    @Override
    public Answer<DoseChange> change(String change, Identified who) {
        return workflow.change(change, who);
    }

    @Override
    public Answer<DoseChange> discard(String change, Identified who) {
        return workflow.discard(change, who);
    }

    @Override
    public Answer<SignNonce> nonce(String change, Identified who) {
        return workflow.nonce(change, who);
    }

    @Override
    public Answer<DoseChange> author(
            String change, List<Confirmation> confirmations, SignRequest sign, Identified who) {
        return workflow.author(change, confirmations, sign, who);
    }

    @Override
    public Answer<DoseChange> verify(
            String change, BlindEntry entry, List<Confirmation> confirmations, SignRequest sign, Identified who) {
        return workflow.verify(change, entry, confirmations, sign, who);
    }

    @Override
    public Answer<DoseChange> reject(String change, String reason, Identified who) {
        return workflow.reject(change, reason, who);
    }

    @Override
    public Answer<SignNonce> nonce(String change, Signature.Meaning meaning, Identified who) {
        return workflow.nonce(change, meaning, who);
    }

    @Override
    public Answer<DoseChange> breakGlass(String change, EmergencyRequest request, SignRequest sign, Identified who) {
        return workflow.breakGlass(change, request, sign, who);
    }

    @Override
    public Answer<List<BreakGlass>> openReviews(Identified who) {
        return workflow.openReviews(who);
    }

    @Override
    public Answer<BreakGlass> brokenGlass(String change, Identified who) {
        return workflow.brokenGlass(change, who);
    }

    @Override
    public Answer<BreakGlass> review(String change, ReviewRequest request, SignRequest sign, Identified who) {
        return workflow.review(change, request, sign, who);
    }

    @Override
    public Answer<DoseChange> release(String change, Identified who) {
        return workflow.release(change, who);
    }

    @Override
    public Answer<DoseChange> send(String change, Identified who) {
        return workflow.send(change, who);
    }

    @Override
    public Answer<StopResult> stop(PumpId pump, StopRequest request, Identified who) {
        return workflow.stop(pump, request, who);
    }

    @Override
    public Answer<Visit> close(String visit, CloseRequest request, Identified who) {
        return workflow.close(visit, request, who);
    }

    @Override
    public Answer<List<PumpEvent>> events(PumpId pump, long from, int max, Identified who) {
        return workflow.events(pump, from, max, who);
    }

    @Override
    public List<String> missing() {
        return workflow.missing();
    }

    @Override
    public List<String> obstacles() {
        return workflow.obstacles();
    }

    @Override
    public Answer<Implant> register(ManualRequest.Register request, Identified who) {
        return workflow.byHand().register(request, who);
    }

    @Override
    public Answer<ManualCase> manualCase(PumpId pump, Identified who) {
        return workflow.byHand().manualCase(pump, who);
    }

    @Override
    public Answer<ManualCase> order(PumpId pump, ManualRequest.Order order, Identified who) {
        return workflow.byHand().order(pump, order, who);
    }

    @Override
    public Answer<SignNonce> manualNonce(PumpId pump, Signature.Meaning meaning, Identified who) {
        return workflow.byHand().manualNonce(pump, meaning, who);
    }

    @Override
    public Answer<ManualCase> author(PumpId pump, List<Confirmation> confirmations, SignRequest sign, Identified who) {
        return workflow.byHand().author(pump, confirmations, sign, who);
    }

    @Override
    public Answer<ManualCase> verify(
            PumpId pump, BlindEntry entry, List<Confirmation> confirmations, SignRequest sign, Identified who) {
        return workflow.byHand().verify(pump, entry, confirmations, sign, who);
    }

    @Override
    public Answer<ManualCase> begin(PumpId pump, Identified who) {
        return workflow.byHand().begin(pump, who);
    }

    @Override
    public Answer<ManualCase> empty(PumpId pump, StopRequest request, Identified who) {
        return workflow.byHand().empty(pump, request, who);
    }

    @Override
    public Answer<ManualCase> step(PumpId pump, ManualRequest.Step step, Identified who) {
        return workflow.byHand().step(pump, step, who);
    }

    @Override
    public Answer<ManualCase> attest(PumpId pump, Signature.Meaning meaning, SignRequest sign, Identified who) {
        return workflow.byHand().attest(pump, meaning, sign, who);
    }
}
