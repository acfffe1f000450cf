// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.AdministrationEntry;
import org.cisterna.therapy.AdministrationEntry.InvitationStep;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Invitation;
import org.cisterna.therapy.InvitationLink;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Staff;

/** Invitations from their making to the account. They outlive a restart; only the hash of a link's token is kept. */
final class Invitations {

    static final int MOST_OPEN = 100;

    private final Accounts accounts;
    private final PasswordRule rule;
    private final StateFile<KeptInvitation> kept;

    Invitations(Accounts accounts, PasswordRule rule) {
        this.accounts = accounts;
        this.rule = rule;
        this.kept = new StateFile<>(
                accounts.stateFolder(), "invitations", KeptInvitation::toJson, KeptInvitation::fromJson);
    }

    Answer<InvitationLink> invite(Identified who, String account, String printedName, List<String> roles) {
        return Rights.administer(accounts, who)
                .then(admin -> Asked.person(account, printedName, roles))
                .then(person -> accounts.exclusively(() -> {
                    Optional<Violation> taken = taken(person);
                    return taken.isPresent()
                            ? Answer.refused(taken.get())
                            : make(who, Invitation.Kind.NEW_PERSON, person);
                }));
    }

    Answer<InvitationLink> inviteToNewPassword(Identified who, String account) {
        return Rights.administer(accounts, who)
                .then(admin -> accounts.exclusively(() -> {
                    Optional<Account> known = accounts.valid(account);
                    return known.isEmpty()
                            ? Answer.refused(Refusal.UNKNOWN_ACCOUNT.because(
                                    "account", Shown.value(account), "There is no valid account of this name."))
                            : make(
                                    who,
                                    Invitation.Kind.NEW_PASSWORD,
                                    known.get().person());
                }));
    }

    private Answer<InvitationLink> make(Identified who, Invitation.Kind kind, Person person) {
        Instant now = accounts.now();
        kept.removeIf(each -> !isOpen(each, now));
        if (kept.rows().size() >= MOST_OPEN) {
            return Answer.refused(Refusal.TOO_MANY_OPEN.because(
                    "There are " + MOST_OPEN + " open invitations; withdraw some, or wait until they expire."));
        }
        Secret token = Secret.fresh(accounts.randomness());
        Staff by = who.person().staff();
        boolean others = accounts.administrators().stream()
                .anyMatch(each -> !each.person().isSamePersonAs(by));
        Invitation invitation = new Invitation(
                Secret.freshId("i", accounts.randomness()),
                kind,
                person.staff(),
                person.roles(),
                by,
                now,
                now.plus(Administration.LINK_LIFE),
                others,
                Optional.empty());
        kept.add(new KeptInvitation(invitation, token.hash()));
        enter(invitation, others ? InvitationStep.WAITING : InvitationStep.MADE, who.actor(Act.ADMIN_PEOPLE));
        return Answer.done(new InvitationLink(invitation, token.text()));
    }

    private Optional<Violation> taken(Person person) {
        Optional<Violation> first = accounts.isTaken(person.id())
                ? Optional.of(Refusal.ACCOUNT_TAKEN.because(
                        "account", person.id(), "This account's name was given before; it is never given again."))
                : taken(accounts, person);
        if (first.isPresent()) {
            return first;
        }
        Instant now = accounts.now();
        return kept.rows().stream()
                .filter(each -> isOpen(each, now) && each.invitation().kind() == Invitation.Kind.NEW_PERSON)
                .map(each -> each.invitation().person())
                .filter(person::isSamePersonAs)
                .findFirst()
                .map(each -> Refusal.ACCOUNT_TAKEN.because(
                        "account", person.id(), "An invitation for " + each.text() + " is open; withdraw it first."));
    }

    /** Whether somebody has a name that cannot be told from this one under a signature. */
    static Optional<Violation> taken(Accounts accounts, Person person) {
        return accounts.all().stream()
                .filter(each -> !each.revoked())
                .map(each -> each.person().staff())
                .filter(person::isSamePersonAs)
                .findFirst()
                .map(each -> Refusal.NAME_TAKEN.because(
                        "printedName",
                        person.printedName(),
                        "Under a signature this name cannot be told from that of " + each.text()
                                + "; add something that tells the two apart."));
    }

    Answer<List<Invitation>> open(Identified who) {
        return Rights.administer(accounts, who)
                .map(admin -> accounts.exclusively(() -> {
                    Instant now = accounts.now();
                    List<Invitation> open = new java.util.ArrayList<>(kept.rows().stream()
                            .filter(each -> isOpen(each, now))
                            .map(KeptInvitation::invitation)
                            .toList());
                    Collections.reverse(open);
                    return List.copyOf(open);
                }));
    }

