// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.cisterna.audit.Envelope;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Late;
import org.cisterna.quantity.FlowRate;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.junit.jupiter.api.Test;

/**
 * Random acts and random faults, one seed a run. Whatever happens: an answer is true of the pump, no command has two effects, nothing is written
 * while an outcome is not known, and in the end the ledger tells of each command what the pump knows of it.
 */
class RandomRunTest {

    private static final int RUNS = 25;
    private static final int STEPS = 60;
    /** One run of so many is folded from a snapshot at every place. */
    private static final int CUT_EVERY = 5;

    private static final List<String> POINTS = List.of(
            "open>",
            "open<",
            "identity>",
            "interrogate>",
            "interrogate<",
            "preview>",
            "stage>",
            "stage<",
            "commit>",
            "commit<",
            "readBack>",
            "readBack<",
            "stop>",
            "stop<",
            "close>",
            "close<",
            "interrupt>");

    @Test
    void whateverHappensWhatIsSaidIsTrue() throws Exception {
        long seed = Seeds.seed("RandomRunTest");
        Map<String, Integer> seen = new HashMap<>();
        for (int run = 0; run < RUNS; run++) {
            new Run(seed + run, seen).play();
        }
        System.out.println("RandomRunTest saw " + seen);
        assertThat(seen.keySet()).contains("APPLIED", "NOT_APPLIED", "UNKNOWN", "refused", "killed");
    }

    @Test
    void theSameSeedGivesTheSameRun() throws Exception {
        long seed = Seeds.seed("RandomRunTest.replay");
        for (int run = 0; run < 5; run++) {
            Run first = new Run(seed + run, new HashMap<>());
            Run second = new Run(seed + run, new HashMap<>());
            assertThat(first.play()).isEqualTo(second.play());
            assertThat(first.entries).isEqualTo(second.entries);
        }
    }

    private static final class Run {
        private final long seed;
        private final Random random;
        private final Map<String, Integer> seen;
        private final List<Signal> hanging = new ArrayList<>();
        private final Set<CommandId> sent = new HashSet<>();
        private List<String> entries = List.of();

        Run(long seed, Map<String, Integer> seen) {
            this.seed = seed;
            this.random = new Random(seed);
            this.seen = seen;
        }

        String play() throws Exception {
            VirtualTime time = Rig.play("RandomRunTest", seed, this::run);
            return time.interleaving();
        }

        private void run(Rig rig) throws Exception {
            for (int step = 0; step < STEPS; step++) {
                step(rig);
                rig.time.advance(Duration.ofMillis(random.nextInt(3_000)));
            }
            healed(rig);
            truthOfTheLedger(rig);
            if (seed % CUT_EVERY == 0) {
                SnapshotCuts.check(rig.memory.all(), new Random(seed));
            }
            entries = rig.memory.all().stream().map(Envelope::toString).toList();
        }

        private void step(Rig rig) throws Exception {
            if (random.nextInt(3) == 0) {
                fault(rig);
            }
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> rig.read();
                case 3 -> stop(rig);
                case 4 -> stopDuringCommit(rig);
                case 5 -> rig.pump.changedByOthers(rate());
                case 6 -> heal(rig);
                default -> commit(rig);
            }
            if (rig.driver.dead) {
                count("killed");
                rig.revive();
            }
        }

        private Programme rate() {
            return new Programme.Continuous(new FlowRate(1_000L * (100 + random.nextInt(200))));
        }

        private void count(String what) {
            seen.merge(what, 1, Integer::sum);
        }

        private void commit(Rig rig) {
            Plan plan = rig.plan(rate());
            CommandId id = rig.command();
            boolean stood = rig.status().unknown().isPresent();
            Answer<CommandResult> answer = sendable(rig, plan, id);
            truthOf(rig, id, answer);
            if (stood) {
                assertThat(answer.isDone())
                        .as("nothing is written while an outcome is not known")
                        .isFalse();
            }
        }

        private Answer<CommandResult> sendable(Rig rig, Plan plan, CommandId id) {
            boolean writable = rig.memory.status().writable();
            if (!writable) {
                return rig.host.commit(plan, 0, id, Rig.PROGRAMMER);
            }
            return rig.host.commit(plan, rig.released(plan), id, Rig.PROGRAMMER);
        }

        private void stop(Rig rig) {
            CommandId id = rig.command();
            truthOf(rig, id, rig.host.stop(rig.pump.id, id, "drowsy", Optional.empty(), Rig.PROGRAMMER));
        }

        private void stopDuringCommit(Rig rig) throws Exception {
            int millis = random.nextInt(1_500);
            rig.driver.once(
                    POINTS.get(random.nextInt(POINTS.size())),
                    () -> rig.time.house().sleepUntil(rig.time.house().now().plusMillis(1_000)));
            Plan plan = rig.plan(rate());
            CommandId id = rig.command();
            List<Answer<CommandResult>> answers = new ArrayList<>();
            Worker worker = rig.time.threads().start("commits", () -> answers.add(sendable(rig, plan, id)));
            rig.time.advance(Duration.ofMillis(millis));
            stop(rig);
            assertThat(worker.join(rig.time.house().now().plus(Duration.ofMinutes(10))))
                    .isTrue();
            truthOf(rig, id, answers.get(0));
        }

