// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.EntryForms;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Release;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.ChangeEntry;
import org.cisterna.therapy.DoseChange.SignedBy;
import org.cisterna.therapy.EmergencyEntry;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.ManualEntry;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.Signature.Meaning;
import org.cisterna.therapy.TherapyEntry;
import org.cisterna.therapy.Visit;
import org.cisterna.therapy.VisitEntry;

/**
 * What the ledger comes to, for therapy: implants, visits, changes of dose. It holds no truth of its own; folded again it is the same. Any
 * thread; what it gives away is immutable.
 */
final class TherapyFold {

    /** First words of the types that parts of this platform write; whose they are judges them. */
    private static final Set<String> OTHERS =
            Set.of("people", "provision", "ledger", "platform", "records", "web", "rest", "console");

    private record Decision(long entry, Verdict verdict, Set<String> notApproved) {}

    private final Map<PumpId, PumpCourse> pumps = new TreeMap<>();
    private final Map<String, PumpId> pumpOfVisit = new HashMap<>();
    private final Map<String, PumpId> pumpOfChange = new HashMap<>();
    private final Map<String, Decision> decisions = new HashMap<>();
    /** The changes that one clinician released alone and nobody has reviewed, in the order of their releases. */
    private final Set<String> openReviews = new LinkedHashSet<>();

    private long next;
    /** How many entries were in the snapshot it went on from. */
    private long begunAt;
    /** While it is read out for a snapshot. */
    private Optional<Capture> capture = Optional.empty();

    /** Takes over a pump of a snapshot. */
    synchronized void take(PumpId pump, PumpCourse course) {
        pumps.put(pump, course);
        course.openVisits().forEach(each -> pumpOfVisit.put(each.id(), pump));
        course.closedVisits().forEach(each -> pumpOfVisit.put(each.id(), pump));
        course.changeIds().forEach(id -> pumpOfChange.put(id, pump));
    }

    /** All of a snapshot was taken over. */
    synchronized void begun() {
        begunAt = next;
    }

    synchronized long begunAt() {
        return begunAt;
    }

    /** How many pumps it knows. */
    synchronized int size() {
        return pumps.size();
    }

    /** As it is now, to be read out while it goes on. One at a time: another one ends it. */
    synchronized Capture capture(TherapyFormat format) {
        Capture begun = new Capture(
                this,
                next,
                format.first(this),
                pumps.keySet(),
                pump -> format.part(pump, Objects.requireNonNull(pumps.get(pump))));
        capture = Optional.of(begun);
        return begun;
    }

    /** It was read out, or given up. */
    synchronized void released(Capture ended) {
        if (capture.filter(each -> each == ended).isPresent()) {
            capture = Optional.empty();
        }
    }

    /** The sequence of the first entry it has not seen. */
    synchronized long next() {
        return next;
    }

    /** Takes a page of the ledger; what it has seen already is passed over. */
    synchronized void accept(List<Envelope> page) {
        for (Envelope each : page) {
            if (each.sequence() == next) {
                next++;
                accept(each);
            }
        }
    }

