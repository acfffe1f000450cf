// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.cisterna.time.Randomness;

/**
 * Looks at passwords, no oftener than allowed. Two books of attempts: strangers who sign in, and people who are signed in and prove it again, so that
 * a stranger's wrong guesses keep nobody from signing.
 */
final class PasswordCheck {

    /** What came of a look. */
    sealed interface Result {}

    /** It is the password of this account. */
    record Right(Account account) implements Result {}

    /** It is not, or there is no such valid account. */
    record Wrong(int inARow) implements Result {}

    /** It was not looked at. */
    record NotNow(Attempts.Wait pause, int inARow) implements Result {}

    private final Function<String, Optional<Account>> valid;
    private final PasswordHash nobodys;
    private final Attempts strangers = new Attempts();
    private final OverallAttempts overall = new OverallAttempts();
    private final Attempts known = new Attempts();

    PasswordCheck(Function<String, Optional<Account>> valid, Randomness randomness, int rounds) {
        this.valid = valid;
        this.nobodys = PasswordHash.ofNobody(randomness, rounds);
    }

    /** For one who signs in. As slow for an account that does not exist as for one that does, and with the same waits. */
    Result atSignIn(String account, String password, Instant now) {
        String key = Shown.account(account);
        Optional<Attempts.Wait> all = overall.begin(now);
        if (all.isPresent()) {
            return new NotNow(all.get(), strangers.inARow(key));
        }
        Optional<Attempts.Wait> own = strangers.begin(key, now);
        if (own.isPresent()) {
            overall.giveBack();
            return new NotNow(own.get(), strangers.inARow(key));
        }
        Result result = look(account, password, strangers, key);
        if (result instanceof Right) {
            overall.giveBack();
        }
        return result;
    }

    /** For one who is recognised already and signs, unlocks, or changes the password. */
    Result again(String account, String password, Instant now) {
        Optional<Attempts.Wait> own = known.begin(account, now);
        return own.isPresent() ? new NotNow(own.get(), known.inARow(account)) : look(account, password, known, account);
    }

    /** Takes as long as a look, for an account that is known not to be valid. */
    void pretend(String password) {
        nobodys.matches(password);
    }

    private Result look(String account, String password, Attempts attempts, String key) {
        Optional<Account> found = valid.apply(account);
        boolean matches = found.map(Account::password).orElse(nobodys).matches(password);
        if (found.isEmpty() || !matches) {
            return new Wrong(attempts.inARow(key));
        }
        attempts.right(key);
        return new Right(found.get());
    }
}
