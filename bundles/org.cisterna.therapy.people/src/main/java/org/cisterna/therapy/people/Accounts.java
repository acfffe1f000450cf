// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Ledger;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.AccessRefused;
import org.cisterna.therapy.AdministrationEntry;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.People;
import org.cisterna.therapy.PeopleEntry;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/** The accounts of a data folder, read and written. Plain Java; any thread. */
public final class Accounts implements People {

    /** The fewest rounds of password hashing that the product accepts, and those it uses. */
    public static final int PRODUCT_ROUNDS = PasswordHash.PRODUCT_ROUNDS;

    private static final String VIA = "token";
    private static final Duration RECENT = Duration.ofSeconds(1);

    /** What the last look found, and when that was. */
    private record Seen(PeopleFolder.Contents contents, Instant at) {}

    private final Path people;
    private final PeopleFolder folder;
    private final int rounds;
    private final TimeSource house;
    private final Randomness randomness;
    private final PeopleRecord record;
    private final PasswordCheck passwords;
    private final SignInBook signIns;
    private final RefusedAccess refusedAccess = new RefusedAccess();
    private final Object writing = new Object();
    private volatile Seen seen =
            new Seen(new PeopleFolder.Contents(new TreeMap<>(), new TreeMap<>(), Map.of()), Instant.EPOCH);

    /**
     * Over a folder.
     *
     * @param people the folder of account files
     * @param leastRounds fewer rounds of password hashing are refused; {@link #PRODUCT_ROUNDS} but in tests
     * @param rounds of new passwords; at least the same
     * @param house house time
     * @param randomness for secrets, and for a hash that nobody's password has
     * @param ledger what to enter in, when it is there
     */
    public Accounts(
            Path people,
            int leastRounds,
            int rounds,
            TimeSource house,
            Randomness randomness,
            Supplier<Optional<Ledger>> ledger) {
        this.people = people;
        this.folder = new PeopleFolder(people, leastRounds);
        this.rounds = rounds;
        this.house = house;
        this.randomness = randomness;
        this.record = new PeopleRecord(ledger);
        this.passwords = new PasswordCheck(this::valid, randomness, rounds);
        this.signIns = new SignInBook(stateFolder());
    }

    @Override
    public Optional<Identified> byToken(String token) {
        Optional<String> id = Token.idOf(token);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Instant now = house.now();
        Optional<Account> account = recentOwner(id.get(), now).or(() -> owner(id.get()));
        return account.filter(each -> each.isValid(now)).flatMap(each -> bearer(each, id.get(), token, now));
    }

    private static Optional<Identified> bearer(Account account, String id, String token, Instant now) {
        for (Token each : account.tokens()) {
            if (each.id().equals(id) && each.matches(token) && each.isValid(now)) {
                return Optional.of(new Identified(account.person(), id, VIA, each.scopes()));
            }
        }
        return Optional.empty();
    }

    /**
     * The account of a token by its own file alone, when everything was looked at within the last second: programs ask often. What is done to that file
     * holds at once all the same, for then it is not the one that was read.
     */
    private Optional<Account> recentOwner(String token, Instant now) {
        Seen last = seen;
        flush();
        return now.isBefore(last.at().plus(RECENT))
                ? Optional.ofNullable(last.contents().owners().get(token)).flatMap(folder::unchanged)
                : Optional.empty();
    }

    private Optional<Account> owner(String token) {
        PeopleFolder.Contents contents = look();
        return Optional.ofNullable(contents.owners().get(token))
                .map(owner -> contents.accounts().get(owner));
    }

    @Override
    public Optional<Person> person(String account) {
        return valid(account).map(Account::person);
    }

    @Override
    public List<Person> people() {
        Instant now = house.now();
        return all().stream()
                .filter(each -> each.isValid(now))
                .map(Account::person)
                .toList();
    }

    @Override
    public Answer<Person> confirm(String account, String password) {
        return again(account, password, "nothing was signed").map(Account::person);
    }