    private void accept(Envelope envelope) {
        Entry entry = envelope.entry();
        if (entry.type().equals(PumpEntries.DriverChange.TYPE)) {
            driver(entry);
            return;
        }
        Optional<PumpId> pump = entry.pump().flatMap(TherapyFold::pump);
        if (pump.isEmpty()) {
            return;
        }
        capture.ifPresent(each -> each.changing(pump.get()));
        PumpCourse course = pumps.computeIfAbsent(pump.get(), id -> new PumpCourse());
        course.entered(envelope.sequence());
        try {
            if (!accept(envelope, entry, pump.get(), course)) {
                course.unreadable(envelope, "this version does not know it");
            }
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException | DateTimeException e) {
            course.unreadable(envelope, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<PumpId> pump(String text) {
        try {
            return Optional.of(PumpId.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no pump of ours is named so
        }
    }

    private boolean accept(Envelope envelope, Entry entry, PumpId pump, PumpCourse course) {
        String type = entry.type();
        String owner = type.substring(0, type.indexOf('.'));
        return switch (owner) {
            case "pump" -> {
                Optional<JsonObject> body = EntryForms.newest(type, entry.version(), entry.body());
                body.ifPresent(newest -> host(envelope, type, newest, course));
                yield body.isPresent();
            }
            case "dosing" -> decided(envelope, entry);
            case "therapy" -> therapy(envelope, entry, pump, course);
            default -> OTHERS.contains(owner);
        };
    }

    private void host(Envelope envelope, String type, JsonObject body, PumpCourse course) {
        switch (type) {
            case PumpEntries.Reading.TYPE -> course.read(PumpEntries.Reading.fromJson(body), envelope);
            case PumpEntries.Intent.TYPE ->
                course.intended(PumpEntries.Intent.fromJson(body), envelope.sequence(), envelope.houseTime());
            case PumpEntries.Ended.TYPE -> course.ended(PumpEntries.Ended.fromJson(body));
            case PumpEntries.Late.TYPE -> late(envelope, PumpEntries.Late.fromJson(body), course);
            case Release.ENTRY_TYPE -> {
                Release.fromJson(body);
                envelope.entry().correlation().ifPresent(id -> {
                    course.step(id, each -> each.released(envelope.sequence(), envelope.houseTime()));
                    owes(id, course);
                });
            }
            default -> {
                // who a pump is, a step of a record, and what its own log says, say nothing about therapy
            }
        }
    }

    private void owes(String change, PumpCourse course) {
        if (course.change(change).filter(each -> each.course().owesReview()).isPresent()) {
            openReviews.add(change);
        } else {
            openReviews.remove(change);
        }
    }

    private static void late(Envelope envelope, PumpEntries.Late late, PumpCourse course) {
        JsonObject body = EntryForms.newest(late.type(), late.version(), late.body())
                .orElseThrow(
                        () -> new IllegalArgumentException("late is version " + late.version() + " of " + late.type()));
        switch (late.type()) {
            case PumpEntries.Intent.TYPE ->
                course.intended(PumpEntries.Intent.fromJson(body), envelope.sequence(), late.house());
            case PumpEntries.Ended.TYPE -> course.ended(PumpEntries.Ended.fromJson(body));
            default -> throw new IllegalArgumentException("late is an intent or an outcome, not " + late.type());
        }
    }

    private boolean decided(Envelope envelope, Entry entry) {
        if (!entry.type().equals(Decisions.TYPE) || entry.version() != Decisions.VERSION) {
            return false;
        }
        Proposal proposal = Decisions.proposal(entry);
        Decision made = new Decision(envelope.sequence(), proposal.verdict(), Decisions.notApproved(proposal));
        entry.correlation().ifPresent(id -> decisions.put(id, made));
        return true;
    }

    private boolean therapy(Envelope envelope, Entry entry, PumpId pump, PumpCourse course) {
        if (entry.type().equals(Signature.ENTRY_TYPE) && entry.version() == Signature.ENTRY_VERSION) {
            signed(envelope, Signature.fromJson(entry.body()), course);
            return true;
        }
        Optional<TherapyEntry> read = TherapyEntry.read(entry.type(), entry.version(), entry.body());
        read.ifPresent(body -> {
            if (body instanceof VisitEntry visit) {
                visit(envelope, visit, pump, course);
            } else if (body instanceof ChangeEntry change) {
                change(envelope, change, pump, course);
            } else if (body instanceof EmergencyEntry emergency) {
                emergency(envelope, emergency, course);
            } else if (body instanceof ManualEntry.Ordered ordered) {
                course.manualOrdered(FromEntry.ordered(envelope, ordered));
            }
        });
        return read.isPresent();
    }

    private static void signed(Envelope envelope, Signature signature, PumpCourse course) {
        SignedBy by = new SignedBy(
                FromEntry.staff(envelope),
                signature.meaning(),
                envelope.houseTime(),
                signature.expires(),
                envelope.sequence());
        if (signature.meaning() == Meaning.PERFORMED || signature.meaning() == Meaning.WITNESSED) {
            course.handSigned(new ManualCourse.HandSigned(signature.change(), signature.plan(), by));
            return;
        }
        course.manualStep(signature.change(), each -> each.signed(signature.plan(), by));
        course.change(signature.change())
                .filter(each -> each.draft()
                        .plan()
                        .filter(plan -> plan.digest().equals(signature.plan()))
                        .isPresent())
                .ifPresent(each -> course.step(each.id(), step -> step.signed(by)));
    }

    private void visit(Envelope envelope, VisitEntry entry, PumpId pump, PumpCourse course) {
        if (entry instanceof VisitEntry.Enrolled enrolled) {
            course.enrolled(FromEntry.implant(envelope, enrolled));
        } else if (entry instanceof VisitEntry.VisitOpened opened) {
            pumpOfVisit.put(opened.visit(), pump);
            String patient = course.implant().map(each -> each.patient().text()).orElse("");
            course.opened(FromEntry.opened(envelope, opened, pump, patient));
        } else if (entry instanceof VisitEntry.Stopped) {
            course.stopped();
        } else if (entry instanceof VisitEntry.VisitClosed closed) {
            course.closed(closed.visit(), envelope.sequence());
        }
    }

    private void change(Envelope envelope, ChangeEntry entry, PumpId pump, PumpCourse course) {
        if (entry instanceof ChangeEntry.Drafted drafted) {
            course.drafted(drafted(envelope, drafted, pump, course));
            pumpOfChange.put(drafted.change(), pump);
        } else if (entry instanceof ChangeEntry.Confirmed confirmed) {
            course.step(confirmed.change(), each -> each.confirmed(confirmed.confirmations()));
            course.manualStep(confirmed.change(), each -> each.confirmed(confirmed.confirmations()));
        } else if (entry instanceof ChangeEntry.Compared compared) {
            course.step(
                    compared.change(),
                    each -> each.compared(envelope.entry().actor().id()));
        } else if (entry instanceof ChangeEntry.Mismatched mismatched) {
            course.step(mismatched.change(), Course::mismatched);
            course.manualStep(mismatched.change(), ManualCourse::mismatched);
        } else if (entry instanceof ChangeEntry.Voided voided) {
            course.step(
                    voided.change(),
                    each -> each.voided(
                            voided.voided().reason(), voided.voided().words()));
        } else if (entry instanceof ChangeEntry.Sending sending) {
            course.step(sending.change(), each -> each.sending(sending.command()));
        } else if (entry instanceof ChangeEntry.NotSent notSent) {
            course.step(notSent.change(), each -> each.notSent(notSent.command()));
        }
    }

    private void emergency(Envelope envelope, EmergencyEntry entry, PumpCourse course) {
        if (entry instanceof EmergencyEntry.SignedAlone said) {
            course.step(said.change(), each -> each.alone(Emergency.of(said.reason(), said.alone())));
        } else if (entry instanceof EmergencyEntry.RetypeDiffered differed) {
            course.step(differed.change(), Course::mismatched);
        } else if (entry instanceof EmergencyEntry.Reviewed reviewed) {
            BreakGlass.Review review = new BreakGlass.Review(
                    reviewed.verdict(),
                    reviewed.words(),
                    FromEntry.staff(envelope),
                    envelope.houseTime(),
                    envelope.sequence());
            course.step(reviewed.change(), each -> each.reviewed(review));
            owes(reviewed.change(), course);
        }
    }

    private Change drafted(Envelope envelope, ChangeEntry.Drafted drafted, PumpId pump, PumpCourse course) {
        Implant implant = course.implant()
                .orElseThrow(() -> new IllegalArgumentException("a draft for a pump that is not enrolled"));
        Decision decision = Optional.ofNullable(decisions.remove(drafted.change()))
                .orElseThrow(() -> new IllegalArgumentException("a draft without a proposal before it"));
        return new Change(
                drafted,
                pump,
                implant.patient().text(),
                drafted.plan().map(each -> each.solution()).orElse(implant.reservoir()),
                FromEntry.staff(envelope),
                envelope.houseTime(),
                envelope.sequence(),
                decision.entry(),
                decision.verdict(),
                decision.notApproved(),
                Course.begun(drafted.expires()));
    }

    private void driver(Entry entry) {
        if (entry.version() != PumpEntries.DriverChange.VERSION) {
            return; // the host's own look at the driver, at each act, does not depend on it
        }
        PumpEntries.DriverChange change = PumpEntries.DriverChange.fromJson(entry.body());
        if (change.state() == PumpEntries.DriverChange.State.APPEARED) {
            change.descriptor()
                    .ifPresent(digest -> pumps.forEach((pump, course) -> {
                        if (course.active().isPresent()
                                && course.implant()
                                        .filter(implant -> implant.family().equals(change.family()))
                                        .isPresent()) {
                            capture.ifPresent(each -> each.changing(pump));
                            course.driver(digest.text());
                        }
                    }));
        }
    }

    /** Asks about one pump; empty when no entry names it. */
    synchronized <T> Optional<T> of(PumpId pump, Function<PumpCourse, T> question) {
        return Optional.ofNullable(pumps.get(pump)).map(question);
    }

    /** The enrolled pumps, in the order of their identities. */
    synchronized List<Implant> implants() {
        List<Implant> implants = new ArrayList<>();
        pumps.values().forEach(each -> each.implant().ifPresent(implants::add));
        return List.copyOf(implants);
    }

    /** The pump that a visit, open or closed, is of. */
    synchronized Optional<PumpId> pumpOfVisit(String id) {
        return Optional.ofNullable(pumpOfVisit.get(id));
    }

    /** A visit that is open. */
    synchronized Optional<Visit> openVisit(String id) {
        return pumpOfVisit(id).map(pumps::get).flatMap(each -> each.visit(id));
    }

    /** A visit that was closed. */
    synchronized Optional<ClosedVisit> closedVisit(String id) {
        return pumpOfVisit(id).map(pumps::get).flatMap(each -> each.closedVisit(id));
    }

    synchronized Optional<Change> change(String id) {
        return Optional.ofNullable(pumpOfChange.get(id)).map(pumps::get).flatMap(each -> each.change(id));
    }

    /** What one clinician released alone and nobody has reviewed, the first that was released at the front. */
    synchronized List<Change> openReviews() {
        return openReviews.stream().map(this::change).flatMap(Optional::stream).toList();
    }
}
