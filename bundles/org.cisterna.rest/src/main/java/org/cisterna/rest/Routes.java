// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import static org.cisterna.rest.Route.get;
import static org.cisterna.rest.Route.post;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.SearchEntry;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.BlindEntry;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.EnrolRequest;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.PumpEvent;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.SignNonce;
import org.cisterna.therapy.SignRequest;
import org.cisterna.therapy.StopRequest;
import org.cisterna.therapy.StopResult;
import org.cisterna.therapy.TypedOrder;
import org.cisterna.therapy.Visit;

/** The table of the interface. */
final class Routes {

    private static final String PUMP = "/pumps/{manufacturer}/{serial}";

    private static final long LAST = Long.MAX_VALUE / 2;
    private static final long DEFAULT_MAX = 100;
    private static final long MOST = 1000;
    private static final Route.Parameter FROM =
            Route.Parameter.number("from", 0, LAST, "The first sequence number wanted; 0 without it.");
    private static final Route.Parameter MAX =
            Route.Parameter.number("max", 1, MOST, "The most entries of the answer; 100 without it.");

    private final Services services;
    private final PumpAnswers answers = new PumpAnswers();

    Routes(Services services) {
        this.services = services;
    }

    /** Every route but the description of them all. */
    List<Route> all() {
        List<Route> routes = new ArrayList<>();
        routes.add(get(
                "/me",
                "Who is recognised, and which acts are allowed.",
                "Person",
                call -> Result.ok(Views.identified(call.identified()))));
        pumps(routes);
        visits(routes);
        changes(routes);
        new EmergencyRoutes(services).addTo(routes);
        new ManualRoutes(services).addTo(routes);
        new DriverRoutes(services).addTo(routes);
        new ConformanceRoutes(services).addTo(routes);
        new LibraryRoutes(services).addTo(routes);
        routes.add(get(
                        "/ledger/entries",
                        "Entries of the ledger from a sequence on, the oldest first, for auditors. That they were looked at is itself entered,"
                                + " once per person and hour.",
                        "Entries",
                        this::entries)
                .asking(FROM, MAX));
        new ViewRoutes(services).addTo(routes);
        new IncidentRoutes(services).addTo(routes);
        return List.copyOf(routes);
    }

    private void pumps(List<Route> routes) {
        routes.add(get("/pumps", "The paired pumps, each with its last reading.", "Pumps", this::pumps));
        routes.add(get("/pumps/found", "Pumps that can be seen and are not paired.", "FoundPumps", this::found));
        routes.add(post(
                "/pumps",
                "Pairs with a pump and enrols it.",
                "Enrol",
                201,
                "Implant",
                call -> Result.of(
                        201,
                        services.therapy().enrol(body(call, EnrolRequest::fromJson), call.identified()),
                        Implant::toJson)));
        routes.add(get(PUMP, "One pump.", "Pump", this::pump));
        routes.add(get(
                PUMP + "/visits",
                "The visits of a pump, the newest first.",
                "Visits",
                call -> Result.of(
                        200,
                        services.therapy().visits(call.pump(), call.identified()),
                        visits -> Json.array(visits.stream().map(Visit::toJson).toList()))));
        routes.add(post(
                PUMP + "/visits",
                "Opens a visit.",
                "",
                201,
                "Visit",
                call -> Result.of(201, services.therapy().openVisit(call.pump(), call.identified()), Visit::toJson)));
        routes.add(post(
                PUMP + "/stop",
                "Stops delivery at once, on the word of one person.",
                "Stop",
                200,
                "StopResult",
                call -> Result.of(
                        200,
                        services.therapy().stop(call.pump(), body(call, StopRequest::fromJson), call.identified()),
                        StopResult::toJson)));
        routes.add(get(
                        PUMP + "/events",
                        "Ledger entries about a pump, the oldest first.",
                        "Events",
                        call -> Result.of(
                                200,
                                services.therapy().events(call.pump(), from(call), max(call), call.identified()),
                                events -> Json.array(
                                        events.stream().map(PumpEvent::toJson).toList())))
                .asking(FROM, MAX));
    }

