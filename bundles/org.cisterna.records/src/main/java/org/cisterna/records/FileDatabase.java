// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.osgi.service.jdbc.DataSourceFactory;

/**
 * H2 in one file of the folder {@code records}. One that is damaged is kept once as {@code view-damaged.mv.db}, so that it can be looked at;
 * the next one replaces it.
 */
final class FileDatabase implements Database {

    private static final String NAME = "view";
    private static final String ENDING = ".mv.db";
    private static final int ALREADY_OPEN = 90020;

    /**
     * Nothing of H2's own runs at the end of the process, nothing is traced into files; 32 MiB of pages are cached; who waits for a lock longer
     * than two seconds is told so.
     */
    private static final String OPTIONS =
            ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;CACHE_SIZE=32768;LOCK_TIMEOUT=2000";

    private final Path folder;
    private final DataSource source;

    FileDatabase(Path folder, DataSourceFactory factory) throws SQLException {
        this.folder = folder.toAbsolutePath().normalize();
        String path = this.folder.resolve(NAME).toString();
        if (path.indexOf(';') >= 0) {
            throw new SQLException("the path of the data folder holds a semicolon, which H2 cannot open: " + path);
        }
        Properties properties = new Properties();
        properties.setProperty(DataSourceFactory.JDBC_URL, "jdbc:h2:file:" + path + OPTIONS);
        properties.setProperty(DataSourceFactory.JDBC_USER, "");
        properties.setProperty(DataSourceFactory.JDBC_PASSWORD, "");
        source = factory.createDataSource(properties);
    }

    @Override
    public Connection connect() throws SQLException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new SQLException("the folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
        return source.getConnection();
    }

    @Override
    public void shut(Connection writer) throws SQLException {
        try (writer;
                Statement statement = writer.createStatement()) {
            statement.execute("shutdown");
        }
    }

    @Override
    public String words() {
        return folder.resolve(NAME + ENDING).toString();
    }

    @Override
    public String sortable() {
        return "";
    }

    @Override
    public boolean isDamage(SQLException error) {
        return error.getErrorCode() != 0 && error.getErrorCode() != ALREADY_OPEN; // 0: not from H2
    }

    @Override
    public String setAside() {
        Path file = folder.resolve(NAME + ENDING);
        Path kept = folder.resolve(NAME + "-damaged" + ENDING);
        try {
            if (!Files.exists(file)) {
                return "there was no file";
            }
            Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
            return "its file was kept as " + kept;
        } catch (IOException e) {
            return "its file could not be put away: " + e.getMessage();
        }
    }

    @Override
    public void clear() throws SQLException {
        try {
            Files.deleteIfExists(folder.resolve(NAME + ENDING));
        } catch (IOException e) {
            throw new SQLException("the file " + words() + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
