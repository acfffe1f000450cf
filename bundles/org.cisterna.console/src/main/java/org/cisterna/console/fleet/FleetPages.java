// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.fleet;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.fleet.JtefleetGenerated;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.pump.Owed;
import org.cisterna.console.show.Links;
import org.cisterna.console.show.Show;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.fleet.FleetFilter;
import org.cisterna.therapy.fleet.FleetPage;
import org.cisterna.therapy.fleet.FleetQuery;
import org.cisterna.therapy.fleet.FleetSort;

/** {@code /fleet}: every pump. Search, filter, order and page stand in the address and are done by the server. */
public final class FleetPages implements Route.Topic {

    private static final String HERE = "/fleet";
    private static final String EXPORT = HERE + "/export.csv";

    private final Services services;
    private final Rows rows;

    /** With what it asks. */
    public FleetPages(Services services) {
        this.services = services;
        this.rows = new Rows(services);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(HERE, Act.SEE_PUMPS, this::fleet),
                Route.get(EXPORT, Act.SEE_PUMPS, asked -> new FleetExport(services).of(query(asked), asked)));
    }

    private Reply fleet(Asked asked) throws Missing {
        FleetQuery query = query(asked);
        Answer<FleetPage> answer = services.fleet().page(query, asked.who());
        if (answer instanceof Answer.Done<FleetPage> done) {
            FleetView view = view(done.value(), List.of(), asked.who());
            return Reply.show(Reply.page(text("fleet.title"), HERE, out -> JtefleetGenerated.render(out, null, view)));
        }
        List<String> faults = answer.violations().stream().map(Form::sentence).toList();
        Answer<FleetPage> all = services.fleet().page(FleetQuery.first(), asked.who());
        FleetView view = all.isDone()
                ? view(all.orElseThrow(), faults, asked.who())
                : new FleetView(
                        "",
                        query.text(),
                        List.of(),
                        "",
                        false,
                        List.of(),
                        List.of(),
                        false,
                        "",
                        "",
                        "",
                        "",
                        "",
                        faults,
                        "",
                        Owed.of(services, asked.who()));
        return Reply.refused(Reply.page(text("fleet.title"), HERE, out -> JtefleetGenerated.render(out, null, view)));
    }

    private static FleetQuery query(Asked asked) {
        FleetFilter filter = FleetFilter.of(asked.queried("show")).orElse(FleetFilter.ALL);
        FleetSort sort = FleetSort.of(asked.queried("sort")).orElse(FleetSort.URGENCY);
        int page = asked.queried("page").matches("[1-9][0-9]{0,5}") ? Integer.parseInt(asked.queried("page"), 10) : 1;
        return new FleetQuery(
                asked.queried("q").strip(),
                filter,
                sort,
                asked.queried("order").equals("descending"),
                page,
                FleetQuery.DEFAULT_SIZE);
    }

    private FleetView view(FleetPage page, List<String> faults, Identified who) {
        FleetQuery query = page.query();
        List<FleetView.Choice> filters = new ArrayList<>();
        for (FleetFilter each : FleetFilter.values()) {
            filters.add(new FleetView.Choice(
                    each.text(),
                    text(
                            "fleet.choice",
                            Show.sentence(each.words()),
                            Show.count(page.count(each)).text()),
                    each == query.filter()));
        }
        return new FleetView(
                summary(page),
                query.text(),
                filters,
                query.sort() == FleetSort.URGENCY ? "" : query.sort().text(),
                query.descending(),
                columns(query),
                page.rows().stream()
                        .map(each -> rows.row(each, page.pumpTime()))
                        .toList(),
                page.rows().stream()
                                .map(each -> each.pump().manufacturer())
                                .distinct()
                                .count()
                        > 1,
                page.view().words(),
                page.pages() == 1
                        ? text("fleet.matches", Show.count(page.total()).text())
                        : text(
                                "fleet.place",
                                query.page(),
                                Show.count(page.pages()).text(),
                                Show.count(page.total()).text()),
                query.page() > 1 ? address(query.page(query.page() - 1)) : "",
                query.page() < page.pages() ? address(query.page(query.page() + 1)) : "",
                page.total() == 0 ? "" : EXPORT + address(query.page(1)).substring(HERE.length()),
                faults,
                page.count(FleetFilter.ALL) == 0 ? text("fleet.none") : text("fleet.noMatch"),
                Owed.of(services, who));
    }

    private static String summary(FleetPage page) {
        return Stream.of(
                        FleetFilter.ALL,
                        FleetFilter.ALARMS,
                        FleetFilter.IN_VISIT,
                        FleetFilter.OVERDUE,
                        FleetFilter.UNKNOWN,
                        FleetFilter.AWAITING_REVIEW)
                .filter(each -> each == FleetFilter.ALL || page.count(each) > 0)
                .map(each -> text(
                        "fleet.count." + each.name(),
                        Show.count(page.count(each)).text()))
                .collect(Collectors.joining(" · "));
    }

    private static List<FleetView.Column> columns(FleetQuery query) {
        return List.of(
                column(query, "fleet.col.alarm", FleetSort.URGENCY),
                column(query, "fleet.col.pump", FleetSort.SERIAL),
                column(query, "fleet.col.state", FleetSort.STATE),
                column(query, "fleet.col.drug", FleetSort.DRUG),
                column(query, "fleet.col.dose", FleetSort.DAILY_DOSE),
                column(query, "fleet.col.reservoir", FleetSort.RESERVOIR),
                column(query, "fleet.col.empty", FleetSort.EMPTY_AT),
                new FleetView.Column(text("fleet.col.replace"), "", ""));
    }

    private static FleetView.Column column(FleetQuery query, String label, FleetSort sort) {
        boolean here = query.sort() == sort;
        return new FleetView.Column(
                text(label),
                address(query.by(sort, here && !query.descending())),
                here ? (query.descending() ? "descending" : "ascending") : "");
    }

    private static String address(FleetQuery query) {
        List<String> parts = new ArrayList<>();
        if (!query.text().isEmpty()) {
            parts.add("q=" + Links.segment(query.text()));
        }
        if (query.filter() != FleetFilter.ALL) {
            parts.add("show=" + query.filter().text());
        }
        if (query.sort() != FleetSort.URGENCY || query.descending()) {
            parts.add("sort=" + query.sort().text());
        }
        if (query.descending()) {
            parts.add("order=descending");
        }
        if (query.page() > 1) {
            parts.add("page=" + query.page());
        }
        return parts.isEmpty() ? HERE : HERE + "?" + String.join("&", parts);
    }
}
