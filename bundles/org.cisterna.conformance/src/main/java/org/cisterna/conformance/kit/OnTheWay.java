// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.util.List;
import org.cisterna.conformance.kit.WireFault.Kind;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext.Direction;

/** For rule 19.03: changes of which one byte is another one when it reaches the pump. */
final class OnTheWay {

    private OnTheWay() {}

    /** Each command with a byte that was changed on its way. */
    static void changed(Trial trial, Judge judge) throws Exception {
        Bench whole = trial.ready();
        trial.change(whole, trial.plans().next(), List.of());
        int places = 0;
        for (long at : Sweep.places(whole.wire().messages(), Direction.TO_PUMP, trial.profile())) {
            made(trial, judge, new WireFault(Kind.FLIP, Direction.TO_PUMP, at));
            places++;
        }
        judge.note(places + " bytes of a change, each turned over on its way");
    }

    /** The same with right checksums: now the seal alone can tell, and a driver whose message was not taken has to send it again, or to give up. */
    static void altered(Trial trial, Judge judge) throws Exception {
        Bench whole = trial.ready();
        trial.change(whole, trial.plans().next(), List.of());
        List<Wire.Message> messages = whole.wire().messages();
        // nobody has to believe in the goodbye, and nobody sends it twice
        long goodbye = Sweep.boundaries(messages, Direction.TO_PUMP).last();
        long sent = sent(messages);
        int altered = 0;
        for (long at : Sweep.places(messages, Direction.TO_PUMP, trial.profile())) {
            if (at >= goodbye) {
                continue;
            }
            WireFault fault = new WireFault(Kind.ALTER, Direction.TO_PUMP, at);
            Change change = made(trial, judge, fault);
            if (change.altered()) {
                altered++;
                judge.expect(
                        change.said().kind() != Said.Kind.APPLIED || change.sent() > sent,
                        () -> "a command was changed on its way and its checksum made right (" + fault.text()
                                + "), and it was taken as it came");
            }
        }
        judge.note(
                altered == 0
                        ? "the rig knows no checksums of this pump"
                        : altered + " bytes of a change, each turned over on its way under a right checksum");
    }

    /** What became of a change. */
    private record Change(Said said, long sent, boolean altered) {}

    private static long sent(List<Wire.Message> messages) {
        return messages.stream()
                .filter(each -> each.direction() == Direction.TO_PUMP)
                .count();
    }

    private static Change made(Trial trial, Judge judge, WireFault fault) throws Exception {
        Bench bench = trial.ready();
        Plan plan = trial.plans().plan(bench.read().revision(), trial.plans().next(), List.of());
        Said said = trial.change(bench, plan, bench.id(), fault);
        Change change =
                new Change(said, sent(bench.wire().messages()), bench.wire().isAltered());
        bench.pass(trial.descriptor().interimStop().orElse(Duration.ZERO).plusMinutes(3));
        Snapshot after = bench.read();
        boolean isNew = after.programme().equals(trial.plans().next());
        judge.expect(
                isNew || after.programme().equals(trial.plans().base()),
                () -> "a command was changed on its way (" + fault.text() + "), and the pump runs "
                        + after.programme());
        judge.expect(
                said.kind() != Said.Kind.APPLIED || isNew,
                () -> "a command was changed on its way (" + fault.text() + "), which came to " + said);
        return change;
    }
}
