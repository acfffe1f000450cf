// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.people;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.people.JtesignInGenerated;
import gg.jte.generated.precompiled.people.JteunlockGenerated;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.show.Links;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.OpenedSession;

/** {@code /sign-in}, {@code /sign-out} and {@code /unlock}. */
public final class SignInPages implements Route.Topic {

    private static final String UNLOCK_STOP = "/unlock/stop";
    private static final Pattern OF_A_PUMP = Pattern.compile("/pumps/([^/?]+)/([^/?]+)");

    private final Services services;

    /** With what it asks. */
    public SignInPages(Services services) {
        this.services = services;
    }

    @Override
    public List<Route> routes() {
        Route.Access everybody = Route.Access.everybody();
        return List.of(
                new Route("GET", "/sign-in", everybody, asked -> Reply.show(signInPage(asked, asked.form()))),
                new Route("POST", "/sign-in", everybody, this::signIn),
                new Route("POST", "/sign-out", everybody, this::signOut),
                new Route("GET", "/unlock", everybody, asked -> unlockPage(asked, asked.form(), 200)),
                new Route("GET", UNLOCK_STOP, everybody, this::toStop),
                new Route("POST", "/unlock", everybody, this::unlock));
    }

    private Reply.PageView signInPage(Asked asked, Form form) throws Missing {
        boolean ended = asked.queried("ended").equals("yes");
        SignIn view = new SignIn(
                form,
                target(asked),
                ended,
                asked.queried("out").equals("yes"),
                asked.queried("changed").equals("yes"),
                services.administration().isSetUpNeeded());
        return Reply.page(text("signIn.title"), "", out -> JtesignInGenerated.render(out, null, view))
                .narrow();
    }

    private Reply signIn(Asked asked) throws Missing {
        Answer<OpenedSession> answer = services.sessions()
                .signIn(
                        asked.field("account"),
                        asked.raw("password"),
                        asked.browser().from());
        if (answer instanceof Answer.Done<OpenedSession> done) {
            if (asked.browser().secret().isPresent()) {
                // whoever sat here before has left
                services.sessions().signOut(asked.browser().secret().get());
            }
            return new Reply.Moved(
                    target(asked), new Reply.SessionChange.Begun(done.value().secret()));
        }
        return Reply.refused(signInPage(asked, asked.form().refused(answer.violations())));
    }

    private Reply signOut(Asked asked) throws Missing {
        if (asked.browser().secret().isPresent()) {
            services.sessions().signOut(asked.browser().secret().get());
        }
        return new Reply.Moved("/sign-in?out=yes", new Reply.SessionChange.Ended());
    }

    private Reply unlockPage(Asked asked, Form form, int status) throws Missing {
        return unlockPage(asked, form, asked.form().filled(namedIn(target(asked))), status);
    }

    private Reply unlockPage(Asked asked, Form form, Form stop, int status) throws Missing {
        if (asked.visitor().isEmpty()) {
            return Reply.moved("/sign-in?to=" + Links.segment(target(asked)));
        }
        Unlock view = new Unlock(
                form,
                target(asked),
                asked.who().person().printedName(),
                services.sessions().limits().idle(),
                stop);
        return new Reply.Shown(
                status,
                Reply.page(text("unlock.title"), "", out -> JteunlockGenerated.render(out, null, view))
                        .narrow());
    }

    private Reply unlock(Asked asked) throws Missing {
        if (asked.visitor().isEmpty() || asked.browser().secret().isEmpty()) {
            return Reply.moved("/sign-in?to=" + Links.segment(target(asked)));
        }
        Answer<OpenedSession> answer =
                services.sessions().unlock(asked.browser().secret().get(), asked.raw("password"));
        if (answer instanceof Answer.Done<OpenedSession> done) {
            return new Reply.Moved(
                    target(asked), new Reply.SessionChange.Begun(done.value().secret()));
        }
        return unlockPage(asked, asked.form().refused(answer.violations()), 422);
    }

    /** Leads to the stop of a pump; the page of a stop is answered on a locked screen, and says itself what it asks. */
    private Reply toStop(Asked asked) throws Missing {
        String manufacturer = asked.queried("manufacturer").strip();
        String serial = asked.queried("serial").strip();
        if (PumpId.isValid(manufacturer, serial)) {
            return Reply.moved(Links.pump(new PumpId(manufacturer, serial)) + "/stop");
        }
        Form stop = asked.form()
                .filled(Map.of("manufacturer", manufacturer, "serial", serial))
                .with("serial", text("unlock.stop.missing"));
        return unlockPage(asked, asked.form(), stop, 422);
    }

    /** The pump that an address is about, so that nobody has to type it in an emergency. */
    private static Map<String, String> namedIn(String address) {
        Matcher pump = OF_A_PUMP.matcher(address);
        return pump.lookingAt()
                ? Map.of("manufacturer", decoded(pump.group(1)), "serial", decoded(pump.group(2)))
                : Map.of();
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badPercentSign) {
            return "";
        }
    }

    /** Where to go afterwards: an address of the console, else the start. */
    private static String target(Asked asked) {
        String to = asked.field("to").isEmpty() ? asked.queried("to") : asked.field("to");
        return Reply.isOurs(to) && !to.startsWith("/sign-") && !to.startsWith("/unlock") ? to : "/";
    }
}
