// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.fleet;

import static org.cisterna.console.frame.Texts.text;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.SearchEntry;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Services;
import org.cisterna.console.frame.Trouble;
import org.cisterna.console.show.Csv;
import org.cisterna.console.show.Show;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.fleet.FleetPage;
import org.cisterna.therapy.fleet.FleetQuery;
import org.cisterna.therapy.fleet.FleetRow;

/** The fleet as it is filtered, as a file. It is entered in the ledger before it is handed out; without a ledger there is none. */
final class FleetExport {

    /** More are not handed out at once; the file says so. */
    static final int MOST = 10_000;

    private final Services services;

    FleetExport(Services services) {
        this.services = services;
    }

    /** All pages of a question, from the first. */
    Reply of(FleetQuery asked, Asked request) throws Missing {
        FleetQuery query = asked.size(FleetQuery.MAX_SIZE);
        Answer<FleetPage> answer = services.fleet().page(query, request.who());
        if (!answer.isDone()) {
            return refused(answer);
        }
        FleetPage first = answer.orElseThrow();
        long rows = Math.min(MOST, first.total());
        Csv csv = new Csv(
                text("fleet.csv.title"),
                List.of(
                        text(
                                "fleet.csv.asked",
                                query.text().isEmpty() ? text("fleet.csv.any") : query.text(),
                                query.filter().words(),
                                query.sort().words()),
                        text("fleet.csv.at", Show.second(first.house()), Show.second(first.pumpTime())),
                        text("fleet.csv.rows", rows, first.total()),
                        first.view().words()));
        csv.row(text("fleet.csv.columns").split(" \\| "));
        int written = 0;
        for (int page = 1; written < rows; page++) {
            Answer<FleetPage> next = page == 1 ? answer : services.fleet().page(query.page(page), request.who());
            if (!next.isDone()) {
                return refused(next);
            }
            List<FleetRow> part = next.orElseThrow().rows();
            if (part.isEmpty()) {
                break; // pumps went meanwhile
            }
            for (FleetRow each : part) {
                if (written < rows) {
                    csv.row(cells(each, first.pumpTime()));
                    written++;
                }
            }
        }
        JsonObject what = Json.object()
                .put("q", query.text())
                .put("show", query.filter().text())
                .put("sort", query.sort().text())
                .put("descending", query.descending())
                .build();
        try {
            services.ledger()
                    .append(new SearchEntry("fleet", what, written, true)
                            .by(request.who().actor(Act.SEE_PUMPS)));
        } catch (LedgerUnavailableException unavailable) {
            return Trouble.of(503, text("fleet.csv.noLedger"), Show.sentence(String.valueOf(unavailable.getMessage())))
                    .reply();
        }
        return new Reply.Download("cisterna-fleet.csv", Csv.MEDIA_TYPE, csv.bytes());
    }

    private static Reply refused(Answer<FleetPage> answer) {
        return Trouble.of(
                        422,
                        text("fleet.csv.refused"),
                        Show.sentence(answer.violations().get(0).message()))
                .reply();
    }

    private String[] cells(FleetRow row, Instant pumpTime) {
        Optional<String> drug =
                row.solution().map(each -> services.drugName(each.primary().drug()));
        return new String[] {
            row.pump().manufacturer(),
            row.pump().serial(),
            row.patient().map(each -> each.text()).orElse(""),
            text("fleet.state." + row.state().name()),
            Rows.since(row),
            String.join("; ", Rows.marks(row)),
            String.join(
                    "; ",
                    row.alarms().stream().map(Alarm::code).map(Show::words).toList()),
            drug.orElse(""),
            row.solution().map(each -> each.primary().concentration().text()).orElse(""),
            row.dailyDose().map(each -> each.text()).orElse(""),
            row.reading().map(each -> each.snapshot().reservoir().text()).orElse(""),
            row.reading()
                    .map(each -> Show.words(each.snapshot()
                            .identity()
                            .capabilities()
                            .reservoirSource()
                            .name()))
                    .orElse(""),
            row.reading().map(each -> Show.second(each.pumpTime())).orElse(""),
            row.projection().map(each -> each.at(pumpTime).text()).orElse(""),
            row.projection().map(each -> Show.minute(each.emptyAt())).orElse(""),
            row.projection().map(each -> Show.minute(each.refillBy())).orElse(""),
            row.replaceBy().map(Show::day).orElse("")
        };
    }
}
