// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.osgi.PGDataSourceFactory;

class SettingsTest {

    @TempDir
    private Path data;

    @Test
    void aWrongConfigurationIsRefusedNamingEverything() {
        assertThatThrownBy(() -> new Settings(
                        data, "jdbc:mysql://x/y?PASSWORD=secret", "u", "../outside", Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "database is neither", "holds a password", "not below the data folder", "delayMillis is -1")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> new Settings(data, "", "", "", Duration.ofHours(1)))
                .hasMessageContaining("delayMillis");
    }

    @Test
    void withoutAnAddressItIsAFileBelowTheDataFolder() throws Exception {
        Settings settings = new Settings(data, "", "", "", Duration.ZERO);
        assertThat(settings.driver()).isEqualTo("org.h2.Driver");
        assertThat(settings.database(Shelf.H2).words())
                .isEqualTo(data.resolve("records/view.mv.db").toString());
    }

    @Test
    void aServerIsNamedWithoutItsSecrets() throws Exception {
        Files.createDirectories(data.resolve("keys"));
        Files.writeString(data.resolve("keys/records.password"), "secret\n");
        Settings settings = new Settings(
                data, "jdbc:postgresql://db/cisterna?ssl=true", "cisterna", "keys/records.password", Duration.ZERO);
        assertThat(settings.driver()).isEqualTo("org.postgresql.Driver");
        assertThat(settings.database(new PGDataSourceFactory()).words()).isEqualTo("jdbc:postgresql://db/cisterna");

        Settings missing = new Settings(data, "jdbc:postgresql://db/cisterna", "cisterna", "keys/none", Duration.ZERO);
        assertThatThrownBy(() -> missing.database(new PGDataSourceFactory()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password file");
    }

    @Test
    void aPathThatTheDatabaseCannotOpenIsRefusedInWords() {
        Settings settings = new Settings(data.resolve("a;b"), "", "", "", Duration.ZERO);
        assertThatThrownBy(() -> settings.database(Shelf.H2)).hasMessageContaining("semicolon");
    }
}
