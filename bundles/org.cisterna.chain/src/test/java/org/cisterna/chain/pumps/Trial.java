// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpStatus.StandingUnknown;
import org.cisterna.pump.Snapshot;

/** An act that something gets in the way of: what is said of it, held against the pump's memory and what it moves. */
final class Trial {

    static final CommandId COMMAND = Ward.command(0xC0DE);
    private static final CommandId ANOTHER = Ward.command(0xBAD);
    private static final CommandId SECOND_STOP = Ward.command(0x570);
    private static final Act OTHER = new Act(
            "another programme",
            new org.cisterna.pump.Programme.Continuous(new org.cisterna.quantity.FlowRate(170_000)),
            List.of());

    /** What the pump runs. */
    enum Runs {
        OLD,
        NEW,
        INTERIM
    }

    private final Ward ward;
    private final Act act;
    private final Optional<Plan> plan;
    private final long release;
    private final long pushedBefore;
    private final Snapshot shownBefore;

    private Trial(Ward ward, Act act, Optional<Plan> plan, long release) {
        this.ward = ward;
        this.act = act;
        this.plan = plan;
        this.release = release;
        this.pushedBefore = ward.pushed();
        this.shownBefore = ward.shown();
    }

    /** Everything that comes before the first byte: plan, signatures, release. */
    static Trial prepared(Ward ward, Act act) {
        if (act.isStop()) {
            return new Trial(ward, act, Optional.empty(), 0);
        }
        Plan plan = ward.plan(act);
        return new Trial(ward, act, Optional.of(plan), ward.released(plan));
    }

    /** Sends it, or sends it again: always by the same id. */
    Answer<CommandResult> send() {
        return plan.map(each -> ward.commit(each, release, COMMAND)).orElseGet(() -> ward.stop(COMMAND));
    }

    /** What the pump runs, by its memory: one of the two whole, or the declared stop; anything else fails. */
    Runs runs(Reference reference, String where) throws IOException {
        Memory memory = ward.cold().memory();
        if (ward.standsInterim()) {
            assertThat(ward.family().interimStop()).as(where).isPositive();
            assertThat(memory.runs()).as(where).isEqualTo(reference.old().runs());
            assertThat(memory.stored()).as(where).isEqualTo(reference.old().stored());
            assertThat(memory.revision()).as(where).isEqualTo(reference.old().revision());
            return Runs.INTERIM;
        }
        assertThat(memory).as("%s: OLD or NEW", where).isIn(reference.old(), reference.fresh());
        return memory.equals(reference.fresh()) ? Runs.NEW : Runs.OLD;
    }

    /** What is said is never more than what is so. */
    static void isTrue(Optional<Outcome> says, Runs runs, String where) {
        String words = where + ": the pump runs " + runs + ", and it is said: " + says;
        if (says.isEmpty() || says.get() instanceof Outcome.NotApplied) {
            assertThat(runs).as(words).isEqualTo(Runs.OLD);
        } else if (says.get() instanceof Outcome.Applied) {
            assertThat(runs).as(words).isEqualTo(Runs.NEW);
        }
    }

    /** A pump that may stand still is never called unknown without the time since when. */
    void saysThatItMayStand(Outcome says, Runs runs, String where) {
        boolean stands = runs == Runs.INTERIM || (act.isStop() && runs == Runs.NEW);
        if (stands && says instanceof Outcome.Unknown unknown) {
            assertThat(unknown.mayBeStoppedSince()).as("%s: %s", where, says).isPresent();
        }
    }

    /** What is entered of it now. */
    Optional<Outcome> entered() {
        List<Ended> ends = ward.ends(COMMAND);
        return ends.isEmpty()
                ? Optional.empty()
                : Optional.of(ends.get(ends.size() - 1).outcome());
    }

    boolean isUnknown() {
        return ward.status().unknown().isPresent();
    }

    /** While nobody knows what became of it, nothing is written: no link is opened for it. */
    void writesAreRefused(String where) {
        StandingUnknown standing = ward.status().unknown().orElseThrow();
        assertThat(standing.command()).as(where).isEqualTo(COMMAND);
        int opened = ward.way().opened();
        Plan other = ward.plan(OTHER);
        assertThat(Ward.codes(ward.commit(other, ward.released(other), ANOTHER)))
                .as(where)
                .contains("UNKNOWN_STANDS");
        assertThat(ward.way().opened()).as("%s: links for a write", where).isEqualTo(opened);
    }

