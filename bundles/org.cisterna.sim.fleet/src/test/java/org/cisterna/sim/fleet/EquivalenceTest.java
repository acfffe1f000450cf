// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cisterna.sim.DeviceFault;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/**
 * The fleet core against the whole devices of all families: the same pumps live through the same workload in both, and at every reading the volumes that were moved,
 * came to the tip and were lost are the same to the picolitre, and the pump's own count; at the end the mass of each drug at the tip and in the tissue, exactly, and
 * every alarm with its times by the device's clock. What is compared is the truth of the device and what its driver reads; nothing here knows a firmware from inside.
 */
class EquivalenceTest {

    private static final Instant START = Instant.parse("2026-01-05T09:30:00Z");
    private static final int PUMPS = Integer.getInteger("cisterna.fleet.pumps", 40);
    private static final int OLD_PUMPS = Integer.getInteger("cisterna.fleet.old", 12);
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
        Fleet fleet = fleet(10 * OLD_PUMPS, days, 6, new Workload(Workload.MOST_FAULTS, 4));
        Map<FleetFamily, Integer> chosen = new EnumMap<>(FleetFamily.class);
        for (FleetPump pump : fleet.pumps()) {
            int number = chosen.getOrDefault(pump.family(), 0);
            if (pump instanceof ElectronicPump electronic && number < OLD_PUMPS) {
                chosen.put(pump.family(), number + 1);
                Twin twin = new Twin(pump, implantedSoThatItLasts(electronic, 1 + 90L * number / OLD_PUMPS));
                assertThat(twin.liveTo(START.toEpochMilli() + days * FleetPump.DAY))
                        .as("%s, %s", pump.family(), chosen)
                        .isEmpty();
                all.add(twin);
            }
        }

        long ended = 0;
        for (FleetFamily family : List.of(FleetFamily.SYNCHROMED, FleetFamily.PROMETRA, FleetFamily.MEDSTREAM)) {
            assertThat(family.faults())
                    .allSatisfy(fault -> assertThat(all.faults(fault)).isPositive());
            assertThat(all.alarms(family, FleetAlarm.ERI)).isEqualTo(OLD_PUMPS);
            ended += all.alarms(family, FleetAlarm.EOS);
            assertThat(all.acts(family, FleetAct.REPLACEMENT))
                    .as("pumps of %s that were replaced", family)
                    .isEqualTo(OLD_PUMPS);
        }
        assertThat(ended).as("batteries at their end").isPositive();
    }

    /** When a pump was implanted that was on the shelf until now, and whose battery asks for a replacement in about so many days. */
    private static long implantedSoThatItLasts(ElectronicPump pump, long days) {
        long stroke =
                switch (pump.family()) {
                    case SYNCHROMED -> 10;
                    case PROMETRA -> PrometraPump.STROKE;
                    default -> MedstreamPump.PULSE;
                };
        long implanted = pump.at;
        do {
            implanted -= FleetPump.DAY;
            pump.battery.implant(implanted);
        } while (pump.battery.daysLeft(pump.at, pump.therapy.day().volume() / stroke) > days);
        return implanted;
    }

    /** A comparison that cannot fail proves nothing: of each family a device that moves a thousandth more is noticed. */
    @Test
    void aDeviceThatMovesAThousandthMoreIsNoticed() {
        for (FleetFamily family : FleetFamily.values()) {
            tampered(family, DeviceFault.ACCURACY_OFFSET, 1);
        }
    }

    @Test
    void aDeviceThatLosesAThousandthAtTheConnectorIsNoticed() {
        for (FleetFamily family : FleetFamily.values()) {
            tampered(family, DeviceFault.LEAK, 1);
        }
    }

    /** By a hundred millionths or more, nine seconds a day. */
    @Test
    void aDeviceWhoseClockRunsOtherwiseIsNoticed() {
        for (FleetFamily family : List.of(FleetFamily.SYNCHROMED, FleetFamily.PROMETRA, FleetFamily.MEDSTREAM)) {
            tampered(family, DeviceFault.CLOCK_DRIFT, 150);
        }
    }

    private static void tampered(FleetFamily family, DeviceFault fault, long value) {
        Fleet fleet = new Fleet(new FleetOrder(2, 12, 7, START, Map.of(family, 1), Workload.USUAL));
        for (FleetPump pump : fleet.pumps()) {
            Twin twin = new Twin(pump);
            twin.tamper(fault, value);
            assertThat(twin.liveTo(START.toEpochMilli() + 12 * FleetPump.DAY))
                    .as("%s with %s %d", family, fault, value)
                    .isNotEmpty();
        }
    }

    @Test
    void theTablesHaveEveryFamily() {
        assertThat(FleetOrder.usualShares()).containsOnlyKeys(FleetFamily.values());
        assertThat(FleetFamily.values())
                .extracting(FleetFamily::text)
                .containsExactly("synchromed", "prometra", "medstream", "codman");
    }
}
