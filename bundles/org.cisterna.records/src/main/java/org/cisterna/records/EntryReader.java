// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.time.DateTimeException;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.EntryForms;
import org.cisterna.pump.ManualEntries.Registered;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Late;
import org.cisterna.pump.PumpEntries.Paired;
import org.cisterna.pump.PumpEntries.Reading;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Release;
import org.cisterna.therapy.EmergencyEntry;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.Staff;
import org.cisterna.therapy.TherapyEntry;
import org.cisterna.therapy.VisitEntry;
import org.cisterna.therapy.fleet.FleetRow.OpenVisit;

/** Reads entries into courses. An entry that cannot be read is noted in the course of its pump and stops nothing. */
final class EntryReader {

    /** First words of the types that other parts of this platform write about pumps without telling anything that the fleet shows. */
    private static final Set<String> OTHERS =
            Set.of("dosing", "people", "provision", "ledger", "platform", "records", "web", "rest", "console");

    private EntryReader() {}

    /**
     * Takes an entry about a pump.
     *
     * @param drivers the name of the driver of a family, or nothing
     * @return the body of the entry when it is a reading, to be kept as the pump's last one
     */
    static Optional<JsonObject> take(Envelope envelope, PumpCourse course, UnaryOperator<String> drivers) {
        Entry entry = envelope.entry();
        course.entered(envelope.sequence());
        try {
            if (!known(envelope, entry, course, drivers)) {
                course.unreadable(words(envelope, "this version does not know it"));
            }
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException | DateTimeException e) {
            course.unreadable(words(envelope, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
        boolean isReading = course.facts()
                .filter(facts -> facts.entry() == envelope.sequence())
                .isPresent();
        return isReading ? EntryForms.newest(entry.type(), entry.version(), entry.body()) : Optional.empty();
    }

    /** The reading of which that body was kept. */
    static PumpStatus.Reading reading(Facts facts, JsonObject body) {
        return new PumpStatus.Reading(
                facts.entry(),
                facts.house(),
                facts.pumpTime(),
                Reading.fromJson(body).snapshot(),
                true);
    }

    private static String words(Envelope envelope, String why) {
        return "entry " + envelope.sequence() + ", " + envelope.entry().type() + " version "
                + envelope.entry().version() + ": " + (why.length() <= 200 ? why : why.substring(0, 200) + "…");
    }

    private static boolean known(Envelope envelope, Entry entry, PumpCourse course, UnaryOperator<String> drivers) {
        String type = entry.type();
        String owner = type.substring(0, type.indexOf('.'));
        return switch (owner) {
            case "pump" -> {
                Optional<JsonObject> body = EntryForms.newest(type, entry.version(), entry.body());
                body.ifPresent(newest -> host(envelope, type, newest, course, drivers));
                yield body.isPresent();
            }
            case "therapy" -> therapy(envelope, entry, course);
            default -> OTHERS.contains(owner);
        };
    }

    private static void host(
            Envelope envelope, String type, JsonObject body, PumpCourse course, UnaryOperator<String> drivers) {
        switch (type) {
            case Paired.TYPE -> course.paired(Paired.fromJson(body));
            case Registered.TYPE -> course.registered(Registered.fromJson(body));
            case Reading.TYPE ->
                course.read(
                        new PumpStatus.Reading(
                                envelope.sequence(),
                                envelope.houseTime(),
                                envelope.pumpTime(),
                                Reading.fromJson(body).snapshot(),
                                true),
                        drivers.apply(course.family()));
            case Intent.TYPE ->
                course.intended(Intent.fromJson(body), envelope.sequence(), envelope.houseTime(), envelope.pumpTime());
            case Ended.TYPE -> course.ended(Ended.fromJson(body), envelope.houseTime());
            case Late.TYPE -> late(envelope, Late.fromJson(body), course);
            case Release.ENTRY_TYPE -> {
                Release release = Release.fromJson(body);
                envelope.entry()
                        .correlation()
                        .ifPresent(change -> course.released(change, release, envelope.houseTime()));
            }
            default -> {
                // a driver, or a pump's own log: nothing that a row shows
            }
        }
    }

    private static void late(Envelope envelope, Late late, PumpCourse course) {
        JsonObject body = EntryForms.newest(late.type(), late.version(), late.body())
                .orElseThrow(
                        () -> new IllegalArgumentException("late is version " + late.version() + " of " + late.type()));
        switch (late.type()) {
            case Intent.TYPE ->
                course.intended(Intent.fromJson(body), envelope.sequence(), late.house(), late.pumpTime());
            case Ended.TYPE -> course.endedLate(Ended.fromJson(body), late.house());
            default -> throw new IllegalArgumentException("late is an intent or an outcome, not " + late.type());
        }
    }

    private static boolean therapy(Envelope envelope, Entry entry, PumpCourse course) {
        if (entry.type().equals(Signature.ENTRY_TYPE)) {
            return entry.version() == Signature.ENTRY_VERSION;
        }
        Optional<TherapyEntry> read = TherapyEntry.read(entry.type(), entry.version(), entry.body());
        read.ifPresent(body -> {
            if (body instanceof VisitEntry.Enrolled enrolled) {
                course.enrolled(enrolled);
            } else if (body instanceof VisitEntry.VisitOpened opened) {
                course.opened(new OpenVisit(opened.visit(), envelope.houseTime(), staff(entry.actor())));
            } else if (body instanceof VisitEntry.VisitClosed closed) {
                course.closed(closed);
            } else if (body instanceof EmergencyEntry.Reviewed reviewed) {
                course.reviewed(reviewed.change());
            }
        });
        return read.isPresent();
    }

    private static Staff staff(Actor actor) {
        return new Staff(actor.id(), actor.printedName());
    }
}
