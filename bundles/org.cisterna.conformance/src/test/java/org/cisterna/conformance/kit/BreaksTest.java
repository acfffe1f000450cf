// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cisterna.conformance.kit.HandMade.START;
import static org.cisterna.conformance.kit.HandMade.day;
import static org.cisterna.conformance.kit.HandMade.judged;
import static org.cisterna.conformance.kit.HandMade.moment;
import static org.cisterna.conformance.kit.HandMade.shown;
import static org.cisterna.conformance.kit.HandMade.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.Verdict.Kind;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.quantity.Volume;
import org.junit.jupiter.api.Test;

/** Changes that were broken off, written by hand: what the rules say of each, just inside and just outside of what is allowed. */
final class BreaksTest {

    private static final Programme OLD = day(144_000);
    private static final Programme NEW = day(432_000);
    private static final ProgrammePart BOLUS = new ProgrammePart.SingleBolus(new Volume(40_000), Duration.ofHours(1));
    private static final long BY_OLD = 18_000;
    private static final long BY_NEW = 94_000;
    private static final WireFault FAULT = new WireFault(WireFault.Kind.CUT, Direction.TO_PUMP, 17);

    /** One break, by default of a change that went through. */
    private static final class Broken {
        private Said.Kind said = Said.Kind.APPLIED;
        private Optional<Snapshot> atOnce = Optional.of(theNew());
        private boolean flowing = true;
        private Optional<Snapshot> after = Optional.of(theNew());
        private long given = BY_NEW;
        private final List<Trace.Called> calls = new ArrayList<>();

        Broken said(Said.Kind other) {
            said = other;
            return this;
        }

        Broken atOnce(Snapshot other) {
            atOnce = Optional.of(other);
            return this;
        }

        Broken stands() {
            flowing = false;
            return this;
        }

        Broken after(Snapshot other, long flowed) {
            after = Optional.of(other);
            given = flowed;
            return this;
        }

        Broken unreadable() {
            atOnce = Optional.empty();
            after = Optional.empty();
            return this;
        }

        Broken call(String end, long millis) {
            calls.add(new Trace.Called("commit", START, Duration.ofMillis(millis), Duration.ofSeconds(90), end, "why"));
            return this;
        }

        Breaks.Break made(int number) {
            return new Breaks.Break(
                    FAULT,
                    new Said(said, "as it was said"),
                    atOnce,
                    "it is silent",
                    flowing,
                    after,
                    given,
                    calls,
                    new Moments(0, List.of(moment(number, "of break " + number))));
        }
    }

    private static Snapshot theOld() {
        return shown(5, 5).programme(OLD).snapshot();
    }

    private static Snapshot theNew() {
        return shown(5, 5).programme(NEW, BOLUS).snapshot();
    }

    private static Breaks breaks(Broken... broken) {
        List<Breaks.Break> made = new ArrayList<>();
        for (Broken each : broken) {
            made.add(each.made(made.size()));
        }
        return new Breaks("BOLUS", OLD, NEW, List.of(BOLUS), BY_OLD, BY_NEW, Duration.ofHours(3), 100, made);
    }

    private static Broken applied() {
        return new Broken();
    }

    private static Broken undone() {
        return new Broken().said(Said.Kind.REFUSED).atOnce(theOld()).after(theOld(), BY_OLD);
    }

    private static Verdict oldOrNew(Broken... broken) throws Exception {
        return verdict(breaks(broken)::oldOrNew);
    }

    @Test
    void oldOrNewIsKept() throws Exception {
        Verdict kept = oldOrNew(applied(), undone());
        assertThat(kept.kind()).isEqualTo(Kind.PASS);
        assertThat(kept.evidence()).containsExactly("BOLUS: 2 breaks", "10 observations, all as the rule wants");
    }

    @Test
    void aMixIsNeither() throws Exception {
        Snapshot newDayWithoutItsBolus = shown(5, 5).programme(NEW).snapshot();
        Snapshot oldDayWithTheBolus = shown(5, 5).programme(OLD, BOLUS).snapshot();
        for (Snapshot mix : List.of(newDayWithoutItsBolus, oldDayWithTheBolus)) {
            Verdict atOnce = oldOrNew(applied().atOnce(mix));
            assertThat(atOnce.reason()).startsWith("BOLUS, CUT at byte 17 to the pump: a mix was read at once");
            assertThat(atOnce.evidence()).contains("1 of 5 observations broke the rule");
            assertThat(oldOrNew(applied().after(mix, BY_OLD)).reason()).contains("a mix is read: ");
        }
    }

