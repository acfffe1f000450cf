// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** Lines that were or could be trouble, kept in src/test/resources, and new ones made of them: each reading ends in order. */
final class CorpusTest {

    private static final List<FieldCursor.Reading<?>> READINGS = List.of(
            Description::read,
            StateAnswer::read,
            StoredAnswer::read,
            EventsAnswer::read,
            text -> ProgrammeText.decode(text.run("p.")),
            CommandRecord::read);

    private static List<String> corpus() throws IOException {
        String text = new String(
                CorpusTest.class.getResourceAsStream("/corpus/messages.txt").readAllBytes(), StandardCharsets.US_ASCII);
        List<String> corpus = new ArrayList<>(
                text.lines().filter(line -> !line.startsWith("#")).toList());
        Golden.lines().forEach(each -> corpus.add(each.string("fields")));
        return corpus;
    }

    @Test
    void everythingIsReadOrRefusedAndWhatIsReadHasOneForm() throws IOException {
        long seed = Seeds.seed("CorpusTest.mutations");
        Random random = new Random(seed);
        List<String> corpus = corpus();
        int read = 0;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            String from = corpus.get(i % corpus.size());
            String text = i < corpus.size() ? from : mutated(from, random);
            String what = "seed " + seed + ": " + text;
            try {
                Message message = Message.read(text);
                assertThat(message.text()).as(what).isEqualTo(text);
                RefusedAnswer.read(message.fields());
                read++;
            } catch (MalformedException e) {
                refused++;
            }
            for (FieldCursor.Reading<?> reading : READINGS) {
                try {
                    Object value = FieldCursor.whole(text, reading);
                    if (value instanceof ProgrammeText programme) {
                        assertThat(programme.encode()).as(what).isEqualTo(text);
                    }
                    read++;
                } catch (MalformedException e) {
                    assertThat(e.getMessage()).as(what).isNotBlank();
                    refused++;
                }
            }
        }
        assertThat(read).as("seed " + seed).isPositive();
        assertThat(refused).as("seed " + seed).isPositive();
    }

    private static String mutated(String from, Random random) {
        StringBuilder text = new StringBuilder(from);
        for (int i = random.nextInt(4); i > 0 && text.length() > 0; i--) {
            text.setCharAt(random.nextInt(text.length()), (char) (' ' + random.nextInt(95)));
        }
        if (random.nextInt(4) == 0) {
            text.setLength(random.nextInt(text.length() + 1));
        }
        return text.toString();
    }

    @Test
    void linesComeInAnyPiecesAndBetweenNoise() throws IOException {
        long seed = Seeds.seed("CorpusTest.pieces");
        Random random = new Random(seed);
        LineDecoder decoder = new LineDecoder();
        for (String message : corpus()) {
            if (message.isEmpty()) {
                continue;
            }
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            decoder.feed(noise);
            decoder.feed(new byte[] {10});
            byte[] line = LineDecoder.line(message);
            for (int at = 0; at < line.length; ) {
                int end = Math.min(line.length, at + 1 + random.nextInt(9));
                decoder.feed(Arrays.copyOfRange(line, at, end));
                at = end;
            }
            assertThat(decoder.next().map(LineDecoder.Line::message))
                    .as("seed " + seed)
                    .contains(message);
        }
    }
}
