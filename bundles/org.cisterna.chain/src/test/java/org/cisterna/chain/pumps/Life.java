// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Snapshot;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.Truth;

/** One random life of a pump and its platform beside the model of it; after each step both are held against each other. */
final class Life {

    /** What can happen. */
    enum Kind {
        READ,
        READ_OVER_A_BAD_LINK,
        COMMIT,
        COMMIT_OVER_A_BAD_LINK,
        COMMIT_AND_KILL,
        COMMIT_OF_A_STALE_PLAN,
        STOP,
        STOP_OVER_A_BAD_LINK,
        SEND_AGAIN,
        KILL,
        TIME,
        CLOCK,
        SYRINGE,
        DEVICE_RESTARTS,
        LEDGER,
        DRIVER,
        REACH
    }

    /**
     * A step, all of whose chance is in a number.
     *
     * @param kind what happens
     * @param dice how
     */
    record Step(Kind kind, long dice) {}

    private static final int MOST_MOMENTS = 40;
    private static final Duration LATEST = Duration.ofSeconds(20);
    private static final Duration LATE_ENTRIES = Duration.ofSeconds(15);

    private final Ward ward;
    private final Family family;
    private final Map<String, Integer> seen;
    private final PumpModel model;
    private final Map<CommandId, Boolean> effects = new LinkedHashMap<>();
    private final Map<CommandId, Sent> sent = new LinkedHashMap<>();
    private Random chance = new Random(0);
    private Act runs;
    private Optional<Plan> stale = Optional.empty();
    private boolean ledger = true;
    private boolean driver = true;
    private long pushed;
    private long at;
    private long uncertain;
    private int commands;

    /** A plan as it was sent. */
    private record Sent(Plan plan, long release) {}

    Life(Ward ward, Map<String, Integer> seen) {
        this.ward = ward;
        this.family = ward.family();
        this.seen = seen;
        this.model = new PumpModel(revision(), Family.OLD_DAY);
        this.runs = new Act("at first", ward.shown().programme(), List.of());
        this.pushed = ward.pushed();
        this.at = now();
    }

    private long now() {
        return ward.time().pump().now().toEpochMilli();
    }

    /** How often what the pump runs was changed, by its firmware's own word. */
    private long revision() {
        return ward.device().describe().number("revision");
    }

