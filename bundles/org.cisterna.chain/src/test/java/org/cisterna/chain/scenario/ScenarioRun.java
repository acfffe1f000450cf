// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cisterna.canonical.Digest;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.scenario.Expectation;
import org.cisterna.sim.scenario.Scenario;
import org.cisterna.sim.scenario.ScenarioAct;
import org.cisterna.sim.scenario.ScenarioPump;
import org.cisterna.sim.scenario.ScenarioStep;
import org.cisterna.testkit.VirtualTime;

/**
 * Plays a scenario. Pumps are paired, in the order of their serials, before the story begins. Times are pump time; an act that is over later than the next
 * one is due lets that one begin late, never out of order.
 */
final class ScenarioRun {

    private final VirtualTime time;
    private final Map<String, Bed> beds = new TreeMap<>();
    private final List<String> missed = new ArrayList<>();
    private int expectations;

    /**
     * What came of it.
     *
     * @param digest of every message, entry and volume
     * @param expectations how many there were
     * @param missed those that were not so, in words
     */
    record Result(Digest digest, int expectations, List<String> missed) {}

    /** Something due, in the order of the times. */
    private record Due(Duration at, Optional<Bed> mark, Optional<ScenarioStep> step) {}

    private ScenarioRun(VirtualTime time) {
        this.time = time;
    }

    static Result of(Scenario scenario, long seed, Collection<DeviceFamily> families) throws Exception {
        VirtualTime time = VirtualTime.create(seed);
        return time.run(() -> new ScenarioRun(time).played(scenario, seed, families));
    }

    private Result played(Scenario scenario, long seed, Collection<DeviceFamily> families) throws Exception {
        Trace trace = new Trace();
        for (ScenarioPump pump : scenario.pumps()) {
            DeviceFamily family = families.stream()
                    .filter(each -> each.name().equals(pump.family()))
                    .findFirst()
                    .orElseThrow();
            beds.put(pump.serial(), new Bed(time, trace, pump, family, seed));
        }
        try (HostDesk desk = new HostDesk(time, beds.values(), seed)) {
            Instant begin = time.pump().now();
            Looks looks = new Looks(desk, begin);
            for (Due due : dues(scenario)) {
                Duration early = Duration.between(time.pump().now(), begin.plus(due.at()));
                if (!early.isNegative()) {
                    time.leapPumpTime(early);
                }
                due.mark().ifPresent(bed -> bed.mark(due.at()));
                if (due.step().isPresent()) {
                    play(due.step().get(), desk, looks);
                    beds.values().forEach(Bed::moved);
                }
            }
            time.advance(LinkFault.MOST_LATE); // what is late arrives
            for (Bed bed : beds.values()) {
                bed.memory();
            }
            desk.tell(trace);
        }
        return new Result(trace.digest(), expectations, List.copyOf(missed));
    }

    /** The steps, each when it is due, after the moments from which a volume is counted. */
    private List<Due> dues(Scenario scenario) {
        List<Due> dues = new ArrayList<>();
        for (ScenarioStep step : scenario.steps()) {
            if (step.act() instanceof ScenarioAct.Expect expect
                    && expect.what() instanceof Expectation.Counted counted) {
                dues.add(new Due(counted.since(), step.pump().map(beds::get), Optional.empty()));
            }
        }
        for (ScenarioStep step : scenario.steps()) {
            Duration within = step.act() instanceof ScenarioAct.Expect expect ? expect.within() : Duration.ZERO;
            dues.add(new Due(step.at().plus(within), Optional.empty(), Optional.of(step)));
        }
        dues.sort(Comparator.comparing(Due::at));
        return dues;
    }

    private void play(ScenarioStep step, HostDesk desk, Looks looks) throws Exception {
        Optional<Bed> bed = step.pump().map(beds::get);
        if (step.act() instanceof ScenarioAct.OfDevice act) {
            bed.orElseThrow().happens(act);
        } else if (step.act() instanceof ScenarioAct.OfHost act) {
            desk.act(act, bed);
        } else if (step.act() instanceof ScenarioAct.Expect expect) {
            expectations++;
            looks.seenInstead(expect, step.at(), bed.orElseThrow())
                    .ifPresent(seen -> missed.add("line " + step.line() + ": '" + step.text() + "', but " + seen));
        }
    }
}
