// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cisterna.sim.medstream.FieldReader.Malformed;
import org.cisterna.sim.medstream.Message.OtherVersion;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** Lines that were or could be trouble, kept in src/test/resources, and new ones made of them: the decoder ends each in order. */
final class CorpusTest {

    private static List<String> corpus() throws IOException {
        String text = new String(
                CorpusTest.class.getResourceAsStream("/corpus/messages.txt").readAllBytes(), StandardCharsets.US_ASCII);
        return text.lines().filter(line -> !line.startsWith("#")).toList();
    }

    @Test
    void everyMessageOfTheCorpusIsReadOrRefusedAndAnswered() throws IOException {
        Bench bench = new Bench();
        for (String message : corpus()) {
            List<String> answers =
                    new Lines().arrived(bench.device.connect().receive(Lines.around(message), bench.now));
            assertThat(answers).as(message).hasSize(1);
        }
        assertThat(bench.pairedAndOpen().state().revision()).isEqualTo(1);
    }

    @Test
    void mutationsOfTheCorpusEndInOrderAndWhatIsReadHasOneForm() throws IOException {
        long seed = Seeds.seed("CorpusTest.mutations");
        Random random = new Random(seed);
        List<String> corpus = corpus();
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = mutated(corpus.get(random.nextInt(corpus.size())), random);
            String what = "seed " + seed + ": " + text;
            try {
                Message message = Message.read(text);
                read++;
                if (message.sealing().isEmpty()) {
                    assertThat(Message.open(message.mark(), message.kind(), message.fields()))
                            .as(what)
                            .isEqualTo(text);
                }
                Programme.take(new FieldReader(message.fields()));
            } catch (Malformed | OtherVersion e) {
                assertThat(e.getMessage()).as(what).isNotBlank();
            }
            try {
                Programme programme = Programme.read(text);
                assertThat(programme.text()).as(what).isEqualTo(text);
                assertThat(ProgrammeRules.violations(programme, 20_000_000).size())
                        .as(what)
                        .isGreaterThanOrEqualTo(0);
            } catch (Malformed e) {
                assertThat(e.getMessage()).as(what).isNotBlank();
            }
        }
        assertThat(read).as("seed " + seed).isPositive();
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
    void aLineMayComeInAnyPieces() throws IOException {
        long seed = Seeds.seed("CorpusTest.pieces");
        Random random = new Random(seed);
        for (String message : corpus()) {
            byte[] line = Lines.around(message);
            Lines lines = new Lines();
            List<String> came = new ArrayList<>();
            for (int at = 0; at < line.length; ) {
                int end = Math.min(line.length, at + 1 + random.nextInt(7));
                came.addAll(lines.arrived(Arrays.copyOfRange(line, at, end)));
                at = end;
            }
            assertThat(came).as("seed " + seed).containsExactly(message);
            assertThat(lines.takeBad()).isZero();
        }
    }
}
