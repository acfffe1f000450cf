// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.people.Accounts;
import org.cisterna.therapy.people.PeopleFile;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListeningTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path root;

    private Listening listening(String configuration) throws Refused, IOException {
        try (DataFolder data = DataFolder.open(root)) {
            Files.writeString(data.folder("config").resolve("web.json"), configuration);
            return Listening.of(data, 0);
        }
    }

    private static String web(String fields) {
        return "{\":configurator:resource-version\":1,\"org.cisterna.web\":{" + fields + "}}";
    }

    @Test
    void withoutConfigurationItIsTheLoopbackAddressWithoutTls() throws Exception {
        Listening plain = listening("{\":configurator:resource-version\":1}");
        assertThat(plain.tls()).isEmpty();
        assertThat(plain.url()).hasToString("http://127.0.0.1:" + plain.port() + "/");
        assertThat(plain.properties())
                .containsEntry("org.apache.felix.http.host", "127.0.0.1")
                .containsEntry("org.osgi.service.http.port", String.valueOf(plain.port()))
                .doesNotContainKey("org.apache.felix.https.enable");
        assertThat(root.resolve("keys").resolve("tls.p12")).doesNotExist();
    }

    @Test
    void anywhereElseThereIsTlsAndNothingElse() throws Exception {
        Listening open = listening(web("\"address\":\"0.0.0.0\",\"names\":[\"pumps.clinic.example\"]"));
        assertThat(open.url()).hasToString("https://pumps.clinic.example:" + open.port() + "/");
        assertThat(open.properties())
                .containsEntry("org.apache.felix.http.enable", "false")
                .containsEntry("org.apache.felix.https.enable", "true")
                .containsEntry("org.osgi.service.http.port.secure", String.valueOf(open.port()))
                .doesNotContainKey("org.osgi.service.http.port");
        assertThat(open.properties().get("cisterna.hosts")).startsWith("pumps.clinic.example");
        Certificate certificate = open.tls().orElseThrow();
        assertThat(certificate.names()).contains("localhost", "127.0.0.1", "pumps.clinic.example");
        assertThat(certificate.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        for (String file : new String[] {"tls.p12", "tls.password"}) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(root.resolve("keys").resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(open.toString() + certificate).doesNotContain(certificate.password());

        Listening again = listening(web("\"address\":\"0.0.0.0\",\"names\":[\"pumps.clinic.example\"]"));
        assertThat(again.tls().orElseThrow().fingerprint())
                .as("the same one as long as it serves")
                .isEqualTo(certificate.fingerprint());
        Listening renamed = listening(web("\"address\":\"0.0.0.0\",\"names\":[\"other.clinic.example\"]"));
        assertThat(renamed.tls().orElseThrow().fingerprint())
                .as("another one for another name")
                .isNotEqualTo(certificate.fingerprint());
        assertThat(renamed.tls().orElseThrow().names()).contains("other.clinic.example");
    }

    @Test
    void theOperatorsCertificateIsTakenWhenItIsForTheName() throws Exception {
        listening(web("\"address\":\"0.0.0.0\",\"names\":[\"pumps.clinic.example\"]"));
        Files.move(root.resolve("keys").resolve("tls.p12"), root.resolve("ours.p12"));
        Files.move(root.resolve("keys").resolve("tls.password"), root.resolve("ours.password"));
        String files = ",\"certificate\":\"ours.p12\",\"certificatePasswordFile\":\"ours.password\"";
        Listening own = listening(web("\"names\":[\"pumps.clinic.example\"]" + files));
        assertThat(own.address().isLoopbackAddress()).isTrue();
        assertThat(own.tls().orElseThrow().keyStore()).isEqualTo(root.resolve("ours.p12"));
        assertThat(own.url().getScheme()).isEqualTo("https");

        assertThatThrownBy(() -> listening(web("\"names\":[\"other.example\"]" + files)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("not for other.example");
        assertThatThrownBy(() -> listening(web("\"address\":\"0.0.0.0\"" + files)))
                .hasMessageContaining("names is empty");
        Files.setPosixFilePermissions(root.resolve("ours.password"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> listening(web("\"names\":[\"pumps.clinic.example\"]" + files)))
                .hasMessageContaining("0600");
        Files.setPosixFilePermissions(root.resolve("ours.password"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(root.resolve("ours.password"), "wrong");
        assertThatThrownBy(() -> listening(web("\"names\":[\"pumps.clinic.example\"]" + files)))
                .hasMessageContaining("PKCS #12");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"address\":\"example.org\" | address is 'example.org'",
                "\"address\":\"300.1.1.1\" | address",
                "\"address\":\"\" | address",
                "\"address\":7 | address",
                "\"names\":\"one\" | names",
                "\"names\":[\"UPPER\"] | names has 'UPPER'",
                "\"names\":[\"a,b\"] | names",
                "\"names\":[\"a b\"] | names",
                "\"certificate\":\"x.p12\" | names is empty",
                "\"names\":[\"a\"],\"certificate\":\"x.p12\" | certificatePasswordFile is missing",
                "\"port\":80 | port",
                "\"address\":\"192.0.2.1\" | 192.0.2.1"
            })
    void whatIsWrongIsRefusedAndNamed(String fields, String words) {
        assertThatThrownBy(() -> listening(web(fields)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(words);
    }

    @Test
    void theSetUpLinkIsMadeWhileThereIsNoAdministratorAndItsTokenStandsNowhere() throws Exception {
        try (DataFolder data = DataFolder.open(root)) {
            SetUpLink link = SetUpLink.ifNeeded(data).orElseThrow();
            assertThat(link.token()).hasSize(43);
            assertThat(SetUpLink.ifNeeded(data).orElseThrow().token())
                    .as("another one at each start")
                    .isNotEqualTo(link.token());
            assertThat(link.properties().toString() + link).doesNotContain(link.token());
            PeopleFile people = new PeopleFile(data.folder("people"), Randomness.seeded(3), Accounts.PRODUCT_ROUNDS);
            people.create(new Person("vera", "Vera Viewer", java.util.Set.of(Role.VIEWER)));
            assertThat(SetUpLink.ifNeeded(data)).isPresent();
            people.create(new Person("ada", "Ada Admin", java.util.Set.of(Role.ADMIN)));
            assertThat(SetUpLink.ifNeeded(data)).isEmpty();
        }
    }
}
