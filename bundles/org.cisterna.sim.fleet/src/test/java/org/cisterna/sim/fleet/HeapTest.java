// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.cisterna.quantity.Ratio;
import org.junit.jupiter.api.Test;

/**
 * What a pump takes of the heap, counted field by field as a 64-bit Java with compressed references lays objects out: a header of 12 bytes, objects in steps of 8.
 * What pumps share is not counted. The benchmark measures the same with a real heap.
 */
class HeapTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int PUMPS = 400;
    private static final int HEADER = 12;
    private static final int REFERENCE = 4;
    private static final int STEP = 8;

    private final Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());

    private static long aligned(long bytes) {
        return (bytes + STEP - 1) / STEP * STEP;
    }

    private static int size(Class<?> type) {
        if (type == long.class) {
            return Long.BYTES;
        }
        if (type == int.class) {
            return Integer.BYTES;
        }
        if (type == short.class) {
            return Short.BYTES;
        }
        return type == byte.class || type == boolean.class ? 1 : REFERENCE;
    }

    private long bytes(Object object) throws IllegalAccessException {
        if (object instanceof Enum
                || object instanceof Therapy
                || object instanceof Power
                || object instanceof FleetPump.Setting
                || object == PatientWindow.empty(0)
                || object == Ratio.ONE
                || object == Ratio.ZERO
                || !counted.add(object)) {
            return 0;
        }
        if (object instanceof BigInteger number) {
            return 40 + aligned(16 + Integer.BYTES * ((number.bitLength() + 31) / 32));
        }
        if (object instanceof Deque<?> deque) {
            long all = 24 + aligned(16 + REFERENCE * Math.max(17, deque.size() + 1));
            for (Object each : deque) {
                all += bytes(each);
            }
            return all;
        }
        if (object.getClass().isArray()) {
            return aligned(
                    16 + (long) Array.getLength(object) * size(object.getClass().getComponentType()));
        }
        long own = HEADER;
        long others = 0;
        for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                own += size(field.getType());
                if (!field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    Object value = field.get(object);
                    others += value == null ? 0 : bytes(value);
                }
            }
            own = (own + REFERENCE - 1) / REFERENCE * REFERENCE;
        }
        return aligned(own) + others;
    }

    private long bytesAPump(Map<FleetFamily, Integer> shares, int days) throws IllegalAccessException {
        Fleet fleet = new Fleet(new FleetOrder(PUMPS, days, 4, START, shares, Workload.USUAL));
        fleet.work();
        long all = 0;
        for (FleetPump pump : fleet.pumps()) {
            all += REFERENCE + bytes(pump);
        }
        return all / PUMPS;
    }

    @Test
    void aPumpTakesWhatTheOrderReckonsWith() throws IllegalAccessException {
        long usual = bytesAPump(FleetOrder.usualShares(), 365);
        System.out.println("heap a pump after a year, by layout: " + usual + " bytes");
        assertThat(usual).isLessThanOrEqualTo(FleetOrder.BYTES_A_PUMP);
        for (FleetFamily family : FleetFamily.values()) {
            long alone = bytesAPump(Map.of(family, 1), 365);
            System.out.println("    of the " + family + " class: " + alone + " bytes");
            assertThat(alone).as("%s", family).isLessThanOrEqualTo(FleetOrder.BYTES_A_PUMP);
        }
    }

    /** Fluids that were mixed again and again are longer and longer ratios; what is reckoned for each further year holds them. */
    @Test
    void aDecadeTakesWhatTheOrderReckonsWith() throws IllegalAccessException {
        int years = 10;
        long decade = bytesAPump(FleetOrder.usualShares(), 365 * years);
        System.out.println("heap a pump after ten years, by layout: " + decade + " bytes");
        assertThat(decade).isLessThanOrEqualTo(FleetOrder.BYTES_A_PUMP + (years - 1) * FleetOrder.BYTES_A_YEAR);
    }
}
