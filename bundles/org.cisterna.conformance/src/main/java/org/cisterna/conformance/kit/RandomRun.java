// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.cisterna.conformance.kit.WireFault.Kind;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;

/**
 * A life of one pump by chance: programmes, boluses, stops, stalls, restarts, broken links, days that pass. After every step it is read, and what it
 * may be by now is known from a model of a few lines: the programme before or the one that was sent, decided by the next reading.
 */
final class RandomRun {

    private final Bench bench;
    private final List<String> acts;
    private final List<String> contradictions;
    private final List<EventPage> pages;

    private RandomRun(Bench bench, List<String> acts, List<String> contradictions, List<EventPage> pages) {
        this.bench = bench;
        this.acts = acts;
        this.contradictions = contradictions;
        this.pages = pages;
    }

    static RandomRun of(Trial trial) throws IOException, Unusable, LinkException, InterruptedException, NotTestable {
        Bench bench = trial.ready();
        Plans plans = trial.plans();
        RandomGenerator random = trial.random("life");
        List<String> acts = new ArrayList<>();
        List<String> contradictions = new ArrayList<>();
        List<EventPage> pages = new ArrayList<>();
        Programme runs = plans.base();
        boolean stopped = false;
        long next = 0;
        for (int step = 0; step < trial.profile().steps(); step++) {
            Programme may = runs;
            boolean mayStop = stopped;
            String act;
            int what = random.nextInt(10);
            if (what < 3) {
                may = new Programme.Continuous(plans.rate(random.nextLong(60_000, 600_000)));
                Said said = trial.change(bench, may, List.of());
                act = "programme: " + said.kind();
                if (said.kind() == Said.Kind.APPLIED) {
                    runs = may;
                    stopped = false;
                    mayStop = false;
                }
            } else if (what == 3) {
                List<ProgrammePart> bolus = plans.bolus(10_000).stream().toList();
                Said said = trial.change(bench, runs, bolus);
                act = "bolus: " + said.kind();
                stopped &= said.kind() != Said.Kind.APPLIED;
                mayStop = stopped;
            } else if (what == 4) {
                try (PumpSession session = bench.session()) {
                    session.stop(bench.id(), bench.soon());
                }
                act = "stop";
                stopped = true;
                mayStop = true;
            } else if (what == 5 || what == 6) {
                Programme wanted = new Programme.Continuous(plans.rate(random.nextLong(60_000, 600_000)));
                Plan plan = plans.plan(bench.read().revision(), wanted, List.of());
                WireFault fault = new WireFault(
                        random.nextBoolean() ? Kind.CUT : Kind.SILENCE,
                        random.nextBoolean() ? Direction.TO_PUMP : Direction.FROM_PUMP,
                        random.nextLong(900));
                Said said = trial.change(bench, plan, bench.id(), fault);
                act = "broken programme: " + said.kind();
                may = wanted;
                if (said.kind() == Said.Kind.APPLIED) {
                    runs = wanted;
                    stopped = false;
                    mayStop = false;
                } else if (said.kind() == Said.Kind.REFUSED) {
                    may = runs;
                }
                bench.pass(Duration.ofMinutes(3));
            } else if (what == 7 && bench.rig().acts().contains(RigAct.RESTART)) {
                bench.act(RigAct.RESTART, 1);
                act = "restart";
            } else {
                bench.pass(Duration.ofMinutes(random.nextLong(1, 900)));
                act = "time passes";
            }
            bench.pass(Duration.ofMinutes(random.nextLong(1, 30)));
            Snapshot snapshot = bench.read();
            acts.add(act);
            judge(contradictions, step + " " + act, snapshot, List.of(runs, may), stopped || mayStop);
            runs = snapshot.programme();
            stopped = snapshot.motor() == MotorState.STOPPED;
            if (trial.descriptor().conduct().eventLog() && step % 5 == 0) {
                next = log(bench, next, pages);
            }
        }
        return new RandomRun(bench, acts, contradictions, pages);
    }

    private static void judge(
            List<String> contradictions, String act, Snapshot snapshot, List<Programme> may, boolean mayStop) {
        boolean running = snapshot.motor() == MotorState.RUNNING;
        if (!may.contains(snapshot.programme())) {
            contradictions.add(
                    "step " + act + ": it runs " + snapshot.programme() + ", and can only run one of " + may);
        }
        if (!running && !(mayStop && snapshot.motor() == MotorState.STOPPED)) {
            contradictions.add("step " + act + ": it is " + snapshot.motor() + ", and nobody stopped it");
        }
    }

    private static long log(Bench bench, long from, List<EventPage> pages)
            throws Unusable, LinkException, InterruptedException {
        long next = from;
        try (PumpSession session = bench.session()) {
            boolean more = true;
            while (more) {
                EventPage page = session.events(next, 20, bench.soon()).orElseThrow();
                pages.add(page);
                more = page.more();
                next = page.next();
            }
        }
        return next;
    }

    List<Trace.Reading> readings() {
        return bench.trace().readings();
    }

    /** What passed until a reading. */
    List<Moment> until(Instant end) {
        return bench.trace().momentsUntil(end);
    }

    List<EventPage> pages() {
        return pages;
    }

    /** Where a reading said what the model excludes. */
    List<String> contradictions() {
        return contradictions;
    }

    /** For people. */
    String text() {
        return acts.size() + " steps by chance, " + readings().size() + " readings";
    }
}
