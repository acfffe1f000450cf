// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cisterna.audit.Actor;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.OpenedSession;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Session;
import org.cisterna.therapy.SessionEntry;
import org.cisterna.therapy.SessionEntry.Step;
import org.cisterna.therapy.SessionSummary;
import org.cisterna.therapy.Sessions;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that are open, in memory. Each question compares a session's account with the one on disk, so whatever changes there ends it at
 * once. Plain Java; any thread; no lock is held while a password is looked at, a file is read or the ledger writes.
 */
class SessionRegistry implements Sessions {

    private static final int MOST_TYPED = 100;

    private final Accounts accounts;
    private final Limits limits;
    private final Map<Digest, OpenSession> bySecret = new HashMap<>();
    private final Map<String, Digest> byId = new HashMap<>();

    SessionRegistry(Accounts accounts, Limits limits) {
        this.accounts = accounts;
        this.limits = limits;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Answer<OpenedSession> signIn(String typed, String password, String browser) {
        String from = Shown.from(browser);
        String account = asAccount(typed);
        PasswordCheck.Result result = accounts.passwords().atSignIn(account, password, accounts.now());
        if (result instanceof PasswordCheck.NotNow notNow) {
            if (notNow.pause().isFirst()) {
                refused(account, Refusal.TOO_MANY_ATTEMPTS, notNow.inARow(), from);
            }
            return Answer.refused(Accounts.tooMany(notNow.pause()));
        }
        if (result instanceof PasswordCheck.Wrong wrong) {
            refused(account, Refusal.SIGN_IN_WRONG, wrong.inARow(), from);
            return Answer.refused(Refusal.SIGN_IN_WRONG.because(
                    "Account or password is wrong. Type both again; an administrator can tell you your account."));
        }
        Account known = accounts.rehashed(((PasswordCheck.Right) result).account(), password);
        sweep();
        return open(known, from);
    }

    /** Some keyboards begin with a capital letter and end with a space; an account has neither. */
    private static String asAccount(String typed) {
        return typed.length() > MOST_TYPED ? typed : typed.strip().toLowerCase(Locale.ROOT);
    }

    private void refused(String account, Refusal refusal, int inARow, String from) {
        if (accounts.readable(account).isPresent()) {
            accounts.signIns().wrong(account, accounts.now());
        }
        accounts.enter(new SessionEntry.Refused(Shown.account(account), refusal, inARow, from));
    }

    private Answer<OpenedSession> open(Account account, String from) {
        Instant now = accounts.now();
        Secret secret = Secret.fresh(accounts.randomness());
        OpenSession fresh = new OpenSession(
                Secret.freshId("s", accounts.randomness()),
                secret.hash(),
                account,
                now,
                now,
                now.plus(limits.longest()),
                false,
                Secret.fresh(accounts.randomness()).text(),
                from);
        List<OpenSession> replaced = new ArrayList<>();
        synchronized (this) {
            List<OpenSession> others = of(account.person().id());
            while (others.size() - replaced.size() >= limits.perAccount()) {
                OpenSession oldest = others.get(others.size() - 1 - replaced.size());
                remove(oldest);
                replaced.add(oldest);
            }
            if (bySecret.size() >= limits.total()) {
                return Answer.refused(Refusal.TOO_MANY_SESSIONS.because("There are " + limits.total()
                        + " sessions, as many as can be. Sign out where you do not need one, or ask an administrator to"
                        + " end some."));
            }
            put(fresh);
        }
        replaced.forEach(each -> enter(each, Step.REPLACED, system()));
        accounts.signIns().right(account.person().id(), from, now);
        enter(fresh, Step.BEGUN, Accounts.actor(account.person(), "session " + fresh.id()));
        return Answer.done(new OpenedSession(fresh.session(), secret.text()));
    }

    @Override
    public Optional<Session> bySecret(String secret) {
        return current(secret).map(each -> touched(each).session());
    }

    @Override
    public Optional<Session> look(String secret) {
        return current(secret).map(OpenSession::session);
    }

    @Override
    public Optional<Session> byId(String id) {
        @Nullable Digest hash;
        synchronized (this) {
            hash = byId.get(id);
        }
        return hash == null
                ? Optional.empty()
                : current(hash, accounts::recentlyValid).map(OpenSession::session);
    }

    @Override
    public void lock(String secret) {
        Optional<OpenSession> open = current(secret);
        if (open.isEmpty()) {
            return;
        }
        OpenSession locked = open.get().lockedNow();
        synchronized (this) {
            if (!bySecret.containsKey(locked.hash())) {
                return;
            }
            put(locked);
        }
        enter(locked, Step.LOCKED, Accounts.actor(locked.session().identified().person(), "session " + locked.id()));
    }

    @Override
    public Answer<OpenedSession> unlock(String secret, String password) {
        Optional<OpenSession> open = current(secret);
        if (open.isEmpty()) {
            return ended();
        }
        Answer<Account> again =
                accounts.again(open.get().person(), password, "the session stays locked; type it again");
        if (again instanceof Answer.Refused<Account> refused) {
            return refused.retyped();
        }
        Account known = accounts.rehashed(again.orElseThrow(), password);
        Secret fresh = Secret.fresh(accounts.randomness());
        OpenSession unlocked;
        synchronized (this) {
            OpenSession now = bySecret.get(open.get().hash());
            if (now == null) {
                return ended();
            }
            unlocked = now.unlocked(fresh.hash(), known, accounts.now());
            remove(now);
            put(unlocked);
        }
        enter(unlocked, Step.UNLOCKED, Accounts.actor(known.person(), "session " + unlocked.id()));
        return Answer.done(new OpenedSession(unlocked.session(), fresh.text()));
    }

    private static Answer<OpenedSession> ended() {
        return Answer.refused(Refusal.SESSION_ENDED.because("The session is over; sign in again."));
    }

    @Override
    public void signOut(String secret) {
        current(secret)
                .ifPresent(each ->
                        end(each, Step.SIGNED_OUT, Accounts.actor(each.account().person(), "session " + each.id())));
    }

    @Override
    public List<SessionSummary> own(Identified who) {
        sweep();
        return summaries().stream()
                .filter(each -> each.person().account().equals(who.person().id()))
                .toList();
    }

    @Override
    public Answer<List<SessionSummary>> all(Identified who) {
        return Rights.administer(accounts, who).map(admin -> {
            sweep();
            return summaries();
        });
    }

    @Override
    public Answer<SessionSummary> revoke(String id, Identified who) {
        @Nullable Digest hash;
        synchronized (this) {
            hash = byId.get(id);
        }
        Optional<OpenSession> open = hash == null ? Optional.empty() : current(hash);
        boolean own =
                open.filter(each -> each.person().equals(who.person().id())).isPresent();
        if (!own) {
            Answer<Person> admin = Rights.administer(accounts, who);
            if (admin instanceof Answer.Refused<Person> refused) {
                return refused.retyped();
            }
        }
        if (open.isEmpty()) {
            return Answer.refused(Refusal.UNKNOWN_SESSION.because("There is no such session; it may have ended."));
        }
        end(
                open.get(),
                Step.REVOKED,
                own ? Accounts.actor(who.person(), Rights.via(who)) : who.actor(Act.ADMIN_PEOPLE));
        return Answer.done(open.get().session().summary());
    }

    // ---- what is open

    private Optional<OpenSession> current(String secret) {
        return Secret.hasForm(secret) ? current(Secret.hashOf(secret)) : Optional.empty();
    }

    /** The session of a hash, if it is not over; one that is over is ended here. */
    private Optional<OpenSession> current(Digest hash) {
        return current(hash, accounts::valid);
    }

    private Optional<OpenSession> current(Digest hash, Function<String, Optional<Account>> valid) {
        @Nullable OpenSession open;
        synchronized (this) {
            open = bySecret.get(hash);
        }
        return open == null ? Optional.empty() : judged(open, valid);
    }

    private Optional<OpenSession> judged(OpenSession open, Function<String, Optional<Account>> valid) {
        Instant now = accounts.now();
        if (!now.isBefore(open.ends())) {
            end(open, Step.EXPIRED, system());
            return Optional.empty();
        }
        if (valid.apply(open.person()).filter(open::isOf).isEmpty()) {
            end(open, Step.ACCOUNT_CHANGED, system());
            return Optional.empty();
        }
        synchronized (this) {
            OpenSession again = bySecret.get(open.hash());
            if (again == null) {
                return Optional.empty();
            }
            if (!again.locked() && !now.isBefore(again.lastUsed().plus(limits.idle()))) {
                again = again.lockedNow();
                put(again);
            }
            return Optional.of(again);
        }
    }

    private synchronized OpenSession touched(OpenSession open) {
        OpenSession now = bySecret.get(open.hash());
        if (now == null || now.locked()) {
            return now == null ? open : now;
        }
        OpenSession used = now.usedAt(accounts.now());
        put(used);
        return used;
    }

    private void sweep() {
        List<OpenSession> all;
        synchronized (this) {
            all = List.copyOf(bySecret.values());
        }
        all.forEach(each -> judged(each, accounts::recentlyValid));
    }

    private synchronized List<SessionSummary> summaries() {
        return bySecret.values().stream()
                .map(each -> each.session().summary())
                .sorted(Comparator.comparing(SessionSummary::lastUsed)
                        .reversed()
                        .thenComparing(SessionSummary::id))
                .toList();
    }

    /** An account's sessions, the last used first; with the lock held. */
    private List<OpenSession> of(String account) {
        return bySecret.values().stream()
                .filter(each -> each.person().equals(account))
                .sorted(Comparator.comparing(OpenSession::lastUsed).reversed().thenComparing(OpenSession::id))
                .toList();
    }

    private void put(OpenSession open) {
        bySecret.put(open.hash(), open);
        byId.put(open.id(), open.hash());
    }

    private void remove(OpenSession open) {
        bySecret.remove(open.hash());
        byId.remove(open.id());
    }

    private void end(OpenSession open, Step step, Actor actor) {
        boolean was;
        synchronized (this) {
            was = bySecret.containsKey(open.hash());
            if (was) {
                remove(open);
            }
        }
        if (was) {
            enter(open, step, actor);
        }
    }

    private static Actor system() {
        return PeopleRecord.PLATFORM;
    }

    private void enter(OpenSession open, Step step, Actor actor) {
        accounts.enter(new SessionEntry.Changed(open.id(), open.person(), step, open.from()), actor);
    }
}
