// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import static org.cisterna.rest.Route.get;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.cisterna.audit.EntryAnswer;
import org.cisterna.audit.EntryPage;
import org.cisterna.audit.EntryQuery;
import org.cisterna.audit.EntryRange;
import org.cisterna.audit.EntrySearch;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Violation;
import org.cisterna.rest.Route.Parameter;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.fleet.FleetFilter;
import org.cisterna.therapy.fleet.FleetPage;
import org.cisterna.therapy.fleet.FleetQuery;
import org.cisterna.therapy.fleet.FleetSort;

/** What is asked of the view over the ledger: the fleet and its entries, searched, filtered, sorted and in pages. */
final class ViewRoutes {

    /** Entries with their proof, as docs/ledger.md has them. */
    static final String EXPORT = "Export";

    static final String EXPORT_MEDIA_TYPE = "application/jsonl";

    private static final List<String> FILTERS =
            Arrays.stream(FleetFilter.values()).map(FleetFilter::text).toList();
    private static final List<String> SORTS =
            Arrays.stream(FleetSort.values()).map(FleetSort::text).toList();
    private static final String DESCENDING = "descending";
    private static final List<String> ORDERS = List.of("ascending", DESCENDING);
    private static final int LAST_PAGE = 1_000_000;
    private static final int LONGEST = 200;
    private static final long LAST = Long.MAX_VALUE / 2;
    private static final int ENTRIES = 50;

    private final Services services;

    ViewRoutes(Services services) {
        this.services = services;
    }

    void addTo(List<Route> routes) {
        routes.add(get(
                        "/fleet",
                        "Pumps of the fleet: searched, filtered, sorted, a page at a time. Everything is of the last reading or projected"
                                + " from it.",
                        "FleetPage",
                        this::fleet)
                .asking(
                        Parameter.text(
                                "q",
                                FleetQuery.MAX_TEXT,
                                "Words that stand in serial, manufacturer, patient reference or drug."),
                        Parameter.choice("show", FILTERS, "Which pumps; all without it."),
                        Parameter.choice("sort", SORTS, "In which order; urgency without it."),
                        Parameter.choice("order", ORDERS, "The same order, or the other way round."),
                        Parameter.number("page", 1, LAST_PAGE, "Which page; 1 without it."),
                        Parameter.number(
                                "size",
                                1,
                                FleetQuery.MAX_SIZE,
                                "Pumps a page; " + FleetQuery.DEFAULT_SIZE + " without it.")));
        routes.add(get(
                        "/entries",
                        "Searches the ledger, the newest entry first, for auditors. The search is itself entered, once per person, query and hour.",
                        "EntryPage",
                        this::entries)
                .asking(with(
                        Parameter.number("before", 0, LAST, "Only entries before this one: next of the page before."),
                        Parameter.number(
                                "size", 1, EntryQuery.MAX_SIZE, "Entries a page; " + ENTRIES + " without it."))));
        routes.add(get(
                        "/entries/export",
                        "The same entries, at most " + EntrySearch.MOST_EXPORTED
                                + " and the newest of them, as JSON Lines with their proof, for"
                                + " ./cisterna verify. That they were taken out is itself entered.",
                        EXPORT,
                        this::export)
                .asking(with(Parameter.number("before", 0, LAST, "Only entries before this one."))));
    }

    /** What entries can be asked by, and more. */
    private static Parameter[] with(Parameter... more) {
        return Stream.concat(
                        Stream.of(
                                Parameter.instant("from", "Entered at this house time or later."),
                                Parameter.instant("until", "Entered before this house time."),
                                Parameter.text("actor", LONGEST, "The account of who did it, whole."),
                                Parameter.text("pump", LONGEST, "Manufacturer/serial, whole."),
                                Parameter.text("type", LONGEST, "The type, or how it begins in whole words: therapy."),
                                Parameter.text("correlation", LONGEST, "Whole."),
                                Parameter.choice(
                                        "outcome",
                                        EntryQuery.OUTCOMES,
                                        "How a command to a pump ended, or REFUSED for what was refused."),
                                Parameter.text(
                                        "text",
                                        EntryQuery.MAX_TEXT,
                                        "What stands in the body, the actor's name or the pump.")),
                        Stream.of(more))
                .toArray(Parameter[]::new);
    }