    @Test
    void aPumpThatCannotBeReadOrStandsIsFound() throws Exception {
        assertThat(oldOrNew(applied().unreadable()).reason()).endsWith("the pump could not be read: it is silent");
        Snapshot standing = shown(5, 5).programme(OLD).motor(MotorState.STOPPED).snapshot();
        assertThat(oldOrNew(undone().after(standing, BY_OLD)).reason())
                .endsWith("the pump does not run when the bound has passed: STOPPED");
    }

    /** A tenth is declared, and 4.5 uL of strokes at both ends come on top. */
    @Test
    void whatFlowedIsWhatTheProgrammeGivesThatIsRead() throws Exception {
        for (long given : new long[] {BY_OLD + 1_800 + 4_500, BY_OLD - 1_800 - 4_500}) {
            assertThat(oldOrNew(undone().after(theOld(), given)).kind()).isEqualTo(Kind.PASS);
        }
        for (long given : new long[] {BY_OLD + 1_800 + 4_501, BY_OLD - 1_800 - 4_501, BY_NEW}) {
            assertThat(oldOrNew(undone().after(theOld(), given)).reason())
                    .endsWith(given + " nL flowed; the old one gives 18000 nL in 3 h");
        }
        assertThat(oldOrNew(applied().after(theNew(), BY_NEW - 9_400 - 4_501)).reason())
                .endsWith("80099 nL flowed; the new one gives 94000 nL in 3 h");
        assertThat(oldOrNew(applied().after(theNew(), BY_NEW - 9_400 - 4_500)).kind())
                .isEqualTo(Kind.PASS);
        for (Broken wrong : List.of(undone().after(theOld(), BY_NEW), applied().after(theNew(), BY_OLD))) {
            assertThat(verdict(judge -> breaks(wrong).givenIsWhatIsRead("the host vanished: ", judge))
                            .reason())
                    .startsWith("the host vanished: CUT at byte 17 to the pump: " + wrong.given + " nL flowed; the ");
        }
        assertThat(verdict(judge -> breaks(applied(), undone()).givenIsWhatIsRead("", judge))
                        .evidence())
                .containsExactly("2 observations, all as the rule wants");
    }

    @Test
    void whoStandsHasDeclaredIt() throws Exception {
        Optional<Duration> declared = Optional.of(Duration.ofMinutes(1));
        Verdict kept = verdict(
                judge -> breaks(applied().stands(), applied(), applied()).interimStop(declared, judge));
        assertThat(kept.kind()).isEqualTo(Kind.PASS);
        assertThat(kept.evidence()).contains("declared Optional[PT1M]; it stood after 1 of 3 breaks");
        assertThat(verdict(judge -> breaks(applied()).interimStop(Optional.empty(), judge))
                        .kind())
                .isEqualTo(Kind.PASS);
        assertThat(verdict(judge -> breaks(applied().stands()).interimStop(Optional.empty(), judge))
                        .reason())
                .isEqualTo("no interim stop is declared, and after CUT at byte 17 to the pump the pump stands");
        Snapshot standing =
                shown(5, 5).programme(OLD).motor(MotorState.INTERIM_STOP).snapshot();
        assertThat(verdict(judge -> breaks(undone().after(standing, 0)).interimStop(declared, judge))
                        .reason())
                .endsWith("and the declared bound the pump does not run: INTERIM_STOP");
        assertThat(verdict(judge -> breaks(applied().unreadable()).interimStop(declared, judge))
                        .reason())
                .endsWith("the pump does not run: it is silent");
    }

    @Test
    void aPumpThatStandsDoesNotReadAsRunning() throws Exception {
        Snapshot standing =
                shown(5, 5).programme(OLD).motor(MotorState.INTERIM_STOP).snapshot();
        assertThat(verdict(breaks(applied(), applied().stands().atOnce(standing))::interimStateIsRead)
                        .evidence())
                .containsExactly("2 observations, all as the rule wants");
        assertThat(verdict(breaks(applied().stands())::interimStateIsRead).reason())
                .isEqualTo("after CUT at byte 17 to the pump the pump stands, and the next reading says RUNNING");
        assertThat(verdict(breaks(applied().unreadable())::interimStateIsRead).kind())
                .as("nothing was read, so nothing is said")
                .isEqualTo(Kind.INCONCLUSIVE);
    }

