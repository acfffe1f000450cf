// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.people;

import static org.cisterna.console.frame.Texts.text;

import gg.jte.generated.precompiled.people.JteaccountGenerated;
import gg.jte.generated.precompiled.people.JtepeopleGenerated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Form;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Route;
import org.cisterna.console.frame.Services;
import org.cisterna.console.frame.Trouble;
import org.cisterna.console.show.Links;
import org.cisterna.console.show.Num;
import org.cisterna.console.show.Show;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.AccountSummary;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Invitation;
import org.cisterna.therapy.InvitationLink;
import org.cisterna.therapy.PeopleEntry;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.RoleChange;
import org.cisterna.therapy.SessionSummary;

/** {@code /people}: accounts, invitations, roles and sessions, for administrators. */
public final class PeoplePages implements Route.Topic {

    private static final String HERE = "/people";
    private static final Map<String, String> FIELDS =
            Map.of("account", "account", "printedName", "printedName", "roles", "roles");
    private static final int KEPT = 50;

    private final Map<String, InvitationLink> links = new LinkedHashMap<>();
    private final Services services;

    /** With what it asks. */
    public PeoplePages(Services services) {
        this.services = services;
    }

    @Override
    public List<Route> routes() {
        Act act = Act.ADMIN_PEOPLE;
        return List.of(
                Route.get(HERE, act, asked -> page(asked, asked.form())),
                Route.post(HERE + "/invite", act, this::invite),
                Route.post(
                        HERE + "/invitations/{id}/confirm",
                        act,
                        asked -> done(
                                asked, services.administration().confirmInvitation(asked.who(), asked.place("id")))),
                Route.post(
                        HERE + "/invitations/{id}/withdraw",
                        act,
                        asked -> done(
                                asked, services.administration().withdrawInvitation(asked.who(), asked.place("id")))),
                Route.post(
                        HERE + "/roles/{id}/confirm",
                        act,
                        asked -> done(asked, services.administration().confirmRoles(asked.who(), asked.place("id")))),
                Route.post(
                        HERE + "/roles/{id}/reject",
                        act,
                        asked -> done(asked, services.administration().rejectRoles(asked.who(), asked.place("id")))),
                Route.post(
                        HERE + "/sessions/{id}/end",
                        act,
                        asked -> done(asked, services.sessions().revoke(asked.place("id"), asked.who()))),
                Route.get(HERE + "/accounts/{account}", act, asked -> account(asked, asked.form())),
                Route.post(HERE + "/accounts/{account}/roles", act, this::changeRoles),
                Route.post(
                        HERE + "/accounts/{account}/password",
                        act,
                        asked -> linked(
                                asked,
                                services.administration().inviteToNewPassword(asked.who(), asked.place("account")))),
                Route.post(HERE + "/accounts/{account}/revoke", act, this::revoke));
    }

    /**
     * What the page of an account shows.
     *
     * @param form carries what makes the buttons work, and what was refused
     * @param row the account
     * @param roles to choose from
     */
    public record AccountView(Form form, PeopleView.AccountRow row, List<PeopleView.RoleChoice> roles) {}

    private Reply page(Asked asked, Form form) throws Missing {
        Administration administration = services.administration();
        Identified who = asked.who();
        Answer<List<AccountSummary>> accounts = administration.accounts(who);
        Answer<List<Invitation>> invitations = administration.invitations(who);
        Answer<List<RoleChange>> changes = administration.roleChanges(who);
        Answer<List<SessionSummary>> sessions = services.sessions().all(who);
        if (!accounts.isDone() || !invitations.isDone() || !changes.isDone() || !sessions.isDone()) {
            return Trouble.of(
                            403,
                            text("trouble.403.title"),
                            Form.sentence(Stream.of(accounts, invitations, changes, sessions)
                                    .flatMap(each -> each.violations().stream())
                                    .findFirst()
                                    .orElseThrow()))
                    .reply();
        }
        Optional<InvitationLink> made = taken(asked.queried("link"));
        List<PeopleView.Waiting> waiting = new ArrayList<>();
        invitations.orElseThrow().forEach(each -> waiting.add(waiting(each, who)));
        changes.orElseThrow().forEach(each -> waiting.add(waiting(each, who)));
        PeopleView view = new PeopleView(
                form,
                made.map(each -> "/invite/" + each.token()).orElse(""),
                made.map(each -> text(
                                each.invitation().isWaiting() ? "people.link.waits" : "people.link.words",
                                each.invitation().person().printedName(),
                                Show.minute(each.invitation().expires())))
                        .orElse(""),
                accounts.orElseThrow().stream().map(PeoplePages::row).toList(),
                waiting,
                sessions.orElseThrow().stream().map(PeoplePages::session).toList(),
                roles(asked.all("roles")));
        return new Reply.Shown(
                form.isRefused() ? 422 : 200,
                Reply.page(text("people.title"), HERE, out -> JtepeopleGenerated.render(out, null, view)));
    }

    private Reply invite(Asked asked) throws Missing {
        Answer<InvitationLink> answer = services.administration()
                .invite(asked.who(), asked.field("account"), asked.field("printedName"), asked.all("roles"));
        return answer.isDone()
                ? linked(asked, answer)
                : page(asked, asked.form().refused(answer.violations(), FIELDS));
    }

