// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * What is to be simulated. Says itself what cannot be: {@link #violations}.
 *
 * @param pumps how many, 1 to {@value #MOST_PUMPS}
 * @param days how long, 1 to {@value #MOST_DAYS}
 * @param seed which ones, and what becomes of them
 * @param start pump time of the beginning
 * @param shares how many parts of the fleet are of a family; at least one above zero
 * @param workload what they live through
 */
public record FleetOrder(
        long pumps, long days, long seed, Instant start, Map<FleetFamily, Integer> shares, Workload workload) {

    /** The most pumps of a fleet. */
    public static final int MOST_PUMPS = 10_000_000;

    /** The most days: a hundred years. */
    public static final int MOST_DAYS = 36_525;

    /** What a pump takes of the heap after a year, in bytes; the benchmark measures it. */
    public static final int BYTES_A_PUMP = 512;

    /** And for each year more: fluids that were mixed again and again are longer and longer ratios. */
    static final int BYTES_A_YEAR = 64;

    private static final int DAYS_IN_A_YEAR = 365;

    /** What is taken beside the pumps: therapies, tallies, Java itself. */
    private static final long BYTES_BESIDE = 24L << 20;

    private static final long MEBIBYTE = 1L << 20;
    private static final int MOST_SHARE = 1_000;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    /** Copies. */
    public FleetOrder {
        Map<FleetFamily, Integer> copy = new EnumMap<>(FleetFamily.class);
        copy.putAll(shares);
        shares = Collections.unmodifiableMap(copy);
    }

    /** Of a hundred pumps 50 of the SynchroMed class, 25 of the Prometra class, 15 of the MedStream class and 10 of the Codman class; invented. */
    public static Map<FleetFamily, Integer> usualShares() {
        return Map.of(
                FleetFamily.SYNCHROMED, 50,
                FleetFamily.PROMETRA, 25,
                FleetFamily.MEDSTREAM, 15,
                FleetFamily.CODMAN, 10);
    }

    /**
     * What is wrong with it, in words; nothing when it can be simulated.
     *
     * @param heap bytes that this Java may use
     */
    public List<String> violations(long heap) {
        List<String> wrong = new ArrayList<>();
        if (pumps < 1 || pumps > MOST_PUMPS) {
            wrong.add("a fleet has 1 to " + MOST_PUMPS + " pumps, not " + pumps);
        } else if (heapNeeded() > heap) {
            long fits = Math.max(0, (heap - BYTES_BESIDE) / bytesAPump());
            wrong.add(pumps + " pumps take about " + mebibytes(heapNeeded()) + " MiB of heap and this Java may use "
                    + mebibytes(heap) + " MiB; give it more with CISTERNA_JAVA_OPTS=-Xmx"
                    + mebibytes(asked(heapNeeded()))
                    + "m, or take at most " + fits + " pumps");
        }
        if (days < 1 || days > MOST_DAYS) {
            wrong.add("a fleet is simulated for 1 to " + MOST_DAYS + " days, not " + days);
        }
        if (start.isBefore(EARLIEST) || start.isAfter(LATEST)) {
            wrong.add("pump time begins between " + EARLIEST + " and " + LATEST + ", not at " + start);
        }
        if (shares.values().stream().anyMatch(each -> each < 0 || each > MOST_SHARE)
                || shares.values().stream().mapToInt(Integer::intValue).sum() == 0) {
            wrong.add("the share of a family is 0 to " + MOST_SHARE + ", and one of them is above 0");
        }
        return wrong;
    }

    /** What to ask Java for to get so much: some collectors hold a space back that nobody may use. */
    private static long asked(long bytes) {
        return bytes + bytes / 16;
    }

    private long heapNeeded() {
        return pumps * bytesAPump() + BYTES_BESIDE;
    }

    private long bytesAPump() {
        return BYTES_A_PUMP + BYTES_A_YEAR * Math.max(0, Math.min(days, MOST_DAYS) / DAYS_IN_A_YEAR - 1);
    }

    private static long mebibytes(long bytes) {
        return (bytes + MEBIBYTE - 1) / MEBIBYTE;
    }

    /** Of which family a pump is. */
    FleetFamily family(long chance) {
        int all = shares.values().stream().mapToInt(Integer::intValue).sum();
        int at = Chance.below(chance, all);
        for (Map.Entry<FleetFamily, Integer> share : shares.entrySet()) {
            at -= share.getValue();
            if (at < 0) {
                return share.getKey();
            }
        }
        throw new IllegalStateException("the shares of a fleet changed");
    }

    /** As JSON. */
    public JsonObject json() {
        JsonObject.Builder mix = Json.object();
        shares.forEach((family, share) -> mix.put(family.text(), (long) share));
        return Json.object()
                .put("pumps", pumps)
                .put("days", days)
                .put("seed", Long.toString(seed))
                .put("start", start.toString())
                .put("shares", mix.build())
                .put("workload", workload.json())
                .build();
    }
}
