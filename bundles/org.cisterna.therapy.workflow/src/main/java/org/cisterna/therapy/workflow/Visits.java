// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cisterna.audit.Entry;
import org.cisterna.pump.Answer;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.ChangeEntry;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.CloseRequest.Ending;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.People;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Staff;
import org.cisterna.therapy.Visit;
import org.cisterna.therapy.VisitEntry;

/** Opening, reading within, and closing a visit. */
final class Visits {

    private static final int LONGEST_STOP_DAYS = 366;

    private final Parts parts;

    Visits(Parts parts) {
        this.parts = parts;
    }

    Answer<Visit> open(PumpId pump, Identified who) {
        return Rights.require(Act.OPEN_VISIT, who).then(person -> parts.claims()
                .during(pump.text(), Act.OPEN_VISIT, pump.text(), who, () -> parts.implant(pump)
                        .then(implant -> parts.desk().fold())
                        .then(fold -> open(fold, pump, who))));
    }

    private Answer<Visit> open(TherapyFold fold, PumpId pump, Identified who) {
        Optional<Visit> other =
                fold.of(pump, PumpCourse::openVisits).orElse(List.of()).stream().findFirst();
        if (other.isPresent()) {
            return Answer.refused(Refusal.VISIT_OPEN.because(
                    "visit",
                    other.get().id(),
                    "A visit is open for this pump: " + other.get().openedBy().text() + " opened it at "
                            + other.get().opened() + " (house time). Go on with it, or close it first."));
        }
        String id = parts.newId("v-", each -> fold.pumpOfVisit(each).isPresent());
        return parts.desk()
                .append(List.of(Parts.entry(new VisitEntry.VisitOpened(id), who.actor(Act.OPEN_VISIT), pump, id)))
                .then(receipts -> parts.visit(id));
    }

    Answer<List<Visit>> of(PumpId pump, Identified who) {
        return Rights.require(Act.SEE_PUMPS, who)
                .then(person -> parts.implant(pump))
                .then(implant -> parts.desk().fold())
                .then(fold -> all(fold, pump));
    }

    private Answer<List<Visit>> all(TherapyFold fold, PumpId pump) {
        // in this order: one that is closed in between is in both, and not in neither
        List<Visit> all = new ArrayList<>(fold.of(pump, PumpCourse::openVisits).orElse(List.of()));
        Set<String> open = all.stream().map(Visit::id).collect(Collectors.toSet());
        for (ClosedVisit each : fold.of(pump, PumpCourse::closedVisits).orElse(List.of())) {
            if (!open.contains(each.id())) {
                Answer<Visit> read = parts.desk().closedVisit(pump, each);
                if (!read.isDone()) {
                    return Answer.refused(read.violations());
                }
                all.add(read.orElseThrow());
            }
        }
        all.sort(Comparator.comparing(Visit::entry).reversed());
        return Answer.done(List.copyOf(all));
    }

    Answer<PumpStatus.Reading> read(String visit, Identified who) {
        return Rights.require(Act.READ_PUMP, who)
                .then(person -> parts.openVisit(visit))
                .then(open -> parts.surroundings()
                        .need(PumpHost.class)
                        .then(host -> host.read(open.pump(), who.caller(Act.READ_PUMP, visit))));
    }

    Answer<Visit> close(String visit, CloseRequest request, Identified who) {
        return Rights.require(Act.CLOSE_VISIT, who)
                .then(person -> parts.openVisit(visit))
                .then(open -> parts.claims()
                        .during(open.pump().text(), Act.CLOSE_VISIT, visit, who, () -> parts.openVisit(visit)
                                .then(still -> close(still, request, who))));
    }