    Answer<Invitation> confirm(Identified who, String id) {
        return Rights.administer(accounts, who)
                .then(admin -> accounts.exclusively(() -> {
                    Optional<KeptInvitation> found = byId(id);
                    if (found.isEmpty()) {
                        return unknown();
                    }
                    Invitation invitation = found.get().invitation();
                    if (!invitation.isWaiting()) {
                        return Answer.refused(
                                Refusal.WRONG_STATE.because("This invitation waits for nobody's confirmation."));
                    }
                    if (admin.isSamePersonAs(invitation.by())) {
                        return Answer.refused(Refusal.SAME_PERSON.because(
                                "You made this invitation yourself; another administrator has to confirm it."));
                    }
                    KeptInvitation confirmed = found.get().confirmedBy(admin.staff());
                    kept.replace(found.get(), confirmed);
                    enter(confirmed.invitation(), InvitationStep.CONFIRMED, who.actor(Act.ADMIN_PEOPLE));
                    return Answer.done(confirmed.invitation());
                }));
    }

    Answer<Invitation> withdraw(Identified who, String id) {
        return Rights.administer(accounts, who)
                .then(admin -> accounts.exclusively(() -> {
                    Optional<KeptInvitation> found = byId(id);
                    if (found.isEmpty()) {
                        return unknown();
                    }
                    kept.removeIf(each -> each.equals(found.get()));
                    enter(found.get().invitation(), InvitationStep.WITHDRAWN, who.actor(Act.ADMIN_PEOPLE));
                    return Answer.done(found.get().invitation());
                }));
    }

    Answer<Invitation> look(String token) {
        return accounts.exclusively(() -> byToken(token)).map(KeptInvitation::invitation);
    }

    Answer<Person> accept(String token, String password) {
        Answer<KeptInvitation> found = accounts.exclusively(() -> byToken(token));
        if (found instanceof Answer.Refused<KeptInvitation> refused) {
            return refused.retyped();
        }
        Invitation invitation = found.orElseThrow().invitation();
        Optional<Violation> weak = rule.problem("password", password, invitation.person());
        if (weak.isPresent()) {
            return Answer.refused(weak.get());
        }
        PasswordHash hash = accounts.hash(password);
        return accounts.exclusively(() -> byToken(token).then(still -> write(still, hash)));
    }

    private Answer<Person> write(KeptInvitation found, PasswordHash hash) {
        Invitation invitation = found.invitation();
        Account account;
        if (invitation.kind() == Invitation.Kind.NEW_PASSWORD) {
            Optional<Account> known = accounts.valid(invitation.person().account());
            if (known.isEmpty()) {
                return invalid();
            }
            account = known.get().with(hash);
        } else {
            Person person = new Person(
                    invitation.person().account(), invitation.person().printedName(), invitation.roles());
            if (accounts.isTaken(person.id())) {
                return invalid();
            }
            account = new Account(person, hash, List.of(), Optional.empty(), false);
        }
        kept.removeIf(each -> each.equals(found)); // first, so that a link opens at most once whatever happens
        accounts.write(account);
        enter(invitation, InvitationStep.ACCEPTED, Accounts.actor(account.person(), "invitation " + invitation.id()));
        return Answer.done(account.person());
    }

    private Answer<KeptInvitation> byToken(String token) {
        Instant now = accounts.now();
        Optional<KeptInvitation> found = kept.rows().stream()
                .filter(each -> Secret.matches(each.hash(), token))
                .findFirst();
        if (found.isEmpty() || !isOpen(found.get(), now)) {
            return invalid();
        }
        if (found.get().invitation().isWaiting()) {
            return Answer.refused(Refusal.NOT_CONFIRMED.because(
                    "A second administrator has to confirm this invitation first; try the link again afterwards."));
        }
        return Answer.done(found.get());
    }

    private Optional<KeptInvitation> byId(String id) {
        Instant now = accounts.now();
        return kept.rows().stream()
                .filter(each -> each.invitation().id().equals(id) && isOpen(each, now))
                .findFirst();
    }

    /** In time, and every administrator it rests on still is one. */
    private boolean isOpen(KeptInvitation each, Instant now) {
        Invitation invitation = each.invitation();
        return now.isBefore(invitation.expires())
                && !now.isBefore(invitation.made()) // else the clock was set back while nothing ran
                && isAdministrator(invitation.by())
                && invitation.confirmedBy().map(this::isAdministrator).orElse(true);
    }

    private boolean isAdministrator(Staff staff) {
        Instant now = accounts.now();
        return accounts.readable(staff.account())
                .filter(each -> each.isAdministrator(now))
                .isPresent();
    }

    private static <T> Answer<T> invalid() {
        return Answer.refused(Refusal.LINK_INVALID.because(
                "This link was used, withdrawn, is older than " + Administration.LINK_LIFE.toHours()
                        + " hours, or was never made. Ask an administrator for another one."));
    }

    private static <T> Answer<T> unknown() {
        return Answer.refused(Refusal.UNKNOWN_INVITATION.because(
                "No such invitation is open; it was used, withdrawn, or is too old."));
    }

    private void enter(Invitation invitation, InvitationStep step, Actor actor) {
        accounts.enter(
                new AdministrationEntry.Invited(
                        invitation.id(),
                        invitation.kind(),
                        invitation.person().account(),
                        invitation.person().printedName(),
                        KeptInvitation.texts(invitation.roles()),
                        invitation.expires(),
                        step),
                actor);
    }
}
