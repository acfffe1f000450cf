// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.people;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.people.JteinviteGenerated;
import gg.jte.generated.precompiled.people.JtesetUpGenerated;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.frame.Trouble;
import org.cisterna.console.show.Show;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Invitation;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;

/** {@code /set-up/TOKEN} and {@code /invite/TOKEN}: links that are good for one use, for people who have no password yet. */
public final class LinkPages implements Route.Topic {

    private static final Map<String, String> FIELDS =
            Map.of("account", "account", "printedName", "printedName", "password", "password");

    private final Services services;

    /** With what it asks. */
    public LinkPages(Services services) {
        this.services = services;
    }

    @Override
    public List<Route> routes() {
        Route.Access everybody = Route.Access.everybody();
        return List.of(
                new Route("GET", "/set-up/{token}", everybody, asked -> setUpPage(asked, asked.form())),
                new Route("POST", "/set-up/{token}", everybody, this::setUp),
                new Route("GET", "/invite/{token}", everybody, asked -> invitePage(asked, asked.form())),
                new Route("POST", "/invite/{token}", everybody, this::accept));
    }

    /**
     * What the page of the set-up shows.
     *
     * @param form its form
     * @param address it is sent to
     * @param until when the link is good
     */
    public record SetUp(Form form, String address, String until) {}

    /**
     * What the page of an invitation shows.
     *
     * @param form its form
     * @param address it is sent to
     * @param account of the person
     * @param name printed name
     * @param roles in words
     * @param newPerson whether there is no account yet
     * @param until when the link is good
     */
    public record Invite(
            Form form, String address, String account, String name, String roles, boolean newPerson, String until) {}

    private Reply setUpPage(Asked asked, Form form) throws Missing {
        Answer<Instant> link = services.administration().setUpLink(asked.place("token"));
        if (!link.isDone()) {
            return invalid(link);
        }
        SetUp view = new SetUp(form, asked.path(), Show.minute(link.orElseThrow()));
        return shown(form, Reply.page(text("setUp.title"), "", out -> JtesetUpGenerated.render(out, null, view)));
    }

    private Reply setUp(Asked asked) throws Missing {
        Form form = NewPassword.check(asked);
        if (form.isRefused()) {
            return setUpPage(asked, form);
        }
        Answer<Person> answer = services.administration()
                .setUp(asked.place("token"), asked.field("account"), asked.field("printedName"), asked.raw("password"));
        return answer.isDone()
                ? Reply.moved("/sign-in")
                : isLink(answer) ? invalid(answer) : setUpPage(asked, form.refused(answer.violations(), FIELDS));
    }

    private Reply invitePage(Asked asked, Form form) throws Missing {
        Answer<Invitation> link = services.administration().invitation(asked.place("token"));
        if (!link.isDone()) {
            return invalid(link);
        }
        Invitation invitation = link.orElseThrow();
        Invite view = new Invite(
                form,
                asked.path(),
                invitation.person().account(),
                invitation.person().printedName(),
                PeopleView.words(invitation.roles()),
                invitation.kind() == Invitation.Kind.NEW_PERSON,
                Show.minute(invitation.expires()));
        return shown(form, Reply.page(text("invite.title"), "", out -> JteinviteGenerated.render(out, null, view)));
    }

    private Reply accept(Asked asked) throws Missing {
        Form form = NewPassword.check(asked);
        if (form.isRefused()) {
            return invitePage(asked, form);
        }
        Answer<Person> answer = services.administration().accept(asked.place("token"), asked.raw("password"));
        return answer.isDone()
                ? Reply.moved("/sign-in")
                : isLink(answer) ? invalid(answer) : invitePage(asked, form.refused(answer.violations(), FIELDS));
    }

    private static boolean isLink(Answer<?> answer) {
        return answer.violations().get(0).code().equals(Refusal.LINK_INVALID.name());
    }

    private static Reply invalid(Answer<?> answer) {
        return Trouble.of(
                        404,
                        text("link.invalid"),
                        Form.sentence(answer.violations().get(0)))
                .reply();
    }

    private static Reply shown(Form form, Reply.PageView page) {
        return new Reply.Shown(form.isRefused() ? 422 : 200, page.narrow());
    }
}