    private Answer<Visit> close(Visit visit, CloseRequest request, Identified who) {
        return parts.desk().fold().then(fold -> {
            List<Violation> violations = new ArrayList<>();
            Optional<Change> active = fold.of(visit.pump(), PumpCourse::active)
                    .flatMap(each -> each)
                    .map(parts::now);
            active.filter(each -> each.state() == State.SENDING)
                    .ifPresent(each -> violations.add(Refusal.CHANGE_OPEN.because(
                            "change", each.id(), "A change of dose is being sent; wait for its end.")));
            if (!fold.of(visit.pump(), PumpCourse::standing).orElse(Set.of()).isEmpty()) {
                violations.add(Refusal.UNKNOWN_STANDS.because(
                        "It is not known what became of a command to this pump; read the pump, then close the visit."));
            }
            Optional<PumpStatus.Reading> reading =
                    fold.of(visit.pump(), PumpCourse::reading).flatMap(each -> each);
            long last = Math.max(
                    visit.entry(), fold.of(visit.pump(), PumpCourse::lastIntent).orElse(-1L));
            Optional<PumpStatus.Reading> shows = reading.filter(each -> each.entry() > last);
            if (shows.isEmpty()) {
                violations.add(Refusal.NO_READING.because(
                        "The pump was not read since the last thing that was done to it in this visit; read it, so that it"
                                + " is seen how it is left."));
            }
            shows.ifPresent(each -> left(each, request.ending(), violations));
            Optional<LocalDate> restart = Optional.empty();
            Optional<Staff> owner = Optional.empty();
            if (request.ending() == Ending.STOPPED_BY_ORDER) {
                restart = restart(request.restart().orElse(""), violations);
                owner = owner(request.owner().orElse(""), violations);
            }
            if (!violations.isEmpty()) {
                return Answer.refused(violations);
            }
            List<Entry> entries = new ArrayList<>();
            active.filter(each -> each.state().isOpen())
                    .ifPresent(each -> entries.add(Parts.entry(
                            new ChangeEntry.Voided(
                                    each.id(),
                                    new DoseChange.Voided(
                                            DoseChange.VoidReason.VISIT_CLOSED,
                                            "the visit it was drafted in was closed")),
                            who.actor(Act.CLOSE_VISIT),
                            visit.pump(),
                            each.id())));
            entries.add(Parts.entry(
                    new VisitEntry.VisitClosed(
                            visit.id(), request.ending(), shows.orElseThrow().entry(), restart, owner),
                    who.actor(Act.CLOSE_VISIT),
                    visit.pump(),
                    visit.id()));
            return parts.desk().append(entries).then(receipts -> parts.visit(visit.id()));
        });
    }

    private static void left(PumpStatus.Reading reading, Ending ending, List<Violation> violations) {
        MotorState motor = reading.snapshot().motor();
        boolean runs = motor == MotorState.RUNNING && !(reading.snapshot().programme() instanceof Programme.Stopped);
        if (ending == Ending.RUNNING && !runs) {
            violations.add(Refusal.NOT_RUNNING.because(
                    "ending",
                    ending.name(),
                    "The pump was read at " + reading.house() + " (house time) and its motor was " + motor
                            + ". A visit ends with a pump that runs, or that is stopped by order, with a date and somebody who"
                            + " sees to it."));
        }
        if (ending == Ending.STOPPED_BY_ORDER && motor != MotorState.STOPPED) {
            violations.add(Refusal.NOT_STOPPED.because(
                    "ending",
                    ending.name(),
                    "The pump was read at " + reading.house() + " (house time) and its motor was " + motor
                            + ", not stopped by order."));
        }
    }

    private Optional<LocalDate> restart(String typed, List<Violation> violations) {
        LocalDate today = LocalDate.ofInstant(parts.pump().now(), ZoneOffset.UTC);
        LocalDate latest = today.plusDays(LONGEST_STOP_DAYS);
        try {
            LocalDate date = LocalDate.parse(typed);
            if (!date.isBefore(today) && !date.isAfter(latest)) {
                return Optional.of(date);
            }
        } catch (DateTimeParseException e) {
            // said below, with the same words: a day that cannot be read and one that cannot be meant
        }
        violations.add(Refusal.BAD_VALUE
                .because(
                        "restart",
                        Rights.shown(typed),
                        "Say the day of pump time by which the pump is to be restarted, as in " + today.plusDays(1)
                                + ".")
                .against(today + " to " + latest, "pump time"));
        return Optional.empty();
    }

    private Optional<Staff> owner(String account, List<Violation> violations) {
        Answer<People> people = parts.surroundings().need(People.class);
        violations.addAll(people.violations());
        if (!people.isDone()) {
            return Optional.empty();
        }
        Optional<Staff> owner = people.orElseThrow()
                .person(account)
                .filter(each -> Act.DRAFT.permits(each.roles()).allows())
                .map(Person::staff);
        if (owner.isEmpty()) {
            violations.add(Refusal.BAD_VALUE.because(
                    "owner",
                    Rights.shown(account),
                    "Name the account of a programmer or clinician who sees to the restart."));
        }
        return owner;
    }
}
