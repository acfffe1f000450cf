// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleFileTest {

    private static final int ROUNDS = 1000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path data;

    private final VirtualTime time = VirtualTime.create(7);

    @Test
    void demoPeopleHaveEachARoleAndSecretsThatWork() throws IOException {
        PeopleFile.demo(data, time.randomness(), ROUNDS);
        Accounts accounts =
                new Accounts(data.resolve("people"), ROUNDS, ROUNDS, time.house(), time.randomness(), Optional::empty);
        JsonArray list = (JsonArray) Json.parse(Files.readAllBytes(data.resolve("demo-people.json")));
        List<String> roles = new ArrayList<>();
        List<String> secrets = new ArrayList<>();
        List<Person> clinicians = new ArrayList<>();
        for (JsonObject each : list.objects()) {
            each.onlyNames("name", "role", "password", "token");
            roles.add(each.string("role"));
            secrets.add(each.string("password"));
            secrets.add(each.string("token"));
            Person person = accounts.byToken(each.string("token")).orElseThrow().person();
            if (person.roles().contains(Role.CLINICIAN)) {
                clinicians.add(person);
            }
            assertThat(person.id()).isEqualTo(each.string("name"));
            assertThat(person.roles()).extracting(Role::text).containsExactly(each.string("role"));
            assertThat(accounts.confirm(each.string("name"), each.string("password"))
                            .isDone())
                    .isTrue();
        }
        assertThat(roles)
                .containsExactly(
                        "viewer",
                        "technician",
                        "programmer",
                        "clinician",
                        "integrator",
                        "auditor",
                        "admin",
                        "clinician");
        assertThat(clinicians).extracting(Person::id).containsExactly("demo-clinician", "demo-clinician-2");
        assertThat(clinicians.get(0).isSamePersonAs(clinicians.get(1).staff()))
                .as("one may review what the other signed alone")
                .isFalse();
        assertThat(secrets).doesNotHaveDuplicates();
        assertThat(accounts.problems()).isEmpty();
    }

    @Test
    void everyFileIsForItsOwnerAloneAndNoneIsLeftOver() throws IOException {
        PeopleFile.demo(data, time.randomness(), ROUNDS);
        List<Path> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(data)) {
            walk.filter(Files::isRegularFile).forEach(files::add);
        }
        assertThat(files).hasSize(2 + Role.values().length);
        for (Path each : files) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .as(each.toString())
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("people"))))
                .isEqualTo("rwx------");
    }

    @Test
    void demoPeopleAreMadeOnceAndWithFreshSecretsInAnotherFolder() throws IOException {
        PeopleFile.demo(data, time.randomness(), ROUNDS);
        byte[] first = Files.readAllBytes(data.resolve("demo-people.json"));
        assertThat(PeopleFile.demo(data, time.randomness(), ROUNDS)).isEmpty();
        assertThat(Files.readAllBytes(data.resolve("demo-people.json"))).isEqualTo(first);
        Path other = Files.createDirectory(data.resolve("other"));
        PeopleFile.demo(other, time.randomness(), ROUNDS);
        assertThat(Files.readAllBytes(other.resolve("demo-people.json"))).isNotEqualTo(first);
    }

    @Test
    void aWriterKilledBetweenPeopleAndListBeginsAgain() throws IOException {
        PeopleFile.demo(data, time.randomness(), ROUNDS);
        Files.delete(data.resolve("demo-people.json"));
        Files.writeString(data.resolve("people").resolve(".demo-admin.json.new"), "{\"half");
        List<PeopleFile.Secrets> again = PeopleFile.demo(data, time.randomness(), ROUNDS);
        Accounts accounts =
                new Accounts(data.resolve("people"), ROUNDS, ROUNDS, time.house(), time.randomness(), Optional::empty);
        assertThat(again).hasSize(1 + Role.values().length);
        for (PeopleFile.Secrets each : again) {
            assertThat(accounts.byToken(each.token())).isPresent();
        }
    }

    @Test
    void aChangeOfRolesKeepsTheSecrets() throws IOException {
        PeopleFile file = new PeopleFile(data.resolve("people"), time.randomness(), ROUNDS);
        PeopleFile.Secrets clara = file.create(new Person("clara", "Clara Clinician", EnumSet.of(Role.CLINICIAN)));
        file.change(new Person("clara", "Clara Clinician", Set.of(Role.VIEWER)));
        Accounts accounts =
                new Accounts(data.resolve("people"), ROUNDS, ROUNDS, time.house(), time.randomness(), Optional::empty);
        assertThat(accounts.byToken(clara.token()).orElseThrow().person().roles())
                .containsExactly(Role.VIEWER);
        assertThat(accounts.confirm("clara", clara.password()).isDone()).isTrue();
    }
}
