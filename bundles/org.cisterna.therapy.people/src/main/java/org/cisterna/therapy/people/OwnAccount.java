// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cisterna.audit.Actor;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.AdministrationEntry;
import org.cisterna.therapy.AdministrationEntry.TokenStep;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.NewToken;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.TokenSummary;

/** What people do with their own accounts: another password, and tokens for programs. */
final class OwnAccount {

    static final int MOST_TOKENS = 20;

    private static final int LEAST_NAME = 2;

    private final Accounts accounts;
    private final PasswordRule rule;

    OwnAccount(Accounts accounts, PasswordRule rule) {
        this.accounts = accounts;
        this.rule = rule;
    }

    Answer<Person> changePassword(Identified who, String oldPassword, String newPassword) {
        Optional<Violation> weak =
                rule.problem("password", newPassword, who.person().staff());
        if (weak.isPresent()) {
            return Answer.refused(weak.get());
        }
        Answer<Account> again =
                accounts.again(who.person().id(), oldPassword, "the password was not changed; type it again");
        if (again instanceof Answer.Refused<Account> refused) {
            return refused.retyped();
        }
        Account checked = again.orElseThrow();
        if (normal(oldPassword).equals(normal(newPassword))) {
            return Answer.refused(Refusal.PASSWORD_WEAK.ofSecret("password", "This is the password you have already."));
        }
        PasswordHash hash = accounts.hash(newPassword);
        return accounts.exclusively(() -> {
            Optional<Account> now = accounts.valid(checked.person().id());
            if (now.isEmpty() || !now.get().password().isOfSamePassword(checked.password())) {
                return Answer.refused(Refusal.WRONG_STATE.because(
                        "The account was changed while you typed; sign in again and look at it."));
            }
            Account fresh = now.get().with(hash);
            accounts.write(fresh);
            accounts.enter(
                    Accounts.entry(fresh, AdministrationEntry.AccountStep.PASSWORD_CHANGED),
                    Accounts.actor(fresh.person(), Rights.via(who)));
            return Answer.done(fresh.person());
        });
    }

    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    Set<Act> tokenActs(Identified who) {
        Optional<Account> self = accounts.valid(who.person().id());
        return Arrays.stream(Act.values())
                .filter(each -> who.scopes().contains(each)
                        && self.map(account ->
                                        each.permits(account.person().roles()).allows())
                                .orElse(false))
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(() -> EnumSet.noneOf(Act.class)), Collections::unmodifiableSet));
    }

    Answer<NewToken> createToken(Identified who, String name, List<String> acts, Instant expires) {
        String shown = Normalizer.normalize(name.length() > 200 ? name.substring(0, 200) : name, Normalizer.Form.NFC)
                .strip();
        List<Violation> violations = new ArrayList<>();
        if (shown.length() < LEAST_NAME
                || shown.length() > Token.MOST_NAME
                || !shown.codePoints().allMatch(Shown::isPrintable)) {
            violations.add(Refusal.BAD_VALUE.because(
                    "name",
                    Shown.value(name),
                    "A token's name is " + LEAST_NAME + " to " + Token.MOST_NAME + " printable characters."));
        }
        Instant now = accounts.now();
        if (!expires.isAfter(now) || expires.isAfter(now.plus(Administration.LONGEST_TOKEN))) {
            violations.add(Refusal.BAD_VALUE.because(
                    "expires",
                    expires.toString(),
                    "A token expires in the future, within " + Administration.LONGEST_TOKEN.toDays() + " days."));
        }
        Set<Act> scopes = EnumSet.noneOf(Act.class);
        violations.addAll(read(who, acts, scopes));
        return violations.isEmpty()
                ? Rights.self(accounts, who)
                        .then(self -> accounts.exclusively(() -> create(who, shown, scopes, expires)))
                : Answer.refused(violations);
    }

    private List<Violation> read(Identified who, List<String> names, Set<Act> scopes) {
        List<Violation> violations = new ArrayList<>();
        Set<Act> own = tokenActs(who);
        for (String each : names) {
            Optional<Act> act = Act.of(each);
            if (act.isEmpty()) {
                violations.add(Refusal.BAD_VALUE.because("scopes", Shown.value(each), "There is no act of this name."));
            } else if (!own.contains(act.get())) {
                violations.add(Refusal.SCOPE_MISSING.because(
                        "scopes", each, "You may not " + act.get().words() + " yourself, so no token of yours may."));
            } else {
                scopes.add(act.get());
            }
        }
        if (names.isEmpty()) {
            violations.add(Refusal.BAD_VALUE.because("scopes", "", "A token needs at least one act it is good for."));
        }
        return violations;
    }

    private Answer<NewToken> create(Identified who, String name, Set<Act> scopes, Instant expires) {
        Optional<Account> self = accounts.valid(who.person().id());
        if (self.isEmpty()) {
            return Rights.self(accounts, who).map(never -> {
                throw new IllegalStateException("an account that is not valid was found valid");
            });
        }
        Instant now = accounts.now();
        List<Token> tokens = new ArrayList<>(
                self.get().tokens().stream().filter(each -> each.isValid(now)).toList());
        if (tokens.size() >= MOST_TOKENS) {
            return Answer.refused(Refusal.TOO_MANY_OPEN.because(
                    "You have " + MOST_TOKENS + " valid tokens, as many as can be; revoke one first."));
        }
        String id = Secret.freshId("t", accounts.randomness());
        String text = Token.text(id, Secret.fresh(accounts.randomness()));
        Token token = new Token(id, Token.hashOf(text), name, Optional.of(now), scopes, Optional.of(expires), false);
        tokens.add(token);
        Account fresh = self.get().with(tokens);
        accounts.write(fresh);
        enter(fresh, token, TokenStep.MADE, Accounts.actor(fresh.person(), Rights.via(who)));
        return Answer.done(new NewToken(token.summary(fresh, now), text));
    }

    List<TokenSummary> tokens(Identified who) {
        Instant now = accounts.now();
        return accounts.valid(who.person().id())
                .map(each -> summaries(each, now))
                .orElse(List.of());
    }

    static List<TokenSummary> summaries(Account account, Instant now) {
        return account.tokens().stream()
                .map(each -> each.summary(account, now))
                .sorted(Comparator.comparing(TokenSummary::state)
                        .thenComparing(each -> each.made().orElse(Instant.MIN), Comparator.reverseOrder())
                        .thenComparing(TokenSummary::id))
                .toList();
    }

    Answer<TokenSummary> revokeToken(Identified who, String id) {
        return Rights.self(accounts, who).then(self -> accounts.exclusively(() -> revoke(who, id)));
    }

    private Answer<TokenSummary> revoke(Identified who, String id) {
        Optional<Account> holder = accounts.all().stream()
                .filter(each ->
                        each.tokens().stream().anyMatch(token -> token.id().equals(id) && !token.revoked()))
                .findFirst();
        boolean own = holder.filter(
                        each -> each.person().id().equals(who.person().id()))
                .isPresent();
        boolean admin = Rights.administer(accounts, who).isDone();
        if (holder.isEmpty() || !(own || admin)) {
            // the same words for somebody else's token, so that ids cannot be tried
            return Answer.refused(Refusal.UNKNOWN_TOKEN.because("No such token of yours is there to revoke."));
        }
        Account account = holder.get();
        Account fresh = account.with(account.tokens().stream()
                .map(each -> each.id().equals(id) ? each.revokedNow() : each)
                .toList());
        accounts.write(fresh);
        Token token = fresh.tokens().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        enter(
                fresh,
                token,
                TokenStep.REVOKED,
                own ? Accounts.actor(who.person(), Rights.via(who)) : who.actor(Act.ADMIN_PEOPLE));
        return Answer.done(token.summary(fresh, accounts.now()));
    }

    private void enter(Account account, Token token, TokenStep step, Actor actor) {
        accounts.enter(
                new AdministrationEntry.TokenChanged(
                        token.id(),
                        account.person().id(),
                        token.name(),
                        token.scopes().stream().map(Act::text).sorted().toList(),
                        token.expires(),
                        step),
                actor);
    }
}
