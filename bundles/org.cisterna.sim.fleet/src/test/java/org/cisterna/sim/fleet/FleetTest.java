// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cisterna.time.Worker;
import org.cisterna.time.system.SystemTime;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static final Instant START = Instant.parse("2026-01-05T09:30:00Z");
    private static final long ENOUGH = Long.MAX_VALUE;

    private static FleetOrder order(long pumps, long days, long seed) {
        return new FleetOrder(pumps, days, seed, START, FleetOrder.usualShares(), Workload.USUAL);
    }

    private static FleetResult result(FleetOrder order) {
        Fleet fleet = new Fleet(order);
        fleet.work();
        return fleet.result();
    }

    /** Pumps that are advanced in another order, in pieces of time, and by turns: nothing of it can be seen. */
    @Test
    void theResultDoesNotDependOnWhoAdvancesWhichPumpHowFar() {
        FleetOrder order = order(300, 120, 42);
        Fleet backwards = new Fleet(order);
        Tally tally = new Tally();
        for (long day = 7; day < 120; day += 7) {
            for (int i = backwards.size() - 1; i >= 0; i--) {
                backwards.pumps()[i].run(START.toEpochMilli() + day * FleetPump.DAY, tally);
            }
        }
        long before = tally.events;
        backwards.work();

        FleetResult result = backwards.result();
        assertThat(result.digest()).isEqualTo(result(order).digest());
        assertThat(result.events() + before).isEqualTo(result(order).events());
    }

    @Test
    void anotherSeedIsAnotherFleet() {
        assertThat(result(order(20, 10, 1)).digest())
                .isNotEqualTo(result(order(20, 10, 2)).digest());
    }

    /** Events are what the workload says: 24 readings, and as far as the family has them 13 steps and 4 boluses asked for a day, and what follows from them. */
    @Test
    void aDayHasItsStepsReadingsAndAsks() {
        Map<FleetFamily, Long> leastEvents = Map.of(
                FleetFamily.SYNCHROMED,
                41L,
                FleetFamily.PROMETRA,
                41L,
                FleetFamily.MEDSTREAM,
                34L,
                FleetFamily.CODMAN,
                24L);
        for (FleetFamily family : FleetFamily.values()) {
            FleetResult result = result(new FleetOrder(100, 100, 3, START, Map.of(family, 1), Workload.USUAL));
            long pumpDays = 100 * 100;

            assertThat(result.pumps()).isEqualTo(Map.of(family, 100L));
            assertThat(result.acts(FleetAct.READ)).isEqualTo(24 * pumpDays);
            assertThat(result.acts(FleetAct.BOLUS_GRANTED) + result.acts(FleetAct.BOLUS_REFUSED))
                    .as("boluses that patients of %s asked for", family)
                    .isEqualTo(family.hasController() ? 4 * pumpDays : 0);
            assertThat(result.acts(FleetAct.REFILL)
                            + result.acts(FleetAct.REFILL_OTHER)
                            + result.acts(FleetAct.REPLACEMENT))
                    .isBetween(100L, 200L);
            long least = leastEvents.getOrDefault(family, 0L);
            assertThat(result.events()).as("events of %s", family).isBetween(least * pumpDays, (least + 6) * pumpDays);
        }
    }

    @Test
    void nothingIsLostFromAnyPump() {
        Fleet fleet = new Fleet(
                new FleetOrder(200, 400, 5, START, FleetOrder.usualShares(), new Workload(Workload.MOST_FAULTS, 3)));
        fleet.work();
        for (FleetPump pump : fleet.pumps()) {
            Tank tank = pump.tank;
            assertThat(tank.atTip() + tank.lost() + tank.withdrawn() + tank.inside())
                    .as("%s", pump.family())
                    .isEqualTo(tank.supplied());
        }
    }

    /** Each fault of each family changes what comes to the tip, or what the pump says: a switch that changes nothing would be found here. */
    @Test
    void everyFaultIsMetAndChangesSomething() {
        for (FleetFamily family : FleetFamily.values()) {
            Map<FleetFamily, Integer> alone = Map.of(family, 1);
            FleetResult usual = result(new FleetOrder(150, 200, 8, START, alone, new Workload(0, 24)));
            FleetResult faulty =
                    result(new FleetOrder(150, 200, 8, START, alone, new Workload(Workload.MOST_FAULTS, 24)));

            assertThat(family.faults()).allSatisfy(fault -> assertThat(faulty.faults())
                    .hasEntrySatisfying(fault, count -> assertThat(count).isPositive()));
            assertThat(faulty.lostNanolitres()).isPositive();
            assertThat(usual.lostNanolitres()).isZero();
            assertThat(faulty.digest()).isNotEqualTo(usual.digest());
        }
    }

    @Test
    void oneFaultIn100PumpYearsIsWhatItSays() {
        FleetResult result = result(order(4_000, 365, 11));
        long faults =
                result.faults().values().stream().mapToLong(Long::longValue).sum();
        assertThat(faults).isBetween(20L, 65L);
    }

    @Test
    void anyNumberOfThreadsComesToTheSameResult() throws InterruptedException {
        FleetOrder order = order(1_000, 60, 9);
        FleetResult byOne = result(order);
        for (int threads = 2; threads <= 5; threads++) {
            Fleet fleet = new Fleet(order);
            try (SystemTime time = SystemTime.start()) {
                List<Worker> workers = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    workers.add(time.threads().start("fleet-" + i, fleet::work));
                }
                for (Worker worker : workers) {
                    assertThat(worker.join(time.house().now().plus(Duration.ofMinutes(1))))
                            .isTrue();
                }
            }
            assertThat(fleet.result().json().canonicalText())
                    .as("%d threads", threads)
                    .isEqualTo(byOne.json().canonicalText());
        }
    }

    @Test
    void aResultIsNotThereTooEarly() {
        assertThatThrownBy(() -> new Fleet(order(3, 1, 1)).result())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0 of 3 have");
    }

    @Test
    void whatCannotBeIsSaidInWords() {
        assertThat(order(0, 1, 1).violations(ENOUGH)).containsExactly("a fleet has 1 to 10000000 pumps, not 0");
        assertThat(order(1, -3, 1).violations(ENOUGH))
                .containsExactly("a fleet is simulated for 1 to 36525 days, not -3");
        assertThat(order(100_000_000, 0, 1).violations(ENOUGH)).hasSize(2);
        assertThat(new FleetOrder(1, 1, 1, Instant.parse("1950-01-01T00:00:00Z"), Map.of(), Workload.USUAL)
                        .violations(ENOUGH))
                .hasSize(2)
                .anyMatch(each -> each.contains("1950"))
                .anyMatch(each -> each.contains("share"));
        assertThatThrownBy(() -> new Fleet(order(0, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 10000000 pumps");
        assertThatThrownBy(() -> new Workload(-1, 24)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Workload(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFleetTooLargeForTheHeapIsSaidBeforeItIsMadeWithTheWayOut() {
        assertThat(order(1_000_000, 365, 1).violations(512L << 20))
                .singleElement()
                .asString()
                .contains("1000000 pumps")
                .contains("512 MiB")
                .contains("CISTERNA_JAVA_OPTS=-Xmx")
                .contains("or take at most");
        assertThat(order(100_000, 365, 1).violations(512L << 20)).isEmpty();
    }

    /** The serial collector gives away all but one survivor space, a tenth of a third of the heap. */
    @Test
    void theHeapThatIsAdvisedIsEnoughWithEveryCollector() {
        for (long pumps : new long[] {40_000, 300_000, 1_000_000}) {
            String words = order(pumps, 1, 1).violations(16L << 20).get(0);
            long advised = Long.parseLong(words.replaceAll(".*-Xmx([0-9]+)m.*", "$1")) << 20;
            assertThat(order(pumps, 1, 1).violations(advised - advised / 30))
                    .as(words)
                    .isEmpty();
        }
    }
}
