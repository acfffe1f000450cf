// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of a view, and their version. Any change to a table or to what stands in it is another version, and the view is built again. */
final class Schema {

    /** The version of tables and contents. */
    static final int VERSION = 5;

    /** Kinds of names that have numbers. */
    static final int ACTORS = 1;

    static final int TYPES = 2;
    static final int DRIVERS = 3;
    static final int TALLY = 4;

    private static final List<String> TABLES = List.of(
            "cisterna_position",
            "cisterna_name",
            "cisterna_subject",
            "cisterna_reading",
            "cisterna_pump",
            "cisterna_entry");

    private Schema() {}

    /** Makes the tables, without the indices, which are made when they are full: that is ten times as fast. */
    static void create(Connection connection, Database database) throws SQLException {
        String sortable = database.sortable();
        run(
                connection,
                "create table cisterna_position (id integer primary key, schema_version integer not null,"
                        + " node varchar(200) not null, log varchar(40) not null, next_sequence bigint not null,"
                        + " leaf varchar(80) not null, indexed integer not null)",
                // actors and types with their numbers; drivers by family; counts by filter
                "create table cisterna_name (kind integer not null, label varchar(120) not null, no bigint not null,"
                        + " words varchar(500) not null, primary key (kind, label))",
                // whatever an entry names as its pump, with what the entries about it come to
                "create table cisterna_subject (no integer primary key, label varchar(120) not null,"
                        + " course varchar(1000000) not null)",
                "create unique index cisterna_subject_label on cisterna_subject (label)",
                // the last reading of a pump, as it was entered
                "create table cisterna_reading (no integer primary key, body varchar(1000000) not null)",
                "create table cisterna_pump (no integer primary key, serial varchar(40)" + sortable
                        + " not null, patient varchar(24)" + sortable + " not null, drug varchar(40)" + sortable
                        + " not null, dose bigint not null, reservoir bigint not null, empty_at bigint not null,"
                        + " last_read bigint not null, urgency integer not null, refill_by bigint not null,"
                        + " due bigint not null, no_visit integer not null, alarms integer not null,"
                        + " outcome_unknown integer not null, standing integer not null, differs integer not null,"
                        + " review integer not null, by_hand integer not null, words varchar(1000) not null)",
                "create table cisterna_entry (seq bigint primary key, house bigint not null, actor integer not null,"
                        + " kind integer not null, subject integer not null, correlation varchar(120) not null)");
    }

    private static final List<String> PUMP_INDICES = List.of(
            "urgency, refill_by",
            "serial",
            "patient",
            "no_visit, due",
            "drug",
            "dose",
            "reservoir",
            "empty_at",
            "last_read",
            "due",
            "alarms",
            "outcome_unknown",
            "standing",
            "differs",
            "review",
            "by_hand");

    private static final List<String> ENTRY_INDICES = List.of("subject", "actor", "kind", "correlation");

    /** Makes the indices; those of the fleet first. */
    static void index(Connection connection) throws SQLException {
        for (String columns : PUMP_INDICES) {
            run(connection, index("cisterna_pump", columns, "no"));
        }
        for (String columns : ENTRY_INDICES) {
            run(connection, index("cisterna_entry", columns, "seq"));
        }
    }

    private static String index(String table, String columns, String key) {
        String name = table + "_" + columns.replace(", ", "_and_");
        return "create index if not exists " + name + " on " + table + " (" + columns + ", " + key + ")";
    }

    /** Removes the tables, whatever state they are in. */
    static void drop(Connection connection) throws SQLException {
        for (String each : TABLES) {
            run(connection, "drop table if exists " + each);
        }
    }

    private static void run(Connection connection, String... commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : commands) {
                statement.execute(each);
            }
        }
    }
}
