// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import org.cisterna.audit.Entry;
import org.cisterna.audit.EntryPage;
import org.cisterna.audit.EntryQuery;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.ViewState;

/**
 * Looks for entries, the newest first, within one transaction. The most telling part of the query chooses the index that is gone along; the
 * others are judged row by row, and text in the entry itself. So many rows are looked at, and no more: then the answer says where to go on.
 */
final class EntryFinder {

    /** Rows that are looked at for one question. */
    static final int MOST_ROWS = 5_000;

    private static final int CHUNK = 256;

    /** A row of the index. */
    private record Row(long seq, int actor, int kind, int subject, String correlation) {}

    /** What the parts of a query other than time and text come to in the numbers of the view; empty parts are not asked for. */
    private record Wanted(
            Optional<Integer> actor, Optional<Integer> subject, Set<Integer> kinds, Optional<String> correlation) {

        boolean fits(Row row) {
            return actor.filter(each -> each != row.actor()).isEmpty()
                    && subject.filter(each -> each != row.subject()).isEmpty()
                    && (kinds.isEmpty() || kinds.contains(row.kind()))
                    && correlation
                            .filter(each -> !each.equals(row.correlation()))
                            .isEmpty();
        }
    }

    private final Connection connection;
    private final Ledger ledger;
    private final EntryQuery query;

    EntryFinder(Connection connection, Ledger ledger, EntryQuery query) {
        this.connection = connection;
        this.ledger = ledger;
        this.query = query;
    }

    EntryPage find(LongFunction<ViewState> state) throws SQLException {
        Position position = Position.read(connection).orElseThrow(() -> new SQLException("the view has no position"));
        long top = Math.min(position.next(), query.before().orElse(Long.MAX_VALUE));
        if (query.until().isPresent()) {
            top = Math.min(top, firstAt(query.until().get(), position.next()));
        }
        long bottom = query.from().isPresent() ? firstAt(query.from().get(), position.next()) : 0;
        Optional<Wanted> wanted = wanted();
        ViewState seen = state.apply(position.next());
        if (wanted.isEmpty() || bottom >= top) {
            return new EntryPage(query, List.of(), OptionalLong.empty(), Math.max(0, bottom), 0, true, seen);
        }
        return search(wanted.get(), bottom, top, seen);
    }

    private EntryPage search(Wanted wanted, long bottom, long top, ViewState seen) throws SQLException {
        List<Stream> streams = streams(wanted, bottom, top);
        List<Envelope> found = new ArrayList<>();
        long matches = 0;
        long lowest = top;
        int looked = 0;
        boolean ended = false;
        boolean isFull = false;
        while (looked < MOST_ROWS && !(isFull && readsEntries())) {
            List<Row> rows = next(streams, Math.min(CHUNK, MOST_ROWS - looked));
            if (rows.isEmpty()) {
                ended = true;
                break;
            }
            looked += rows.size();
            List<Row> fitting = rows.stream().filter(wanted::fits).toList();
            if (!readsEntries()) {
                List<Row> shown = fitting.subList(0, Math.min(fitting.size(), query.size() - found.size()));
                found.addAll(read(shown));
                matches += fitting.size();
            } else {
                for (Envelope each : read(fitting)) {
                    if (holdsText(each) && hasOutcome(each)) {
                        matches++;
                        if (found.size() < query.size()) {
                            found.add(each);
                        }
                    }
                }
            }
            if (!isFull) {
                lowest = rows.get(rows.size() - 1).seq();
            }
            isFull = found.size() >= query.size();
        }
        boolean hasAll = ended && matches == found.size();
        long goOn = isFull ? found.get(found.size() - 1).sequence() : lowest;
        return new EntryPage(
                query,
                found,
                hasAll ? OptionalLong.empty() : OptionalLong.of(goOn),
                hasAll ? bottom : goOn,
                matches,
                ended,
                seen);
    }

    /** Whether the view does not know enough, and the entries themselves decide. */
    private boolean readsEntries() {
        return !query.text().isEmpty() || !query.outcome().isEmpty();
    }

    private boolean hasOutcome(Envelope envelope) {
        return query.outcome().isEmpty() || Outcomes.has(envelope.entry(), query.outcome());
    }

    private boolean holdsText(Envelope envelope) {
        if (query.text().isEmpty()) {
            return true;
        }
        Entry entry = envelope.entry();
        String all =
                entry.body() + "\n" + entry.actor().id() + "\n" + entry.actor().printedName() + "\n" + entry.type()
                        + "\n" + entry.pump().orElse("");
        return all.toLowerCase(Locale.ROOT).contains(query.text().toLowerCase(Locale.ROOT));
    }

    /** The entries of these rows, the newest first, as they stand in the ledger; neighbours are read together. */
    private List<Envelope> read(List<Row> rows) {
        List<Envelope> entries = new ArrayList<>();
        int i = 0;
        while (i < rows.size()) {
            int end = i + 1;
            while (end < rows.size() && rows.get(end).seq() == rows.get(end - 1).seq() - 1) {
                end++;
            }
            long lowest = rows.get(end - 1).seq();
            List<Envelope> run = new ArrayList<>();
            while (run.size() < end - i) {
                List<Envelope> part = ledger.read(lowest + run.size(), end - i - run.size());
                if (part.isEmpty()) {
                    break; // the rest of a damaged ledger; its status says so
                }
                run.addAll(part);
            }
            run.sort(Comparator.comparingLong(Envelope::sequence).reversed());
            entries.addAll(run);
            i = end;
        }
        return entries;
    }