    private void count(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    // --- steps ----------------------------------------------------------------------------------------------------

    void step(Step step) throws Exception {
        chance = new Random(step.dice());
        if (chance.nextBoolean()) {
            everythingIsThere();
        }
        Optional<PumpStatus.Reading> shown = ward.status().reading();
        boolean same = true;
        switch (step.kind()) {
            case READ, READ_OVER_A_BAD_LINK -> {
                bad(step.kind() == Kind.READ_OVER_A_BAD_LINK);
                read();
                same = false;
            }
            case COMMIT, COMMIT_OVER_A_BAD_LINK -> {
                commit(step.kind() == Kind.COMMIT_OVER_A_BAD_LINK);
                same = false;
            }
            case COMMIT_AND_KILL -> {
                commitAndKill();
                same = false;
            }
            case COMMIT_OF_A_STALE_PLAN -> {
                stalePlan();
                same = false;
            }
            case STOP, STOP_OVER_A_BAD_LINK -> {
                stop(step.kind() == Kind.STOP_OVER_A_BAD_LINK);
                same = false;
            }
            case SEND_AGAIN -> sendAgain();
            case KILL -> {
                kill();
                same = shown.filter(PumpStatus.Reading::entered).isPresent();
            }
            case TIME -> ward.time().leapPumpTime(Duration.ofMillis(chance.nextInt(8 * 3_600_000)));
            case CLOCK -> {
                compared("before the clock was set");
                long offset = chance.nextInt(12 * 3_600_000) - 6 * 3_600_000L;
                ward.device().inject(DeviceFault.CLOCK_OFFSET, offset);
                model.clock(offset);
            }
            case SYRINGE -> {
                Volume volume = new Volume(10_000L * (1 + chance.nextInt(100)));
                ward.device().withdraw(volume);
                ward.device().fill(volume, ward.device().truth().reservoir().solution());
            }
            case DEVICE_RESTARTS -> ward.restartDevice();
            case LEDGER -> ledger(!ledger);
            case DRIVER -> driver(!driver);
            case REACH -> ward.way().reach(ward.way().isAway());
        }
        ward.way().moments(each -> {});
        ward.way().mend();
        if (same) {
            assertThat(ward.status().reading())
                    .as("nothing was read, so the same is shown")
                    .isEqualTo(shown);
        }
        holds();
    }

    private <T> T one(List<T> of) {
        return of.get(chance.nextInt(of.size()));
    }

    private void bad(boolean bad) {
        if (bad) {
            LinkFault.Kind kind = one(List.of(LinkFault.Kind.values()));
            LinkFault.Direction direction = one(List.of(LinkFault.Direction.values()));
            Duration late = kind == LinkFault.Kind.DELAY
                    ? Duration.ofMillis(1 + chance.nextInt((int) LATEST.toMillis()))
                    : Duration.ZERO;
            ward.way()
                    .breakNext(
                            new LinkFault(kind, direction, chance.nextInt(family.longestDialogue()), late),
                            chance.nextInt(3) == 0);
        }
    }

    private void ledger(boolean there) throws InterruptedException {
        if (there == ledger) {
            return;
        }
        if (there && !ledger) {
            ward.host().add(ward.ledger());
        } else if (!there && ledger) {
            ward.host().remove(ward.ledger());
        }
        ledger = there;
        ward.time().advance(LATE_ENTRIES);
    }

    private void driver(boolean there) throws InterruptedException {
        if (there && !driver) {
            ward.host().add(ward.driver());
        } else if (!there && driver) {
            ward.host().remove(ward.driver());
        }
        driver = there;
        ward.time().settle();
    }

    private void everythingIsThere() throws InterruptedException {
        ledger(true);
        driver(true);
        ward.way().reach(true);
    }

    private void restarted() throws Exception {
        ward.restart();
        ledger = true;
        driver = true;
    }

    private void read() throws InterruptedException {
        Answer<PumpStatus.Reading> answer = ward.read();
        ward.time().advance(LATEST);
        count(answer.isDone() ? "read" : "not read");
        if (answer.isDone()) {
            Snapshot snapshot = answer.orElseThrow().snapshot();
            assertThat(ward.shown()).isEqualTo(snapshot);
            isSo(snapshot);
        }
    }

    /** What a reading says is what the model runs. */
    private void isSo(Snapshot snapshot) {
        assertThat(snapshot.revision().number()).isEqualTo(model.revision());
        assertThat(snapshot.programme()).isEqualTo(runs.programme());
        assertThat(snapshot.programmeParts()).isEqualTo(ProgrammePart.inOrder(runs.parts()));
        if (snapshot.motor() != MotorState.INTERIM_STOP) {
            assertThat(snapshot.motor()).isEqualTo(model.isStanding() ? MotorState.STOPPED : MotorState.RUNNING);
        }
        assertThat(snapshot.deviceClock().toEpochMilli()).isLessThanOrEqualTo(now() + 6 * 3_600_000L);
    }

    // --- commands -------------------------------------------------------------------------------------------------

    private CommandId command() {
        return Ward.command(++commands);
    }

    private Act act() {
        List<Act> acts = family.acts().stream().filter(each -> !each.isStop()).toList();
        Act act = one(acts);
        if (act.programme() instanceof Programme.Continuous && !act.name().startsWith("minimum")) {
            long rate = family.leastRate() + 2_000L * chance.nextInt(100);
            return new Act(act.name(), new Programme.Continuous(new org.cisterna.quantity.FlowRate(rate)), act.parts());
        }
        return act;
    }

    private void commit(boolean badLink) throws Exception {
        boolean fresh = ward.read().isDone();
        boolean stood = ward.status().unknown().isPresent();
        Act act = act();
        Plan plan = ward.plan(act);
        if (chance.nextInt(4) == 0) {
            stale = Optional.of(plan);
        }
        long release = ward.released(plan);
        CommandId id = command();
        bad(badLink);
        int opened = ward.way().opened();
        long before = revision();
        long from = compared("before a plan");
        Answer<CommandResult> answer = ward.commit(plan, release, id);
        sent.put(id, new Sent(plan, release));
        boolean applied = tookEffect(id, act, before, from, answer);
        if (stood || !ledger) {
            assertThat(answer.isDone()).as("stood %s, ledger %s", stood, ledger).isFalse();
            assertThat(Ward.codes(answer)).containsAnyOf("UNKNOWN_STANDS", "LEDGER_UNAVAILABLE");
            assertThat(ward.way().opened())
                    .as("links for a write that is refused")
                    .isEqualTo(opened);
        } else if (!badLink && driver && fresh) {
            assertThat(answer.orElseThrow().outcome()).isInstanceOf(Outcome.Applied.class);
            assertThat(applied).isTrue();
        }
    }

    /** What became of a commit at the pump; the model follows. What is said is held against it. */
    private boolean tookEffect(CommandId id, Act act, long before, long from, Answer<CommandResult> answer)
            throws InterruptedException {
        boolean applied = effect(id, act, before, from);
        Optional<Outcome> says =
                answer.isDone() ? Optional.of(answer.orElseThrow().outcome()) : Optional.empty();
        count(says.map(Outcome::name).orElse("refused"));
        if (says.isEmpty() || says.get() instanceof Outcome.NotApplied) {
            assertThat(applied).as("%s", answer).isFalse();
        } else if (says.get() instanceof Outcome.Applied) {
            assertThat(applied).as("%s", answer).isTrue();
        }
        assertThat(ward.status()
                        .unknown()
                        .map(PumpStatus.StandingUnknown::command)
                        .filter(id::equals))
                .isEqualTo(says.filter(Outcome.Unknown.class::isInstance).map(any -> id));
        return applied;
    }

    private boolean effect(CommandId id, Act act, long before, long from) throws InterruptedException {
        ward.time().advance(LATEST); // what was on its way arrives, whatever was said meanwhile
        boolean interim = ward.standsInterim();
        if (interim) {
            ward.passBound();
            assertThat(ward.standsInterim())
                    .as("no interim stop outlives its bound")
                    .isFalse();
        }
        long changes = revision() - before;
        assertThat(changes).as("changes by one command").isBetween(0L, 1L);
        isSkipped();
        long took = now() - from + family.interimStop().toMillis();
        if (changes == 1) {
            model.runs(from, ModelWords.day(act.programme()), ModelWords.once(family, act.parts()));
            runs = act;
            uncertain = took;
        } else {
            uncertain += took;
        }
        effects.put(id, changes == 1);
        return changes == 1;
    }

    private void commitAndKill() throws Exception {
        if (!ledger || !ward.read().isDone() || ward.status().unknown().isPresent()) {
            return;
        }
        Act act = act();
        Plan plan = ward.plan(act);
        long release = ward.released(plan);
        CommandId id = command();
        int moment = ward.way().moments() + 1 + chance.nextInt(MOST_MOMENTS);
        boolean power = chance.nextBoolean();
        ward.way().moments(each -> {
            if (each == moment && !ward.isDead()) {
                ward.kill(power);
            }
        });
        long before = revision();
        long from = compared("before a plan");
        Answer<CommandResult> answer = ward.commit(plan, release, id);
        sent.put(id, new Sent(plan, release));
        if (!ward.isDead()) {
            tookEffect(id, act, before, from, answer);
            return;
        }
        count("killed in a commit");
        restarted();
        boolean applied = effect(id, act, before, from);
        if (ward.status().unknown().isEmpty()) {
            List<Ended> ends = ward.ends(id);
            boolean says = !ends.isEmpty() && ends.get(ends.size() - 1).outcome() instanceof Outcome.Applied;
            assertThat(says).as("after the kill, %s", ends).isEqualTo(applied);
        }
    }

    private void stalePlan() {
        if (stale.isEmpty() || stale.get().expected().number() == model.revision() || !ledger) {
            return;
        }
        long before = revision();
        CommandId id = command();
        Answer<CommandResult> answer = ward.commit(stale.get(), ward.released(stale.get()), id);
        assertThat(answer.isDone())
                .as("a plan on revision %s", stale.get().expected())
                .isFalse();
        assertThat(revision()).isEqualTo(before);
        count("stale plan refused");
    }

    private void stop(boolean badLink) throws InterruptedException {
        CommandId id = command();
        boolean whole = !ward.way().isAway() && driver;
        bad(badLink);
        boolean stood = model.isStanding();
        long before = revision();
        long from = compared("before a stop");
        Answer<CommandResult> answer = ward.stop(id);
        ward.time().advance(LATEST);
        if (ward.standsInterim()) {
            ward.passBound();
        }
        isSkipped();
        long changes = revision() - before;
        assertThat(changes).as("changes by one stop").isBetween(0L, stood ? 0L : 1L);
        if (changes == 1) {
            model.stands();
        }
        if (!stood) {
            effects.put(id, changes == 1);
        }
        uncertain += now() - from + family.interimStop().toMillis();
        Optional<Outcome> says =
                answer.isDone() ? Optional.of(answer.orElseThrow().outcome()) : Optional.empty();
        count("stop " + says.map(Outcome::name).orElse("refused"));
        if (says.filter(Outcome.Applied.class::isInstance).isPresent()) {
            assertThat(model.isStanding()).as("%s", says).isTrue();
            if (ledger) { // without one, what stood cannot be entered as settled
                assertThat(ward.status().unknown())
                        .as("a proved stop leaves nothing unknown")
                        .isEmpty();
            }
        } else if (says.isEmpty() || says.get() instanceof Outcome.NotApplied) {
            assertThat(changes).as("%s", answer).isZero();
        } else if (changes == 1) {
            assertThat(((Outcome.Unknown) says.get()).mayBeStoppedSince()).isPresent();
        }
        if (!badLink && whole) {
            assertThat(model.isStanding())
                    .as("a stop is always possible: %s", answer)
                    .isTrue();
            assertThat(says).containsInstanceOf(Outcome.Applied.class);
        }
    }

    /** Any command that was ever sent, once more. */
    private void sendAgain() {
        if (sent.isEmpty() || !ledger) {
            return;
        }
        Map.Entry<CommandId, Sent> one = one(List.copyOf(sent.entrySet()));
        CommandId id = one.getKey();
        if (!ward.isIntended(id)) {
            return; // it was refused: nothing of it was ever sent
        }
        long before = revision();
        int opened = ward.way().opened();
        Answer<CommandResult> answer =
                ward.commit(one.getValue().plan(), one.getValue().release(), id);
        assertThat(answer.isDone()).as("%s", answer).isTrue();
        assertThat(ward.way().opened()).as("links for what was sent before").isEqualTo(opened);
        assertThat(revision()).as("one id has one effect").isEqualTo(before);
        count("sent again");
    }

    private void kill() throws Exception {
        Optional<CommandId> unknown = ward.status().unknown().map(PumpStatus.StandingUnknown::command);
        boolean entered = ledger;
        ward.kill(chance.nextBoolean());
        restarted();
        if (entered) {
            assertThat(ward.status().unknown().map(PumpStatus.StandingUnknown::command))
                    .as("the ledger tells the next process the same")
                    .isEqualTo(unknown);
        }
        count("killed");
    }

    // --- what always holds ----------------------------------------------------------------------------------------

    private void holds() throws Exception {
        if (ward.standsInterim()) {
            ward.passBound();
            assertThat(ward.standsInterim()).isFalse();
            uncertain += family.interimStop().toMillis();
        }
        compared("after the step");
        assertThat(revision()).as("revision").isEqualTo(model.revision());
        Truth truth = ward.device().truth();
        truth.suppliedNanograms().forEach((drug, supplied) -> assertThat(supplied.minus(truth.delivered(drug))
                        .minus(truth.withdrawnNanograms().getOrDefault(drug, Ratio.ZERO))
                        .minus(truth.inPathNanograms().getOrDefault(drug, Ratio.ZERO))
                        .minus(truth.inReservoirNanograms().getOrDefault(drug, Ratio.ZERO))
                        .signum())
                .as("mass of %s is conserved", drug)
                .isZero());
        assertThat(truth.usablePicolitres()).isBetween(0L, 20_000_000_000L);
        assertThat(ward.cold().memory().revision())
                .as("the memory says the same")
                .isEqualTo(model.revision());
    }

    /** The flow since it was compared last is as it should be; now. */
    private long compared(String when) {
        long moved = ward.pushed() - pushed;
        long until = now();
        long expected = model.moves(at, until);
        long slack = model.isStanding() ? 0 : 2 * family.stroke() + 2 + model.slack(uncertain);
        assertThat(moved)
                .as("%s: nL in %s ms of %s, standing %s", when, until - at, runs, model.isStanding())
                .isBetween(expected - slack, expected + slack);
        pushed += moved;
        at = until;
        return until;
    }

    /** A command took effect, or did not, some time since the flow was compared: what was moved meanwhile belongs to the one or the other. */
    private void isSkipped() {
        pushed = ward.pushed();
        at = now();
    }

    /** In the end everything is there again, and a reading settles whatever stood. */
    void ends() throws Exception {
        everythingIsThere();
        ward.passBound();
        ward.time().advance(LATE_ENTRIES);
        ward.read().orElseThrow();
        assertThat(ward.status().unknown()).as("in the end nothing is unknown").isEmpty();
        isSo(ward.shown());
        effects.forEach((id, applied) -> {
            List<Ended> ends = ward.ends(id);
            if (!ends.isEmpty()) {
                Outcome says = ends.get(ends.size() - 1).outcome();
                boolean superseded = ends.get(ends.size() - 1).supersededBy().isPresent();
                assertThat(superseded || says instanceof Outcome.Applied == applied)
                        .as("%s: %s, and at the pump %s", id, ends, applied)
                        .isTrue();
            } else {
                assertThat(applied).as("%s left no trace", id).isFalse();
            }
        });
        Snapshot before = ward.shown();
        kill();
        assertThat(ward.shown())
                .as("the ledger tells the next process the same")
                .isEqualTo(before);
    }
}
