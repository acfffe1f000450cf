// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault by itself: the same pump without it has other volumes, or other alarms, by the time somebody has seen to it. */
class FleetFaultTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int PUMPS = 300;
    private static final int DAYS = 200;
    private static final long SEED = 17;

    /** What a pump has come to. */
    private record State(long pushed, long atTip, long lost, long counted, long sounded) {
        static State of(FleetPump pump) {
            return new State(pump.tank.pushed(), pump.tank.atTip(), pump.tank.lost(), pump.calculated(), pump.digest());
        }
    }

    /** Notes the first fault of a pump, and what the pump had come to when somebody saw to it. */
    private static final class First extends Tally {
        private @Nullable FleetFault fault;
        private @Nullable State after;
        private long at;

        @Override
        void fault(FleetPump pump, FleetFault which, int extent) {
            super.fault(pump, which, extent);
            if (fault == null) {
                fault = which;
            }
        }

        @Override
        void act(FleetPump pump, FleetAct act) {
            super.act(pump, act);
            if (after == null && (act == FleetAct.REPAIR || act == FleetAct.REPAIR_PROGRAMMED)) {
                at = pump.at;
                after = State.of(pump);
            }
        }
    }

    private static FleetPump[] pumps(FleetFamily family, int faults) {
        return new Fleet(new FleetOrder(PUMPS, DAYS, SEED, START, Map.of(family, 1), new Workload(faults, 24))).pumps();
    }

    @ParameterizedTest
    @EnumSource(FleetFamily.class)
    void aPumpWithItIsNotAsOneWithout(FleetFamily family) {
        FleetPump[] faulty = pumps(family, Workload.MOST_FAULTS);
        FleetPump[] healthy = pumps(family, 0);
        Map<FleetFault, Integer> met = new EnumMap<>(FleetFault.class);
        Map<FleetFault, Integer> changed = new EnumMap<>(FleetFault.class);
        for (int i = 0; i < faulty.length; i++) {
            First first = new First();
            faulty[i].run(START.toEpochMilli() + DAYS * FleetPump.DAY, first);
            if (first.fault != null && first.after != null) {
                healthy[i].run(first.at, new Tally());
                healthy[i].settle();
                met.merge(first.fault, 1, Integer::sum);
                changed.merge(first.fault, first.after.equals(State.of(healthy[i])) ? 0 : 1, Integer::sum);
            }
        }
        assertThat(met.keySet()).as("each was some pump's first").containsExactlyInAnyOrderElementsOf(family.faults());
        // a pump that was empty, or asked for nothing in between, is as it would have been; most are not
        assertThat(family.faults()).allSatisfy(fault -> assertThat(2 * changed.getOrDefault(fault, 0))
                .as("%s changed %d of %d pumps", fault, changed.get(fault), met.get(fault))
                .isGreaterThan(met.getOrDefault(fault, 0)));
        assertThat(List.copyOf(met.values()))
                .allSatisfy(count -> assertThat(count).isGreaterThan(3));
    }
}
