// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The pumps of an order. As many threads as wanted call {@link #work}, each of which advances blocks of pumps from the start to the end; when all of
 * them have returned the {@link #result} is there, and the same for any number of them. Thread-safe as far as that.
 */
public final class Fleet {

    private static final int BLOCK = 64;
    private static final int LEAST_CATHETER = 100;
    private static final int MOST_CATHETER = 220;
    private static final int MICROLITRE = 1_000_000;

    private static final int FAMILY = 2;
    private static final int THERAPY = 3;
    private static final int CATHETER = 4;
    private static final int AGE = 5;
    private static final long LIVES = 1L << 50;

    private final FleetOrder order;
    private final FleetPump[] pumps;
    private final long end;
    private final Tally sum = new Tally();
    private final AtomicInteger nextBlock = new AtomicInteger();
    private final AtomicLong done = new AtomicLong();

    /**
     * Makes the pumps.
     *
     * @throws IllegalArgumentException in words, when the order cannot be simulated
     */
    public Fleet(FleetOrder order) {
        if (!order.violations(Long.MAX_VALUE).isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", order.violations(Long.MAX_VALUE)));
        }
        this.order = order;
        long start = order.start().toEpochMilli();
        this.end = start + order.days() * FleetPump.DAY;
        FleetPump.Setting setting =
                new FleetPump.Setting(start, order.workload(), new Therapies(Chance.mixed(order.seed())));
        pumps = new FleetPump[(int) order.pumps()];
        for (int i = 0; i < pumps.length; i++) {
            pumps[i] = pump(setting, key(i));
        }
    }

    private long key(int number) {
        return Chance.mixed(Chance.at(order.seed(), LIVES + number));
    }

    private FleetPump pump(FleetPump.Setting setting, long key) {
        FleetFamily family = order.family(Chance.at(key, FAMILY));
        int therapies = Chance.below(Chance.at(key, THERAPY), Therapies.COUNT);
        int catheter =
                MICROLITRE * (LEAST_CATHETER + Chance.below(Chance.at(key, CATHETER), MOST_CATHETER - LEAST_CATHETER));
        Build.Drawn drawn = new Build.Drawn(key, therapies, catheter, Chance.at(key, AGE));
        return switch (family) {
            case SYNCHROMED -> new SynchromedPump(setting, drawn);
            case PROMETRA -> new PrometraPump(setting, drawn);
            case MEDSTREAM -> new MedstreamPump(setting, drawn);
            case CODMAN -> new CodmanPump(setting, drawn);
        };
    }

    /** Takes blocks of pumps and advances them until none is left; for one thread, more of them at the same time. */
    public void work() {
        Tally mine = new Tally();
        for (int block = nextBlock.getAndIncrement();
                (long) block * BLOCK < pumps.length;
                block = nextBlock.getAndIncrement()) {
            int until = Math.min(pumps.length, (block + 1) * BLOCK);
            for (int i = block * BLOCK; i < until; i++) {
                pumps[i].run(end, mine);
                pumps[i].settle();
            }
            done.addAndGet(until - block * BLOCK);
        }
        synchronized (sum) {
            sum.add(mine);
        }
    }

    /** How many pumps have come to the end. */
    public long done() {
        return done.get();
    }

    /** How many there are. */
    public int size() {
        return pumps.length;
    }

    /**
     * What came of it.
     *
     * @throws IllegalStateException before all have come to the end
     */
    public FleetResult result() {
        if (done.get() < pumps.length) {
            throw new IllegalStateException("the result is there when all pumps have come to the end: " + done.get()
                    + " of " + pumps.length + " have");
        }
        synchronized (sum) {
            return FleetResult.of(order, pumps, sum);
        }
    }

    FleetPump[] pumps() {
        return pumps;
    }
}
