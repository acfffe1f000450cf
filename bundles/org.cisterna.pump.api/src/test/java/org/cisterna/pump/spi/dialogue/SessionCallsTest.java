// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCallsTest {

    private static final Instant DEADLINE = Toy.BEGIN.plusSeconds(10);

    private final Toy toy = new Toy();
    private final MessageLink<Toy.Message> link = toy.link();
    private final SessionCalls calls = new SessionCalls(toy);
    private final List<Duration> goodbyes = new ArrayList<>();

    @Test
    void oneCallAfterTheOtherEndsWithWhatItFoundOut() throws Exception {
        assertThat(calls.<String>during(DEADLINE, call -> "first")).isEqualTo("first");
        assertThat(calls.<Instant>during(DEADLINE, call -> call.deadline())).isEqualTo(DEADLINE);
    }

    @Test
    void afterTheFirstWithoutAnAnswerNothingMoreIsAsked() {
        LinkException cut = new LinkException(LinkException.Reason.CUT, "the link is cut");
        assertThatThrownBy(() -> calls.during(DEADLINE, call -> {
                    throw cut;
                }))
                .isSameAs(cut);
        isFinished("finished: the link is cut");
    }

    @Test
    void aBugInACallFinishesTheSessionToo() {
        assertThatThrownBy(() -> calls.during(DEADLINE, call -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");
        isFinished("a call in it ended without an answer");
    }

    private void isFinished(String words) {
        SealedDialogueTest.ends(
                () -> calls.during(DEADLINE, call -> "more"),
                LinkException.Reason.CUT,
                "this session is " + words.replace("a call", "finished: a call"));
    }

    @Test
    void anInterruptEndsTheCallThatRunsAndNoOther() throws Exception {
        calls.interrupt();
        assertThat(calls.<String>during(DEADLINE, call -> {
                    call.goOn();
                    return "not interrupted";
                }))
                .isEqualTo("not interrupted");
        SealedDialogueTest.ends(
                () -> calls.during(DEADLINE, call -> {
                    calls.interrupt();
                    call.goOn();
                    return "never";
                }),
                LinkException.Reason.CUT,
                "interrupted");
    }

    @Test
    void saysGoodbyeOnceAndClosesTheLink() {
        calls.end(link, goodbyes::add);
        calls.end(link, goodbyes::add);
        assertThat(goodbyes).containsExactly(SealedDialogue.GOODBYE);
        assertThat(toy.open).isFalse();
        SealedDialogueTest.ends(
                () -> calls.during(DEADLINE, call -> "more"), LinkException.Reason.CUT, "this session is closed");
    }

    @Test
    void waitsForNoAnswerToTheGoodbyeOfAFinishedSession() {
        SealedDialogueTest.ends(
                () -> calls.during(DEADLINE, call -> {
                    throw new LinkException(LinkException.Reason.TIMEOUT, "silence");
                }),
                LinkException.Reason.TIMEOUT,
                "silence");
        calls.end(link, goodbyes::add);
        assertThat(goodbyes).containsExactly(Duration.ZERO);
    }

    @Test
    void waitsForNoneWhenTheHostWantsTheSessionBack() {
        toy.interrupted = true;
        calls.end(link, goodbyes::add);
        assertThat(goodbyes).containsExactly(Duration.ZERO);
    }

    @Test
    void saysNoneOverALinkThatIsCut() {
        toy.open = false;
        calls.end(link, goodbyes::add);
        assertThat(goodbyes).isEmpty();
    }

    // --- what a driver knows of its pumps and of what it staged
    // ---------------------------------------------------------

    private final DrivenPumps driven = new DrivenPumps("Maker", 1);

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "1.10.2", "1.999999999.0"})
    void firmwareOfItsMajorNumberIsProgrammed(String firmware) {
        assertThat(driven.unprogrammed(firmware)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0", "2.0.0", "1.0", "", "1.0.0-beta", "1.0.1234567890"})
    void otherFirmwareIsNot(String firmware) {
        assertThat(driven.unprogrammed(firmware)).map(Violation::code).contains("UNSUPPORTED_FIRMWARE");
    }

    @Test
    void whatAnUnprovenPumpSaysIsMadePrintable() {
        assertThat(driven.unusableSerial("S-1")).isEmpty();
        Violation unusable = driven.unusableSerial("<b>" + "x".repeat(60)).orElseThrow();
        assertThat(unusable.value()).contains("?b?" + "x".repeat(37) + "...");
        assertThat(DrivenPumps.mismatch("S-1", "S\n2").value()).contains("S?2");
    }

    @Test
    void aPumpOfAnotherMakerOrWithImpossibleDeclarationsIsRefused() {
        assertThat(driven.identity("Other", "S-1", "M", "1.0.0", SessionCallsTest::none)
                        .violations())
                .extracting(Violation::code)
                .containsExactly("UNSUPPORTED_PUMP");
        assertThat(driven.identity("Maker", "S-1", "M", "1.0.0", SessionCallsTest::none)
                        .violations())
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .contains("no pump of this class can have", "a range upside down");
    }

    private static Capabilities none() {
        throw new IllegalArgumentException("a range upside down");
    }

    @Test
    void onlyWhatWasStagedByteForByteIsCommitted() {
        Staged staged = staged(140_000);
        CommandId command = new CommandId("0".repeat(31) + "1");
        assertThat(new Held(command, staged, Bytes.EMPTY, Bytes.EMPTY, true).mayCommit(staged))
                .isTrue();
        assertThat(new Held(command, staged, Bytes.EMPTY, Bytes.EMPTY, true).mayCommit(staged(150_000)))
                .isFalse();
        Held altered = new Held(command, staged, Bytes.EMPTY, Bytes.EMPTY, false);
        assertThat(altered.mayCommit(staged)).isFalse();
        assertThat(altered.notAsSent().code()).isEqualTo("PLAN_MISMATCH");
    }

    private static Staged staged(long rate) {
        return new Staged(
                "token",
                new Revision(1),
                new Programme.Continuous(new FlowRate(rate)),
                Solution.of("baclofen", new Concentration(2_000_000)));
    }

    @Test
    void patienceDoubles() {
        Patience patience = new Patience(3, Duration.ofSeconds(2));
        assertThat(patience.after(0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(patience.after(2)).isEqualTo(Duration.ofSeconds(8));
        assertThatThrownBy(() -> new Patience(0, Duration.ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Patience(17, Duration.ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Patience(4, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytesAreTheirContent() {
        Bytes some = Bytes.ofHex("00ff10");
        assertThat(some)
                .isEqualTo(Bytes.joined(Bytes.ofHex("00"), Bytes.ofHex("ff10")))
                .hasToString("00ff10");
        assertThat(some.at(1)).isEqualTo(255);
        assertThat(some.part(1, 3)).isEqualTo(Bytes.ofHex("ff10"));
        assertThatThrownBy(() -> some.part(1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        byte[] given = {1};
        Bytes kept = Bytes.of(given);
        given[0] = 2;
        kept.toArray()[0] = 3;
        assertThat(kept).isEqualTo(Bytes.ofHex("01"));
    }
}