    // --- numbers ----------------------------------------------------------------------------------------------------

    /** Empty when something is asked for that no entry has. */
    private Optional<Wanted> wanted() throws SQLException {
        Optional<Integer> actor = Optional.empty();
        if (!query.actor().isEmpty()) {
            actor = Names.numbers(connection, Schema.ACTORS, "label = ?", query.actor()).stream()
                    .findFirst();
            if (actor.isEmpty()) {
                return Optional.empty();
            }
        }
        Optional<Integer> subject = Optional.empty();
        if (!query.pump().isEmpty()) {
            subject = subject();
            if (subject.isEmpty()) {
                return Optional.empty();
            }
        }
        Set<Integer> kinds = new HashSet<>();
        if (!query.type().isEmpty()) {
            String type = query.type();
            kinds.addAll(Names.numbers(
                    connection,
                    Schema.TYPES,
                    "(label = ? or label like ? escape '!')",
                    type,
                    Texts.pattern(type + ".").substring(1)));
            if (kinds.isEmpty()) {
                return Optional.empty();
            }
        }
        if (kinds.isEmpty() && !query.outcome().isEmpty()) {
            for (String each : Outcomes.types(query.outcome())) {
                kinds.addAll(Names.numbers(connection, Schema.TYPES, "label = ?", each));
            }
            if (kinds.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(new Wanted(
                actor,
                subject,
                kinds,
                query.correlation().isEmpty() ? Optional.empty() : Optional.of(query.correlation())));
    }

    private Optional<Integer> subject() throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select no from cisterna_subject where label = ?")) {
            select.setString(1, query.pump());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
            }
        }
    }

    /** The first entry that was entered at this time or later: house time never goes back, so it is found by halving. */
    private long firstAt(Instant time, long size) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select house from cisterna_entry where seq = ?")) {
            long low = 0;
            long high = size;
            while (low < high) {
                long middle = (low + high) >>> 1;
                select.setLong(1, middle);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        throw new SQLException("the view lacks entry " + middle);
                    }
                    if (Instant.ofEpochMilli(row.getLong(1)).isBefore(time)) {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
            }
            return low;
        }
    }

    // --- going along an index ---------------------------------------------------------------------------------------

    private List<Stream> streams(Wanted wanted, long bottom, long top) {
        if (wanted.correlation().isPresent()) {
            return List.of(new Stream("correlation = ?", wanted.correlation().get(), bottom, top));
        }
        if (wanted.subject().isPresent()) {
            return List.of(new Stream("subject = ?", wanted.subject().get(), bottom, top));
        }
        if (wanted.actor().isPresent() && wanted.kinds().isEmpty()) {
            return List.of(new Stream("actor = ?", wanted.actor().get(), bottom, top));
        }
        if (!wanted.kinds().isEmpty()) {
            return wanted.kinds().stream()
                    .map(each -> new Stream("kind = ?", each, bottom, top))
                    .toList();
        }
        return List.of(new Stream("0 = ?", 0, bottom, top));
    }

    /** The newest rows of all streams. */
    private static List<Row> next(List<Stream> streams, int most) throws SQLException {
        List<Row> rows = new ArrayList<>();
        while (rows.size() < most) {
            Stream newest = null;
            long highest = -1;
            for (Stream each : streams) {
                Optional<Row> first = each.peek();
                if (first.isPresent() && first.get().seq() > highest) {
                    highest = first.get().seq();
                    newest = each;
                }
            }
            if (newest == null) {
                break;
            }
            rows.add(newest.take());
        }
        return rows;
    }

    /** The rows of one value of one index, the newest first. */
    private final class Stream {
        private final String condition;
        private final Object value;
        private final long bottom;
        private final Deque<Row> rows = new ArrayDeque<>();
        private long below;
        private boolean ended;

        Stream(String condition, Object value, long bottom, long top) {
            this.condition = condition;
            this.value = value;
            this.bottom = bottom;
            this.below = top;
        }

        Optional<Row> peek() throws SQLException {
            if (rows.isEmpty() && !ended) {
                fill();
            }
            return Optional.ofNullable(rows.peekFirst());
        }

        Row take() {
            return rows.removeFirst();
        }

        private void fill() throws SQLException {
            try (PreparedStatement select = connection.prepareStatement(
                    "select seq, actor, kind, subject, correlation from cisterna_entry where " + condition
                            + " and seq < ? and seq >= ? order by seq desc fetch first " + CHUNK + " rows only")) {
                select.setObject(1, value);
                select.setLong(2, below);
                select.setLong(3, bottom);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.addLast(
                                new Row(row.getLong(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getString(5)));
                    }
                }
            }
            if (rows.size() < CHUNK) {
                ended = true;
            }
            if (!rows.isEmpty()) {
                below = rows.getLast().seq();
            }
        }
    }
}
