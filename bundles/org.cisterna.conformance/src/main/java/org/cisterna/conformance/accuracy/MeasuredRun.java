// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.accuracy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.quantity.Ratio;

/**
 * A run that was weighed: a CSV file with a row a sample, as a balance gives them. The volume of each interval is what the mass grew by, over the density
 * of the row at its end; nothing is smoothed, and nothing is made up for a row that is missing.
 */
public final class MeasuredRun {

    /** The first line: the units stand in it, so that no number is without one. */
    public static final String HEAD = "time,mass [g],temperature [C],density [g/mL]";

    /** How far a sample may be from its moment, in milliseconds. */
    private static final long LATE = 5_000;

    /** How far the shown mass may fall between two samples, in micrograms: a balance swings. */
    private static final long SWING = 1_000;

    private static final long HALF_A_SECOND = 500;
    private static final long MILLISECONDS = 1_000;

    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(Trumpet.MINUTES.get(0));
    private static final int COLUMNS = 4;
    private static final BigDecimal MICRO = BigDecimal.valueOf(1_000_000);
    private static final BigInteger PICOLITRES_PER_MILLILITRE = BigInteger.valueOf(1_000_000_000L);

    private MeasuredRun() {}

    private record Row(int line, Instant time, long micrograms, long microgramsPerMillilitre) {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException in words: the line, what is wrong with it, and the way out
     */
    public static FlowRecord parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).strip().equals(HEAD)) {
            throw new IllegalArgumentException("line 1: the first line has to be '" + HEAD + "', so that units are sure"
                    + (lines.isEmpty() ? "; the file is empty" : "; it is '" + lines.get(0) + "'"));
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                rows.add(row(i + 1, lines.get(i)));
            }
        }
        if (rows.size() < 2) {
            throw new IllegalArgumentException("a run takes two rows at least; this one has " + rows.size());
        }
        return record(rows);
    }

    private static Row row(int line, String text) {
        String[] cells = text.split(",", -1);
        if (cells.length != COLUMNS) {
            throw wrong(line, "it has " + cells.length + " columns and not " + COLUMNS, "write " + HEAD);
        }
        Instant time;
        try {
            time = Instant.parse(cells[0].strip());
        } catch (DateTimeException e) {
            throw wrong(line, "'" + cells[0] + "' is no time", "write it in UTC, as 2026-01-05T00:15:00Z");
        }
        long mass = millionths(line, cells[1], "mass", "0", "1000");
        millionths(line, cells[2], "temperature", "5", "45");
        long density = millionths(line, cells[3], "density", "0.9", "1.2");
        return new Row(line, time, mass, density);
    }

    private static long millionths(int line, String text, String what, String least, String most) {
        String digits = text.strip();
        if (!digits.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
            throw wrong(
                    line,
                    "'" + text + "' is no " + what,
                    "write digits with a point and at most six places, without a unit or grouping");
        }
        BigDecimal value = new BigDecimal(digits);
        if (value.compareTo(new BigDecimal(least)) < 0 || value.compareTo(new BigDecimal(most)) > 0) {
            throw wrong(
                    line,
                    "the " + what + " " + digits + " is not from " + least + " to " + most,
                    "see the units in line 1");
        }
        return value.multiply(MICRO).longValueExact();
    }

    private static IllegalArgumentException wrong(int line, String what, String wayOut) {
        return new IllegalArgumentException("line " + line + ": " + what + "; " + wayOut);
    }

    private static FlowRecord record(List<Row> rows) {
        Duration first = Duration.between(rows.get(0).time(), rows.get(1).time());
        return record(rows, interval(rows.get(1).line(), first));
    }

    /** What the rows are meant to be apart: the shortest window is a multiple of it, or no window could be judged. The second row may be late as any other. */
    private static Duration interval(int line, Duration first) {
        long seconds = first.plusMillis(HALF_A_SECOND).toSeconds();
        long window = SHORTEST_WINDOW.toSeconds();
        for (long off = 0; off <= LATE / MILLISECONDS && off <= seconds / 2; off++) {
            for (long each : new long[] {seconds - off, seconds + off}) {
                if (each > 0 && window % each == 0) {
                    return Duration.ofSeconds(each);
                }
            }
        }
        throw wrong(
                line,
                "the rows are " + seconds + " s apart, and " + SHORTEST_WINDOW.toMinutes()
                        + " minutes, the shortest window, are no multiple of that",
                "write a row every 15, 5 or 1 minutes, or every 30 or 10 seconds");
    }

    private static FlowRecord record(List<Row> rows, Duration interval) {
        List<Long> flowed = new ArrayList<>(List.of(0L));
        Ratio sum = Ratio.ZERO;
        for (int i = 1; i < rows.size(); i++) {
            Row before = rows.get(i - 1);
            Row row = rows.get(i);
            long late = Duration.between(rows.get(0).time(), row.time()).toMillis() - interval.toMillis() * i;
            if (Math.abs(late) > LATE) {
                throw wrong(
                        row.line(),
                        "its time " + row.time() + " is not " + interval.toSeconds() + " s after the row before",
                        "samples are equally spaced, within 5 s; nothing is made up for a missing one: use the part of the"
                                + " run before or behind the gap");
            }
            long grown = row.micrograms() - before.micrograms();
            if (grown < -SWING) {
                throw wrong(
                        row.line(),
                        "the mass fell by " + Ratio.of(-grown, SWING).decimal(3) + " mg",
                        "a vessel that was emptied, a tube that moved or evaporation: use the part of the run before or"
                                + " behind it");
            }
            sum = sum.plus(new Ratio(
                    BigInteger.valueOf(grown).multiply(PICOLITRES_PER_MILLILITRE),
                    BigInteger.valueOf(row.microgramsPerMillilitre())));
            flowed.add(sum.floor().longValueExact());
        }
        return new FlowRecord(interval, flowed);
    }
}
