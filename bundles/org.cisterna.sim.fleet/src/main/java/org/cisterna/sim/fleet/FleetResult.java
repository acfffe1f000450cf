// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Ratio;

/**
 * What came of a fleet. Immutable.
 *
 * @param order what was simulated
 * @param events how many: steps, readings, boluses, visits, alarms
 * @param pumps of each family
 * @param alarms how many began, by family and code
 * @param acts how many of each, by family
 * @param faults how many of each began
 * @param deliveredNanolitres all that left the tips, rounded down
 * @param lostNanolitres all that went into the tissue, rounded down
 * @param deliveredMicrograms of each drug, rounded down
 * @param digest over every pump's delivered volume at each reading, mass and alarm, in the order of the pumps
 */
public record FleetResult(
        FleetOrder order,
        long events,
        Map<FleetFamily, Long> pumps,
        Map<FleetFamily, Map<FleetAlarm, Long>> alarms,
        Map<FleetFamily, Map<FleetAct, Long>> acts,
        Map<FleetFault, Long> faults,
        long deliveredNanolitres,
        long lostNanolitres,
        SortedMap<String, Long> deliveredMicrograms,
        Digest digest) {

    private static final long PICOLITRES_PER_NANOLITRE = 1_000;
    private static final long NANOGRAMS_PER_MICROGRAM = 1_000;

    static FleetResult of(FleetOrder order, FleetPump[] pumps, Tally tally) {
        MessageDigest sha256 = sha256();
        sha256.update((order.json().canonicalText() + "\n").getBytes(StandardCharsets.UTF_8));
        long volume = 0;
        long lost = 0;
        SortedMap<String, Long> micrograms = new TreeMap<>();
        Map<FleetFamily, Long> families = new EnumMap<>(FleetFamily.class);
        ByteBuffer numbers = ByteBuffer.allocate(7 * Long.BYTES);
        for (FleetPump pump : pumps) {
            Tank tank = pump.tank;
            numbers.clear();
            numbers.putLong(pump.digest())
                    .putLong(pump.alarms)
                    .putLong(tank.pushed())
                    .putLong(tank.atTip())
                    .putLong(tank.lost())
                    .putLong(tank.supplied())
                    .putLong(tank.withdrawn());
            sha256.update(numbers.array());
            for (Map.Entry<String, Ratio> drug : pump.deliveredNanograms().entrySet()) {
                sha256.update((drug.getKey() + ' ' + drug.getValue() + '\n').getBytes(StandardCharsets.UTF_8));
                long whole = drug.getValue()
                        .numerator()
                        .divide(drug.getValue().denominator())
                        .longValueExact();
                micrograms.merge(drug.getKey(), whole / NANOGRAMS_PER_MICROGRAM, Long::sum);
            }
            volume += tank.atTip() / PICOLITRES_PER_NANOLITRE;
            lost += tank.lost() / PICOLITRES_PER_NANOLITRE;
            families.merge(pump.family(), 1L, Long::sum);
        }
        return new FleetResult(
                order,
                tally.events,
                Collections.unmodifiableMap(families),
                byFamily(FleetAlarm.class, tally::alarms),
                byFamily(FleetAct.class, tally::acts),
                counts(FleetFault.class, tally::faults),
                volume,
                lost,
                Collections.unmodifiableSortedMap(micrograms),
                new Digest(HexFormat.of().formatHex(sha256.digest())));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256; this one has not", e);
        }
    }

    private static <E extends Enum<E>> Map<FleetFamily, Map<E, Long>> byFamily(
            Class<E> type, ToLongBiFunction<FleetFamily, E> counted) {
        Map<FleetFamily, Map<E, Long>> all = new EnumMap<>(FleetFamily.class);
        for (FleetFamily family : FleetFamily.values()) {
            all.put(family, counts(type, each -> counted.applyAsLong(family, each)));
        }
        return Collections.unmodifiableMap(all);
    }

    private static <E extends Enum<E>> Map<E, Long> counts(Class<E> type, ToLongFunction<E> counted) {
        Map<E, Long> counts = new EnumMap<>(type);
        for (E each : EnumSet.allOf(type)) {
            counts.put(each, counted.applyAsLong(each));
        }
        return Collections.unmodifiableMap(counts);
    }

    /** How often an act was done in the whole fleet. */
    public long acts(FleetAct act) {
        return acts.values().stream()
                .mapToLong(each -> each.getOrDefault(act, 0L))
                .sum();
    }

    /** How often an alarm began in the whole fleet. */
    public long alarms(FleetAlarm alarm) {
        return alarms.values().stream()
                .mapToLong(each -> each.getOrDefault(alarm, 0L))
                .sum();
    }

    /** As JSON: the order, and what came of it; times of the machine are no part of it. */
    public JsonObject json() {
        JsonObject.Builder families = Json.object();
        pumps.forEach((family, count) -> families.put(
                family.text(),
                Json.object()
                        .put("pumps", count)
                        .put("alarms", json(alarms.getOrDefault(family, Map.of())))
                        .put("acts", json(acts.getOrDefault(family, Map.of())))
                        .build()));
        JsonObject.Builder micrograms = Json.object();
        deliveredMicrograms.forEach(micrograms::put);
        return Json.object()
                .put("order", order.json())
                .put("events", events)
                .put("families", families.build())
                .put("faults", json(faults))
                .put("deliveredNanolitres", deliveredNanolitres)
                .put("lostNanolitres", lostNanolitres)
                .put("deliveredMicrograms", micrograms.build())
                .put("digest", digest.text())
                .build();
    }

    private static <E extends Enum<E>> JsonObject json(Map<E, Long> counts) {
        JsonObject.Builder json = Json.object();
        counts.forEach((each, count) -> json.put(each.name(), count));
        return json.build();
    }
}
