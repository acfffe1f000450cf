// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.osgi.service.jdbc.DataSourceFactory;

/**
 * A checked configuration.
 *
 * @param data the data folder
 * @param url of a PostgreSQL database; empty for a file
 * @param user of that
 * @param passwordFile of that, below the data folder; empty for none
 * @param delay how long after the start the folding begins
 */
record Settings(Path data, String url, String user, String passwordFile, Duration delay) {

    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final long MOST_DELAY = 600_000;

    /** Checks everything and names all that is wrong. */
    Settings {
        List<String> wrong = new ArrayList<>();
        if (!url.isEmpty() && !url.startsWith(POSTGRESQL)) {
            wrong.add("database is neither empty nor an address that begins with " + POSTGRESQL);
        }
        if (url.toLowerCase(Locale.ROOT).contains("password=")) {
            wrong.add(
                    "database holds a password; put it into a file below the data folder and name that as passwordFile");
        }
        if (!passwordFile.isEmpty() && !data.resolve(passwordFile).normalize().startsWith(data.normalize())) {
            wrong.add("passwordFile is not below the data folder: " + passwordFile);
        }
        if (delay.isNegative() || delay.toMillis() > MOST_DELAY) {
            wrong.add("delayMillis is " + delay.toMillis() + "; 0 to " + MOST_DELAY + " are allowed");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    "org.cisterna.records is not configured rightly: " + String.join("; ", wrong));
        }
    }

    static Settings of(Path data, RecordsConfig config) {
        return new Settings(
                data, config.database(), config.user(), config.passwordFile(), Duration.ofMillis(config.delayMillis()));
    }

    /** The class of the driver that is needed, as the service of a driver names it. */
    String driver() {
        return url.isEmpty() ? "org.h2.Driver" : "org.postgresql.Driver";
    }

    /** The database, by the driver. */
    Database database(DataSourceFactory factory) throws SQLException {
        return url.isEmpty()
                ? new FileDatabase(data.resolve("records"), factory)
                : new ServerDatabase(url, user, password(), factory);
    }

    private String password() throws SQLException {
        if (passwordFile.isEmpty()) {
            return "";
        }
        Path file = data.resolve(passwordFile);
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new SQLException("the password file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
