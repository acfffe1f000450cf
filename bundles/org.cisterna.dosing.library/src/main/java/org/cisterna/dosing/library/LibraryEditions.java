// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.EvidenceUnavailableException;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.DosingEngine;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.edition.EditionContent;
import org.cisterna.dosing.edition.EditionDifference;
import org.cisterna.dosing.edition.EditionStatus;
import org.cisterna.dosing.edition.Editions;
import org.cisterna.dosing.edition.PumpVerdict;
import org.cisterna.dosing.edition.VerdictChange;
import org.cisterna.dosing.library.EditionStep.Step;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.time.TimeSource;

/**
 * The editions of one ledger, and the data that is in force. It asks the ledger before each answer, so that every answer holds what was entered
 * before it.
 */
final class LibraryEditions implements Editions {

    /**
     * What may be there or not.
     *
     * @param ledger the ledger
     * @param evidence where the files are
     * @param engine that decides
     */
    record Services(
            Supplier<Optional<Ledger>> ledger,
            Supplier<Optional<EvidenceStore>> evidence,
            Supplier<Optional<DosingEngine>> engine) {}

    private final LibraryData shipped;
    private final Services services;
    private final TimeSource house;
    private Optional<Ledger> folded = Optional.empty();
    private EditionFold fold = new EditionFold();
    private LibraryData current;

    LibraryEditions(LibraryData shipped, Services services, TimeSource house) {
        this.shipped = shipped;
        this.current = shipped;
        this.services = services;
        this.house = house;
    }

    /**
     * The data in force. Without a ledger nothing is entered and so nothing dosed: what was in force last is shown.
     *
     * @return refused when none is in force or its file is lost: then nothing may be dosed
     */
    synchronized Answer<LibraryData> inForce() {
        Optional<EditionFold> now = fold();
        if (now.isEmpty()) {
            return Answer.done(current);
        }
        if (fold.unreadable().isPresent()) {
            return Refusals.because(
                    "EDITIONS_UNREADABLE", "library", "", fold.unreadable().get());
        }
        Optional<EditionFold.Kept> kept = fold.inForce();
        if (kept.isEmpty()) {
            return fold.everReleased()
                    ? Refusals.because(
                            "NONE_IN_FORCE",
                            "library",
                            "",
                            "the edition in force was withdrawn, so nothing is dosed; release another one")
                    : Answer.done(shipped);
        }
        if (current.digest().equals(kept.get().edition().digest())) {
            return Answer.done(current);
        }
        Answer<LibraryData> read = data(kept.get());
        if (read.isDone()) {
            current = read.orElseThrow();
        }
        return read;
    }

    /** Keeps what was folded, when so many entries came since the last time. */
    synchronized void keep(Ledger ledger, long atLeast) {
        if (folded.equals(Optional.of(ledger))) {
            fold.keep(ledger, atLeast);
        }
    }

    /** The data that was good last, for showing. */
    synchronized LibraryData lastGood() {
        Answer<LibraryData> now = inForce();
        return now.isDone() ? now.orElseThrow() : current;
    }

    private Optional<EditionFold> fold() {
        Optional<Ledger> ledger = services.ledger().get();
        ledger.ifPresent(each -> {
            if (!folded.equals(ledger)) {
                folded = ledger;
                fold = EditionFold.of(each);
            }
            fold.catchUp(each);
        });
        return ledger.map(each -> fold);
    }

    private <T> Answer<T> folded(Function<EditionFold, Answer<T>> question) {
        Optional<EditionFold> now = fold();
        if (now.isEmpty()) {
            return Refusals.missing("the ledger");
        }
        return now.get().unreadable().isPresent()
                ? Refusals.because(
                        "EDITIONS_UNREADABLE",
                        "library",
                        "",
                        now.get().unreadable().get())
                : question.apply(now.get());
    }

    private Answer<LibraryData> data(EditionFold.Kept kept) {
        Optional<EvidenceStore> store = services.evidence().get();
        if (store.isEmpty()) {
            return Refusals.missing("the store of evidence");
        }
        try {
            Optional<byte[]> bytes = store.get().get(kept.file());
            if (bytes.isEmpty()) {
                return lost(kept, "it is not there");
            }
            LibraryData data = LibraryReader.read(bytes.get());
            return data.digest().equals(kept.edition().digest())
                    ? Answer.done(data)
                    : lost(kept, "its data are others, " + data.digest().text());
        } catch (EvidenceUnavailableException | IllegalArgumentException wrong) {
            return lost(kept, String.valueOf(wrong.getMessage()));
        }
    }

    private static Answer<LibraryData> lost(EditionFold.Kept kept, String why) {
        return Refusals.because(
                "EDITION_LOST",
                "file",
                kept.file().text(),
                "the file of the edition " + kept.edition().version() + " cannot be used: " + why
                        + "; draft the same file again, or release another edition");
    }

    @Override
    public synchronized Answer<List<EditionStatus>> all() {
        return folded(each -> Answer.done(each.all()));
    }

    @Override
    public synchronized Answer<EditionStatus> draft(byte[] library, Caller author) {
        LibraryData data;
        try {
            data = LibraryReader.read(library);
        } catch (IllegalArgumentException wrong) {
            return Refusals.because("NOT_A_LIBRARY", "library", "", String.valueOf(wrong.getMessage()));
        }
        return folded(now -> {
            boolean taken = now.ofVersion(data.version()).isPresent()
                    || (data.version().equals(shipped.version())
                            && !data.digest().equals(shipped.digest()));
            if (taken) {
                return Refusals.because(
                        "VERSION_TWICE",
                        "version",
                        data.version(),
                        "an edition has this version already; a new one has its own");
            }
            return stored(library)
                    .then(file -> entered(EditionStep.of(Step.DRAFT, data.version(), data.digest(), file), author));
        });
    }

