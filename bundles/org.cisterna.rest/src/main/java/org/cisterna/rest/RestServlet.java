// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.cisterna.audit.EntrySearch;
import org.cisterna.audit.IncidentFiles;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.Witness;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.conformance.run.KitRuns;
import org.cisterna.dosing.edition.Editions;
import org.cisterna.pump.DriverAdmissions;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.ManualTherapy;
import org.cisterna.therapy.Therapy;
import org.cisterna.therapy.fleet.Fleet;
import org.cisterna.web.Address;
import org.cisterna.web.Problem;
import org.cisterna.web.Replies;
import org.cisterna.web.SignedIn;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the routes. It outlives every service behind it, and says in words what is missing. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(Address.SELECT)
@HttpWhiteboardServletPattern({Address.API + "/*", Address.LEDGER + "/*"})
public final class RestServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RestServlet.class);

    /** A body larger than this is refused unread. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    /** No log has this name. */
    private static final String WITNESS = Address.LEDGER + "/witness/";

    private final transient Services services = new Services();
    /** The routes, and the parts of their patterns. */
    private record Known(Route route, List<String> pattern) {}

    private final transient List<Known> routes;
    private final transient LedgerFiles ledgerFiles;
    private final transient WitnessFiles witnessFiles;

    /** Builds the table of routes. */
    public RestServlet() {
        List<Route> table = new ArrayList<>(new Routes(services).all());
        table.add(
                Route.get("/openapi.json", "This description.", "OpenApi", call -> Result.ok(OpenApi.describe(table))));
        routes = table.stream()
                .map(each -> new Known(each, Route.segments(each.pattern())))
                .toList();
        ledgerFiles = new LedgerFiles(services);
        witnessFiles = new WitnessFiles(services);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindWitness(Witness witness) {
        services.witnesses.add(witness);
    }

    void unbindWitness(Witness witness) {
        services.witnesses.remove(witness);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindTherapy(Therapy therapy) {
        services.therapies.add(therapy);
    }

    void unbindTherapy(Therapy therapy) {
        services.therapies.remove(therapy);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindManual(ManualTherapy manual) {
        services.manuals.add(manual);
    }

    void unbindManual(ManualTherapy manual) {
        services.manuals.remove(manual);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindHost(PumpHost host) {
        services.hosts.add(host);
    }

    void unbindHost(PumpHost host) {
        services.hosts.remove(host);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindAdmissions(DriverAdmissions admissions) {
        services.admissions.add(admissions);
    }

    void unbindAdmissions(DriverAdmissions admissions) {
        services.admissions.remove(admissions);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLedger(Ledger ledger) {
        services.ledgers.add(ledger);
    }

    void unbindLedger(Ledger ledger) {
        services.ledgers.remove(ledger);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindFleet(Fleet fleet) {
        services.fleets.add(fleet);
    }

    void unbindFleet(Fleet fleet) {
        services.fleets.remove(fleet);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindIncidents(IncidentFiles service) {
        services.incidents.add(service);
    }

    void unbindIncidents(IncidentFiles service) {
        services.incidents.remove(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSearch(EntrySearch search) {
        services.searches.add(search);
    }

    void unbindSearch(EntrySearch search) {
        services.searches.remove(search);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEditions(Editions editions) {
        services.editions.add(editions);
    }

    void unbindEditions(Editions editions) {
        services.editions.remove(editions);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindKit(KitRuns kit) {
        services.kits.add(kit);
    }

    void unbindKit(KitRuns kit) {
        services.kits.remove(kit);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Result result;
        try {
            result = answer(request);
        } catch (Call.Refusal refusal) {
            result = new Result.Refused(Problem.of(refusal.status(), List.of(refusal.violation())));
        } catch (RuntimeException bug) {
            // Fail closed, and say no more to a stranger than that it is our fault; the log has the rest.
            LOG.error("{} {} failed", request.getMethod(), request.getServletPath(), bug);
            result = new Result.Refused(Problem.of(
                    500,
                    "INTERNAL_ERROR",
                    "The platform failed",
                    "this is a fault of the platform, not of the request. What became of a command is in the ledger:"
                            + " look at the pump before trying again"));
        }
        write(result, response);
    }

    private Result answer(HttpServletRequest request) throws Call.Refusal, IOException {
        String uri = request.getRequestURI();
        if (uri.startsWith(WITNESS)) {
            return witnessFiles.answer(request, uri.substring(WITNESS.length()));
        }
        if (uri.startsWith(Address.LEDGER + "/")) {
            return ledgerFiles.answer(
                    request.getMethod(), uri.substring(Address.LEDGER.length() + 1), SignedIn.of(request));
        }
        if (SignedIn.of(request).isEmpty() && request.getHeader("Authorization") != null) {
            // whoever looks at tokens would have put somebody on the request, or answered it
            throw new Call.Refusal(
                    503,
                    Violation.of(
                            "SERVICE_MISSING",
                            "sign-in (web, which needs time.system) is not there, so nobody can be recognised; try again when it is"));
        }
        List<String> segments = new ArrayList<>();
        for (String each : Route.segments(uri.substring(Math.min(uri.length(), Address.API.length())))) {
            segments.add(decoded(each));
        }
        TreeSet<String> otherMethods = new TreeSet<>();
        for (Known known : routes) {
            Optional<Map<String, String>> places = Route.places(known.pattern(), segments);
            if (places.isEmpty()) {
                continue;
            }
            Route route = known.route();
            if (route.method().equals(request.getMethod())) {
                Optional<Json> body = route.request().isPresent() ? body(request) : Optional.empty();
                return route.handler()
                        .handle(new Call(SignedIn.of(request), places.get(), query(request, route), body));
            }
            otherMethods.add(route.method());
        }
        if (!otherMethods.isEmpty()) {
            throw new Call.Refusal(
                    405,
                    Violation.of(
                            "METHOD_NOT_ALLOWED",
                            "method",
                            Call.shortened(request.getMethod()),
                            "this address takes " + String.join(" and ", otherMethods)));
        }
        throw new Call.Refusal(
                404,
                Violation.of(
                        "NO_SUCH_ADDRESS",
                        "path",
                        Call.shortened(uri),
                        "there is nothing at this address; see " + Address.API + "/openapi.json"));
    }

    private static String decoded(String text) throws Call.Refusal {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            throw new Call.Refusal(
                    400,
                    Violation.of(
                            "BAD_PATH",
                            "path",
                            Call.shortened(text),
                            "a percent sign is followed by two hexadecimal digits"));
        }
    }

    private static Map<String, String> query(HttpServletRequest request, Route route) throws Call.Refusal {
        Map<String, String[]> given = request.getQueryString() == null ? Map.of() : parameters(request);
        if (given.isEmpty()) {
            return Map.of();
        }
        Map<String, String> query = new LinkedHashMap<>();
        String known = route.query().isEmpty()
                ? "nothing"
                : String.join(
                        ", ", route.query().stream().map(Route.Parameter::name).toList());
        for (Map.Entry<String, String[]> each : given.entrySet()) {
            if (route.query().stream().noneMatch(one -> one.name().equals(each.getKey()))) {
                throw new Call.Refusal(
                        400,
                        Violation.of(
                                        "BAD_QUERY",
                                        Call.shortened(each.getKey()),
                                        Call.shortened(String.join(", ", each.getValue())),
                                        "this address takes no such parameter in its query; it takes " + known)
                                .against(known, "this interface"));
            }
            if (each.getValue().length != 1) {
                throw new Call.Refusal(
                        400,
                        Violation.of(
                                        "BAD_QUERY",
                                        Call.shortened(each.getKey()),
                                        Call.shortened(String.join(", ", each.getValue())),
                                        "this parameter was given more than once; give it once")
                                .against("once", "this interface"));
            }
            query.put(each.getKey(), each.getValue()[0]);
        }
        return query;
    }

    private static Map<String, String[]> parameters(HttpServletRequest request) throws Call.Refusal {
        try {
            return request.getParameterMap();
        } catch (RuntimeException malformed) { // each server has a type of its own for it
            throw new Call.Refusal(
                    400,
                    Violation.of(
                            "BAD_QUERY",
                            "query",
                            Call.shortened(String.valueOf(request.getQueryString())),
                            "a percent sign is followed by two hexadecimal digits, and all of it is UTF-8"));
        }
    }

    private static Optional<Json> body(HttpServletRequest request) throws Call.Refusal, IOException {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(java.util.Locale.ROOT).matches("application/json( *;.*)?")) {
            throw new Call.Refusal(
                    415,
                    Violation.of(
                                    "BAD_MEDIA_TYPE",
                                    "Content-Type",
                                    type == null ? "none" : Call.shortened(type),
                                    "send JSON with the header 'Content-Type: application/json'")
                            .against("application/json", "this interface"));
        }
        byte[] bytes = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
        if (bytes.length > MAX_BODY_BYTES) {
            throw new Call.Refusal(
                    413,
                    Violation.of(
                                    "BODY_TOO_LARGE",
                                    "body",
                                    request.getContentLengthLong() < 0
                                            ? "more than " + MAX_BODY_BYTES + " bytes"
                                            : request.getContentLengthLong() + " bytes",
                                    "the body of the request is larger than " + MAX_BODY_BYTES
                                            + " bytes; send less at once")
                            .against(MAX_BODY_BYTES + " bytes", "this interface"));
        }
        try {
            return Optional.of(Json.parse(bytes));
        } catch (JsonException wrong) {
            throw Call.Refusal.of(wrong);
        }
    }

    private static void write(Result result, HttpServletResponse response) throws IOException {
        if (result instanceof Result.Body body) {
            Replies.json(response, body.status(), body.body());
        } else if (result instanceof Result.File file) {
            if (file.immutable()) {
                response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
            }
            Replies.bytes(response, 200, file.mediaType(), file.bytes());
        } else if (result instanceof Result.Text text) {
            Replies.bytes(response, text.status(), text.mediaType(), text.text().getBytes(StandardCharsets.UTF_8));
        } else if (result instanceof Result.Moved moved) {
            response.setHeader("Location", moved.location());
            Replies.text(response, 302, moved.location());
        } else if (result instanceof Result.Refused refused) {
            Replies.problem(response, refused.problem());
        }
    }
}
