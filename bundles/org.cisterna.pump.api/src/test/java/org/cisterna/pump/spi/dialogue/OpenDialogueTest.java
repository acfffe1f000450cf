// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.dialogue.OpenDialogue.Heard;
import org.cisterna.pump.spi.dialogue.Toy.Message;
import org.cisterna.pump.spi.dialogue.Toy.Refused;
import org.cisterna.pump.spi.dialogue.Toy.Request;
import org.cisterna.pump.wire.LinkException;
import org.junit.jupiter.api.Test;

class OpenDialogueTest {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Request OPEN = new Request("OPEN");

    private final Toy toy = new Toy();
    private final OpenDialogue<Request, Refused, Message> dialogue =
            new OpenDialogue<>(toy.link(), new Toy.Words(), Patience.USUAL, Call.until(toy, Toy.BEGIN.plusSeconds(60)));

    /** What is for us begins with a letter; a digit cannot be read. */
    private static Optional<String> mine(Message answer) throws MalformedException {
        if (Character.isDigit(answer.rest().charAt(0))) {
            throw new MalformedException("a digit");
        }
        return answer.rest().equals("theirs") ? Optional.empty() : Optional.of(answer.rest());
    }

    @Test
    void takesTheFirstAnswerThatIsForUs() throws Exception {
        toy.says(
                SOON,
                "! OPEN 0 theirs|! OPEN 0 7|! OPEN 1 sealed|! PAIR 0 other|- OPEN 0 garbled|! OPEN 0 ours|! OPEN 0 late");
        assertThat(dialogue.ask(OPEN, OpenDialogueTest::mine)).isEqualTo(new Heard.Answered<>("ours"));
    }

    @Test
    void ofWhatIsMadeAnewTheNewestCounts() throws Exception {
        toy.says(Duration.ofMillis(600), "! OPEN 0 first").says(Duration.ofMillis(200), "! OPEN 0 second");
        assertThat(dialogue.askForNew(OPEN, OpenDialogueTest::mine)).isEqualTo(new Heard.Answered<>("second"));
        assertThat(toy.sent).hasSize(2);
    }

    @Test
    void aRefusalProvesNothingAndIsTold() throws Exception {
        toy.says(SOON, "- OPEN 0 busy");
        Heard<String, Refused> heard = dialogue.ask(OPEN, OpenDialogueTest::mine);
        assertThat(heard).isEqualTo(new Heard.Refused<>(new Refused("busy")));
        SealedDialogueTest.ends(
                () -> heard.orNoSession(refusal -> false), LinkException.Reason.REFUSED, "refused without proof: busy");
        SealedDialogueTest.ends(
                () -> heard.orNoSession(refusal -> refusal.why().equals("busy")),
                LinkException.Reason.REFUSED,
                "pair it again");
    }

    @Test
    void silenceIsSaidAfterTheLastSending() {
        SealedDialogueTest.ends(
                () -> dialogue.askForNew(OPEN, OpenDialogueTest::mine),
                LinkException.Reason.TIMEOUT,
                "did not answer OPEN, sent 4 times");
        assertThat(toy.sent).hasSize(4).containsOnly("? OPEN 0 -");
        assertThat(toy.now).isEqualTo(Toy.BEGIN.plusMillis(7_500));
    }
}