    private Answer<Digest> stored(byte[] library) {
        Optional<EvidenceStore> store = services.evidence().get();
        if (store.isEmpty()) {
            return Refusals.missing("the store of evidence");
        }
        try {
            return Answer.done(store.get().put(library));
        } catch (EvidenceUnavailableException unavailable) {
            return Refusals.because(
                    "EVIDENCE_UNAVAILABLE",
                    "library",
                    "",
                    "the file could not be kept, so nothing was drafted: " + unavailable.getMessage());
        }
    }

    @Override
    public synchronized Answer<EditionStatus> review(Digest read, Caller reviewer) {
        return folded(now -> now.draft(read)
                .then(each -> each.reviewedBy(reviewer.id(), read, house.now()))
                .then(each -> step(now, Step.REVIEW, read))
                .then(step -> entered(step, reviewer)));
    }

    @Override
    public synchronized Answer<EditionStatus> release(Digest edition, Caller releaser) {
        return folded(now -> now.reviewed(edition)
                .then(each -> each.releasedBy(releaser.id(), now.predecessor(), house.now()))
                .then(each -> verdicts(now, edition))
                .then(changes -> step(now, Step.RELEASE, edition).map(step -> step.changing(changes)))
                .then(step -> entered(step, releaser)));
    }

    @Override
    public synchronized Answer<EditionStatus> withdraw(Digest edition, String reason, Caller caller) {
        return folded(now -> now.released(edition)
                .then(each -> each.withdrawnBy(caller.id(), reason, house.now()))
                .then(each -> step(now, Step.WITHDRAW, edition).map(step -> step.because(reason)))
                .then(step -> entered(step, caller)));
    }

    private static Answer<EditionStep> step(EditionFold now, Step step, Digest digest) {
        return now.kept(digest).map(each -> EditionStep.of(step, each.edition().version(), digest, each.file()));
    }

    private Answer<EditionStatus> entered(EditionStep step, Caller caller) {
        Optional<Ledger> ledger = services.ledger().get();
        if (ledger.isEmpty()) {
            return Refusals.missing("the ledger");
        }
        try {
            ledger.get().append(step.entry(caller));
        } catch (LedgerUnavailableException unavailable) {
            return Refusals.because(
                    "LEDGER_UNAVAILABLE",
                    "library",
                    step.version(),
                    "nothing can be entered in the ledger now, so nothing was done: " + unavailable.getMessage());
        }
        return folded(now -> now.kept(step.digest()).map(each -> each.status(now.isInForce(step.digest()))));
    }

    @Override
    public synchronized Answer<List<String>> difference(Digest edition) {
        EditionContent old = content(lastGood());
        return folded(
                now -> now.kept(edition).then(this::data).map(each -> EditionDifference.between(old, content(each))));
    }

    @Override
    public synchronized Answer<List<PumpVerdict>> verdicts(Digest edition) {
        return folded(now -> verdicts(now, edition));
    }

    private Answer<List<PumpVerdict>> verdicts(EditionFold now, Digest edition) {
        Optional<DosingEngine> engine = services.engine().get();
        Optional<Ledger> ledger = services.ledger().get();
        if (engine.isEmpty() || ledger.isEmpty()) {
            return Refusals.missing(engine.isEmpty() ? "the dosing engine" : "the ledger");
        }
        return now.kept(edition).then(this::data).then(data -> {
            List<PumpVerdict> changes = new ArrayList<>();
            for (Map.Entry<String, Long> each : new TreeMap<>(now.decisions()).entrySet()) {
                Answer<DosingRequest> request = request(ledger.get(), each.getKey(), each.getValue());
                if (!request.isDone()) {
                    return Answer.refused(request.violations());
                }
                VerdictChange.of(engine.get(), List.of(request.orElseThrow()), content(data))
                        .forEach(change -> changes.add(new PumpVerdict(each.getKey(), change)));
            }
            return Answer.done(List.copyOf(changes));
        });
    }

    /** The request of a decision, out of its entry or out of the file that the entry names. */
    private Answer<DosingRequest> request(Ledger ledger, String pump, long sequence) {
        try {
            Optional<Envelope> envelope = ledger.read(sequence, 1).stream().findFirst();
            if (envelope.isEmpty()) {
                return undecided(pump, "entry " + sequence + " cannot be read");
            }
            JsonObject body = envelope.get().entry().body();
            Optional<String> file = body.optionalString("requestFile");
            if (file.isEmpty()) {
                return Answer.done(DosingRequest.fromJson(body.object("request")));
            }
            Optional<byte[]> bytes = services.evidence().get().flatMap(store -> store.get(Digest.parse(file.get())));
            return bytes.isPresent() && Json.parse(bytes.get()) instanceof JsonObject json
                    ? Answer.done(DosingRequest.fromJson(json))
                    : undecided(pump, "the file " + file.get() + " is not there");
        } catch (IllegalArgumentException | EvidenceUnavailableException wrong) {
            return undecided(pump, String.valueOf(wrong.getMessage()));
        }
    }

    private static Answer<DosingRequest> undecided(String pump, String why) {
        return Refusals.because(
                "DECISION_LOST",
                "pump",
                pump,
                "what its last decision rests on cannot be read, so it is not known whether its verdict would change: "
                        + why);
    }

    private static EditionContent content(LibraryData data) {
        return new EditionContent(data.version(), data.digest(), data.drugs(), data.limits(), data.keepings());
    }
}
