// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cisterna.pump.Answer;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.dialogue.Toy.Message;
import org.cisterna.pump.spi.dialogue.Toy.Refused;
import org.cisterna.pump.spi.dialogue.Toy.Request;
import org.cisterna.pump.wire.LinkException;
import org.junit.jupiter.api.Test;

class SealedDialogueTest {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Request READ = new Request("READ");

    private final Toy toy = new Toy();
    private final Call call = Call.until(toy, Toy.BEGIN.plusSeconds(60));
    private final SealedDialogue<Request, Refused, Message> dialogue =
            new SealedDialogue<>(toy.link(), new Toy.Words(), new Toy.Seals(), Patience.USUAL);

    private String read() throws LinkException, InterruptedException {
        return dialogue.read(READ, Message::rest, call);
    }

    @Test
    void takesTheAnswerToItsOwnRequestAndKeepsEveryFrameAsEvidence() throws Exception {
        toy.says(SOON, "! READ 1 seven sealed");
        assertThat(read()).isEqualTo("seven");
        assertThat(toy.evidence).containsExactly("TO_PUMP ? READ 1 - sealed", "FROM_PUMP ! READ 1 seven sealed");
    }

    @Test
    void sendsTheSameBytesAgainOnSilenceEachTimeWithTwiceThePatience() {
        ends(this::read, LinkException.Reason.TIMEOUT, "did not answer READ, sent 4 times");
        assertThat(toy.sent).hasSize(4).containsOnly("? READ 1 - sealed");
        assertThat(toy.sentAt)
                .containsExactly(
                        Toy.BEGIN, Toy.BEGIN.plusMillis(500), Toy.BEGIN.plusMillis(1_500), Toy.BEGIN.plusMillis(3_500));
        assertThat(toy.now).isEqualTo(Toy.BEGIN.plusMillis(7_500));
    }

    @Test
    void dropsWhatProvesNothing() throws Exception {
        toy.says(SOON, "! READ 1 unsealed|! READ 2 another sealed|! WRITE 1 other sealed|noise|! READ 1 seven sealed");
        assertThat(read()).isEqualTo("seven");
        assertThat(toy.evidence).contains("FROM_PUMP noise").hasSize(6);
    }

    @Test
    void aProvenRefusalIsAnAnswerToWhatMayBeRefusedAndABrokenLinkToWhatMayNot() throws Exception {
        toy.says(SOON, "- READ 1 busy sealed").says(SOON, "- READ 2 busy sealed");
        Answer<String> answer = dialogue.answer(READ, Message::rest, call);
        assertThat(answer.violations()).extracting(each -> each.message()).containsExactly("busy");
        ends(this::read, LinkException.Reason.REFUSED, "the pump refused READ: busy");
    }

    @Test
    void oneUnprovenRefusalIsNoReasonToGiveUpTwoAre() throws Exception {
        toy.says(SOON, "- READ 0 nobody").says(SOON, "! READ 1 seven sealed");
        assertThat(read()).isEqualTo("seven");
        toy.says(SOON, "- READ 0 nobody").says(SOON, "- READ 0 nobody");
        ends(this::read, LinkException.Reason.REFUSED, "refused without proof: nobody");
        assertThat(toy.sent).hasSize(4);
    }

    @Test
    void anUnprovenRefusalThatNobodyCanReadIsNoise() throws Exception {
        toy.says(SOON, "- READ 0 garbled|- READ 0 garbled|! READ 1 seven sealed");
        assertThat(read()).isEqualTo("seven");
        assertThat(toy.sent).hasSize(1);
    }

    @Test
    void aProvenRefusalThatNobodyCanReadEndsTheCall() {
        toy.says(SOON, "- READ 1 garbled sealed");
        ends(this::read, LinkException.Reason.CUT, "something this driver cannot use: a reason nobody can read");
    }

    @Test
    void aNumberThatNeverLeftIsFreeForTheGoodbye() {
        toy.interrupted = true;
        ends(this::read, LinkException.Reason.CUT, "interrupted");
        dialogue.leave(new Request("LEAVE"), toy, Duration.ZERO);
        assertThat(toy.sent).containsExactly("? LEAVE 1 - sealed");
    }

    @Test
    void asksNothingMoreThanASessionHasNumbersFor() throws Exception {
        for (int number = 1; number <= 3; number++) {
            toy.says(SOON, "! READ " + number + " seven sealed");
            read();
        }
        ends(this::read, LinkException.Reason.CUT, "used all its request numbers");
        dialogue.leave(new Request("LEAVE"), toy, SealedDialogue.GOODBYE);
        assertThat(toy.sent).hasSize(3);
    }

    @Test
    void theGoodbyeWaitsForItsAnswerNoLongerThanItIsTold() {
        toy.says(Duration.ofMillis(300), "noise|! LEAVE 1 - sealed");
        dialogue.leave(new Request("LEAVE"), toy, SealedDialogue.GOODBYE);
        assertThat(toy.now).isEqualTo(Toy.BEGIN.plusMillis(300));
        dialogue.leave(new Request("LEAVE"), toy, SealedDialogue.GOODBYE);
        assertThat(toy.now).isEqualTo(Toy.BEGIN.plusMillis(1_300));
        dialogue.leave(new Request("LEAVE"), toy, Duration.ZERO);
        assertThat(toy.now).isEqualTo(Toy.BEGIN.plusMillis(1_300));
    }

    @Test
    void anInterruptEndsAWaitWithinASlice() {
        toy.beforeReading = Optional.of(() -> {
            if (toy.now.isAfter(Toy.BEGIN.plusMillis(200))) {
                call.interrupt();
            }
        });
        ends(this::read, LinkException.Reason.CUT, "interrupted");
        assertThat(toy.now).isBeforeOrEqualTo(Toy.BEGIN.plusMillis(200).plus(MessageLink.SLICE.multipliedBy(2)));
    }

    static void ends(ThrowingCallable asking, LinkException.Reason reason, String words) {
        assertThatThrownBy(asking)
                .hasMessageContaining(words)
                .asInstanceOf(InstanceOfAssertFactories.type(LinkException.class))
                .extracting(LinkException::reason)
                .isEqualTo(reason);
    }
}