    @Override
    public void refused(int status, Optional<Identified> who, String from, String method, String address) {
        Optional<String> account = who.map(each -> each.person().id());
        refusedAccess
                .count(account.orElse(from), status, house.now())
                .ifPresent(times -> enter(new AccessRefused(status, account, from, method, address, times)));
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

    // ---- for the others of this bundle

    /** Where what belongs to accounts but is none is kept. */
    Path stateFolder() {
        return people.resolve("state");
    }

    Instant now() {
        return house.now();
    }

    Randomness randomness() {
        return randomness;
    }

    /** Enters one fact that nobody who is recognised brought about. */
    void enter(PeopleEntry entry) {
        enter(entry, PeopleRecord.PLATFORM);
    }

    /** Enters what somebody did; within {@link #exclusively} at its end. */
    void enter(PeopleEntry entry, Actor actor) {
        record.add(entry, actor);
        flush();
    }

    PasswordCheck passwords() {
        return passwords;
    }

    SignInBook signIns() {
        return signIns;
    }

    /** A valid account. */
    Optional<Account> valid(String account) {
        Instant now = house.now();
        return readable(account).filter(each -> each.isValid(now));
    }

    /**
     * The same from a look that is at most a second old, for streams that ask with every event: there may be thousands of them. What this platform
     * writes itself is known at once.
     */
    Optional<Account> recentlyValid(String account) {
        Instant now = house.now();
        Seen last = seen;
        PeopleFolder.Contents contents = now.isBefore(last.at().plus(RECENT)) ? last.contents() : look();
        return Optional.ofNullable(contents.accounts().get(account)).filter(each -> each.isValid(now));
    }

    /** An account that can be read, valid or not. */
    Optional<Account> readable(String account) {
        return Optional.ofNullable(look().accounts().get(account));
    }

    /** Every account that can be read. */
    Collection<Account> all() {
        return look().accounts().values();
    }

    /** Whether a file has this account's name, readable or not. */
    boolean isTaken(String account) {
        PeopleFolder.Contents contents = look();
        return contents.accounts().containsKey(account) || contents.problems().containsKey(account);
    }

    List<Account> administrators() {
        Instant now = house.now();
        return all().stream().filter(each -> each.isAdministrator(now)).toList();
    }

    /**
     * Checks the password of one who is recognised already.
     *
     * @param consequence what a wrong one means, in words
     */
    Answer<Account> again(String account, String password, String consequence) {
        if (valid(account).isEmpty()) {
            passwords.pretend(password);
            enter(new PeopleEntry.SignRefused(Shown.account(account), Refusal.ACCOUNT_INACTIVE, 0));
            return Answer.refused(Refusal.ACCOUNT_INACTIVE.because(
                    "This account has expired, was revoked, or does not exist; ask an administrator."));
        }
        PasswordCheck.Result result = passwords.again(account, password, house.now());
        if (result instanceof PasswordCheck.Right right) {
            return Answer.done(right.account());
        }
        if (result instanceof PasswordCheck.NotNow notNow) {
            if (notNow.pause().isFirst()) {
                enter(new PeopleEntry.SignRefused(account, Refusal.TOO_MANY_ATTEMPTS, notNow.inARow()));
            }
            return Answer.refused(tooMany(notNow.pause()));
        }
        enter(new PeopleEntry.SignRefused(account, Refusal.PASSWORD_WRONG, ((PasswordCheck.Wrong) result).inARow()));
        return Answer.refused(Refusal.PASSWORD_WRONG.because("The password is wrong; " + consequence + "."));
    }

    static Violation tooMany(Attempts.Wait wait) {
        return Refusal.TOO_MANY_ATTEMPTS.because(
                "Too many wrong passwords in a row: the next one is looked at from " + wait.until() + " (house time).");
    }

    PasswordHash hash(String password) {
        return PasswordHash.of(password, randomness.secret(PasswordHash.SALT_BYTES), rounds);
    }

    /** The account with its password under today's parameters, written; the same account when it was so already. */
    Account rehashed(Account account, String password) {
        if (!account.password().isWeakerThan(rounds)) {
            return account;
        }
        PasswordHash fresh = account.password().strengthened(password, rounds);
        return exclusively(() -> {
            Optional<Account> now = valid(account.person().id());
            if (now.isEmpty() || !now.get().password().equals(account.password())) {
                return account; // somebody changed it meanwhile; what they wrote stands
            }
            Account stronger = now.get().with(fresh);
            write(stronger);
            enter(entry(stronger, AdministrationEntry.AccountStep.PASSWORD_REHASHED));
            return stronger;
        });
    }

    static AdministrationEntry entry(Account account, AdministrationEntry.AccountStep step) {
        return new AdministrationEntry.AccountChanged(
                account.person().id(), account.person().printedName(), texts(account.person()), step);
    }

    static List<String> texts(Person person) {
        return person.roles().stream().map(Role::text).toList();
    }

    /** Whoever does something with the own account, as the ledger names them: in the first of their roles. */
    static Actor actor(Person person, String via) {
        return new Actor(person.id(), person.printedName(), texts(person).get(0), via);
    }

    /** One who writes at a time: what was looked at in there is still so when it is written. The ledger is told afterwards. */
    <T> T exclusively(Supplier<T> change) {
        try {
            synchronized (writing) {
                return change.get();
            }
        } finally {
            flush();
        }
    }

    /** Nobody waits for the ledger while others wait to write. */
    private void flush() {
        if (!Thread.holdsLock(writing)) {
            record.flush();
        }
    }

    /**
     * Writes an account, replacing its file.
     *
     * @throws UncheckedIOException when the disk does not take it; nothing was changed then
     */
    void write(Account account) {
        try {
            new OwnerFile(people.resolve(account.person().id() + ".json"))
                    .replace(account.toJson().canonicalBytes());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(
                    "the account " + account.person().id() + " could not be written", unwritable);
        }
        look();
    }

    private PeopleFolder.Contents look() {
        PeopleFolder.Contents contents;
        synchronized (folder) { // one look after the other, so that an older one never hides a newer one
            contents = folder.look();
            seen = new Seen(contents, house.now());
        }
        record.accounts(contents);
        flush();
        return contents;
    }
}
