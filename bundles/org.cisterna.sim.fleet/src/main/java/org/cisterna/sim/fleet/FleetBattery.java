// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.util.function.LongUnaryOperator;

/**
 * A pump's cell: used up by strokes and by days. It looks at itself as seldom as it can: as long as even the fastest drive could not use it up, there is
 * nothing to see. Times are pump time in milliseconds. Not thread-safe.
 */
final class FleetBattery {

    private static final long NEVER = FleetPump.NEVER;
    private static final long DAY = FleetPump.DAY;
    private static final long NEAR = 600_000;

    private final Power power;
    private long implanted;
    private long strokes;
    private long eri;
    private long look;

    /**
     * A cell of a pump that has lived for a while.
     *
     * @param strokesADay what it made until now
     * @param chance how old it is: a part of the time until it asks for a replacement
     */
    FleetBattery(Power power, long strokesADay, long now, long chance) {
        this.power = power;
        implant(now);
        int age = Chance.below(chance, (int) daysLeft(now, strokesADay));
        implant(now - age * DAY);
        strokes = age * strokesADay;
        look = now;
    }

    /** A new cell. */
    void implant(long now) {
        implanted = now;
        strokes = 0;
        eri = NEVER;
        look = now;
    }

    private long used(long time, long more) {
        long lived = time - implanted;
        long standing =
                lived / DAY * power.cell().perDay() + lived % DAY * power.cell().perDay() / DAY;
        return standing + (strokes + more) * power.cell().perStroke();
    }

    private boolean asks(long time, long more) {
        return used(time, more) >= power.cell().untilEri() || time >= warnsAt();
    }

    private long warnsAt() {
        return power.cell().lifeMillis() == NEVER
                ? NEVER
                : implanted + power.cell().lifeMillis() - power.cell().warningMillis();
    }

    void made(long more) {
        strokes += more;
    }

    /** Until then nothing changes but by {@link #earliest}. */
    long look() {
        return look;
    }

    /** Looks at itself; whether it asks for a replacement now. All strokes until now have been told. */
    boolean asksNow(long now) {
        if (eri != NEVER) {
            return true;
        }
        if (asks(now, 0)) {
            eri = now;
            look = NEVER;
            return true;
        }
        long fastest =
                power.cell().perDay() + power.mostStrokesADay() * power.cell().perStroke();
        // one less, for what has been used up is rounded down
        long ahead = (power.cell().untilEri() - used(now, 0) - 1) * DAY / fastest;
        look = ahead < NEAR ? now : Math.min(now + ahead, warnsAt());
        return false;
    }

    /** The earliest time up to the latest at which it asks, when so many strokes are made until a time; or the latest. */
    long earliest(long now, long latest, LongUnaryOperator strokesBy) {
        if (latest <= look) {
            return latest;
        }
        if (look > now) {
            return look;
        }
        if (!asks(latest, strokesBy.applyAsLong(latest))) {
            return latest;
        }
        return Search.earliest(now, latest, time -> asks(time, strokesBy.applyAsLong(time)));
    }

    /** When it is at its end; for ever as long as it has not asked for a replacement. */
    long end() {
        if (eri == NEVER) {
            return NEVER;
        }
        long warned = eri + power.cell().warningMillis();
        return power.cell().lifeMillis() == NEVER
                ? warned
                : Math.min(warned, implanted + power.cell().lifeMillis());
    }

    long implanted() {
        return implanted;
    }

    long strokes() {
        return strokes;
    }

    /** How many days it lasts at so many strokes a day. */
    long daysLeft(long now, long strokesADay) {
        long days = (power.cell().untilEri() - used(now, 0))
                / (power.cell().perDay() + strokesADay * power.cell().perStroke());
        return Math.min(days, (warnsAt() - now) / DAY);
    }
}
