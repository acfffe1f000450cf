// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.server;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.audit.EntrySearch;
import org.cisterna.audit.IncidentFiles;
import org.cisterna.audit.Ledger;
import org.cisterna.conformance.run.KitRuns;
import org.cisterna.console.Page;
import org.cisterna.console.PumpPanel;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Frame;
import org.cisterna.console.frame.Once;
import org.cisterna.console.frame.PumpClock;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Router;
import org.cisterna.console.frame.Services;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.pump.DriverAdmissions;
import org.cisterna.pump.PumpHost;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.ManualTherapy;
import org.cisterna.therapy.People;
import org.cisterna.therapy.Sessions;
import org.cisterna.therapy.Therapy;
import org.cisterna.therapy.fleet.Fleet;
import org.cisterna.time.PumpTimeFeed;
import org.cisterna.time.Randomness;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.web.Address;
import org.cisterna.web.Replies;
import org.cisterna.web.SessionCookie;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Every page. It outlives every service behind it, and says in words what is missing. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(Address.SELECT)
@HttpWhiteboardServletPattern({
    StartPage.ADDRESS,
    "/fleet/*",
    "/pumps/*",
    "/reviews/*",
    "/enrol/*",
    "/drivers/*",
    "/conformance/*",
    "/ledger-view/*",
    "/people/*",
    "/account/*",
    "/more/*",
    "/sign-in/*",
    "/sign-out/*",
    "/unlock/*",
    "/set-up/*",
    "/invite/*"
})
public final class ConsoleServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Services services = new Services();
    private final transient Router router;
    private final transient Frame frame;
    private final transient PumpClock clock;

    /** Builds the table of addresses. */
    @Activate
    public ConsoleServlet(
            @Reference(target = TimeSource.HOUSE_TARGET) TimeSource house,
            @Reference(target = TimeSource.PUMP_TARGET) TimeSource pumpTime,
            @Reference Randomness randomness,
            @Reference Threads threads) {
        clock = new PumpClock(pumpTime);
        frame = new Frame(services, clock, new Assets().address());
        router = new Router(Topics.routes(services, frame, clock, house, threads), new Once(randomness, house));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Asked.Visitor> visitor = Visitors.of(request);
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Reply reply = router.answer(new Router.Incoming(
                method,
                request.getRequestURI(),
                query(request),
                method.equals("POST") ? fields(request) : Map.of(),
                visitor,
                Visitors.browser(request)));
        if (reply instanceof Reply.Moved moved) {
            if (moved.session() instanceof Reply.SessionChange.Begun begun) {
                SessionCookie.set(request, response, begun.secret());
            } else if (moved.session() instanceof Reply.SessionChange.Ended) {
                SessionCookie.clear(request, response);
            } else if (moved.session() instanceof Reply.SessionChange.Themed themed) {
                Themes.set(request, response, themed.theme());
            }
            response.setHeader("Location", moved.location());
            Replies.text(response, HttpServletResponse.SC_SEE_OTHER, moved.location());
        } else if (reply instanceof Reply.Data data) {
            Replies.bytes(response, HttpServletResponse.SC_OK, data.mediaType(), data.bytes());
        } else if (reply instanceof Reply.Download file) {
            response.setHeader("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
            Replies.bytes(response, HttpServletResponse.SC_OK, file.mediaType(), file.bytes());
        } else if (reply instanceof Reply.Shown shown) {
            if (shown.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
                response.setHeader("Retry-After", "5");
            }
            Replies.bytes(
                    response,
                    shown.status(),
                    "text/html; charset=utf-8",
                    frame.html(shown.page(), visitor, Themes.of(request)).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Map<String, String> query(HttpServletRequest request) {
        Map<String, String> query = new LinkedHashMap<>();
        String text = request.getQueryString();
        if (text == null || text.length() > 4096) {
            return query;
        }
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            try {
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                query.putIfAbsent(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            } catch (IllegalArgumentException badPercentSign) {
                query.putIfAbsent("", "");
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> fields(HttpServletRequest request) {
        Map<String, List<String>> fields = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> fields.put(name, List.of(values)));
        return fields;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindTherapy(Therapy service) {
        services.add(Therapy.class, service);
    }

    void unbindTherapy(Therapy service) {
        services.remove(Therapy.class, service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindManual(ManualTherapy service) {
        services.add(ManualTherapy.class, service);
    }

    void unbindManual(ManualTherapy service) {
        services.remove(ManualTherapy.class, service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindHost(PumpHost service) {
        services.add(PumpHost.class, service);
    }

    void unbindHost(PumpHost service) {
        services.remove(PumpHost.class, service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindAdmissions(DriverAdmissions service) {
        services.add(DriverAdmissions.class, service);
    }

    void unbindAdmissions(DriverAdmissions service) {
        services.remove(DriverAdmissions.class, service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLedger(Ledger service) {
        services.add(Ledger.class, service);
        clock.add(service);
    }

    void unbindLedger(Ledger service) {
        clock.remove(service);
        services.remove(Ledger.class, service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPeople(People service) {
        services.add(People.class, service);
    }

    void unbindPeople(People service) {
        services.remove(People.class, service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLibrary(DrugLibrary service) {
        services.add(DrugLibrary.class, service);
    }

    void unbindLibrary(DrugLibrary service) {
        services.remove(DrugLibrary.class, service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindFeed(PumpTimeFeed service) {
        clock.add(service);
    }

    void unbindFeed(PumpTimeFeed service) {
        clock.remove(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPage(Page service) {
        services.add(Page.class, service);
    }

    void unbindPage(Page service) {
        services.remove(Page.class, service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPanel(PumpPanel service) {
        services.add(PumpPanel.class, service);
    }

    void unbindPanel(PumpPanel service) {
        services.remove(PumpPanel.class, service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSessions(Sessions service) {
        services.add(Sessions.class, service);
    }

    void unbindSessions(Sessions service) {
        services.remove(Sessions.class, service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindAdministration(Administration service) {
        services.add(Administration.class, service);
    }

    void unbindAdministration(Administration service) {
        services.remove(Administration.class, service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindFleet(Fleet service) {
        services.add(Fleet.class, service);
    }

    void unbindFleet(Fleet service) {
        services.remove(Fleet.class, service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindIncidents(IncidentFiles service) {
        services.add(IncidentFiles.class, service);
    }

    void unbindIncidents(IncidentFiles service) {
        services.remove(IncidentFiles.class, service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSearch(EntrySearch service) {
        services.add(EntrySearch.class, service);
    }

    void unbindSearch(EntrySearch service) {
        services.remove(EntrySearch.class, service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindKit(KitRuns service) {
        services.add(KitRuns.class, service);
    }

    void unbindKit(KitRuns service) {
        services.remove(KitRuns.class, service);
    }
}