    private Reply linked(Asked asked, Answer<InvitationLink> answer) throws Missing {
        if (!answer.isDone()) {
            return page(asked, asked.form().refused(answer.violations(), Map.of()));
        }
        InvitationLink link = answer.orElseThrow();
        synchronized (links) {
            if (links.size() >= KEPT) {
                links.remove(links.keySet().iterator().next());
            }
            links.put(link.invitation().id(), link);
        }
        return Reply.moved(HERE + "?link=" + Links.segment(link.invitation().id()));
    }

    /** A link is shown once. */
    private Optional<InvitationLink> taken(String id) {
        synchronized (links) {
            return Optional.ofNullable(links.remove(id));
        }
    }

    private Reply done(Asked asked, Answer<?> answer) throws Missing {
        return answer.isDone() ? Reply.moved(HERE) : page(asked, asked.form().refused(answer.violations(), Map.of()));
    }

    private Reply account(Asked asked, Form form) throws Missing {
        Answer<List<AccountSummary>> accounts = services.administration().accounts(asked.who());
        Optional<AccountSummary> found = accounts.isDone()
                ? accounts.orElseThrow().stream()
                        .filter(each -> each.person().id().equals(asked.place("account")))
                        .findFirst()
                : Optional.empty();
        if (found.isEmpty()) {
            return Trouble.nothingHere().leadingTo(HERE, text("people.back")).reply();
        }
        List<String> chosen = asked.all("roles").isEmpty()
                ? found.get().person().roles().stream().map(Role::text).toList()
                : asked.all("roles");
        AccountView view = new AccountView(form, row(found.get()), roles(chosen));
        return new Reply.Shown(
                form.isRefused() ? 422 : 200,
                Reply.page(
                                text("account.title", view.row().name()),
                                HERE,
                                out -> JteaccountGenerated.render(out, null, view))
                        .narrow());
    }

    private Reply changeRoles(Asked asked) throws Missing {
        Answer<RoleChange> answer =
                services.administration().changeRoles(asked.who(), asked.place("account"), asked.all("roles"));
        return answer.isDone()
                ? Reply.moved(HERE)
                : account(asked, asked.form().refused(answer.violations(), Map.of("roles", "roles")));
    }

    private Reply revoke(Asked asked) throws Missing {
        if (!asked.field("account").equals(asked.place("account"))) {
            return account(asked, asked.form().with("account", text("account.revoke.retype", asked.place("account"))));
        }
        Answer<?> answer = services.administration().revoke(asked.who(), asked.place("account"));
        return answer.isDone()
                ? Reply.moved(HERE)
                : account(asked, asked.form().refused(answer.violations(), Map.of()));
    }

    private static List<PeopleView.RoleChoice> roles(List<String> chosen) {
        return Stream.of(Role.values())
                .map(each -> new PeopleView.RoleChoice(each.text(), chosen.contains(each.text())))
                .toList();
    }

    private static PeopleView.AccountRow row(AccountSummary account) {
        return new PeopleView.AccountRow(
                account.person().id(),
                account.person().printedName(),
                PeopleView.words(account.person().roles()),
                text("account.state." + account.state()),
                account.state() == PeopleEntry.State.VALID,
                account.lastSignIn().map(Show::minute).orElse(text("account.never")),
                account.failedSignIns() == 0
                        ? "0"
                        : text(
                                "account.failed",
                                account.failedSignIns(),
                                account.lastFailed().map(Show::minute).orElse(Num.NONE)),
                HERE + "/accounts/" + Links.segment(account.person().id()));
    }

    private static PeopleView.Waiting waiting(Invitation invitation, Identified who) {
        boolean mine = invitation.by().account().equals(who.person().id());
        String here = HERE + "/invitations/" + Links.segment(invitation.id());
        return new PeopleView.Waiting(
                invitation.id(),
                text(
                        "waiting." + invitation.kind() + (invitation.isWaiting() ? ".admin" : ""),
                        invitation.person().text(),
                        PeopleView.words(invitation.roles())),
                invitation.by().printedName(),
                Show.minute(invitation.expires()),
                invitation.isWaiting() && !mine ? here + "/confirm" : "",
                here + "/withdraw");
    }

    private static PeopleView.Waiting waiting(RoleChange change, Identified who) {
        boolean mine = change.by().account().equals(who.person().id());
        String here = HERE + "/roles/" + Links.segment(change.id());
        return new PeopleView.Waiting(
                change.id(),
                text(
                        "waiting.roles",
                        change.person().text(),
                        PeopleView.words(change.from()),
                        PeopleView.words(change.to())),
                change.by().printedName(),
                Show.minute(change.expires()),
                mine ? "" : here + "/confirm",
                here + "/reject");
    }

    private static PeopleView.SessionRow session(SessionSummary session) {
        return new PeopleView.SessionRow(
                session.person().printedName(),
                Show.minute(session.begun()),
                Show.minute(session.lastUsed()),
                session.from(),
                text(session.locked() ? "session.locked" : "session.open"),
                HERE + "/sessions/" + Links.segment(session.id()) + "/end");
    }
}
