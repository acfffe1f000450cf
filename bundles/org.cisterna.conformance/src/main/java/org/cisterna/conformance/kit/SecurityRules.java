// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.Bytes;

/** Chapter 19: who may say what. */
final class SecurityRules {

    /** A pump may be slow to pair again. */
    private static final Duration PAIRING = Duration.ofHours(2);

    /** The call that reads the log. */
    private static final int LOG = 2;

    private SecurityRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("19.01", SecurityRules::withoutTheKeyNothingIsSaid),
                new Check("19.02", SecurityRules::oneKeyOpensOnePump),
                new Check("19.04", SecurityRules::whatWasSentOnceDoesNotWorkAgain),
                new Check("19.05", SecurityRules::aChangedAnswerIsNotTaken),
                new Check("19.06", SecurityRules::nothingElseIsLoadedIntoAPump),
                new Check("19.08", SecurityRules::noSecretIsSaid));
    }

    private static void withoutTheKeyNothingIsSaid(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        List<Wire.Message> whole = SessionRules.opened(bench);
        HostKeys.Key right = bench.key();
        for (int bit = 0; bit < 8; bit++) {
            byte[] wrong = right.reveal();
            wrong[bit * 3] ^= (byte) (1 << bit);
            bench.key(new HostKeys.Key(Bytes.of(wrong)));
            try {
                Answer<PumpSession> answer = bench.open();
                judge.expect(!answer.isDone(), () -> "a session was opened with a wrong key");
            } catch (LinkException e) {
                judge.expect(true, () -> "");
            }
            judge.expect(
                    bench.wire().bytes(Direction.FROM_PUMP) < Sweep.length(whole, Direction.FROM_PUMP),
                    () -> "with a wrong key the pump said as much as with the right one");
            bench.pass(Duration.ofMinutes(2));
        }
        bench.key(right);
        Snapshot snapshot = bench.read();
        judge.expect(snapshot.motor() == MotorState.RUNNING, () -> "wrong keys changed the pump: " + snapshot.motor());
    }

    private static void oneKeyOpensOnePump(Trial trial, Judge judge) throws Exception {
        Bench one = trial.ready();
        Bench other = trial.ready(trial.paired(trial.bench(1)));
        judge.expect(
                !Arrays.equals(one.key().reveal(), other.key().reveal()), () -> "two pumps agreed on the same key");
        HostKeys.Key own = other.key();
        other.key(one.key());
        try {
            Answer<PumpSession> answer = other.open();
            judge.expect(!answer.isDone(), () -> "the key of one pump opens another");
        } catch (LinkException e) {
            judge.expect(true, () -> "");
        }
        other.key(own);
        judge.expect(other.read().motor() == MotorState.RUNNING, () -> "the other pump no longer runs");
    }

    private static void whatWasSentOnceDoesNotWorkAgain(Trial trial, Judge judge) throws Exception {
        for (RigAct between : List.of(RigAct.PATIENT_ASKS, RigAct.RESTART, RigAct.CLOCK_OFFSET)) {
            Bench bench = trial.ready();
            if (!bench.rig().acts().contains(between)) {
                continue;
            }
            trial.change(bench, trial.plans().next(), List.of());
            List<Wire.Message> recorded = bench.wire().messages();
            trial.change(bench, trial.plans().base(), List.of());
            if (between != RigAct.PATIENT_ASKS) {
                bench.act(between, 3_600_000);
            }
            Snapshot before = bench.read();
            Link link = bench.rig().connect();
            for (Wire.Message message : recorded) {
                if (message.direction() == Direction.TO_PUMP) {
                    link.write(message.bytes().array(), bench.soon());
                    link.read(65_536, bench.time().now().plusMillis(200));
                }
            }
            link.close();
            bench.pass(Duration.ofMinutes(6));
            Snapshot after = bench.read();
            judge.expect(
                    after.programme().equals(before.programme())
                            && after.revision().equals(before.revision()),
                    () -> "a recorded change was played again after " + between + ", and the pump runs "
                            + after.programme());
        }
    }

    private static void aChangedAnswerIsNotTaken(Trial trial, Judge judge) throws Exception {
        for (int which = 0; which < 4; which++) {
            if (which == LOG && !trial.descriptor().conduct().eventLog()) {
                // a pump without a log is not asked for it, so no answer could be forged
                continue;
            }
            Bench bench = trial.ready();
            int number = which;
            SealedKey sealed = new SealedKey(bench.key());
            bench.lend(sealed);
            try (PumpSession session = bench.open().orElseThrow()) {
                sealed.refuse();
                String end = "answered";
                try {
                    switch (number) {
                        case 0 -> session.interrogate(bench.soon());
                        case 1 -> session.readBack(bench.soon());
                        case LOG -> session.events(0, 5, bench.soon());
                        default -> session.stop(bench.id(), bench.soon());
                    }
                } catch (LinkException e) {
                    end = String.valueOf(e.getMessage());
                }
                String ended = end;
                if (sealed.asked() == 0) {
                    judge.undecided("the driver never asked whether the seal of an answer is right");
                }
                judge.expect(
                        !ended.equals("answered"),
                        () -> "the seal of the pump's answer is wrong, and call " + number + " took it");
                judge.note("with a wrong seal, asked " + sealed.asked() + " times: " + ended);
            }
        }
    }

    private static void nothingElseIsLoadedIntoAPump(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        Bench bench = trial.ready();
        PumpIdentity before = bench.read().identity();
        // what has no way in cannot come in old or unsigned: the SPI has no call that carries one, and none may act as
        // one
        same(
                judge,
                bench,
                before,
                "a change of the day came to "
                        + trial.change(bench, plans.next(), List.of()).kind());
        List<Optional<ProgrammePart>> parts = List.of(
                plans.bolus(40_000),
                plans.patientBolus(4),
                plans.prime(20_000),
                plans.bridge(),
                plans.refill(new Volume(17_000_000)));
        for (Optional<ProgrammePart> part : parts) {
            if (part.isPresent()) {
                Said said = trial.change(bench, plans.base(), List.of(part.get()));
                same(judge, bench, before, part.get().text() + " came to " + said.kind());
            }
        }
        try (PumpSession session = bench.session()) {
            CommandId id = bench.id();
            Plan plan = plans.plan(session.interrogate(bench.soon()).revision(), plans.next(), List.of());
            session.stage(plan, id, bench.soon());
            session.discard(id, bench.soon());
        }
        same(judge, bench, before, "a plan was staged and discarded");
        try (PumpSession session = bench.session()) {
            session.stop(bench.id(), bench.soon());
        }
        same(judge, bench, before, "it was stopped");
        bench.pass(PAIRING);
        same(judge, bench, before, "it was paired anew: " + bench.pair().isDone());
        if (bench.rig().acts().contains(RigAct.RESTART)) {
            bench.act(RigAct.RESTART, 1);
            same(judge, bench, before, "it was restarted after all this");
        }
        judge.note("model " + before.model() + ", firmware " + before.firmware());
    }

    private static void same(Judge judge, Bench bench, PumpIdentity before, String what) throws Exception {
        PumpIdentity after = bench.read().identity();
        judge.expect(
                after.equals(before),
                () -> what + ", and " + before.model() + " with firmware " + before.firmware() + " became "
                        + after.model() + " with firmware " + after.firmware() + ", declaring " + after.capabilities());
        judge.note(what);
    }

    private static void noSecretIsSaid(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        trial.change(bench, trial.plans().next(), List.of());
        StringBuilder said = new StringBuilder(bench.driver().toString());
        try (PumpSession session = bench.session()) {
            said.append(session).append(session.identity());
        }
        HostKeys.Key right = bench.key();
        bench.key(new HostKeys.Key(Bytes.zeros(32)));
        try {
            said.append(bench.open());
        } catch (LinkException e) {
            said.append(e);
        }
        bench.key(right);
        bench.trace().calls().forEach(each -> said.append(each.words()));
        String hex = HexFormat.of().formatHex(right.reveal());
        String base64 = Base64.getEncoder().encodeToString(right.reveal());
        judge.expect(
                !said.toString().toLowerCase(Locale.ROOT).contains(hex)
                        && !said.toString().contains(base64),
                () -> "the key stands in what the driver says");
        String frames = bench.context().frames().stream()
                .map(each -> each.bytes().hex())
                .reduce("", String::concat);
        judge.expect(!frames.contains(hex), () -> "the key stands in a frame");
        judge.expect(
                !said.toString().contains(bench.rig().pairingCode()),
                () -> "the pairing code stands in what the driver says");
        // not how much that was: who has no name of their own is called by a number of the virtual machine, of any
        // length
        judge.note("searched: driver, session, identity, a session with a wrong key, "
                + bench.trace().calls().size() + " calls and "
                + bench.context().frames().size() + " frames");
    }
}
