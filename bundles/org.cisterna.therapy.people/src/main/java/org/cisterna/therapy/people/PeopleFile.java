// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Role;
import org.cisterna.time.Randomness;

/**
 * Writes account files. Plain Java, for the launcher and for tests; needs no framework. Each file is for its owner alone (mode 0600) and is
 * replaced whole. One process writes at a time.
 */
public final class PeopleFile {

    private static final String DEMO_FILE = "demo-people.json";
    private static final int PASSWORD_BYTES = 15;

    private final Path folder;
    private final Randomness randomness;
    private final int rounds;

    /**
     * A person with secrets that nobody will see again.
     *
     * @param person who
     * @param password in clear
     * @param token in clear
     */
    public record Secrets(Person person, String password, String token) {
        /** Without the secrets. */
        @Override
        public String toString() {
            return "Secrets[" + person.id() + "]";
        }
    }

    /**
     * A writer of a folder.
     *
     * @param people the folder of account files; made when it is missing
     * @param randomness where salts, passwords and tokens come from
     * @param rounds of password hashing; {@link Accounts#PRODUCT_ROUNDS} or more but in tests
     */
    public PeopleFile(Path people, Randomness randomness, int rounds) {
        this.folder = people;
        this.randomness = randomness;
        this.rounds = rounds;
    }

    /** Makes an account with a fresh password and one fresh token that is good for everything the person may; replaces one of that id. */
    public Secrets create(Person person) throws IOException {
        return create(person, Identified.ALL);
    }

    /** The same with a token that is good for some acts only. */
    public Secrets create(Person person, Set<Act> scopes) throws IOException {
        String password = secret(PASSWORD_BYTES);
        String tokenId = Secret.freshId("t", randomness);
        String token = Token.text(tokenId, Secret.fresh(randomness));
        write(new Account(
                person,
                PasswordHash.of(password, randomness.secret(PasswordHash.SALT_BYTES), rounds),
                List.of(new Token(tokenId, Token.hashOf(token), "", Optional.empty(), scopes, Optional.empty(), false)),
                Optional.empty(),
                false));
        return new Secrets(person, password, token);
    }

    /** Gives an account other roles; its secrets stay. */
    public void change(Person person) throws IOException {
        Account old = read(person.id());
        write(new Account(person, old.password(), old.tokens(), old.expires(), old.revoked()));
    }

    /** Revokes an account and all its tokens. */
    public void revoke(String account) throws IOException {
        write(read(account).revokedNow());
    }

    private Account read(String account) throws IOException {
        JsonObject json = (JsonObject) Json.parse(Files.readAllBytes(folder.resolve(account + ".json")));
        return Account.fromJson(json, account, 1);
    }

    private void write(Account account) throws IOException {
        new OwnerFile(folder.resolve(account.person().id() + ".json"))
                .replace(account.toJson().canonicalBytes());
    }

    private String secret(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomness.secret(bytes));
    }

    /**
     * Whether any account of a folder is a valid administrator's, so that no set-up is needed.
     *
     * @param people the folder of account files
     * @param house house time, for accounts that have expired
     */
    public static boolean hasAdministrator(Path people, Instant house) {
        return new PeopleFolder(people, Accounts.PRODUCT_ROUNDS)
                .look().accounts().values().stream().anyMatch(each -> each.isAdministrator(house));
    }

    /**
     * Makes one demo person for each role, a second clinician, who reviews what the first signs alone, and {@code DIR/demo-people.json} with their secrets: a list of {@code
     * {"name","role","password","token"}}, {@code name} being the account. Does nothing when that file is there already.
     *
     * @param data the data folder
     * @param randomness where the secrets come from
     * @param rounds of password hashing
     * @return the people that were made; none when they were there
     */
    public static List<Secrets> demo(Path data, Randomness randomness, int rounds) throws IOException {
        Path list = data.resolve(DEMO_FILE);
        if (Files.exists(list)) {
            return List.of();
        }
        PeopleFile file = new PeopleFile(data.resolve("people"), randomness, rounds);
        List<Secrets> made = new ArrayList<>();
        List<JsonObject> lines = new ArrayList<>();
        List<Person> people = new ArrayList<>();
        for (Role role : Role.values()) {
            people.add(demoPerson(role));
        }
        people.add(new Person("demo-clinician-2", "Conrad Clinician (demo)", EnumSet.of(Role.CLINICIAN)));
        for (Person each : people) {
            Secrets secrets = file.create(each);
            made.add(secrets);
            lines.add(Json.object()
                    .put("name", each.id())
                    .put("role", each.roles().iterator().next().text())
                    .put("password", secrets.password())
                    .put("token", secrets.token())
                    .build());
        }
        // last, so that it is there only when everybody is
        new OwnerFile(list).replace(Json.array(lines).canonicalBytes());
        return List.copyOf(made);
    }

    private static Person demoPerson(Role role) {
        String first =
                switch (role) {
                    case VIEWER -> "Vera";
                    case TECHNICIAN -> "Theo";
                    case PROGRAMMER -> "Paula";
                    case CLINICIAN -> "Clara";
                    case INTEGRATOR -> "Ines";
                    case AUDITOR -> "Aldo";
                    case ADMIN -> "Ada";
                };
        String name = role.text();
        return new Person(
                "demo-" + name,
                first + " " + Character.toUpperCase(name.charAt(0)) + name.substring(1) + " (demo)",
                EnumSet.of(role));
    }
}
