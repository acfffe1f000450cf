// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Snapshot;

/**
 * What came of one change that was made again and again, each time with the link broken at another place, and what the rules say of it. Judged from what was
 * recorded alone: how it was recorded is the business of {@link Sweep}.
 *
 * @param what what was changed, for people
 * @param old what ran before
 * @param next what was sent
 * @param parts what was sent with it
 * @param givenByOld what the old one gives while it is watched, in nanolitres
 * @param givenByNew what the new one gives, with its parts
 * @param watched how long the flow was watched
 * @param accuracyPerMille what the pump declares
 * @param breaks one for each place
 */
record Breaks(
        String what,
        Programme old,
        Programme next,
        List<ProgrammePart> parts,
        long givenByOld,
        long givenByNew,
        Duration watched,
        int accuracyPerMille,
        List<Break> breaks) {

    /** How long a call may go on beyond its deadline. */
    static final Duration GRACE = Duration.ofSeconds(5);

    /** The ends of a call that a driver may let out. */
    private static final List<String> ENDS = List.of("done", "refused", "link", "interrupted");

    /**
     * One break.
     *
     * @param fault where
     * @param said what the driver said of the change
     * @param atOnce what a new session read right afterwards; empty when it could read nothing
     * @param trouble why it could read nothing
     * @param flowingAtOnce whether fluid moved then
     * @param after what a new session read when every bound had passed
     * @param given what flowed from before the change until it was watched no more, in nanolitres
     * @param calls what was called during the change
     * @param moments what passed from the change on
     */
    record Break(
            WireFault fault,
            Said said,
            Optional<Snapshot> atOnce,
            String trouble,
            boolean flowingAtOnce,
            Optional<Snapshot> after,
            long given,
            List<Trace.Called> calls,
            Moments moments) {}

    Breaks {
        parts = List.copyOf(parts);
        breaks = List.copyOf(breaks);
    }

    private boolean isOld(Snapshot snapshot) {
        return snapshot.programme().equals(old) && snapshot.programmeParts().isEmpty();
    }

    private boolean isNew(Snapshot snapshot) {
        return snapshot.programme().equals(next) && snapshot.programmeParts().equals(ProgrammePart.inOrder(parts));
    }

    private boolean endedNew(Break each) {
        return each.after().filter(this::isNew).isPresent();
    }

    /** Whether what was given is what one of the two gives, within what is declared. */
    private boolean gave(Break each, boolean newOne) {
        return Tolerance.near(each.given(), newOne ? givenByNew : givenByOld, accuracyPerMille);
    }

    private String expected(boolean newOne) {
        return (newOne ? "the new one gives " + givenByNew : "the old one gives " + givenByOld) + " nL in "
                + watched.toHours() + " h";
    }

    /** Rule 4.05: old or new, at once and after the bound, by the reading and by the flow. */
    void oldOrNew(Judge judge) {
        for (Break each : breaks) {
            judge.about(each::moments);
            String where = what + ", " + each.fault().text();
            judge.expect(each.after().isPresent(), () -> where + ": the pump could not be read: " + each.trouble());
            each.atOnce()
                    .ifPresent(at -> judge.expect(
                            isOld(at) || isNew(at),
                            () -> where + ": a mix was read at once: " + at.programme() + " " + at.parts()));
            each.after().ifPresent(after -> {
                judge.expect(
                        isOld(after) || isNew(after),
                        () -> where + ": a mix is read: " + after.programme() + " " + after.parts());
                judge.expect(
                        after.motor() == MotorState.RUNNING,
                        () -> where + ": the pump does not run when the bound has passed: " + after.motor());
                judge.expect(
                        gave(each, isNew(after)),
                        () -> where + ": " + each.given() + " nL flowed; " + expected(isNew(after)));
            });
        }
        judge.note(what + ": " + breaks.size() + " breaks");
    }

    /** Rule 4.12: who stands for a while has declared it, and runs when the bound has passed. */
    void interimStop(Optional<Duration> declared, Judge judge) {
        int standing = 0;
        for (Break each : breaks) {
            judge.about(each::moments);
            standing += each.flowingAtOnce() ? 0 : 1;
            judge.expect(
                    each.flowingAtOnce() || declared.isPresent(),
                    () -> "no interim stop is declared, and after "
                            + each.fault().text() + " the pump stands");
            judge.expect(
                    each.after()
                            .filter(after -> after.motor() == MotorState.RUNNING)
                            .isPresent(),
                    () -> "after " + each.fault().text() + " and the declared bound the pump does not run: "
                            + each.after().map(after -> after.motor().name()).orElse(each.trouble()));
        }
        judge.note("declared " + declared + "; it stood after " + standing + " of " + breaks.size() + " breaks");
    }

    /** Rule 2.06: a pump that stands does not read as running. */
    void interimStateIsRead(Judge judge) {
        for (Break each : breaks) {
            judge.about(each::moments);
            each.atOnce()
                    .ifPresent(at -> judge.expect(
                            each.flowingAtOnce() || at.motor() != MotorState.RUNNING,
                            () -> "after " + each.fault().text()
                                    + " the pump stands, and the next reading says RUNNING"));
        }
    }

    /** Every call ends by its deadline, over a broken link too; how long the longest took. */
    Duration callsEnd(Judge judge) {
        Duration longest = Duration.ZERO;
        for (Break each : breaks) {
            judge.about(each::moments);
            for (Trace.Called call : each.calls()) {
                longest = call.took().compareTo(longest) > 0 ? call.took() : longest;
                judge.expect(
                        call.took().compareTo(call.allowed().plus(GRACE)) <= 0,
                        () -> each.fault().text() + ": " + call.name() + " took "
                                + call.took().toMillis() + " ms and was allowed "
                                + call.allowed().toMillis() + " ms");
            }
        }
        return longest;
    }

    /** Nothing comes out of a call but an answer, a failed link, or an interruption. */
    void nothingElseComesOut(Judge judge) {
        for (Break each : breaks) {
            judge.about(each::moments);
            for (Trace.Called call : each.calls()) {
                judge.expect(
                        ENDS.contains(call.end()),
                        () -> each.fault().text() + ": " + call.name() + " threw " + call.end() + ": " + call.words());
            }
        }
    }

    /** What was said of a change is true; how many were left open. */
    int saidIsTrue(Judge judge) {
        int open = 0;
        for (Break each : breaks) {
            judge.about(each::moments);
            said(judge, each);
            open += each.said().kind() == Said.Kind.OPEN ? 1 : 0;
        }
        return open;
    }

    /** What was said of a change is true, and what is read afterwards is the old or the new programme. */
    void saidIsTrueAndNothingElseIsRead(Judge judge) {
        for (Break each : breaks) {
            judge.about(each::moments);
            said(judge, each);
            judge.expect(
                    each.after().filter(after -> isOld(after) || isNew(after)).isPresent(),
                    () -> each.fault().text() + ": neither the old nor the new programme is read: "
                            + each.after()
                                    .map(after -> after.programme() + " " + after.parts())
                                    .orElse(each.trouble()));
        }
    }

    private void said(Judge judge, Break each) {
        boolean isOld = each.after().filter(this::isOld).isPresent();
        judge.expect(
                each.said().kind() != Said.Kind.APPLIED || endedNew(each),
                () -> each.fault().text() + ": " + each.said() + ", and the pump does not run the new programme");
        judge.expect(
                each.said().kind() != Said.Kind.REFUSED || isOld,
                () -> each.fault().text() + ": " + each.said() + ", and the pump does not run the old programme");
    }

    /** What flowed is what the programme gives that is read afterwards, whoever vanished. */
    void givenIsWhatIsRead(String how, Judge judge) {
        for (Break each : breaks) {
            judge.about(each::moments);
            boolean newOne = endedNew(each);
            judge.expect(
                    gave(each, newOne),
                    () -> how + each.fault().text() + ": " + each.given() + " nL flowed; " + expected(newOne));
        }
    }
}