        private void truthOf(Rig rig, CommandId id, Answer<CommandResult> answer) {
            boolean applied = rig.pump.applied.contains(id);
            if (rig.driver.dead) {
                return; // a killed process says nothing to anybody
            }
            if (!answer.isDone()) {
                count("refused");
                assertThat(applied).as("refused, %s", answer.violations()).isFalse();
                return;
            }
            sent.add(id);
            Outcome outcome = Rig.outcome(answer);
            count(outcome.name());
            if (outcome instanceof Outcome.Applied) {
                assertThat(applied).as("%s", outcome).isTrue();
            } else if (outcome instanceof Outcome.NotApplied) {
                assertThat(applied).as("%s", outcome).isFalse();
            }
        }

        private void fault(Rig rig) {
            String point = POINTS.get(random.nextInt(POINTS.size()));
            switch (random.nextInt(9)) {
                case 0, 1 -> rig.driver.once(point, ScriptedDriver.cut());
                case 2 -> rig.driver.at(point, ScriptedDriver.cut());
                case 3 -> rig.driver.once(point, ScriptedDriver.throwing());
                case 4 -> {
                    Signal hang = rig.time.threads().newSignal();
                    hanging.add(hang);
                    rig.driver.once(point, () -> rig.time.house().await(hang, TimeSource.FOREVER));
                }
                case 5 -> rig.driver.once(point, rig::kill);
                case 6 -> {
                    ScriptedDriver driver = rig.driver;
                    Host host = rig.host;
                    driver.once(point, () -> {
                        host.remove(driver);
                        host.add(driver);
                    });
                }
                case 7 -> rig.driver.once(point, () -> rig.memory.readOnly("the test"));
                default -> {
                    rig.memory.refuseEntriesThat(new Every(2 + random.nextInt(4)));
                }
            }
        }

        /** Refuses every n-th entry of the host's. */
        private static final class Every implements java.util.function.Predicate<org.cisterna.audit.Entry> {
            private final int n;
            private int count;

            Every(int n) {
                this.n = n;
            }

            @Override
            public boolean test(org.cisterna.audit.Entry entry) {
                boolean hosts = List.of(Intent.TYPE, Ended.TYPE, "pump.snapshot", Late.TYPE)
                        .contains(entry.type());
                return hosts && ++count % n == 0;
            }
        }

        private void heal(Rig rig) throws Exception {
            rig.driver.well();
            rig.memory.readOnly("");
            rig.memory.refuseEntriesThat(entry -> false);
            hanging.forEach(Signal::raise);
            hanging.clear();
            rig.time.advance(Duration.ofSeconds(15));
        }

        private void healed(Rig rig) throws Exception {
            heal(rig);
            rig.read().orElseThrow();
            if (rig.status().unknown().isPresent()) {
                stop(rig); // a stranger changed the pump meanwhile: only a stop makes its state known
            }
            assertThat(rig.status().unknown()).isEmpty();
            commit(rig);
            assertThat(rig.links.open).isZero();
            assertThat(rig.host.drivers().get(0).stuckCalls()).isZero();
            assertThat(Journal.open(rig.storage.afterKill(), 1 << 20).pending()).isEmpty();
            String before = rig.status().toString();
            rig.kill();
            rig.revive();
            assertThat(rig.status().toString())
                    .as("folded again it is the same")
                    .isEqualTo(before);
        }

        /** The last word about each command, against what the pump knows. */
        private void truthOfTheLedger(Rig rig) {
            assertThat(rig.pump.applied).as("one id, one effect").doesNotHaveDuplicates();
            Map<CommandId, Ended> ends = new HashMap<>();
            Set<CommandId> intents = new HashSet<>();
            List<Envelope> all = rig.memory.all();
            for (Envelope each : all) {
                String type = each.entry().type();
                if (type.equals(Ended.TYPE)) {
                    Ended ended = Ended.fromJson(each.entry().body());
                    ends.put(ended.command(), ended);
                } else if (type.equals(Intent.TYPE)) {
                    intents.add(Intent.fromJson(each.entry().body()).command());
                } else if (type.equals(Late.TYPE)) {
                    Late late = Late.fromJson(each.entry().body());
                    if (late.type().equals(Intent.TYPE)) {
                        intents.add(Intent.fromJson(late.body()).command());
                    } else {
                        Ended ended = Ended.fromJson(late.body());
                        ends.putIfAbsent(ended.command(), ended);
                    }
                }
            }
            for (CommandId id : rig.pump.applied) {
                assertThat(intents).as("no effect without an intent: %s", id).contains(id);
            }
            assertThat(ends.keySet()).as("no intent without an end").containsAll(intents);
            ends.forEach((id, ended) -> {
                if (ended.outcome() instanceof Outcome.Applied) {
                    assertThat(rig.pump.applied).as("%s", ended).contains(id);
                } else if (ended.outcome() instanceof Outcome.NotApplied) {
                    assertThat(rig.pump.applied).as("%s", ended).doesNotContain(id);
                } else {
                    assertThat(ended.supersededBy()).as("%s", ended).isPresent();
                }
            });
        }
    }
}
