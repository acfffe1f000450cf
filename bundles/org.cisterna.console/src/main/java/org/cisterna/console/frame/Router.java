// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cisterna.console.show.Links;
import org.cisterna.console.show.Show;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds who answers a request, and keeps the rules of the house around it: who may come, forms that are sent once, and what is said when a part of
 * the platform is not there. Thread-safe.
 */
public final class Router {

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final List<Route> routes;
    private final Once once;

    /** With all addresses of the console. */
    public Router(List<Route> routes, Once once) {
        this.routes = List.copyOf(routes);
        this.once = once;
    }

    /**
     * A request as it came.
     *
     * @param method in capitals
     * @param path without query, not decoded
     * @param query see {@link Asked}
     * @param fields see {@link Asked}
     * @param visitor see {@link Asked}
     * @param browser see {@link Asked}
     */
    public record Incoming(
            String method,
            String path,
            Map<String, String> query,
            Map<String, List<String>> fields,
            Optional<Asked.Visitor> visitor,
            Asked.Browser browser) {}

    /** Answers. Never throws: what fails is a page that says so. */
    public Reply answer(Incoming incoming) {
        Optional<List<String>> segments = decoded(incoming.path());
        if (segments.isEmpty()) {
            return Trouble.nothingHere().reply();
        }
        boolean otherMethod = false;
        for (Route route : routes) {
            Optional<Map<String, String>> places = route.places(segments.get());
            if (places.isEmpty()) {
                continue;
            }
            if (!route.method().equals(incoming.method())) {
                otherMethod = true;
                continue;
            }
            return guarded(route, incoming, places.get());
        }
        return otherMethod
                ? Trouble.of(405, Texts.text("trouble.405.title"), Texts.text("trouble.405.words"))
                        .reply()
                : Trouble.nothingHere().reply();
    }

    private Reply guarded(Route route, Incoming incoming, Map<String, String> places) {
        Asked asked = new Asked(
                incoming.path(),
                places,
                incoming.query(),
                incoming.fields(),
                incoming.visitor(),
                incoming.browser(),
                once);
        Route.Access access = route.access();
        if (!access.open()) {
            if (incoming.visitor().isEmpty()) {
                return Reply.moved(
                        route.method().equals("GET")
                                ? "/sign-in?to=" + Links.segment(target(incoming))
                                : "/sign-in?ended=yes");
            }
            Asked.Visitor visitor = incoming.visitor().get();
            if (visitor.locked() && !access.whileLocked()) {
                return locked(route, incoming);
            }
            Optional<Act> act = access.act();
            if (act.isPresent() && !visitor.who().may(act.get())) {
                return forbidden(visitor, act.get()).reply();
            }
        }
        try {
            return route.method().equals("POST") && !access.open()
                    ? sentOnce(route, asked)
                    : route.handler().answer(asked);
        } catch (Missing missing) {
            return back(
                            Trouble.of(
                                    503,
                                    Texts.text("trouble.503.title"),
                                    Texts.text("trouble.503.words", Show.sentence(missing.what()), missing.bundle())),
                            asked)
                    .reply();
        } catch (RuntimeException bug) {
            LOG.error("{} {} failed", route.method(), route.pattern(), bug);
            return back(Trouble.of(500, Texts.text("trouble.500.title"), Texts.text("trouble.500.words")), asked)
                    .reply();
        }
    }

    private Reply sentOnce(Route route, Asked asked) throws Missing {
        String key = asked.raw(Form.ONCE);
        Once.Turn turn = once.take(asked.session(), key);
        if (turn instanceof Once.Turn.Done done) {
            return Reply.moved(done.location());
        }
        if (turn instanceof Once.Turn.UnderWay) {
            return back(
                            Trouble.of(409, Texts.text("trouble.underWay.title"), Texts.text("trouble.underWay.words")),
                            asked)
                    .reply();
        }
        if (turn instanceof Once.Turn.Invalid) {
            return back(
                            Trouble.of(409, Texts.text("trouble.oldForm.title"), Texts.text("trouble.oldForm.words")),
                            asked)
                    .reply();
        }
        // until it is known that nothing was done, the key counts as used: a failure half way is not sent again by a
        // reload
        String location = asked.pump().map(Links::pump).orElse("/");
        boolean refused = false;
        try {
            Reply reply = route.handler().answer(asked);
            if (reply instanceof Reply.Moved moved) {
                location = moved.location();
            } else {
                refused = true;
            }
            return reply;
        } catch (Missing missing) {
            refused = true;
            throw missing;
        } finally {
            if (refused) {
                once.free(key);
            } else {
                once.done(key, location);
            }
        }
    }

    private static Reply locked(Route route, Incoming incoming) {
        String to = route.method().equals("GET") ? target(incoming) : "/";
        String unlock = "/unlock?to=" + Links.segment(to);
        return route.method().equals("GET")
                ? Reply.moved(unlock)
                : Trouble.of(403, Texts.text("trouble.locked.title"), Texts.text("trouble.locked.words"))
                        .leadingTo(unlock, Texts.text("trouble.unlock"))
                        .reply();
    }

    private static Trouble forbidden(Asked.Visitor visitor, Act act) {
        return Trouble.of(
                403, Texts.text("trouble.403.title"), Texts.text("trouble.403.words", roles(visitor), act.words()));
    }

    /** The roles of somebody in words. */
    static String roles(Asked.Visitor visitor) {
        return visitor.who().person().roles().stream().map(Role::text).collect(Collectors.joining(", "));
    }

    private static Trouble back(Trouble trouble, Asked asked) {
        return asked.pump()
                .map(pump -> trouble.leadingTo(Links.pump(pump), Texts.text("trouble.pump")))
                .orElse(trouble);
    }

    private static String target(Incoming incoming) {
        String query = incoming.query().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> Links.segment(each.getKey()) + "=" + Links.segment(each.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? incoming.path() : incoming.path() + "?" + query;
    }

    private static Optional<List<String>> decoded(String path) {
        List<String> decoded = new ArrayList<>();
        try {
            for (String each : Route.segments(path)) {
                decoded.add(URLDecoder.decode(each.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException badPercentSign) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(decoded));
    }
}
