// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandEffect.Effect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpEntries.Before;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;
import org.cisterna.pump.host.CommandRecord.End;
import org.cisterna.pump.host.CommandRecord.Intended;
import org.cisterna.pump.host.Reconciliation.Judgement;
import org.cisterna.pump.host.Reconciliation.Resolution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of docs/host.md, line by line. */
class ReconciliationTest {

    private static final PumpId PUMP = new PumpId("Test", "A-1");
    private static final CommandId OURS = new CommandId("1".repeat(32));
    private static final CommandId OTHER = new CommandId("2".repeat(32));
    private static final Programme NEW = new Programme.Continuous(new FlowRate(163_000));
    private static final Optional<Solution> FILL = Optional.of(FakePump.BACLOFEN);
    private static final Optional<Solution> OTHER_FILL =
            Optional.of(Solution.of("baclofen", new Concentration(500_000)));
    private static final Intent COMMIT = commit(OURS, MotorState.RUNNING);

    private static Intent commit(CommandId id, MotorState motorBefore) {
        Digest any = Digest.of(new byte[] {1});
        return new Intent(
                id,
                Kind.COMMIT,
                Optional.of(new Plan(PUMP, "P-1", new Revision(7), NEW, FakePump.BACLOFEN, any, any, any)),
                Optional.of(3L),
                Optional.of(new Before(new Revision(7), FakePump.OLD, FILL, motorBefore)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Intent stop(CommandId id) {
        return new Intent(
                id,
                Kind.STOP,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("drowsy"),
                Optional.empty());
    }

    private static Seen seen(
            long revision, String programme, String solution, MotorState motor, Optional<CommandEffect> last) {
        return new Seen(
                new Revision(revision),
                switch (programme) {
                    case "NEW" -> NEW;
                    case "OLD" -> FakePump.OLD;
                    default -> new Programme.Continuous(new FlowRate(164_000));
                },
                solution.equals("same") ? FILL : OTHER_FILL,
                motor,
                last,
                List.of());
    }

    private static Optional<CommandEffect> last(String whose, String effect, long resulting) {
        return switch (whose) {
            case "ours" -> Optional.of(new CommandEffect(OURS, Effect.valueOf(effect), new Revision(resulting)));
            case "other" -> Optional.of(new CommandEffect(OTHER, Effect.valueOf(effect), new Revision(resulting)));
            default -> Optional.empty();
        };
    }

    private static String name(Judgement judgement) {
        if (judgement instanceof Judgement.Resolved resolved) {
            return resolved.outcome().name();
        }
        return judgement instanceof Judgement.Open open ? (open.passing() ? "PASSING" : "OPEN") : "SUPERSEDED";
    }

    @ParameterizedTest
    @CsvSource({
        // it knows our command as applied
        "ours, APPLIED, 8, 8, NEW, same, RUNNING, APPLIED",
        "ours, APPLIED, 8, 8, NEW, same, STALLED, OPEN",
        "ours, APPLIED, 8, 8, NEW, same, STOPPED, OPEN",
        "ours, APPLIED, 8, 8, NEW, same, INTERIM_STOP, PASSING",
        "ours, APPLIED, 8, 8, NEW, other, RUNNING, OPEN",
        "ours, APPLIED, 8, 8, OLD, same, RUNNING, OPEN",
        "ours, APPLIED, 8, 8, unit, same, RUNNING, OPEN",
        "ours, APPLIED, 8, 9, NEW, same, RUNNING, OPEN",
        "ours, APPLIED, 7, 7, NEW, same, RUNNING, OPEN",
        // it is at it
        "ours, UNDER_WAY, 7, 7, OLD, same, RUNNING, PASSING",
        "ours, UNDER_WAY, 7, 7, OLD, same, INTERIM_STOP, PASSING",
        // it rolled it back
        "ours, ROLLED_BACK, 7, 7, OLD, same, RUNNING, NOT_APPLIED",
        "ours, ROLLED_BACK, 8, 8, OLD, same, RUNNING, NOT_APPLIED",
        "ours, ROLLED_BACK, 7, 7, OLD, same, STOPPED, OPEN",
        "ours, ROLLED_BACK, 7, 7, OLD, same, INTERIM_STOP, PASSING",
        "ours, ROLLED_BACK, 7, 7, NEW, same, RUNNING, OPEN",
        "ours, ROLLED_BACK, 7, 7, OLD, other, RUNNING, OPEN",
        // it does not know of it
        "none, APPLIED, 7, 7, OLD, same, RUNNING, NOT_APPLIED",
        "other, APPLIED, 7, 7, OLD, same, RUNNING, NOT_APPLIED",
        "other, APPLIED, 7, 7, OLD, same, STALLED, NOT_APPLIED",
        "none, APPLIED, 7, 7, OLD, same, STOPPED, OPEN",
        "none, APPLIED, 7, 7, OLD, same, INTERIM_STOP, PASSING",
        "none, APPLIED, 7, 7, NEW, same, RUNNING, OPEN",
        "other, APPLIED, 8, 8, OLD, same, RUNNING, OPEN",
        "other, APPLIED, 8, 8, NEW, same, RUNNING, OPEN",
    })
    void aReadingSaysOrDoesNotSayWhatBecameOfACommit(
            String whose,
            String effect,
            long resulting,
            long revision,
            String programme,
            String solution,
            MotorState motor,
            String expected) {
        Seen seen = seen(revision, programme, solution, motor, last(whose, effect, resulting));
        assertThat(name(Reconciliation.judge(OURS, COMMIT, seen))).isEqualTo(expected);
    }

    @Test
    void aPumpThatStoodStillBeforeMayStandStillAfterACommitThatWasNotApplied() {
        Seen seen = seen(7, "OLD", "same", MotorState.STOPPED, Optional.empty());
        assertThat(name(Reconciliation.judge(OURS, commit(OURS, MotorState.STOPPED), seen)))
                .isEqualTo("NOT_APPLIED");
    }

    @ParameterizedTest
    @CsvSource({
        "ours, APPLIED, STOPPED, APPLIED",
        "other, APPLIED, STOPPED, SUPERSEDED",
        "none, APPLIED, STOPPED, OPEN",
        "ours, ROLLED_BACK, STOPPED, SUPERSEDED",
        "ours, APPLIED, RUNNING, OPEN",
        "ours, UNDER_WAY, RUNNING, PASSING",
        "ours, ROLLED_BACK, RUNNING, NOT_APPLIED",
        "other, APPLIED, RUNNING, NOT_APPLIED",
        "none, APPLIED, RUNNING, NOT_APPLIED",
        "none, APPLIED, INTERIM_STOP, PASSING",
        "none, APPLIED, STALLED, NOT_APPLIED",
    })
    void aReadingSaysOrDoesNotSayWhatBecameOfAStop(String whose, String effect, MotorState motor, String expected) {
        Seen seen = seen(8, "OLD", "same", motor, last(whose, effect, 8));
        assertThat(name(Reconciliation.judge(OURS, stop(OURS), seen))).isEqualTo(expected);
    }

    @Test
    void aPumpThatStoodStillBeforeWasNotStoppedByThisStop() {
        Intent again = new Intent(
                OURS,
                Kind.STOP,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Before(new Revision(8), FakePump.OLD, FILL, MotorState.STOPPED)),
                Optional.empty(),
                Optional.of("drowsy"),
                Optional.empty());
        Seen seen = seen(8, "OLD", "same", MotorState.STOPPED, last("other", "APPLIED", 8));
        assertThat(name(Reconciliation.judge(OURS, again, seen))).isEqualTo("NOT_APPLIED");
    }

    private static CommandRecord standing(CommandId id, Intent intent, int minute) {
        Instant at = Instant.parse("2026-01-05T08:00:00Z").plusSeconds(60L * minute);
        return new CommandRecord(
                id,
                PUMP,
                minute,
                Optional.of(new Intended(intent, minute, at, at)),
                Optional.of(new End(
                        new Ended(
                                id,
                                intent.kind(),
                                new Outcome.Unknown("cut", at, Optional.empty()),
                                Optional.empty(),
                                Optional.empty(),
                                List.of()),
                        minute,
                        at)));
    }

    private static CommandRecord ended(CommandId id, Intent intent, int minute, Outcome outcome) {
        CommandRecord open = standing(id, intent, minute);
        return open.with(new End(
                new Ended(id, intent.kind(), outcome, Optional.empty(), Optional.empty(), List.of()),
                minute,
                open.ended().orElseThrow().house()));
    }

    private static List<String> names(List<Resolution> resolutions) {
        return resolutions.stream().map(each -> name(each.judgement())).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "NEW, same, 9, APPLIED",
        "OLD, same, 8, NOT_APPLIED",
        // somebody else has put back what ran before, or has put in what we wanted: the number of changes says so
        "OLD, same, 9, SUPERSEDED",
        "OLD, same, 10, SUPERSEDED",
        "NEW, same, 8, SUPERSEDED",
        "unit, same, 9, SUPERSEDED",
        "NEW, other, 9, SUPERSEDED"
    })
    void anAppliedStopMakesTheStateKnownAndTheContentTellsWhatBecameOfTheCommitBefore(
            String programme, String solution, long revision, String expected) {
        Outcome applied = new Outcome.Applied(Outcome.Evidence.READ_BACK, new Revision(revision));
        List<CommandRecord> since = List.of(standing(OURS, COMMIT, 1), ended(OTHER, stop(OTHER), 2, applied));
        Seen seen = seen(revision, programme, solution, MotorState.STOPPED, last("other", "APPLIED", revision));
        assertThat(names(Reconciliation.judgeAll(since, seen, Optional.empty())))
                .containsExactly(expected);
    }

    @Test
    void aStopWhoseEndIsNotKnownLeavesTheCommitBeforeItOpen() {
        List<CommandRecord> since = List.of(standing(OURS, COMMIT, 1), standing(OTHER, stop(OTHER), 2));
        Seen underWay = seen(9, "NEW", "same", MotorState.RUNNING, last("other", "UNDER_WAY", 9));
        assertThat(names(Reconciliation.judgeAll(since, underWay, Optional.empty())))
                .containsExactly("PASSING", "OPEN");
        Seen stopped = seen(9, "NEW", "same", MotorState.STOPPED, last("other", "APPLIED", 9));
        assertThat(names(Reconciliation.judgeAll(since, stopped, Optional.empty())))
                .containsExactly("APPLIED", "APPLIED");
        Seen neither = seen(7, "OLD", "same", MotorState.RUNNING, last("none", "APPLIED", 7));
        assertThat(names(Reconciliation.judgeAll(since, neither, Optional.empty())))
                .containsExactly("NOT_APPLIED", "NOT_APPLIED");
    }

    @Test
    void aStopThatDidNothingChangesNothingForTheCommitBeforeIt() {
        Outcome never = new Outcome.NotApplied(Outcome.Evidence.NEVER_SENT, "no link");
        List<CommandRecord> since = List.of(standing(OURS, COMMIT, 1), ended(OTHER, stop(OTHER), 2, never));
        Seen seen = seen(8, "NEW", "same", MotorState.RUNNING, last("ours", "APPLIED", 8));
        assertThat(names(Reconciliation.judgeAll(since, seen, Optional.empty())))
                .containsExactly("APPLIED");
    }

    @Test
    void anOlderStopIsSupersededByANewerOne() {
        List<CommandRecord> since = List.of(standing(OURS, stop(OURS), 1), standing(OTHER, stop(OTHER), 2));
        Seen seen = seen(9, "OLD", "same", MotorState.STOPPED, last("other", "APPLIED", 9));
        assertThat(names(Reconciliation.judgeAll(since, seen, Optional.empty())))
                .containsExactly("APPLIED", "SUPERSEDED");
    }

    @ParameterizedTest
    @CsvSource({"false, OPEN, APPLIED, SUPERSEDED", "true, OPEN, OPEN, OPEN"})
    void whatAPumpHoldsInDoubtSettlesAStopAndNoProgramme(
            boolean motor, String commit, String stop, String commitBefore) {
        Optional<Proof.Doubt> doubt = Optional.of(new Proof.Doubt("its memory cannot be read", motor));
        Seen running = seen(8, "NEW", "same", MotorState.RUNNING, last("ours", "APPLIED", 8));
        assertThat(names(Reconciliation.judgeAll(List.of(standing(OURS, COMMIT, 1)), running, doubt)))
                .containsExactly(commit);
        List<CommandRecord> both = List.of(standing(OURS, COMMIT, 1), standing(OTHER, stop(OTHER), 2));
        Seen stopped = seen(9, "NEW", "same", MotorState.STOPPED, last("other", "APPLIED", 9));
        assertThat(names(Reconciliation.judgeAll(both, stopped, doubt))).containsExactly(stop, commitBefore);
    }
}
