// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.cisterna.audit.Entry;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.ManualAct;
import org.cisterna.pump.ManualDescription;
import org.cisterna.pump.ManualEntries.Registered;
import org.cisterna.pump.ManualEntries.StepDone;
import org.cisterna.pump.ManualFill;
import org.cisterna.pump.ManualGuide;
import org.cisterna.pump.ManualLabel;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.ManualPumps;
import org.cisterna.pump.ManualStep;
import org.cisterna.pump.ManualWork;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Outcome.Evidence;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpEntries.Before;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Violation;
import org.cisterna.pump.host.PumpQueue.Rank;

/**
 * Pumps without telemetry. Nothing is sent, so nothing can fail but the ledger; what is kept with care is what is known: from the intent on nothing,
 * until two people attest.
 */
final class ManualHost implements ManualPumps {

    private static final int MAX_REASON = 200;

    private final Parts parts;
    private final ManualPaper paper;
    private final ManualFamilies families;
    private final Turns turns;

    /** How work on one pump comes to its turn. */
    interface Turns {
        /** Does it when nobody else is at this pump. */
        <T> Answer<T> submit(PumpId pump, Rank rank, Supplier<Answer<T>> work);
    }

    ManualHost(Parts parts, ManualFamilies families, Turns turns) {
        this.parts = parts;
        this.paper = new ManualPaper(parts);
        this.families = families;
        this.turns = turns;
    }

    @Override
    public List<ManualDescription> families() {
        return families.all();
    }

    @Override
    public List<ManualPump> manualPumps() {
        paper.catchUp();
        HostFold fold = parts.feed().fold();
        return fold.manualPumps().stream()
                .flatMap(each -> fold.manual(each).stream())
                .toList();
    }

    @Override
    public Optional<ManualPump> manualPump(PumpId pump) {
        paper.catchUp();
        return parts.feed().fold().manual(pump);
    }

    @Override
    public Answer<PumpIdentity> register(ManualLabel label, ManualFill fill, Caller caller) {
        Actors.of(caller);
        return turns.submit(label.pump(), Rank.WRITE, () -> {
            Optional<String> away = paper.notWritable();
            if (away.isPresent()) {
                return Answer.refused(Refusals.ledger(away.get()));
            }
            HostFold fold = parts.feed().fold();
            if (fold.manual(label.pump()).isPresent()
                    || fold.pairing(label.pump()).isPresent()) {
                return Answer.refused(ManualRefusals.known(label.pump()));
            }
            Optional<ManualDescription> family = families.find(label.family());
            if (family.isEmpty()) {
                return Answer.refused(ManualRefusals.notDescribed(label.family()));
            }
            return ManualChecks.identity(
                            label, fill, family.get(), parts.world().pump().now())
                    .then(identity -> paper.entered(List.of(ManualPaper.entry(
                                    caller,
                                    label.pump(),
                                    Registered.TYPE,
                                    Registered.VERSION,
                                    new Registered(identity, label.family(), fill).toJson())))
                            .map(receipts -> identity));
        });
    }

