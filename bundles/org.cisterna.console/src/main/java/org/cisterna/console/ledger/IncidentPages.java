// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.ledger;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.ledger.JteincidentGenerated;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.audit.IncidentAnswer;
import org.cisterna.audit.IncidentRequest;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Show;
import org.cisterna.therapy.Act;
import org.cisterna.time.TimeSource;

/** {@code /ledger-view/incident}: freezes a pump and a time into one file that proves itself. */
public final class IncidentPages implements Route.Topic {

    static final String HERE = "/ledger-view/incident";
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<String> FIELDS = List.of("pump", "from", "until", "reason");

    private final Services services;
    private final TimeSource house;

    /** With what it asks, and house time, to begin with the last day. */
    public IncidentPages(Services services, TimeSource house) {
        this.services = services;
        this.house = house;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(HERE, Act.FREEZE_INCIDENT, this::form), Route.post(HERE, Act.FREEZE_INCIDENT, this::freeze));
    }

    private Reply form(Asked asked) {
        Instant now = house.now();
        return page(
                asked.form()
                        .filled(Map.of(
                                "pump", asked.queried("pump"), "from", Show.minute(now.minus(DAY)), "until", "")),
                200);
    }

    private static Reply page(Form form, int status) {
        return new Reply.Shown(
                status,
                Reply.page(text("incident.title"), "/ledger-view", out -> JteincidentGenerated.render(out, null, form))
                        .narrow());
    }

    private Reply freeze(Asked asked) throws Missing {
        Form form = asked.form();
        Optional<Instant> from = LedgerPages.instant(asked.field("from"));
        Optional<Instant> until =
                asked.field("until").isBlank() ? Optional.of(house.now()) : LedgerPages.instant(asked.field("until"));
        if (from.isEmpty()) {
            form = form.with("from", text("ledger.time.wrong"));
        }
        if (until.isEmpty()) {
            form = form.with("until", text("ledger.time.wrong"));
        }
        if (form.isRefused()) {
            return page(form, 422);
        }
        IncidentAnswer answer;
        try {
            answer = services.incidents()
                    .freeze(
                            new IncidentRequest(
                                    asked.field("pump").strip(), from.get(), until.get(), asked.field("reason")),
                            asked.who().actor(Act.FREEZE_INCIDENT),
                            asked.who().may(Act.READ_LEDGER));
        } catch (LedgerUnavailableException unavailable) {
            return page(form.with("", Show.sentence(String.valueOf(unavailable.getMessage()))), 503);
        }
        if (answer instanceof IncidentAnswer.Refused refused) {
            return page(
                    form.with(refused.reasons().stream()
                            .map(each -> new Form.Fault(
                                    FIELDS.contains(each.field()) ? each.field() : "", Show.sentence(each.message())))
                            .toList()),
                    422);
        }
        return new Reply.Download(
                "cisterna-incident.jsonl", "application/jsonl", ((IncidentAnswer.Frozen) answer).file());
    }
}