    /** Reads; while the pump stands in its declared stop, that is what the reading says, and nothing is resolved before the bound. */
    void isResolvedByReading(String where) throws IOException {
        if (ward.standsInterim()) {
            assertThat(ward.read().orElseThrow().snapshot().motor()).as(where).isEqualTo(MotorState.INTERIM_STOP);
            if (ward.standsInterim()) {
                assertThat(isUnknown()).as("%s: still at it", where).isTrue();
                ward.passBound();
            }
        }
        ward.read().orElseThrow();
        assertThat(isUnknown()).as("%s: %s", where, ward.status().unknown()).isFalse();
    }

    /**
     * Nothing stands any more: what is entered is so, what is shown is so, the pump delivers unless it was stopped, and in ten days it moves
     * what the one programme or the other orders, and nothing between them.
     */
    Runs isSettled(Reference reference, String where) throws IOException {
        ward.passBound();
        Runs runs = runs(reference, where);
        assertThat(runs).as("%s: no interim stop outlives its bound", where).isNotEqualTo(Runs.INTERIM);
        assertThat(isUnknown()).as(where).isFalse();
        if (ward.isIntended(COMMAND)) {
            isTrue(entered(), runs, where);
            assertThat(entered()).as(where).isPresent();
        }
        Snapshot shown = ward.read().orElseThrow().snapshot();
        boolean applied = runs == Runs.NEW;
        assertThat(shown.motor())
                .as(where)
                .isEqualTo(applied && act.isStop() ? MotorState.STOPPED : MotorState.RUNNING);
        assertThat(shown.programme())
                .as(where)
                .isEqualTo(applied && !act.isStop() ? act.programme() : shownBefore.programme());
        assertThat(shown.programmeParts())
                .as(where)
                .isEqualTo(applied ? plan.map(Plan::parts).orElse(List.of()) : shownBefore.programmeParts());
        moves(applied ? reference.newFlow() : reference.oldFlow(), reference, where);
        return runs;
    }

    private void moves(long expected, Reference reference, String where) throws IOException {
        long moved = ward.cold().pushedBy(reference.end()) - pushedBefore;
        assertThat(moved).as(where).isBetween(expected - reference.tolerance(), expected + reference.tolerance());
    }

    /** The same id again, and another id with the same release: no second effect. */
    void hasOneEffect(String where) throws IOException {
        Memory before = ward.cold().memory();
        int opened = ward.way().opened();
        Optional<Outcome> entered = entered();
        assertThat(send().orElseThrow().outcome()).as("%s: sent again", where).isEqualTo(entered.orElseThrow());
        if (plan.isPresent()) {
            assertThat(Ward.codes(ward.commit(plan.get(), release, ANOTHER)))
                    .as(where)
                    .contains("RELEASE_USED");
        }
        assertThat(ward.way().opened())
                .as("%s: links for what was sent before", where)
                .isEqualTo(opened);
        assertThat(ward.cold().memory()).as(where).isEqualTo(before);
    }

    /** A stop goes out whatever stands, and settles what stood. */
    void canBeStopped(Reference reference, String where) throws IOException {
        Runs runs = runs(reference, where);
        assertThat(ward.stop(SECOND_STOP).orElseThrow().outcome()).as(where).isInstanceOf(Outcome.Applied.class);
        assertThat(isUnknown()).as("%s: what stood is settled", where).isFalse();
        Memory.Copy copy = ward.cold();
        assertThat(copy.memory().motor()).as(where).isEqualTo(Memory.Motor.STOPPED);
        long before = ward.pushed();
        assertThat(copy.pushedBy(reference.end())).as(where).isEqualTo(before);
        entered()
                .filter(each -> !(each instanceof Outcome.Unknown))
                .ifPresent(each -> isTrue(Optional.of(each), runs == Runs.INTERIM ? Runs.OLD : runs, where));
    }
}