    private Result fleet(Call call) throws Call.Refusal {
        Routes.needs(call, Act.SEE_PUMPS);
        FleetQuery query = new FleetQuery(
                call.text("q"),
                call.choice("show", FleetFilter.ALL, FleetFilter::of, FILTERS),
                call.choice("sort", FleetSort.URGENCY, FleetSort::of, SORTS),
                call.choice("order", false, ViewRoutes::isDescending, ORDERS),
                (int) call.number("page", 1, 1, LAST_PAGE),
                (int) call.number("size", FleetQuery.DEFAULT_SIZE, 1, FleetQuery.MAX_SIZE));
        return Result.of(200, services.fleet().page(query, call.identified()), ViewRoutes::page);
    }

    private static Optional<Boolean> isDescending(String word) {
        return ORDERS.contains(word) ? Optional.of(word.equals(DESCENDING)) : Optional.empty();
    }

    private static JsonObject page(FleetPage page) {
        JsonObject.Builder counts = Json.object();
        for (FleetFilter each : FleetFilter.values()) {
            counts.put(each.text(), page.count(each));
        }
        return Json.object()
                .put("page", page.query().page())
                .put("pages", page.pages())
                .put("size", page.query().size())
                .put("total", page.total())
                .put("counts", counts.build())
                .put("houseTime", page.house().toString())
                .put("pumpTime", page.pumpTime().toString())
                .put("note", page.view().words())
                .put(
                        "pumps",
                        Json.array(page.rows().stream()
                                .map(each -> FleetViews.row(each, page.pumpTime()))
                                .toList()))
                .build();
    }

    private Result entries(Call call) throws Call.Refusal {
        Routes.needs(call, Act.READ_LEDGER);
        EntryQuery query = query(call, (int) call.number("size", ENTRIES, 1, EntryQuery.MAX_SIZE));
        EntryAnswer answer = services.search().search(query, call.identified().actor(Act.READ_LEDGER));
        return answer instanceof EntryAnswer.Refused refused
                ? refused(call, refused)
                : Result.ok(found((EntryPage) answer));
    }

    private Result export(Call call) throws Call.Refusal {
        Routes.needs(call, Act.READ_LEDGER);
        Ledger ledger = services.ledger();
        EntryAnswer answer = services.search()
                .export(
                        query(call, EntryQuery.MAX_SIZE),
                        call.identified().actor(Act.READ_LEDGER),
                        EntrySearch.MOST_EXPORTED);
        if (answer instanceof EntryAnswer.Refused refused) {
            return refused(call, refused);
        }
        List<Long> numbers =
                ((EntryPage) answer).entries().stream().map(Envelope::sequence).toList();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ledger.export(EntryRange.of(numbers), file);
        } catch (LedgerUnavailableException unavailable) {
            throw new Call.Refusal(503, Violation.of("LEDGER_UNAVAILABLE", String.valueOf(unavailable.getMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return new Result.File(EXPORT_MEDIA_TYPE, file.toByteArray(), false);
    }

    private static Optional<String> outcome(String word) {
        return EntryQuery.OUTCOMES.contains(word) ? Optional.of(word) : Optional.empty();
    }

    private static EntryQuery query(Call call, int size) throws Call.Refusal {
        EntryQuery query = EntryQuery.newest(size)
                .by(call.text("actor"))
                .about(call.text("pump"))
                .ofType(call.text("type"))
                .correlated(call.text("correlation"))
                .containing(call.text("text"))
                .endedAs(call.choice("outcome", "", ViewRoutes::outcome, EntryQuery.OUTCOMES));
        Optional<Instant> from = call.instant("from");
        if (from.isPresent()) {
            query = query.from(from.get());
        }
        Optional<Instant> until = call.instant("until");
        if (until.isPresent()) {
            query = query.until(until.get());
        }
        if (!call.text("before").isEmpty()) {
            query = query.before(call.number("before", 0, 0, LAST));
        }
        return query;
    }

    private static Result refused(Call call, EntryAnswer.Refused refused) throws Call.Refusal {
        List<Violation> reasons = new ArrayList<>();
        for (EntryAnswer.Reason each : refused.reasons()) {
            reasons.add(
                    each.field().isEmpty()
                            ? Violation.of(each.code(), each.message())
                            : Violation.of(
                                    each.code(),
                                    each.field(),
                                    Call.shortened(call.text(each.field())),
                                    each.message()));
        }
        return Result.refused(reasons);
    }

    private static JsonObject found(EntryPage page) {
        OptionalLong next = page.next();
        return Json.object()
                .put(
                        "entries",
                        Json.array(page.entries().stream().map(Views::envelope).toList()))
                .putOptional("next", next.isPresent() ? Optional.of(Long.toString(next.getAsLong())) : Optional.empty())
                .put("searchedDownTo", page.searchedDownTo())
                .put("matches", page.matches())
                .put("exact", page.exact())
                .put("note", page.state().words())
                .build();
    }
}
