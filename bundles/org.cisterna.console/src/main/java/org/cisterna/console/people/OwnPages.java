// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.people;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.people.JteownGenerated;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.frame.Theme;
import org.cisterna.console.show.Links;
import org.cisterna.console.show.Show;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.NewToken;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.SessionSummary;
import org.cisterna.therapy.TokenSummary;
import org.cisterna.time.TimeSource;

/** {@code /account}: what everybody may do about their own account, whatever their roles. */
public final class OwnPages implements Route.Topic {

    private static final String HERE = "/account";
    private static final Map<String, String> TOKEN_FIELDS =
            Map.of("name", "name", "scopes", "acts", "expires", "expires");
    private static final int KEPT = 50;

    /** Texts of tokens that were made and not shown yet, by the session that may see each. */
    private final Map<String, NewToken> made = new LinkedHashMap<>();

    private final Services services;
    private final TimeSource house;

    /** With what it asks. */
    public OwnPages(Services services, TimeSource house) {
        this.services = services;
        this.house = house;
    }

    @Override
    public List<Route> routes() {
        Route.Access me = Route.Access.signedIn();
        return List.of(
                new Route("GET", HERE, me, asked -> page(asked, asked.form())),
                new Route("POST", HERE + "/theme", me, OwnPages::theme),
                new Route("POST", HERE + "/password", me, this::password),
                new Route("POST", HERE + "/tokens", me, this::make),
                new Route(
                        "POST",
                        HERE + "/tokens/{id}/revoke",
                        me,
                        asked -> done(asked, services.administration().revokeToken(asked.who(), asked.place("id")))),
                new Route(
                        "POST",
                        HERE + "/sessions/{id}/end",
                        me,
                        asked -> done(asked, services.sessions().revoke(asked.place("id"), asked.who()))),
                new Route("POST", HERE + "/sessions/end", me, this::endOthers));
    }

    private Reply page(Asked asked, Form form) throws Missing {
        List<String> acts = asked.all("acts");
        List<OwnView.SessionRow> sessions = services.sessions().own(asked.who()).stream()
                .map(each -> session(each, asked))
                .toList();
        OwnView view = new OwnView(
                form.filled(Map.of("expires", Show.day(house.now().plusSeconds(90L * 86_400)))),
                asked.who().person().printedName(),
                asked.who().person().id(),
                PeopleView.words(asked.who().person().roles()),
                Arrays.stream(Theme.values())
                        .map(each -> new OwnView.Choice(
                                each.text(),
                                text("theme." + each.text()),
                                each == asked.browser().theme()))
                        .toList(),
                taken(asked).map(NewToken::text).orElse(""),
                services.administration().tokens(asked.who()).stream()
                        .map(OwnPages::token)
                        .toList(),
                services.administration().tokenActs(asked.who()).stream()
                        .sorted()
                        .map(each -> new OwnView.Choice(
                                each.text(), Show.sentence(each.words()), acts.contains(each.text())))
                        .toList(),
                sessions,
                sessions.stream().anyMatch(each -> !each.end().isEmpty()));
        return new Reply.Shown(
                form.isRefused() ? 422 : 200,
                Reply.page(text("own.title"), HERE, out -> JteownGenerated.render(out, null, view)));
    }

    private static Reply theme(Asked asked) {
        return new Reply.Moved(HERE, new Reply.SessionChange.Themed(Theme.of(asked.field("theme"))));
    }

    private Reply password(Asked asked) throws Missing {
        Form form = NewPassword.check(asked);
        if (form.isRefused()) {
            return page(asked, form);
        }
        Answer<Person> answer =
                services.administration().changePassword(asked.who(), asked.raw("passwordOld"), asked.raw("password"));
        if (answer.isDone()) {
            return new Reply.Moved("/sign-in?changed=yes", new Reply.SessionChange.Ended());
        }
        for (Violation each : answer.violations()) {
            form = form.with(isOld(each) ? "passwordOld" : each.field().orElse(""), Form.sentence(each));
        }
        return page(asked, form);
    }

    private static boolean isOld(Violation violation) {
        return violation.code().equals(Refusal.PASSWORD_WRONG.name())
                || violation.code().equals(Refusal.TOO_MANY_ATTEMPTS.name());
    }

    private Reply make(Asked asked) throws Missing {
        Optional<Instant> expires = day(asked.field("expires"));
        if (expires.isEmpty()) {
            return page(asked, asked.form().with("expires", text("own.expires.wrong")));
        }
        Answer<NewToken> answer = services.administration()
                .createToken(asked.who(), asked.field("name"), asked.all("acts"), expires.get());
        if (answer instanceof Answer.Done<NewToken> token) {
            synchronized (made) {
                if (made.size() >= KEPT) {
                    made.remove(made.keySet().iterator().next());
                }
                made.put(asked.who().credential(), token.value());
            }
            return Reply.moved(HERE);
        }
        return page(asked, asked.form().refused(answer.violations(), TOKEN_FIELDS));
    }

    /** The text of a token is shown once, in the session that made it. */
    private Optional<NewToken> taken(Asked asked) {
        synchronized (made) {
            return Optional.ofNullable(made.remove(asked.who().credential()));
        }
    }

    private Reply endOthers(Asked asked) throws Missing {
        List<Violation> refused = new ArrayList<>();
        for (SessionSummary each : services.sessions().own(asked.who())) {
            if (!each.id().equals(asked.who().credential())) {
                refused.addAll(
                        services.sessions().revoke(each.id(), asked.who()).violations());
            }
        }
        // one that ended by itself meanwhile is what was wanted
        refused.removeIf(each -> each.code().equals(Refusal.UNKNOWN_SESSION.name()));
        return refused.isEmpty() ? Reply.moved(HERE) : page(asked, asked.form().refused(refused, Map.of()));
    }

    private Reply done(Asked asked, Answer<?> answer) throws Missing {
        return answer.isDone() ? Reply.moved(HERE) : page(asked, asked.form().refused(answer.violations(), Map.of()));
    }

    private static Optional<Instant> day(String typed) {
        try {
            return Optional.of(LocalDate.parse(typed).atStartOfDay().toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException notSo) {
            return Optional.empty();
        }
    }

    private static OwnView.TokenRow token(TokenSummary token) {
        return new OwnView.TokenRow(
                token.id(),
                token.name().isEmpty() ? text("own.unnamed") : token.name(),
                token.acts().size() == Act.values().length
                        ? text("own.everything")
                        : token.acts().stream().sorted().map(Act::words).collect(Collectors.joining(", ")),
                token.made().map(Show::minute).orElse(text("own.token.made.none")),
                token.expires().map(Show::minute).orElse(text("own.never")),
                text("account.state." + token.state()),
                token.state() == TokenSummary.State.VALID
                        ? HERE + "/tokens/" + Links.segment(token.id()) + "/revoke"
                        : "");
    }

    private static OwnView.SessionRow session(SessionSummary session, Asked asked) {
        boolean here = session.id().equals(asked.who().credential());
        return new OwnView.SessionRow(
                Show.minute(session.begun()),
                Show.minute(session.lastUsed()),
                session.from(),
                text(here ? "own.session.this" : session.locked() ? "session.locked" : "session.open"),
                here ? "" : HERE + "/sessions/" + Links.segment(session.id()) + "/end");
    }
}
