// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.cisterna.conformance.kit.WireFault.Kind;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;

/** Chapters 15, 17 and 19: what a seal is over, and two who want the same pump. */
final class SealRules {

    private static final Duration HOUR = Duration.ofHours(1);

    /** A pump may hold keys for more than one platform; after so many new ones the oldest is replaced. */
    private static final int PAIRINGS = 8;

    private SealRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("15.10", SealRules::anotherPumpsAnswerIsNone),
                new Check("17.02", SealRules::ofTwoCommitsOneIsApplied),
                new Check("19.03", SealRules::everyByteIsUnderTheSeal),
                new Check("19.11", SealRules::withoutASuiteThereIsNoSession),
                new Check("19.12", SealRules::anOldKeyIsWorthNothing));
    }

    private static void anotherPumpsAnswerIsNone(Trial trial, Judge judge) throws Exception {
        Bench other = trial.ready(trial.paired(trial.bench(1)));
        trial.change(other, trial.plans().next(), List.of());
        try (PumpSession session = other.session()) {
            session.interrogate(other.soon());
            session.readBack(other.soon());
        }
        List<byte[]> foreign = new ArrayList<>();
        other.wire().messages().stream()
                .filter(each -> each.direction() == Direction.FROM_PUMP)
                .forEach(each -> foreign.add(each.bytes().array()));
        for (int first = 0; first < foreign.size(); first++) {
            Bench bench = trial.ready();
            ForeignLink link = new ForeignLink(bench.rig().connect(), foreign.subList(first, foreign.size()));
            Answer<PumpSession> answer = bench.open(link);
            PumpSession session = answer.orElseThrow();
            link.answersForeign();
            int number = first;
            try {
                Snapshot snapshot = session.interrogate(bench.soon());
                judge.expect(
                        false,
                        () -> "from message " + number + " on another pump answered, and a snapshot came of it: "
                                + snapshot.identity().pump().text() + " " + snapshot.programme());
            } catch (LinkException thrownAway) {
                judge.expect(true, () -> "");
                judge.note("message " + first + " of another pump: " + thrownAway.getMessage());
            }
            session.close();
        }
    }

    private static void ofTwoCommitsOneIsApplied(Trial trial, Judge judge) throws Exception {
        for (List<Integer> order : List.of(
                List.of(0, 1, 2, 3),
                List.of(0, 1, 3, 2),
                List.of(1, 0, 2, 3),
                List.of(0, 2, 1, 3),
                List.of(1, 3, 0, 2))) {
            Bench first = trial.ready();
            Bench second = first.asSomebodyElse(trial.newDriver());
            Revision revision = first.read().revision();
            Plan plan = trial.plans().plan(revision, trial.plans().next(), List.of());
            List<Writer> writers = List.of(new Writer(first, plan), new Writer(second, plan));
            for (int act : order) {
                Writer writer = writers.get(act % 2);
                if (act < 2) {
                    writer.stage();
                } else {
                    writer.commit();
                }
            }
            writers.forEach(Writer::close);
            long applied = writers.stream().filter(each -> each.applied).count();
            Snapshot after = first.read();
            judge.note("order " + order + ": " + applied + " applied, " + writers.get(0).said + " / "
                    + writers.get(1).said);
            judge.expect(
                    applied <= 1,
                    () -> "two commits for revision " + revision.number() + " in the order " + order
                            + " were both applied");
            judge.expect(
                    applied == 1 == after.programme().equals(trial.plans().next()),
                    () -> "in the order " + order + " " + applied + " commits were applied, and the pump runs "
                            + after.programme());
        }
    }

    /** One of two who stage and commit. */
    private static final class Writer {
        private final Bench bench;
        private final Plan plan;
        private final CommandId id;
        private Optional<PumpSession> session = Optional.empty();
        private Optional<Staged> staged = Optional.empty();
        private boolean applied;
        private String said = "nothing";

        Writer(Bench bench, Plan plan) {
            this.bench = bench;
            this.plan = plan;
            this.id = bench.id();
        }

        void stage() throws InterruptedException {
            try {
                Answer<PumpSession> opened = bench.open();
                if (!(opened instanceof Answer.Done<PumpSession> done)) {
                    said = "not opened: " + opened.violations().get(0).code();
                    return;
                }
                session = Optional.of(done.value());
                Answer<Staged> answer = done.value().stage(plan, id, bench.soon());
                said = answer.isDone()
                        ? "staged"
                        : "not staged: " + answer.violations().get(0).code();
                staged = answer instanceof Answer.Done<Staged> held ? Optional.of(held.value()) : Optional.empty();
            } catch (LinkException e) {
                said = "not staged: " + e.reason();
            }
        }

        void commit() throws InterruptedException {
            if (staged.isEmpty()) {
                return;
            }
            try {
                var answer = session.orElseThrow().commit(staged.get(), id, bench.soon());
                applied = answer.isDone()
                        && answer.orElseThrow().effect() == org.cisterna.pump.CommandEffect.Effect.APPLIED;
                said = answer.isDone()
                        ? answer.orElseThrow().effect().name()
                        : "refused: " + answer.violations().get(0).code();
            } catch (LinkException e) {
                said = "not committed: " + e.reason();
            }
        }

        void close() {
            session.ifPresent(PumpSession::close);
        }
    }

    /** A key whose nth seal is over other data than what is sent. */
    private static final class ForgingKey implements KeyHandle {
        private final KeyHandle inner;
        private final RandomGenerator random;
        private int forge = -1;
        private int asked;
        private String forged = "nothing";

        ForgingKey(KeyHandle inner, RandomGenerator random) {
            this.inner = inner;
            this.random = random;
        }

        /** The seal that is asked for so many askings from now is a forged one. */
        void forge(int which) {
            forge = which;
            asked = 0;
        }

        @Override
        public byte[] mac(byte[] data) {
            byte[] sealed = data.clone();
            if (asked == forge && data.length > 0) {
                int at = random.nextInt(data.length);
                sealed[at] ^= (byte) (1 << random.nextInt(8));
                forged = "byte " + at + " of " + data.length;
            }
            asked++;
            return inner.mac(sealed);
        }

        @Override
        public boolean verify(byte[] data, byte[] tag) {
            return inner.verify(data, tag);
        }
    }

    private static void everyByteIsUnderTheSeal(Trial trial, Judge judge) throws Exception {
        RandomGenerator random = trial.random("forged seals");
        int rounds = Math.max(3, 40 / trial.profile().stride());
        int asked = 0;
        for (int which = 0; which == 0 || which < asked; which++) {
            for (int round = 0; round < rounds; round++) {
                Bench bench = trial.ready();
                Revision revision = bench.read().revision();
                ForgingKey key = new ForgingKey(bench.key(), random);
                bench.lend(key);
                key.forge(which);
                Plan plan = trial.plans().plan(revision, trial.plans().next(), List.of());
                Said said = trial.change(bench, plan, bench.id());
                asked = Math.max(asked, key.asked);
                if (key.forged.equals("nothing")) {
                    continue;
                }
                bench.lend(bench.key());
                bench.pass(
                        trial.descriptor().interimStop().orElse(Duration.ZERO).plusMinutes(3));
                Snapshot after = bench.read();
                String where = "seal " + which + " of a change was over other data (" + key.forged + ")";
                judge.expect(
                        said.kind() != Said.Kind.APPLIED || (which > 0 && readOnly(which, asked)),
                        () -> where + ", and the change came to " + said);
                judge.expect(
                        after.programme().equals(trial.plans().base())
                                || (after.programme().equals(trial.plans().next()) && said.kind() == Said.Kind.OPEN),
                        () -> where + ", and the pump runs " + after.programme());
            }
        }
        if (asked == 0) {
            judge.expect(false, () -> "a whole change was sent without asking once for a seal");
        }
        judge.note(asked + " seals of a change, each forged at " + rounds + " places");
        OnTheWay.changed(trial, judge);
        OnTheWay.altered(trial, judge);
        crossed(trial, judge);
    }

    /** The last seals of a session may be those of its end, which nobody has to believe. */
    private static boolean readOnly(int which, int asked) {
        return which >= asked - 1;
    }

    /** What was sent to one pump, in one session, is nothing to another, in another session, or in the other direction. */
    private static void crossed(Trial trial, Judge judge) throws Exception {
        Bench source = trial.ready();
        trial.change(source, trial.plans().next(), List.of());
        List<Wire.Message> recorded = source.wire().messages();
        trial.change(source, trial.plans().base(), List.of());
        for (boolean otherDirection : new boolean[] {false, true}) {
            for (int pump = 0; pump < 2; pump++) {
                // the same pump in another session, then another pump; a second bench with this seed would be the same
                // pump at the same moment
                Bench bench = pump == 0 ? source : trial.ready(trial.paired(trial.bench(1)));
                Snapshot before = bench.read();
                PumpSession session = bench.session();
                for (Wire.Message each : recorded) {
                    if (each.direction() == Direction.FROM_PUMP == otherDirection) {
                        try {
                            bench.wire().write(each.bytes().array(), bench.soon());
                        } catch (LinkException closed) {
                            break;
                        }
                    }
                }
                session.close();
                bench.pass(
                        trial.descriptor().interimStop().orElse(Duration.ZERO).plus(HOUR));
                Snapshot after = bench.read();
                String what = otherDirection ? "the pump's own answers" : "the messages";
                judge.expect(
                        after.programme().equals(before.programme())
                                && after.revision().equals(before.revision())
                                && after.motor() == MotorState.RUNNING,
                        () -> what + " of another session were put into an open one, and the pump runs "
                                + after.programme() + ", " + after.motor());
            }
        }
    }

    private static void withoutASuiteThereIsNoSession(Trial trial, Judge judge) throws Exception {
        Bench measured = trial.ready();
        List<Wire.Message> whole = SessionRules.opened(measured);
        int given = 0;
        for (Direction direction : Direction.values()) {
            long first = Sweep.boundaries(whole, direction).stream()
                    .skip(1)
                    .findFirst()
                    .orElse(Sweep.length(whole, direction));
            for (long at = 0; at < first; at++) {
                Bench bench = trial.ready();
                SealedKey key = new SealedKey(bench.key());
                bench.lend(key);
                key.refuse();
                WireFault fault = new WireFault(Kind.FLIP, direction, at);
                try {
                    Answer<PumpSession> answer = bench.open(fault);
                    judge.expect(
                            !answer.isDone(),
                            () -> "what is offered was changed (" + fault.text()
                                    + "), no seal was found right, and a session was given");
                    if (answer instanceof Answer.Done<PumpSession> done) {
                        done.value().close();
                        given++;
                    }
                } catch (LinkException refused) {
                    judge.expect(true, () -> "");
                }
            }
        }
        judge.note(given + " sessions were given where nothing could be proved");
    }

    private static void anOldKeyIsWorthNothing(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        HostKeys.Key old = bench.key();
        for (int i = 0; i < PAIRINGS; i++) {
            bench.pass(HOUR.multipliedBy(2));
            Answer<PumpIdentity> again = bench.pair();
            if (!again.isDone()) {
                throw new Unusable("a further pairing was refused: " + again.violations());
            }
        }
        HostKeys.Key now = bench.key();
        judge.expect(!java.util.Arrays.equals(old.reveal(), now.reveal()), () -> "a new pairing agreed on the old key");
        bench.key(old);
        try {
            Answer<PumpSession> answer = bench.open();
            judge.expect(
                    !answer.isDone(),
                    () -> "the pump was paired anew " + PAIRINGS
                            + " times, and the key before all of them opens a session");
            if (answer instanceof Answer.Done<PumpSession> done) {
                done.value().close();
            }
        } catch (LinkException refused) {
            judge.expect(true, () -> "");
            judge.note("with the old key: " + refused.getMessage());
        }
        bench.key(now);
        judge.expect(bench.read().motor() == MotorState.RUNNING, () -> "with the new key the pump no longer runs");
    }
}
