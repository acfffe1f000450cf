// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.pump;

import static org.cisterna.console.frame.Texts.text;
import static org.cisterna.console.frame.Texts.textOr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Show;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.PumpEvent;

/** The newest entries about a pump, in words. */
final class History {

    private static final int MOST = 1000;
    private static final int SHOWN = 30;
    private static final List<Long> BACK = List.of(500L, 5_000L, 100_000L, Long.MAX_VALUE);

    private final Services services;

    History(Services services) {
        this.services = services;
    }

    /** The newest first; looks back in growing steps, so that a long ledger is not read for a few lines. */
    List<PumpView.Happened> of(PumpId pump, long newest, Identified who) throws Missing {
        List<PumpEvent> found = List.of();
        for (long back : BACK) {
            long from = Math.max(0, newest - back + 1);
            Answer<List<PumpEvent>> answer = services.therapy().events(pump, from, MOST, who);
            if (!answer.isDone()) {
                return List.of();
            }
            found = answer.orElseThrow();
            if (found.size() >= SHOWN || from == 0) {
                break;
            }
        }
        List<PumpEvent> shown = new ArrayList<>(found.subList(Math.max(0, found.size() - SHOWN), found.size()));
        Collections.reverse(shown);
        return shown.stream().map(History::happened).toList();
    }

    private static PumpView.Happened happened(PumpEvent event) {
        return new PumpView.Happened(
                Show.second(event.house()),
                Show.minute(event.pumpTime()),
                textOr("entry." + event.type(), event.type()),
                event.body().map(History::detail).orElse(text("entry.withheld")),
                event.actor().printedName(),
                event.sequence());
    }

    private static String detail(JsonObject body) {
        List<String> words = new ArrayList<>();
        nested(body, "outcome").ifPresent(outcome -> {
            named(outcome, "outcome").ifPresent(each -> words.add(textOr("outcome." + each, each)));
            named(outcome, "evidence").ifPresent(each -> words.add(Show.words(each)));
        });
        for (String name : List.of("meaning", "kind", "ending", "verdict", "reason", "orderedBy")) {
            named(body, name).ifPresent(each -> words.add(textOr("word." + each, each)));
        }
        return String.join(" · ", words);
    }

    /** A text of a body; none where the entry has another form, which the ledger page shows as it is. */
    private static Optional<String> named(JsonObject body, String name) {
        try {
            return body.optionalString(name);
        } catch (JsonException anotherForm) {
            return Optional.empty();
        }
    }

    private static Optional<JsonObject> nested(JsonObject body, String name) {
        try {
            return body.optionalObject(name);
        } catch (JsonException anotherForm) {
            return Optional.empty();
        }
    }
}