    @Override
    public Answer<ManualPump> begin(Plan plan, long release, CommandId command, Caller caller) {
        Actors.of(caller);
        return turns.submit(plan.pump(), Rank.WRITE, () -> {
            Optional<String> away = paper.notWritable();
            if (away.isPresent()) {
                return Answer.refused(Refusals.ledger(away.get()));
            }
            HostFold fold = parts.feed().fold();
            Optional<ManualPump> known = fold.manual(plan.pump());
            if (known.isEmpty()) {
                return Answer.refused(ManualRefusals.notRegistered(plan.pump()));
            }
            ManualPump pump = known.get();
            List<Violation> violations = new ArrayList<>();
            pump.work().ifPresent(work -> violations.add(ManualRefusals.underWay(work)));
            if (!fold.unreadable(plan.pump()).isEmpty()) {
                violations.add(Refusals.unreadable(fold.unreadable(plan.pump())));
            }
            fold.command(command).ifPresent(each -> violations.add(Refusals.commandReused(command)));
            Optional<ManualDescription> family = families.find(pump.family());
            if (family.isEmpty()) {
                violations.add(ManualRefusals.notDescribed(pump.family()));
            }
            family.filter(each -> !each.digest().equals(plan.driver()))
                    .ifPresent(each -> violations.add(
                            Refusals.driverChanged(each.descriptor().name())));
            violations.addAll(ManualChecks.plan(plan, pump));
            violations.addAll(
                    new Releases(parts.desk(), fold, parts.world().settings().ledger())
                            .check(plan, release, command, parts.world().house().now()));
            if (!violations.isEmpty()) {
                return Answer.refused(violations);
            }
            Intent intent = new Intent(
                    command,
                    Kind.COMMIT,
                    Optional.of(plan),
                    Optional.of(release),
                    Optional.of(before(pump)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            return paper.entered(List.of(
                            ManualPaper.entry(caller, pump.pump(), Intent.TYPE, Intent.VERSION, intent.toJson()),
                            paper.unknown(
                                    caller,
                                    pump.pump(),
                                    command,
                                    Kind.COMMIT,
                                    "a refill by hand was begun, and its record is not attested yet",
                                    Optional.empty())))
                    .then(receipts -> paper.viewed(pump.pump()));
        });
    }

    private static Before before(ManualPump pump) {
        return new Before(
                pump.revision(),
                new Programme.Continuous(pump.labelFlow()),
                pump.fill().map(ManualFill::solution),
                pump.fill().isPresent() ? MotorState.UNKNOWN : MotorState.EMPTY);
    }

    @Override
    public Answer<ManualPump> empty(
            PumpId pump, CommandId command, String reason, Optional<String> orderedBy, Caller caller) {
        Actors.of(caller);
        Optional<Violation> wrong = reasons(reason, orderedBy, caller);
        if (wrong.isPresent()) {
            return Answer.refused(wrong.get());
        }
        return turns.submit(pump, Rank.STOP, () -> {
            Optional<String> away =
                    parts.feed().catchUp(parts.world().settings().ledgerBeforeStop());
            HostFold fold = parts.feed().fold();
            Optional<ManualPump> known = fold.manual(pump);
            if (known.isEmpty()) {
                return Answer.refused(ManualRefusals.notRegistered(pump));
            }
            if (fold.command(command).isPresent()) {
                return Answer.refused(Refusals.commandReused(command));
            }
            Optional<ManualWork> emptying = known.get().work().filter(each -> each.act() == ManualAct.EMPTY);
            if (emptying.isPresent()) {
                return Answer.refused(ManualRefusals.underWay(emptying.get()));
            }
            Intent intent = new Intent(
                    command,
                    Kind.STOP,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(before(known.get())),
                    Optional.empty(),
                    Optional.of(reason),
                    orderedBy);
            parts.settlement().stopIntent(caller, pump, intent, away);
            Ended ended = paper.ended(
                    command,
                    Kind.STOP,
                    "it was ordered to empty the pump, and the record of that is not attested yet",
                    Optional.of(parts.world().pump().now()));
            parts.settlement()
                    .end(
                            caller,
                            pump,
                            ended,
                            Optional.empty(),
                            new EvidenceDesk.Kept(Optional.empty(), Optional.empty()),
                            List.of());
            return paper.viewed(pump);
        });
    }

    private static Optional<Violation> reasons(String reason, Optional<String> orderedBy, Caller caller) {
        if (!ForeignWords.isPlain(reason, MAX_REASON)) {
            return Optional.of(Refusals.field(
                    "REASON_INVALID", "reason", reason, "say why, in 1 to " + MAX_REASON + " printable characters"));
        }
        boolean named =
                orderedBy.filter(each -> ForeignWords.isPlain(each, MAX_REASON)).isPresent();
        boolean mustBeNamed = caller.role().toLowerCase(Locale.ROOT).equals("technician");
        return !named && (mustBeNamed || orderedBy.isPresent())
                ? Optional.of(Refusals.field(
                        "ORDERED_BY_MISSING",
                        "orderedBy",
                        orderedBy.orElse(""),
                        "a technician names who ordered the emptying, in 1 to " + MAX_REASON + " printable characters"))
                : Optional.empty();
    }

    @Override
    public Answer<ManualPump> step(PumpId pump, CommandId command, ManualStep step, Caller caller) {
        Actors.of(caller);
        return turns.submit(pump, Rank.WRITE, () -> paper.open(pump, command).then(known -> {
            ManualWork work = known.work().orElseThrow();
            List<Violation> violations =
                    ManualChecks.step(step, known, work, parts.world().pump().now());
            if (!violations.isEmpty()) {
                return Answer.refused(violations);
            }
            List<Entry> entries = new ArrayList<>();
            entries.add(ManualPaper.entry(
                    caller, pump, StepDone.TYPE, StepDone.VERSION, new StepDone(command, step).toJson()));
            if (step.kind() == ManualGuide.Kind.EMPTY) {
                entries.add(paper.unknown(
                        caller,
                        pump,
                        command,
                        ManualPaper.kind(work),
                        "one person says that the pump was emptied; the record is not attested yet",
                        Optional.of(parts.world().pump().now())));
            } else if (step.kind() == ManualGuide.Kind.FILL) {
                entries.add(paper.unknown(
                        caller,
                        pump,
                        command,
                        ManualPaper.kind(work),
                        "one person says that the pump was filled; the record is not attested yet",
                        Optional.empty()));
            }
            return paper.entered(entries).then(receipts -> paper.viewed(pump));
        }));
    }

    @Override
    public Answer<CommandResult> attest(PumpId pump, CommandId command, long performed, long witnessed, Caller caller) {
        Actors.of(caller);
        return turns.submit(pump, Rank.WRITE, () -> paper.open(pump, command).then(known -> {
            ManualWork work = known.work().orElseThrow();
            Instant now = parts.world().house().now();
            List<Violation> violations = new ArrayList<>(
                    new Attestations(parts.desk(), parts.world().settings().ledger())
                            .check(pump, work, performed, witnessed, now));
            boolean emptied = work.last(ManualStep.Emptied.class).isPresent();
            boolean done = work.next() == ManualGuide.Kind.ATTEST;
            if (emptied && !done) {
                violations.add(ManualRefusals.halfDone());
            }
            if (!violations.isEmpty()) {
                return Answer.refused(violations);
            }
            Outcome outcome = done
                    ? new Outcome.Applied(
                            Evidence.ATTESTED, new Revision(known.revision().number() + 1))
                    : new Outcome.NotApplied(
                            Evidence.ATTESTED,
                            "two people attest that nothing was taken out of the pump or put into it");
            List<Entry> entries = new ArrayList<>();
            entries.add(ManualPaper.end(
                    caller,
                    pump,
                    new Ended(
                            command, ManualPaper.kind(work), outcome, Optional.empty(), Optional.empty(), List.of())));
            if (done) {
                overtaken(caller, pump, command).forEach(entries::add);
            }
            return paper.entered(entries)
                    .map(receipts -> new CommandResult(
                            pump,
                            command,
                            outcome,
                            Optional.of(receipts.get(0).sequence()),
                            now,
                            Optional.empty(),
                            List.of()));
        }));
    }

    /** A refill that this emptying overtook: what became of it is not known, and does not matter any more. */
    private List<Entry> overtaken(Caller caller, PumpId pump, CommandId by) {
        HostFold fold = parts.feed().fold();
        return fold.manualPage(pump).stream()
                .flatMap(page -> page.works().stream())
                .filter(each -> !each.command().equals(by))
                .flatMap(each -> fold.command(each.command()).stream())
                .flatMap(each -> each.standing().stream()
                        .map(standing -> ManualPaper.end(
                                caller,
                                pump,
                                new Ended(
                                        each.id(),
                                        each.kind().orElseThrow(),
                                        standing,
                                        Optional.empty(),
                                        Optional.of(by),
                                        List.of()))))
                .toList();
    }
}
