// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.cisterna.audit.Ledger;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.People;
import org.cisterna.therapy.PeopleEntry;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/** The accounts of a data folder. Plain Java; any thread. */
public final class Accounts implements People {

    /** The fewest rounds of password hashing that the product accepts. */
    public static final int PRODUCT_ROUNDS = PasswordHash.PRODUCT_ROUNDS;

    private static final String VIA = "token";

    private final PeopleFolder folder;
    private final TimeSource house;
    private final PeopleRecord record;
    private final Attempts attempts = new Attempts();
    private final PasswordHash nobodys;

    /**
     * Over a folder.
     *
     * @param people the folder of account files
     * @param leastRounds fewer rounds of password hashing are refused; {@link #PRODUCT_ROUNDS} but in tests
     * @param house house time
     * @param randomness for a hash that nobody's password has
     * @param ledger what to enter in, when it is there
     */
    public Accounts(
            Path people, int leastRounds, TimeSource house, Randomness randomness, Supplier<Optional<Ledger>> ledger) {
        this.folder = new PeopleFolder(people, leastRounds);
        this.house = house;
        this.record = new PeopleRecord(ledger);
        this.nobodys = PasswordHash.ofNobody(randomness, leastRounds);
    }

    @Override
    public Optional<Identified> byToken(String token) {
        Instant now = house.now();
        Optional<String> id = Token.idOf(token);
        for (Account account : look().accounts().values()) {
            for (Token each : account.tokens()) {
                if (id.isPresent() && each.id().equals(id.get())) {
                    return each.matches(token) && each.isValid(now) && account.isValid(now)
                            ? Optional.of(new Identified(account.person(), each.id(), VIA, each.scopes()))
                            : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Person> person(String account) {
        return valid(look(), account).map(Account::person);
    }

    @Override
    public List<Person> people() {
        Instant now = house.now();
        return look().accounts().values().stream()
                .filter(each -> each.isValid(now))
                .map(Account::person)
                .toList();
    }

    @Override
    public Answer<Person> confirm(String account, String password) {
        Optional<Account> known = valid(look(), account);
        if (known.isEmpty()) {
            // as slow as for a known account, so that the time does not tell who has one
            nobodys.matches(password);
            return refused(
                    account,
                    Refusal.ACCOUNT_INACTIVE,
                    "This account has expired, was revoked, or does not exist; ask an administrator.");
        }
        Optional<Instant> until = attempts.begin(account, house.now());
        if (until.isPresent()) {
            return refused(
                    account,
                    Refusal.TOO_MANY_ATTEMPTS,
                    "Too many wrong passwords in a row: the next one is looked at from " + until.get()
                            + " (house time).");
        }
        if (!known.get().password().matches(password)) {
            return refused(
                    account, Refusal.PASSWORD_WRONG, "The password is wrong; nothing was signed. Type it again.");
        }
        attempts.right(account);
        return Answer.done(known.get().person());
    }

    @Override
    public List<String> problems() {
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, String> each : look().problems().entrySet()) {
            words.add(
                    each.getKey().isEmpty()
                            ? each.getValue()
                            : "people/" + each.getKey() + ".json is refused, and the account cannot be used: "
                                    + each.getValue());
        }
        return List.copyOf(words);
    }

    private Answer<Person> refused(String account, Refusal refusal, String words) {
        record.enter(new PeopleEntry.SignRefused(bounded(account), refusal, attempts.inARow(account)));
        return Answer.refused(refusal.because(words));
    }

    /** An account that does not exist has any name. */
    private static String bounded(String account) {
        return account.length() <= 40 && account.chars().allMatch(each -> each > ' ' && each < 0x7f)
                ? account
                : "(not the form of an account)";
    }

    private Optional<Account> valid(PeopleFolder.Contents contents, String account) {
        Instant now = house.now();
        return Optional.ofNullable(contents.accounts().get(account)).filter(each -> each.isValid(now));
    }

    private PeopleFolder.Contents look() {
        PeopleFolder.Contents contents = folder.look();
        record.accounts(contents);
        return contents;
    }
}
