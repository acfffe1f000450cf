// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.AccountSummary;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.AdministrationEntry.AccountStep;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Invitation;
import org.cisterna.therapy.InvitationLink;
import org.cisterna.therapy.NewToken;
import org.cisterna.therapy.PeopleEntry;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.RoleChange;
import org.cisterna.therapy.SessionSummary;
import org.cisterna.therapy.Sessions;
import org.cisterna.therapy.TokenSummary;

/** Administration over the accounts of this bundle. Sessions, whose number it tells, may be away. Plain Java; any thread. */
class AccountAdministration implements Administration {

    private final Accounts accounts;
    private final PasswordRule rule = new PasswordRule();
    private final SetUp setUp;
    private final Invitations invitations;
    private final RoleChanges roleChanges;
    private final OwnAccount own;
    private final List<Sessions> sessions = new CopyOnWriteArrayList<>();

    AccountAdministration(Accounts accounts, Optional<Digest> setUpHash) {
        this.accounts = accounts;
        this.setUp = new SetUp(accounts, setUpHash);
        this.invitations = new Invitations(accounts, rule);
        this.roleChanges = new RoleChanges(accounts);
        this.own = new OwnAccount(accounts, rule);
    }

    final void add(Sessions service) {
        sessions.add(service);
    }

    final void remove(Sessions service) {
        sessions.remove(service);
    }

    @Override
    public boolean isSetUpNeeded() {
        return setUp.isNeeded();
    }

    @Override
    public Answer<Instant> setUpLink(String token) {
        return setUp.look(token);
    }

    @Override
    public Answer<Person> setUp(String token, String account, String printedName, String password) {
        Answer<Person> asked =
                setUp.look(token).then(until -> Asked.person(account, printedName, List.of(Role.ADMIN.text())));
        if (!asked.isDone()) {
            return asked;
        }
        Person person = asked.orElseThrow();
        Optional<Violation> weak = rule.problem("password", password, person.staff());
        if (weak.isPresent()) {
            return Answer.refused(weak.get());
        }
        PasswordHash hash = accounts.hash(password);
        return accounts.exclusively(() -> setUp.look(token).then(still -> first(person, hash)));
    }

    private Answer<Person> first(Person person, PasswordHash hash) {
        if (accounts.isTaken(person.id())) {
            return Answer.refused(Refusal.ACCOUNT_TAKEN.because(
                    "account", person.id(), "This account's name was given before; it is never given again."));
        }
        Optional<Violation> name = Invitations.taken(accounts, person);
        if (name.isPresent()) {
            return Answer.refused(name.get());
        }
        Account account = new Account(person, hash, List.of(), Optional.empty(), false);
        accounts.write(account);
        setUp.use();
        accounts.enter(Accounts.entry(account, AccountStep.SET_UP), Accounts.actor(person, "set-up link"));
        return Answer.done(person);
    }

    @Override
    public Answer<InvitationLink> invite(Identified admin, String account, String printedName, List<String> roles) {
        return invitations.invite(admin, account, printedName, roles);
    }

    @Override
    public Answer<InvitationLink> inviteToNewPassword(Identified admin, String account) {
        return invitations.inviteToNewPassword(admin, account);
    }

    @Override
    public Answer<List<Invitation>> invitations(Identified admin) {
        return invitations.open(admin);
    }

    @Override
    public Answer<Invitation> confirmInvitation(Identified admin, String id) {
        return invitations.confirm(admin, id);
    }

    @Override
    public Answer<Invitation> withdrawInvitation(Identified admin, String id) {
        return invitations.withdraw(admin, id);
    }

    @Override
    public Answer<Invitation> invitation(String token) {
        return invitations.look(token);
    }

    @Override
    public Answer<Person> accept(String token, String password) {
        return invitations.accept(token, password);
    }

    @Override
    public Answer<List<AccountSummary>> accounts(Identified admin) {
        return Rights.administer(accounts, admin).map(person -> {
            Map<String, Long> open = sessions.stream()
                    .findFirst()
                    .map(each -> each.all(admin))
                    .filter(Answer::isDone)
                    .map(Answer::orElseThrow)
                    .orElse(List.<SessionSummary>of())
                    .stream()
                    .collect(Collectors.groupingBy(each -> each.person().account(), Collectors.counting()));
            return accounts.all().stream()
                    .map(each -> summary(
                            each, open.getOrDefault(each.person().id(), 0L).intValue()))
                    .toList();
        });
    }

    private AccountSummary summary(Account account, int open) {
        Instant now = accounts.now();
        SignInBook.Row book = accounts.signIns().of(account.person().id());
        PeopleEntry.State state = PeopleEntry.State.VALID;
        if (account.revoked()) {
            state = PeopleEntry.State.REVOKED;
        } else if (!account.isValid(now)) {
            state = PeopleEntry.State.EXPIRED;
        }
        return new AccountSummary(
                account.person(),
                state,
                account.expires(),
                book.last(),
                book.from(),
                book.failed(),
                book.lastFailed(),
                open,
                OwnAccount.summaries(account, now));
    }

    @Override
    public Answer<RoleChange> changeRoles(Identified admin, String account, List<String> roles) {
        return roleChanges.ask(admin, account, roles);
    }

    @Override
    public Answer<List<RoleChange>> roleChanges(Identified admin) {
        return roleChanges.waiting(admin);
    }

    @Override
    public Answer<RoleChange> confirmRoles(Identified admin, String id) {
        return roleChanges.confirm(admin, id);
    }

    @Override
    public Answer<RoleChange> rejectRoles(Identified admin, String id) {
        return roleChanges.reject(admin, id);
    }

    @Override
    public Answer<Person> revoke(Identified admin, String account) {
        return Rights.administer(accounts, admin)
                .then(person -> accounts.exclusively(() -> {
                    Optional<Account> known = accounts.readable(account).filter(each -> !each.revoked());
                    if (known.isEmpty()) {
                        return Answer.refused(RoleChanges.unknownAccount(account));
                    }
                    Optional<Violation> last = RoleChanges.lastAdministrator(accounts, known.get());
                    if (last.isPresent()) {
                        return Answer.refused(last.get());
                    }
                    Account revoked = known.get().revokedNow();
                    accounts.write(revoked);
                    accounts.enter(Accounts.entry(revoked, AccountStep.REVOKED), admin.actor(Act.ADMIN_PEOPLE));
                    return Answer.done(revoked.person());
                }));
    }

    @Override
    public Answer<Person> changePassword(Identified who, String oldPassword, String newPassword) {
        return own.changePassword(who, oldPassword, newPassword);
    }

    @Override
    public Set<Act> tokenActs(Identified who) {
        return own.tokenActs(who);
    }

    @Override
    public Answer<NewToken> createToken(Identified who, String name, List<String> acts, Instant expires) {
        return own.createToken(who, name, acts, expires);
    }

    @Override
    public List<TokenSummary> tokens(Identified who) {
        return own.tokens(who);
    }

    @Override
    public Answer<TokenSummary> revokeToken(Identified who, String id) {
        return own.revokeToken(who, id);
    }
}