    private void visits(List<Route> routes) {
        routes.add(get(
                "/visits/{visit}",
                "One visit.",
                "Visit",
                call -> Result.of(200, services.therapy().visit(call.at("visit"), call.identified()), Visit::toJson)));
        routes.add(post(
                "/visits/{visit}/read",
                "Reads the pump; resolves an unknown outcome where the reading can.",
                "",
                200,
                "Reading",
                call -> Result.of(200, services.therapy().read(call.at("visit"), call.identified()), Views::reading)));
        routes.add(post(
                "/visits/{visit}/drafts",
                "Drafts a change of dose on the last reading.",
                "Order",
                201,
                "DoseChange",
                call -> Result.of(
                        201,
                        services.therapy().draft(call.at("visit"), body(call, TypedOrder::fromJson), call.identified()),
                        DoseChange::toJson)));
        routes.add(post(
                "/visits/{visit}/close",
                "Closes the visit: the pump was seen running, or stopped by order.",
                "Close",
                200,
                "Visit",
                call -> Result.of(
                        200,
                        services.therapy()
                                .close(call.at("visit"), body(call, CloseRequest::fromJson), call.identified()),
                        Visit::toJson)));
    }

    private void changes(List<Route> routes) {
        String change = "/drafts/{change}";
        routes.add(get(
                change,
                "A change of dose, as far as this person may see it.",
                "DoseChange",
                call -> changed(200, services.therapy().change(call.at("change"), call.identified()))));
        routes.add(new Route(
                "PUT",
                change,
                "Drafts another order in its place; the old one is void.",
                Optional.of("Order"),
                200,
                "DoseChange",
                List.of(),
                call -> changed(
                        200,
                        services.therapy()
                                .edit(call.at("change"), body(call, TypedOrder::fromJson), call.identified()))));
        routes.add(post(
                change + "/discard",
                "Gives the draft up.",
                "",
                200,
                "DoseChange",
                call -> changed(200, services.therapy().discard(call.at("change"), call.identified()))));
        routes.add(post(
                change + "/nonce",
                "Issues a nonce for this person's next signature.",
                "",
                200,
                "Nonce",
                call -> Result.of(
                        200, services.therapy().nonce(call.at("change"), call.identified()), SignNonce::toJson)));
        routes.add(post(change + "/author", "Signs as author.", "Author", 200, "DoseChange", this::author));
        routes.add(post(
                change + "/verify",
                "Compares the blind entry of a second person, and signs when it is equal and each finding that asks two persons"
                        + " has this person's reason too.",
                "Verify",
                200,
                "DoseChange",
                this::verify));
        routes.add(post(change + "/reject", "Refuses as second person.", "Reject", 200, "DoseChange", call -> {
            JsonObject body = call.object();
            return changed(
                    200,
                    services.therapy()
                            .reject(
                                    call.at("change"),
                                    checked(() -> body.onlyNames("reason").string("reason")),
                                    call.identified()));
        }));
        routes.add(post(
                change + "/release",
                "Releases a verified change, once.",
                "",
                200,
                "DoseChange",
                call -> changed(200, services.therapy().release(call.at("change"), call.identified()))));
        routes.add(post(
                change + "/send",
                "Sends it to the pump, and answers with its outcome: APPLIED, NOT_APPLIED or UNKNOWN.",
                "",
                200,
                "DoseChange",
                call -> changed(200, services.therapy().send(call.at("change"), call.identified()))));
    }

    private Result pumps(Call call) throws Call.Refusal {
        Identified who = call.identified();
        needs(call, Act.SEE_PUMPS);
        List<JsonObject> views = new ArrayList<>();
        for (PumpStatus each : services.hostThatKnowsAll().pumps()) {
            views.add(shown(each, who).json());
        }
        return Result.ok(Json.array(views));
    }

    private Result pump(Call call) throws Call.Refusal {
        Identified who = call.identified();
        needs(call, Act.SEE_PUMPS);
        PumpId pump = call.pump();
        Optional<PumpStatus> status = services.hostThatKnowsAll().pump(pump);
        if (status.isEmpty()) {
            throw new Call.Refusal(
                    404,
                    Violation.of(
                            "UNKNOWN_PUMP",
                            "path",
                            pump.text(),
                            "no pump of this name is paired; see the list of pumps"));
        }
        Shown shown = shown(status.get(), who);
        return new Result.File(Result.JSON, answers.of(shown.status(), shown.implant(), shown.missing()), false);
    }

