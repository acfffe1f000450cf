// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.cisterna.dosing.calculation.ReplacementRequest;
import org.cisterna.dosing.engine.Authority;
import org.cisterna.quantity.Durations;

/** The latest day for replacing a pump: computed here, never blank, never later than the maker's shortest time after the indicator. */
final class Replacement {

    private static final Duration PUBLISHED = Duration.ofDays(90);

    private Replacement() {}

    static void work(ReplacementRequest request, Sheet sheet) {
        LocalDate latest = request.indicated().plusDays(request.atLeast().toDays());
        sheet.say("replaceBy", Optional.empty(), latest.toString());
        if (request.atLeast().compareTo(PUBLISHED) > 0) {
            sheet.twoPersons(
                    "REPLACE_BY_LONG",
                    "atLeast",
                    Durations.text(request.atLeast()),
                    Durations.text(PUBLISHED),
                    "the shortest time that was read of any maker is " + Durations.text(PUBLISHED)
                            + "; compare it with the maker's own words for this pump",
                    Published.ERI.authority());
        }
        sheet.confirm(
                "REPLACE_BY",
                "replaceBy",
                latest.toString(),
                request.atLeast().toDays() + " day",
                "replace the pump by this day at the latest; it may stop sooner, pumps with a known fault of the"
                        + " battery did. Plan the replacement now",
                Published.ERI.authority());
        request.received().ifPresent(text -> received(text, latest, request.indicated(), sheet));
    }

    private static void received(String text, LocalDate latest, LocalDate indicated, Sheet sheet) {
        Optional<LocalDate> date = date(text);
        if (date.isEmpty()) {
            absent("it is no date", text, latest, sheet);
        } else if (date.get().isAfter(latest)) {
            absent("it is later than the maker's shortest time allows", text, latest, sheet);
        } else if (date.get().isBefore(indicated)) {
            absent("it is before the day of the indicator", text, latest, sheet);
        } else {
            sheet.say("received", Optional.empty(), date.get().toString());
            sheet.pass(
                    "RECEIVED_DATE",
                    "received",
                    date.get().toString(),
                    latest.toString(),
                    "the programmer's date is no later than our own",
                    Authority.NONE);
        }
    }

    /** Shown as absent, with the reason, never as a date. */
    private static void absent(String why, String text, LocalDate latest, Sheet sheet) {
        sheet.say("received", Optional.empty(), "ABSENT: " + why);
        sheet.confirm(
                "RECEIVED_DATE",
                "received",
                text.length() > 40 ? text.substring(0, 40) : text,
                latest.toString(),
                "what the programmer showed is not taken for a date, because " + why + "; ours stands beside it",
                Published.REPLACE_BY.authority());
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
