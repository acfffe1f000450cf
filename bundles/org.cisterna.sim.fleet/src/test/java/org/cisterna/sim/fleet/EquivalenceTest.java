// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/**
 * The fleet core against the whole devices: the same pumps live through the same workload in both, and at every reading the volume that was moved
 * and the pump's own count are the same to the picolitre, at the end the mass of each drug at the tip, exactly, and every alarm with its times.
 */
class EquivalenceTest {

    private static final Instant START = Instant.parse("2026-01-05T09:30:00Z");
    private static final int PUMPS = Integer.getInteger("cisterna.fleet.pumps", 40);
    private static final int OLD_PUMPS = 40;
    private static final int DAYS = Integer.getInteger("cisterna.fleet.days", 30);

    private static Fleet fleet(int pumps, int days, long seed, Workload workload) {
        return new Fleet(new FleetOrder(pumps, days, seed, START, FleetOrder.usualShares(), workload));
    }

    private static void lived(int pumps, int days, long seed, Workload workload) {
        Fleet fleet = fleet(pumps, days, seed, workload);
        for (int i = 0; i < fleet.size(); i++) {
            Twin twin = new Twin(fleet.pumps()[i]);
            List<String> differences = twin.liveTo(START.toEpochMilli() + days * FleetPump.DAY);
            assertThat(differences)
                    .as("pump %d of seed %d, %s", i, seed, fleet.pumps()[i].family())
                    .isEmpty();
        }
    }

    @Test
    void theUsualWorkloadIsTheSameInBoth() {
        lived(PUMPS, DAYS, Seeds.seed("EquivalenceTest, usual"), Workload.USUAL);
    }

    @Test
    void muchThatGoesWrongIsTheSameInBoth() {
        lived(PUMPS, DAYS, Seeds.seed("EquivalenceTest, faults"), new Workload(Workload.MOST_FAULTS, 2));
    }

    /** Pumps whose battery soon asks for a replacement, until long after it was done, also where it comes too late. */
    @Test
    void theEndOfABatteryIsTheSameInBoth() {
        int days = 250;
        Tally all = new Tally();
        Fleet fleet = fleet(3_000, days, 6, new Workload(Workload.MOST_FAULTS, 4));
        Map<FleetFamily, Integer> chosen = new EnumMap<>(FleetFamily.class);
        for (int i = 0; i < fleet.size(); i++) {
            FleetPump pump = fleet.pumps()[i];
            FleetFamily family = pump.family();
            long strokesADay =
                    pump.therapy.day().volume() / (family == FleetFamily.SYNCHROMED ? 10 : PrometraPump.STROKE);
            if (pump.battery.daysLeft(pump.at, strokesADay) < 100
                    && chosen.merge(family, 1, Integer::sum) <= OLD_PUMPS) {
                Twin twin = new Twin(fleet.pumps()[i]);
                assertThat(twin.liveTo(START.toEpochMilli() + days * FleetPump.DAY))
                        .as("pump %d", i)
                        .isEmpty();
                all.add(twin);
            }
        }

        for (FleetFault fault : FleetFault.values()) {
            assertThat(all.faults(fault)).as("faults %s", fault).isPositive();
        }
        for (FleetFamily family : FleetFamily.values()) {
            assertThat(all.alarms(family, FleetAlarm.ERI)).isEqualTo(OLD_PUMPS);
            assertThat(all.alarms(family, FleetAlarm.EOS))
                    .as("batteries of %s at their end", family)
                    .isPositive();
            assertThat(all.acts(family, FleetAct.REPLACEMENT))
                    .as("pumps of %s that were replaced", family)
                    .isEqualTo(OLD_PUMPS);
        }
    }

    /** A comparison that cannot fail proves nothing: a device that moves a thousandth more is noticed at the first reading behind its first stroke. */
    @Test
    void aDeviceThatMovesAThousandthMoreIsNoticed() {
        Fleet fleet = fleet(4, 2, 7, Workload.USUAL);
        for (int i = 0; i < fleet.size(); i++) {
            Twin twin = new Twin(fleet.pumps()[i]);
            twin.tamper();
            assertThat(twin.liveTo(START.toEpochMilli() + 2 * FleetPump.DAY))
                    .as("pump %d", i)
                    .isNotEmpty();
        }
    }

    @Test
    void theTablesHaveEveryFamily() {
        assertThat(FleetOrder.usualShares()).containsOnlyKeys(FleetFamily.values());
        assertThat(Map.of(FleetFamily.SYNCHROMED, "synchromed", FleetFamily.PROMETRA, "prometra"))
                .allSatisfy((family, name) -> assertThat(family.text()).isEqualTo(name));
    }
}