    /**
     * A pump as it is shown.
     *
     * @param missing what cannot be shown of it now, in words
     */
    private record Shown(PumpStatus status, Optional<Implant> implant, List<String> missing) {
        JsonObject json() {
            return Views.pump(status, implant, missing);
        }
    }

    /** A pump with its implant record; what cannot be shown of it now is named, never left out in silence. */
    private Shown shown(PumpStatus status, Identified who) throws Call.Refusal {
        Answer<Implant> implant = services.therapy().implant(status.pump(), who);
        Optional<Implant> record =
                implant instanceof Answer.Done<Implant> done ? Optional.of(done.value()) : Optional.empty();
        List<String> missing = new ArrayList<>();
        for (Violation each : implant.violations()) {
            if (!each.code().equals(Refusal.NOT_ENROLLED.name())) {
                missing.add("the implant record cannot be shown: " + each.message());
            }
        }
        missing.addAll(services.unbelieved());
        return new Shown(status, record, missing);
    }

    private Result found(Call call) throws Call.Refusal {
        needs(call, Act.SEE_PUMPS);
        return Result.ok(Json.array(
                services.hostThatKnowsAll().found().stream().map(Views::found).toList()));
    }

    private Result author(Call call) throws Call.Refusal {
        JsonObject body = call.object();
        List<Confirmation> confirmations = checked(() -> confirmations(body.onlyNames("confirmations", "sign")));
        SignRequest sign = checked(() -> SignRequest.fromJson(body.object("sign")));
        return changed(200, services.therapy().author(call.at("change"), confirmations, sign, call.identified()));
    }

    private Result verify(Call call) throws Call.Refusal {
        JsonObject body = call.object();
        BlindEntry entry = checked(() -> {
            body.onlyNames("entry", "confirmations", "sign");
            return BlindEntry.fromJson(body.object("entry"));
        });
        SignRequest sign = checked(() -> SignRequest.fromJson(body.object("sign")));
        List<Confirmation> confirmations = checked(() -> confirmations(body));
        return changed(
                200, services.therapy().verify(call.at("change"), entry, confirmations, sign, call.identified()));
    }

    static List<Confirmation> confirmations(JsonObject body) {
        return body.optionalArray("confirmations").map(each -> each.objects()).orElse(List.of()).stream()
                .map(Confirmation::fromJson)
                .toList();
    }

    private Result entries(Call call) throws Call.Refusal {
        needs(call, Act.READ_LEDGER);
        List<Envelope> entries = services.ledger().read(from(call), max(call));
        // where it cannot be entered the answer comes all the same: a damaged ledger has to be looked at
        services.search()
                .looked(SearchEntry.inOrder(entries.size()), call.identified().actor(Act.READ_LEDGER));
        return Result.ok(Json.array(entries.stream().map(Views::envelope).toList()));
    }

    private static long from(Call call) throws Call.Refusal {
        return call.number(FROM.name(), 0, 0, LAST);
    }

    private static int max(Call call) throws Call.Refusal {
        return (int) call.number(MAX.name(), DEFAULT_MAX, 1, MOST);
    }

    static Result changed(int status, Answer<DoseChange> answer) {
        return Result.of(status, answer, DoseChange::toJson);
    }

    static void needs(Call call, Act act) throws Call.Refusal {
        if (!call.identified().may(act)) {
            throw new Call.Refusal(
                    403,
                    Violation.of(
                                    "NOT_PERMITTED",
                                    "act",
                                    act.text(),
                                    "roles and token of "
                                            + call.identified().person().id() + " do not allow to "
                                            + act.words())
                            .against(
                                    "one of the roles "
                                            + Arrays.stream(Role.values())
                                                    .filter(role -> act.permits(Set.of(role))
                                                            .allows())
                                                    .map(Role::text)
                                                    .collect(Collectors.joining(", "))
                                            + ", and a token with the scope " + act.text(),
                                    "the table of acts and roles"));
        }
    }

    /** Reads a part of a body. */
    @FunctionalInterface
    interface Reading<T> {
        T read();
    }

    static <T> T checked(Reading<T> reading) throws Call.Refusal {
        try {
            return reading.read();
        } catch (JsonException wrong) {
            throw Call.Refusal.of(wrong);
        }
    }

    static <T> T body(Call call, java.util.function.Function<JsonObject, T> read) throws Call.Refusal {
        JsonObject object = call.object();
        return checked(() -> read.apply(object));
    }
}
