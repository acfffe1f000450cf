// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Frame;
import org.cisterna.console.frame.Once;
import org.cisterna.console.frame.PumpClock;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Router;
import org.cisterna.console.frame.Services;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Role;
import org.cisterna.time.Randomness;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A browser without a browser: asks the router as somebody, and reads the page. */
public final class Desk {

    public static final Instant NOW = Instant.parse("2026-11-21T05:04:09Z");

    public final Services services = new Services();
    public final VirtualTime time = VirtualTime.create(1);
    public final PumpClock clock = new PumpClock(time.pump());
    public final Frame frame = new Frame(services, clock, "/a/00000000");
    public final Once once = new Once(Randomness.seeded(7), time.house());

    private final List<Route> routes;
    private final Router router;
    private Optional<Asked.Visitor> visitor = Optional.empty();

    /** With these pages. */
    public Desk(java.util.function.Function<Desk, List<Route.Topic>> topics) {
        routes = topics.apply(this).stream()
                .flatMap(each -> each.routes().stream())
                .toList();
        router = new Router(routes, once);
    }

    /** All addresses of these pages. */
    public List<Route> routes() {
        return routes;
    }

    /** From now on somebody with these roles asks. */
    public Desk as(Role... roles) {
        Person person = new Person("pat", "Pat <b>Person</b>", Set.of(roles));
        visitor = Optional.of(
                new Asked.Visitor(new Identified(person, "s-1", "session", Identified.ALL), "form-token", false));
        return this;
    }

    /** From now on the screen is locked. */
    public Desk locked() {
        visitor = visitor.map(each -> new Asked.Visitor(each.who(), each.formToken(), true));
        return this;
    }

    /** From now on nobody is signed in. */
    public Desk nobody() {
        visitor = Optional.empty();
        return this;
    }

    /** Who asks. */
    public Identified who() {
        return visitor.orElseThrow().who();
    }

    /** Looks at an address. */
    public Reply get(String address) {
        return send("GET", address, Map.of());
    }

    /** Sends a form with a new key. */
    public Reply post(String address, String... fields) {
        Map<String, List<String>> values = fields(fields);
        values.put(Form.ONCE, List.of(once.key("s-1")));
        return send("POST", address, values);
    }

    /** Sends a form with this key. */
    public Reply postWith(String key, String address, String... fields) {
        Map<String, List<String>> values = fields(fields);
        values.put(Form.ONCE, List.of(key));
        return send("POST", address, values);
    }

    private static Map<String, List<String>> fields(String... fields) {
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            values.put(fields[i], List.of(fields[i + 1]));
        }
        return values;
    }

    private Reply send(String method, String address, Map<String, List<String>> fields) {
        int mark = address.indexOf('?');
        Map<String, String> query = new HashMap<>();
        if (mark >= 0) {
            for (String pair : address.substring(mark + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                query.put(
                        pair.substring(0, equals),
                        java.net.URLDecoder.decode(
                                pair.substring(equals + 1), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return router.answer(new Router.Incoming(
                method,
                mark < 0 ? address : address.substring(0, mark),
                query,
                fields,
                visitor,
                new Asked.Browser(Optional.of("secret"), "a test")));
    }

    /** The whole document of a page. */
    public String html(Reply reply) {
        if (reply instanceof Reply.Shown shown) {
            return frame.html(shown.page(), visitor);
        }
        throw new AssertionError("expected a page, got " + reply);
    }

    /** The page, read. */
    public Document page(Reply reply) {
        return Jsoup.parse(html(reply));
    }

    /** The status of a page. */
    public static int status(Reply reply) {
        return reply instanceof Reply.Shown shown ? shown.status() : 303;
    }

    /** Where a reply leads. */
    public static String location(Reply reply) {
        if (reply instanceof Reply.Moved moved) {
            return moved.location();
        }
        throw new AssertionError("expected another address, got " + reply);
    }
}
