// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.util.function.LongUnaryOperator;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * A primary cell that cannot be charged. It is used up by each stroke and, day and night, by the electronics. When little is left the device says that it
 * has to be replaced (ERI); so much later it is at the end of its service (EOS) and stops. A class of device can also stop so long after its implantation
 * whatever is left, and then says ERI in time. Times are pump time in milliseconds since 1970. Not thread-safe.
 */
public final class Battery {

    private static final long NEVER = Long.MAX_VALUE;
    private static final int WHOLE = 100;

    private final Cell cell;
    private final long implanted;
    private long strokes;
    private long eri = NEVER;
    private boolean film;

    /**
     * What a class of device has built in. Charge is counted in a unit of its own: what one stroke takes times {@code perStroke}.
     *
     * @param untilEri charge that is used when ERI is said
     * @param perStroke charge for a stroke, 0 or more
     * @param perDay charge for a day of standing by, above 0
     * @param warningMillis from ERI to EOS
     * @param filmWarningMillis the same for a cell with a film that resists: the published defect
     * @param lifeMillis after its implantation it stops by itself; {@link Long#MAX_VALUE} for a class that does not
     */
    public record Cell(
            long untilEri, long perStroke, long perDay, long warningMillis, long filmWarningMillis, long lifeMillis) {
        /** Checks the ranges. */
        public Cell {
            if (untilEri <= 0 || perStroke < 0 || perDay <= 0 || warningMillis <= 0 || filmWarningMillis <= 0) {
                throw new IllegalArgumentException("a cell has a charge, and uses it up");
            }
            if (lifeMillis <= warningMillis) {
                throw new IllegalArgumentException("a device lives longer than it warns");
            }
        }
    }

    /** How near its end it is. */
    public enum State {
        /** No sign of its end. */
        GOOD,
        /** It has to be replaced. */
        ERI,
        /** It is at its end. */
        EOS
    }

    /** A new cell. */
    public Battery(Cell cell, long implanted) {
        this.cell = cell;
        this.implanted = implanted;
    }

    /** Charge used at a time, were so many more strokes made by then. */
    private long used(long pumpTime, long more) {
        long lived = Math.max(0, pumpTime - implanted);
        // whole days and the rest apart: the product stays small
        long standing = Math.multiplyExact(lived / DaySchedule.DAY, cell.perDay())
                + lived % DaySchedule.DAY * cell.perDay() / DaySchedule.DAY;
        return Math.addExact(standing, Math.multiplyExact(Math.addExact(strokes, more), cell.perStroke()));
    }

    private boolean indicates(long pumpTime, long more) {
        return used(pumpTime, more) >= cell.untilEri() || pumpTime >= lifeEnd(cell.warningMillis());
    }

    private long lifeEnd(long before) {
        return cell.lifeMillis() == NEVER ? NEVER : implanted + cell.lifeMillis() - before;
    }

    /**
     * The earliest time after one at which its state changes.
     *
     * @param from a time at which {@link #live} was called
     * @param until the latest time that is of interest
     * @param strokesBy how many strokes will have been made since {@code from} at a time up to {@code until}, without a change of rate
     * @return a time up to {@code until}, or for ever
     */
    public long nextChange(long from, long until, LongUnaryOperator strokesBy) {
        if (eri != NEVER) {
            return eos() > from && eos() <= until ? eos() : NEVER;
        }
        if (until <= from || !indicates(until, strokesBy.applyAsLong(until))) {
            return NEVER;
        }
        long low = from;
        long high = until;
        while (low + 1 < high) {
            long middle = low + (high - low) / 2;
            if (indicates(middle, strokesBy.applyAsLong(middle))) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** So many more strokes were made by a time; ERI begins at the first such time at which little is left. */
    public void live(long pumpTime, long strokesMade) {
        strokes = Math.addExact(strokes, strokesMade);
        if (eri == NEVER && indicates(pumpTime, 0)) {
            eri = pumpTime;
        }
    }

    /** Its state at a time up to which it has lived. */
    public State state(long pumpTime) {
        return eri == NEVER ? State.GOOD : pumpTime < eos() ? State.ERI : State.EOS;
    }

    /** When ERI began; for ever as long as it has not. */
    public long eri() {
        return eri;
    }

    /** When it stops, as far as that is known: after ERI, or by the life of the class; for ever when nothing is known. */
    public long eos() {
        long life = lifeEnd(0);
        return eri == NEVER ? life : Math.min(life, eri + (film ? cell.filmWarningMillis() : cell.warningMillis()));
    }

    /** The latest time at which it can stop: as if no further stroke were made. */
    public long eosAtTheLatest() {
        if (eri != NEVER) {
            return eos();
        }
        long left = Math.max(0, cell.untilEri() - Math.multiplyExact(strokes, cell.perStroke()));
        long days = left / cell.perDay();
        long rest = -Math.floorDiv(-(left % cell.perDay() * DaySchedule.DAY), cell.perDay());
        return Math.min(eos(), implanted + days * DaySchedule.DAY + rest + cell.warningMillis());
    }

    /** What is left until EOS, in whole per cent, rounded down; of a cell with a film this is what it seems to be. */
    public int percent(long pumpTime) {
        long all = cell.untilEri() + cell.warningMillis() / DaySchedule.DAY * cell.perDay();
        long left = Math.max(0, all - used(pumpTime, 0));
        long byCharge = WHOLE * left / all;
        long byLife =
                cell.lifeMillis() == NEVER ? WHOLE : WHOLE * Math.max(0, lifeEnd(0) - pumpTime) / cell.lifeMillis();
        return state(pumpTime) == State.EOS ? 0 : (int) Math.min(byCharge, byLife);
    }

    /** The cell has a film that resists, or is sound: with it the time from ERI to EOS is short. */
    public void film(boolean now) {
        film = now;
    }

    /** For a device's memory. */
    public JsonObject json() {
        return Json.object()
                .put("strokes", strokes)
                .put("eri", eri == NEVER ? -1 : eri)
                .put("film", film)
                .build();
    }

    /** Back from {@link #json()}. */
    public static Battery fromJson(Cell cell, long implanted, JsonObject json) {
        Battery battery = new Battery(cell, implanted);
        battery.strokes = json.number("strokes");
        long eri = json.number("eri");
        battery.eri = eri < 0 ? NEVER : eri;
        battery.film = json.flag("film");
        return battery;
    }
}
