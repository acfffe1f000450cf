// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.therapy.fleet.FleetFilter;
import org.cisterna.therapy.fleet.FleetQuery;
import org.cisterna.therapy.fleet.FleetRow;
import org.cisterna.therapy.fleet.FleetSort;

/** Asks an open view for pumps, within one transaction. */
final class FleetReader {

    /**
     * A filter that lets more pumps through than this is looked at along the order; one that lets fewer through is taken first and then
     * brought into order.
     */
    private static final long MANY = 5_000;

    /** What was found. */
    record Found(Position position, List<FleetRow> rows, long total, Map<FleetFilter, Long> counts) {}

    private final Connection connection;
    private final Instant pumpTime;

    FleetReader(Connection connection, Instant pumpTime) {
        this.connection = connection;
        this.pumpTime = pumpTime;
    }

    Found page(FleetQuery query) throws SQLException {
        Map<FleetFilter, Long> counts = Names.tally(connection);
        counts.put(FleetFilter.OVERDUE, count("due <= ?", List.of(), true));
        long filtered = counts.getOrDefault(query.filter(), 0L);
        List<String> words = FleetQuestion.words(query.text());
        String where = where(query.filter(), filtered > MANY, words.size());
        boolean timed = query.filter() == FleetFilter.OVERDUE;
        long total = words.isEmpty() ? filtered : count(where, words, timed);
        List<Integer> found = found(query, where, words, timed, total);
        Position position = Position.read(connection).orElseThrow(() -> new SQLException("the view has no position"));
        return new Found(position, rows(found), total, counts);
    }

    Optional<FleetRow> row(PumpId pump) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select s.no from cisterna_subject s join cisterna_pump p on p.no = s.no where s.label = ?")) {
            select.setString(1, pump.text());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? rows(List.of(row.getInt(1))).stream().findFirst() : Optional.empty();
            }
        }
    }

    /** A condition on all that is asked for. Adding nothing to a column keeps the database from using that column's index. */
    private static String where(FleetFilter filter, boolean many, int words) {
        String plus = many ? " + 0" : "";
        StringBuilder where = new StringBuilder(
                switch (filter) {
                    case ALL -> "0 = 0";
                    case ALARMS -> "alarms" + plus + " = 1";
                    case IN_VISIT -> "no_visit" + plus + " = 0";
                    case OVERDUE -> "due" + plus + " <= ?";
                    case UNKNOWN -> "outcome_unknown" + plus + " = 1";
                    case STOPPED -> "standing" + plus + " = 1";
                    case CONTENT_DIFFERS -> "differs" + plus + " = 1";
                    case AWAITING_REVIEW -> "review" + plus + " = 1";
                    case BY_HAND -> "by_hand" + plus + " = 1";
                    case NEVER_READ -> "last_read" + plus + " = " + Columns.MISSING + " and by_hand + 0 = 0";
                });
        for (int i = 0; i < words; i++) {
            where.append(" and words like ? escape '!'");
        }
        return where.toString();
    }

    private static List<String> order(FleetSort sort) {
        return switch (sort) {
            case URGENCY -> List.of("urgency", "refill_by", "no");
            case SERIAL -> List.of("serial", "no");
            case PATIENT -> List.of("patient", "no");
            case STATE -> List.of("no_visit", "due", "no");
            case DRUG -> List.of("drug", "no");
            case DAILY_DOSE -> List.of("dose", "no");
            case RESERVOIR -> List.of("reservoir", "no");
            case EMPTY_AT -> List.of("empty_at", "no");
            case LAST_READ -> List.of("last_read", "no");
        };
    }

    /** The same order, for which the database cannot go along an index: few rows are found first, and then sorted. */
    private static String withoutIndex(FleetSort sort, String column) {
        boolean isText = sort == FleetSort.SERIAL || sort == FleetSort.PATIENT || sort == FleetSort.DRUG;
        return isText ? column + " || ''" : column + " + 0";
    }

    private long count(String where, List<String> words, boolean timed) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from cisterna_pump where " + where)) {
            set(select, words, timed);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private int set(PreparedStatement select, List<String> words, boolean timed) throws SQLException {
        int next = 1;
        if (timed) {
            select.setLong(next++, pumpTime.toEpochMilli());
        }
        for (String each : words) {
            select.setString(next++, Texts.pattern(each));
        }
        return next;
    }

    private List<Integer> found(FleetQuery query, String where, List<String> words, boolean timed, long total)
            throws SQLException {
        long skip = (query.page() - 1L) * query.size();
        if (skip >= total) {
            return List.of();
        }
        String direction = query.descending() ? " desc" : "";
        List<String> columns = new ArrayList<>(order(query.sort()));
        if (!words.isEmpty() && total <= MANY) {
            columns.set(0, withoutIndex(query.sort(), columns.get(0)));
        }
        String order = String.join(direction + ", ", columns) + direction;
        List<Integer> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select no from cisterna_pump where " + where
                + " order by " + order + " offset ? rows fetch first ? rows only")) {
            int next = set(select, words, timed);
            select.setLong(next, skip);
            select.setInt(next + 1, query.size());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(row.getInt(1));
                }
            }
        }
        return found;
    }

    private List<FleetRow> rows(List<Integer> numbers) throws SQLException {
        if (numbers.isEmpty()) {
            return List.of();
        }
        Map<Integer, FleetRow> rows = new HashMap<>();
        String marks = String.join(", ", Collections.nCopies(numbers.size(), "?"));
        try (PreparedStatement select =
                connection.prepareStatement("select s.no, s.label, s.course, r.body from cisterna_subject s"
                        + " left join cisterna_reading r on r.no = s.no where s.no in (" + marks + ")")) {
            for (int i = 0; i < numbers.size(); i++) {
                select.setInt(i + 1, numbers.get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    PumpCourse course = CourseText.parse(PumpId.of(row.getString(2)), row.getString(3));
                    Optional<String> body = Optional.ofNullable(row.getString(4));
                    Optional<PumpStatus.Reading> reading = course.facts()
                            .flatMap(facts ->
                                    body.map(text -> EntryReader.reading(facts, (JsonObject) Json.parse(text))));
                    rows.put(row.getInt(1), course.row(reading, pumpTime));
                }
            }
        }
        return numbers.stream()
                .flatMap(each -> Optional.ofNullable(rows.get(each)).stream())
                .toList();
    }
}
