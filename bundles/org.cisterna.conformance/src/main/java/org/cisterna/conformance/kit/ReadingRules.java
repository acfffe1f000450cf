// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.cisterna.conformance.kit.WireFault.Kind;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Source;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;

/** Chapter 3: reading truthfully. */
final class ReadingRules {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int READINGS = 100;
    private static final Set<MotorState> STANDING = Set.of(
            MotorState.STOPPED, MotorState.INTERIM_STOP, MotorState.STALLED, MotorState.EMPTY, MotorState.BLOCKED);

    private ReadingRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("3.01", ReadingRules::everyValueComesFromThePump),
                new Check("3.03", ReadingRules::readingChangesNothing),
                new Check("3.04", ReadingRules::nothingIsMadeUp),
                new Check("3.05", ReadingRules::aCalculatedReservoirIsNotMeasured),
                new Check("3.06", ReadingRules::whatIsOrderedIsNotWhatHappens),
                new Check("3.07", ReadingRules::countersNeverFallSilently),
                new Check("3.10", ReadingRules::theClockIsThePumps),
                new Check("3.12", ReadingRules::framesAreReportedAsTheyWent));
    }

    private static void everyValueComesFromThePump(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        Bench somebody = bench.asSomebodyElse(trial.newDriver());
        for (int round = 0; round < 3; round++) {
            Snapshot before = bench.read();
            boolean toNext = round % 2 == 0;
            trial.change(somebody, toNext ? trial.plans().next() : trial.plans().base(), List.of());
            bench.pass(HOUR);
            Snapshot after = bench.read();
            long flowed = bench.flow().pushedPicolitres() / 1_000;
            judge.expect(
                    after.programme()
                            .equals(
                                    toNext
                                            ? trial.plans().next()
                                            : trial.plans().base()),
                    () -> "the pump was programmed by somebody else, and the reading shows " + after.programme());
            judge.expect(
                    !after.revision().equals(before.revision()),
                    () -> "the pump has another revision, and the reading shows "
                            + after.revision().number());
            judge.expect(
                    Math.abs(after.delivered().nanolitres() - flowed) <= 3_000,
                    () -> "the pump gave " + flowed + " nL, and the reading shows "
                            + after.delivered().text());
            judge.expect(
                    after.reservoir().nanolitres() < before.reservoir().nanolitres(),
                    () -> "the reservoir falls, and two readings an hour apart show "
                            + before.reservoir().text());
        }
        somebody.session().stop(somebody.id(), somebody.soon());
        MotorState motor = bench.read().motor();
        judge.expect(
                motor == MotorState.STOPPED, () -> "somebody else stopped the pump, and the reading shows " + motor);
    }

    private static void readingChangesNothing(Trial trial, Judge judge) throws Exception {
        Bench read = trial.ready();
        Bench alone = trial.ready();
        Snapshot first = read.read();
        alone.read();
        for (int i = 0; i < READINGS; i++) {
            read.read();
            read.pass(Duration.ofMinutes(7));
            alone.pass(Duration.between(alone.time().now(), read.time().now()));
        }
        Snapshot last = read.read();
        alone.pass(Duration.between(alone.time().now(), read.time().now()));
        long flowed = read.flow().pushedPicolitres() / 1_000;
        long undisturbed = alone.flow().pushedPicolitres() / 1_000;
        judge.expect(
                flowed == undisturbed,
                () -> "after " + READINGS + " readings " + flowed + " nL had flowed, and from a pump that nobody read "
                        + undisturbed + " nL");
        judge.expect(
                last.revision().equals(first.revision())
                        && last.programme().equals(first.programme())
                        && last.alarms().equals(first.alarms()),
                () -> "reading changed revision, programme or alarms: "
                        + first.revision().number() + " became "
                        + last.revision().number());
        judge.note(flowed + " nL in "
                + Duration.between(read.begun(), read.time().now()).toHours() + " h, read " + READINGS + " times");
    }

    private static void nothingIsMadeUp(Trial trial, Judge judge) throws Exception {
        Bench measured = trial.ready();
        Snapshot truth;
        List<Wire.Message> opening;
        List<Wire.Message> whole;
        try (PumpSession session = measured.session()) {
            opening = measured.wire().messages();
            truth = session.interrogate(measured.soon());
            whole = measured.wire().messages();
        }
        long from = Sweep.length(opening, Direction.FROM_PUMP);
        for (Kind kind : List.of(Kind.FLIP, Kind.TRUNCATE, Kind.CUT)) {
            for (long at : Sweep.places(whole, Direction.FROM_PUMP, trial.profile())) {
                if (at < from) {
                    continue;
                }
                Bench bench = trial.ready();
                WireFault fault = new WireFault(kind, Direction.FROM_PUMP, at);
                try (PumpSession session = bench.open(fault).orElseThrow()) {
                    Snapshot snapshot = session.interrogate(bench.soon());
                    judge.expect(
                            sameButTimes(snapshot, truth),
                            () -> "after " + fault.text() + " a snapshot came that is not the pump's: "
                                    + snapshot.toJson().canonicalText());
                } catch (LinkException e) {
                    judge.expect(true, () -> "");
                }
            }
        }
    }

    private static boolean sameButTimes(Snapshot one, Snapshot other) {
        return one.identity().equals(other.identity())
                && one.revision().equals(other.revision())
                && one.programme().equals(other.programme())
                && one.solution().equals(other.solution())
                && one.motor() == other.motor()
                && one.reservoir().equals(other.reservoir())
                && one.delivered().equals(other.delivered())
                && one.battery() == other.battery()
                && one.alarms().equals(other.alarms())
                && one.parts().equals(other.parts());
    }

    private static void aCalculatedReservoirIsNotMeasured(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.DRAW_TO);
        Source declared = bench.read().identity().capabilities().reservoirSource();
        long usable = bench.flow().usablePicolitres() / 1_000;
        bench.act(RigAct.DRAW_TO, usable / 2);
        bench.pass(HOUR);
        long shown = bench.read().reservoir().nanolitres();
        long real = bench.flow().usablePicolitres() / 1_000;
        boolean sees = Math.abs(shown - real) <= usable / 10;
        judge.note(
                "declared " + declared + "; half was drawn out: " + real + " nL are there, " + shown + " nL are shown");
        judge.expect(
                declared != Source.MEASURED || sees,
                () -> "the reservoir is declared as measured, and half of it is gone unseen: " + shown + " nL shown, "
                        + real + " nL there");
    }

    private static void whatIsOrderedIsNotWhatHappens(Trial trial, Judge judge) throws Exception {
        List<String> states = new ArrayList<>();
        for (RigAct act : List.of(RigAct.MOTOR_STALL, RigAct.STRONG_FIELD, RigAct.FLOW_VALVE, RigAct.POWER_ON_RESET)) {
            Bench bench = trial.ready();
            if (bench.rig().acts().contains(act)) {
                bench.act(act, 1);
                states.add(act + " " + agrees(judge, bench, act.name()));
            }
        }
        Bench stopped = trial.ready();
        stopped.session().stop(stopped.id(), stopped.soon());
        states.add("stop " + agrees(judge, stopped, "a stop"));
        Bench dry = trial.ready();
        if (dry.rig().acts().contains(RigAct.DRAW_TO)) {
            trial.plans().refill(new org.cisterna.quantity.Volume(20_000)).ifPresent(part -> told(trial, dry, part));
            dry.act(RigAct.DRAW_TO, 20_000);
            dry.pass(Duration.ofDays(1));
            states.add("dry " + agrees(judge, dry, "an empty reservoir"));
        }
        judge.note(String.join(", ", states));
    }

    private static void told(Trial trial, Bench bench, ProgrammePart part) {
        try {
            trial.change(bench, trial.plans().base(), List.of(part));
        } catch (Exception e) {
            throw new IllegalStateException("the pump could not be told of its reservoir", e);
        }
    }

    /** What is read once the pump has had its time to notice, against the flow. */
    private static MotorState agrees(Judge judge, Bench bench, String how) throws Exception {
        bench.pass(Duration.ofHours(2));
        boolean flowing = bench.flow().flowing();
        long flowed = bench.flowIn(HOUR);
        MotorState motor = bench.read().motor();
        judge.expect(
                flowed > 0 || motor != MotorState.RUNNING,
                () -> "after " + how + " nothing flows, and the reading says RUNNING");
        judge.expect(
                flowed == 0 || !STANDING.contains(motor),
                () -> "after " + how + " " + flowed + " nL flow in an hour, and the reading says " + motor);
        judge.expect(
                flowing == flowed > 0 || motor != MotorState.UNKNOWN,
                () -> "after " + how + " the state is unknown although the pump says it");
        return motor;
    }

    private static void countersNeverFallSilently(Trial trial, Judge judge) throws Exception {
        for (RigAct act : List.of(RigAct.RESTART, RigAct.POWER_ON_RESET, RigAct.MEMORY_CORRUPTION)) {
            Bench bench = trial.ready();
            if (!bench.rig().acts().contains(act)) {
                continue;
            }
            bench.pass(HOUR.multipliedBy(5));
            long before = bench.read().delivered().nanolitres();
            bench.act(act, 1);
            bench.pass(Duration.ofMinutes(1));
            long after = bench.read().delivered().nanolitres();
            judge.expect(
                    after >= before,
                    () -> "after " + act + " the delivered volume fell from " + before + " nL to " + after + " nL");
        }
    }

    private static void theClockIsThePumps(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.CLOCK_OFFSET);
        for (long ahead : new long[] {3_600_000, -3_600_000, 86_400_000}) {
            bench.act(RigAct.CLOCK_OFFSET, ahead);
            Instant clock = bench.read().deviceClock();
            long shown = Duration.between(bench.time().now(), clock).toMillis();
            judge.expect(
                    Math.abs(shown - ahead) <= 2_000,
                    () -> "the pump's clock is " + ahead + " ms ahead, and the snapshot's " + shown + " ms");
        }
    }

    private static void framesAreReportedAsTheyWent(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        try (PumpSession session = bench.session()) {
            session.interrogate(bench.soon());
            session.readBack(bench.soon());
        }
        for (Direction direction : Direction.values()) {
            byte[] went = joined(bench.wire().messages().stream()
                    .filter(each -> each.direction() == direction)
                    .map(each -> each.bytes().array())
                    .toList());
            byte[] told = joined(bench.context().frames().stream()
                    .filter(each -> each.direction() == direction)
                    .map(each -> each.bytes().array())
                    .toList());
            judge.expect(
                    Arrays.equals(went, told),
                    () -> went.length + " bytes went " + direction + ", and " + told.length
                            + " were reported, which are not the same");
        }
        judge.note(bench.context().frames().size() + " frames");
    }

    private static byte[] joined(List<byte[]> pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pieces.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
