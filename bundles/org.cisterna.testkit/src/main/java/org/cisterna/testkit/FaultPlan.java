// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What happens to the bytes of one direction of a link. Bytes are counted from 1, from the opening of the link, as they are written. Faults
 * may be joined: {@code FaultPlan.none().corrupt(7, 0x01).cutAfter(20)}. Immutable.
 */
public final class FaultPlan {

    /** What becomes of one byte. */
    private enum Fate {
        DROPPED,
        DUPLICATED
    }

    private static final long NEVER = Long.MAX_VALUE;
    private static final FaultPlan NONE = new FaultPlan(NEVER, NEVER, Duration.ZERO, Map.of(), Map.of());

    private final long cutAfter;
    private final long silentAfter;
    private final Duration delay;
    private final Map<Long, Fate> fates;
    private final Map<Long, Integer> corrupted;

    private FaultPlan(
            long cutAfter, long silentAfter, Duration delay, Map<Long, Fate> fates, Map<Long, Integer> corrupted) {
        this.cutAfter = cutAfter;
        this.silentAfter = silentAfter;
        this.delay = delay;
        this.fates = fates;
        this.corrupted = corrupted;
    }

    /** No fault at all. */
    public static FaultPlan none() {
        return NONE;
    }

    /**
     * The link is cut once this byte has passed, in both directions. What was written before still arrives; then reads fail on both sides.
     *
     * @param count how many bytes of this direction pass, at least 0; 0 cuts when the first is written
     */
    public FaultPlan cutAfter(long count) {
        return new FaultPlan(notNegative(count), silentAfter, delay, fates, corrupted);
    }

    /**
     * The link is half open once this byte has passed: later writes of this direction vanish, and nobody is told. Reads on the other side
     * wait in vain.
     *
     * @param count how many bytes of this direction pass, at least 0
     */
    public FaultPlan silentAfter(long count) {
        return new FaultPlan(cutAfter, notNegative(count), delay, fates, corrupted);
    }

    /** Every byte arrives this much house time after it was written. The order stays. */
    public FaultPlan delay(Duration later) {
        if (later.isNegative()) {
            throw new IllegalArgumentException("a delay is not negative: " + later);
        }
        return new FaultPlan(cutAfter, silentAfter, later, fates, corrupted);
    }

    /** The byte of this number does not arrive. */
    public FaultPlan drop(long number) {
        return fate(number, Fate.DROPPED);
    }

    /** The byte of this number arrives twice. */
    public FaultPlan duplicate(long number) {
        return fate(number, Fate.DUPLICATED);
    }

    /**
     * The byte of this number arrives changed.
     *
     * @param mask the bits to turn over, 0x01 to 0xFF
     */
    public FaultPlan corrupt(long number, int mask) {
        if (mask < 0x01 || mask > 0xFF) {
            throw new IllegalArgumentException("a mask of 0x01 to 0xFF changes a byte, not " + mask);
        }
        Map<Long, Integer> more = new HashMap<>(corrupted);
        more.put(positive(number), mask);
        return new FaultPlan(cutAfter, silentAfter, delay, fates, Map.copyOf(more));
    }

    private FaultPlan fate(long number, Fate fate) {
        Map<Long, Fate> more = new HashMap<>(fates);
        more.put(positive(number), fate);
        return new FaultPlan(cutAfter, silentAfter, delay, Map.copyOf(more), corrupted);
    }

    private static long notNegative(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("a count of bytes is 0 or more, not " + count);
        }
        return count;
    }

    private static long positive(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("bytes are counted from 1, not " + number);
        }
        return number;
    }

    /** Whether the link has been cut before the byte of this number. */
    boolean cutsBefore(long number) {
        return number > cutAfter;
    }

    Duration delay() {
        return delay;
    }

    /** How often the byte of this number arrives. */
    int copies(long number) {
        if (number > silentAfter) {
            return 0;
        }
        Fate fate = fates.get(number);
        return fate == null ? 1 : fate == Fate.DROPPED ? 0 : 2;
    }

    byte pass(long number, byte value) {
        return (byte) (value ^ corrupted.getOrDefault(number, 0));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("faults:");
        if (cutAfter != NEVER) {
            text.append(" cut after ").append(cutAfter);
        }
        if (silentAfter != NEVER) {
            text.append(" silent after ").append(silentAfter);
        }
        if (!delay.isZero()) {
            text.append(" delay ").append(delay);
        }
        fates.keySet().stream().sorted().forEach(n -> text.append(
                        fates.get(n) == Fate.DROPPED ? " drop " : " duplicate ")
                .append(n));
        corrupted.keySet().stream().sorted().forEach(n -> text.append(" corrupt ")
                .append(n));
        return text.length() == "faults:".length() ? "no faults" : text.toString();
    }
}