    @Test
    void aCallEndsFiveSecondsAfterItsDeadlineAtMost() throws Exception {
        assertThat(verdict(judge -> assertThat(
                                        breaks(applied().call("done", 95_000).call("link", 3))
                                                .callsEnd(judge))
                                .isEqualTo(Duration.ofSeconds(95)))
                        .kind())
                .isEqualTo(Kind.PASS);
        assertThat(verdict(judge -> breaks(applied().call("done", 95_001)).callsEnd(judge))
                        .reason())
                .isEqualTo("CUT at byte 17 to the pump: commit took 95001 ms and was allowed 90000 ms");
    }

    @Test
    void nothingElseComesOutOfACall() throws Exception {
        Broken allowed = applied();
        List.of("done", "refused", "link", "interrupted").forEach(each -> allowed.call(each, 1));
        assertThat(verdict(breaks(allowed)::nothingElseComesOut).evidence())
                .containsExactly("4 observations, all as the rule wants");
        assertThat(verdict(breaks(applied().call("java.lang.IllegalStateException", 1))::nothingElseComesOut)
                        .reason())
                .isEqualTo("CUT at byte 17 to the pump: commit threw java.lang.IllegalStateException: why");
    }

    @Test
    void whatIsSaidIsTrue() throws Exception {
        Broken openOld = undone().said(Said.Kind.OPEN);
        Broken openNew = applied().said(Said.Kind.OPEN);
        assertThat(verdict(judge -> assertThat(breaks(applied(), undone(), undone(), openOld, openNew)
                                        .saidIsTrue(judge))
                                .as("left open")
                                .isEqualTo(2))
                        .evidence())
                .containsExactly("10 observations, all as the rule wants");
        assertThat(verdict(breaks(applied(), undone(), openOld)::saidIsTrueAndNothingElseIsRead)
                        .evidence())
                .containsExactly("9 observations, all as the rule wants");
        for (HandMade.Judging judging : List.<HandMade.Judging>of(
                breaks(undone().said(Said.Kind.APPLIED))::saidIsTrue,
                breaks(undone().said(Said.Kind.APPLIED))::saidIsTrueAndNothingElseIsRead)) {
            assertThat(verdict(judging).reason())
                    .endsWith("APPLIED (as it was said), and the pump does not run the new programme");
        }
        for (HandMade.Judging judging : List.<HandMade.Judging>of(
                breaks(applied().said(Said.Kind.REFUSED))::saidIsTrue,
                breaks(applied().said(Said.Kind.REFUSED))::saidIsTrueAndNothingElseIsRead)) {
            assertThat(verdict(judging).reason())
                    .endsWith("REFUSED (as it was said), and the pump does not run the old programme");
        }
        Snapshot mix = shown(5, 5).programme(NEW).snapshot();
        assertThat(verdict(breaks(openOld.after(mix, 0))::saidIsTrueAndNothingElseIsRead)
                        .reason())
                .contains("neither the old nor the new programme is read: " + NEW);
        assertThat(verdict(breaks(openNew.unreadable())::saidIsTrueAndNothingElseIsRead)
                        .reason())
                .endsWith("neither the old nor the new programme is read: it is silent");
    }

    /** Each story is of the break in which the rule was broken. */
    @Test
    void aStoryIsOfItsBreak() throws Exception {
        Broken wrong =
                undone().said(Said.Kind.APPLIED).stands().atOnce(theNew()).call("java.lang.Error", 99_000);
        wrong.after(theOld(), BY_NEW);
        Breaks both = breaks(applied(), wrong);
        for (HandMade.Judging judging : List.<HandMade.Judging>of(
                both::oldOrNew,
                judge -> both.interimStop(Optional.empty(), judge),
                both::interimStateIsRead,
                both::callsEnd,
                both::nothingElseComesOut,
                both::saidIsTrue,
                both::saidIsTrueAndNothingElseIsRead,
                judge -> both.givenIsWhatIsRead("", judge))) {
            assertThat(judged(judging).told()).containsExactly("of break 1");
        }
    }
}
