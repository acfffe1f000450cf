// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.ManualCase;
import org.cisterna.therapy.ManualEntry;
import org.cisterna.therapy.Staff;
import org.cisterna.therapy.TherapyEntry;
import org.cisterna.therapy.Visit;
import org.cisterna.therapy.VisitEntry;

/** What an entry tells, with who and when from its envelope. */
final class FromEntry {

    private FromEntry() {}

    /** Who entered it. */
    static Staff staff(Envelope envelope) {
        Actor actor = envelope.entry().actor();
        return new Staff(actor.id(), actor.printedName());
    }

    /** A visit that was closed; empty when these entries are of something else. */
    static Optional<Visit> closed(Envelope first, Envelope last, PumpId pump, ClosedVisit visit) {
        Optional<VisitEntry.VisitOpened> opened = said(first, VisitEntry.VisitOpened.class)
                .filter(each -> each.visit().equals(visit.id()));
        Optional<VisitEntry.VisitClosed> closed = said(last, VisitEntry.VisitClosed.class)
                .filter(each -> each.visit().equals(visit.id()));
        return opened.flatMap(beginning -> closed.map(end -> {
            Visit begun = opened(first, beginning, pump, visit.patient());
            return new Visit(
                    begun.id(),
                    begun.pump(),
                    begun.patient(),
                    begun.opened(),
                    begun.openedBy(),
                    begun.entry(),
                    visit.changes(),
                    Optional.of(new Visit.Closing(
                            end.ending(), last.houseTime(), staff(last), end.reading(), end.restart(), end.owner())));
        }));
    }

    private static <T extends TherapyEntry> Optional<T> said(Envelope envelope, Class<T> what) {
        Entry entry = envelope.entry();
        return TherapyEntry.read(entry.type(), entry.version(), entry.body())
                .filter(what::isInstance)
                .map(what::cast);
    }

    /** An implant as it was enrolled. */
    static Implant implant(Envelope envelope, VisitEntry.Enrolled enrolled) {
        return new Implant(
                enrolled.identity(),
                enrolled.family(),
                enrolled.patient(),
                enrolled.indication(),
                enrolled.reservoir(),
                enrolled.path(),
                enrolled.catheter(),
                envelope.houseTime(),
                staff(envelope),
                envelope.sequence());
    }

    /** A visit that was opened. */
    static Visit opened(Envelope envelope, VisitEntry.VisitOpened opened, PumpId pump, String patient) {
        return new Visit(
                opened.visit(),
                pump,
                patient,
                envelope.houseTime(),
                staff(envelope),
                envelope.sequence(),
                List.of(),
                Optional.empty());
    }

    /** An order of a next fill by hand. */
    static ManualCourse ordered(Envelope envelope, ManualEntry.Ordered ordered) {
        return new ManualCourse(
                ordered.record(),
                staff(envelope),
                envelope.houseTime(),
                ordered.expires(),
                envelope.sequence(),
                ordered.plan().digest(),
                ordered.plan().expected(),
                ManualCase.State.ORDERED,
                List.of(),
                List.of());
    }
}
