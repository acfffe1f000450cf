// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.prometra.Message.OtherVersion;
import org.cisterna.sim.prometra.TlvReader.Malformed;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** Byte strings that were or could be trouble, kept in src/test/resources, and new ones made of them: the decoder ends each in order. */
final class CorpusTest {

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        String text = new String(
                CorpusTest.class.getResourceAsStream("/corpus/messages.txt").readAllBytes(), StandardCharsets.US_ASCII);
        for (String line : text.split("\n", -1)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                corpus.add(HexFormat.of().parseHex(line.strip()));
            }
        }
        return corpus;
    }

    @Test
    void everyMessageOfTheCorpusIsReadOrRefusedAndAnswered() throws IOException {
        Bench bench = new Bench();
        for (byte[] message : corpus()) {
            List<Bytes> answers =
                    new Packets().arrived(bench.device.connect().receive(Packets.around(Bytes.of(message)), bench.now));
            assertThat(answers).as(HexFormat.of().formatHex(message)).hasSize(1);
        }
        assertThat(bench.pairedAndOpen().state().revision()).isEqualTo(1);
    }

    @Test
    void mutationsOfTheCorpusEndInOrderAndWhatIsReadHasOneForm() throws IOException {
        long seed = Seeds.seed("CorpusTest.mutations");
        Random random = new Random(seed);
        List<byte[]> corpus = corpus();
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = mutated(corpus.get(random.nextInt(corpus.size())), random);
            String what = "seed " + seed + ": " + HexFormat.of().formatHex(bytes);
            try {
                Message message = Message.read(Bytes.of(bytes));
                read++;
                if (message.sealing().isEmpty()) {
                    assertThat(Message.open(message.kind(), message.fields()).array())
                            .as(what)
                            .isEqualTo(bytes);
                }
            } catch (Malformed | OtherVersion e) {
                assertThat(e.getMessage()).as(what).isNotBlank();
            }
            try {
                Programme programme = Programme.read(Bytes.of(bytes));
                assertThat(ProgrammeRules.violations(programme, 20_000_000).size())
                        .as(what)
                        .isGreaterThanOrEqualTo(0);
            } catch (Malformed e) {
                assertThat(e.getMessage()).as(what).isNotBlank();
            }
        }
        assertThat(read).as("seed " + seed).isPositive();
    }

    private static byte[] mutated(byte[] from, Random random) {
        byte[] bytes = from.clone();
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 4)) : bytes;
    }

    @Test
    void aPacketMayComeInAnyPieces() throws IOException {
        long seed = Seeds.seed("CorpusTest.pieces");
        Random random = new Random(seed);
        for (byte[] message : corpus()) {
            byte[] packet = Packets.around(Bytes.of(message));
            Packets packets = new Packets();
            List<Bytes> came = new ArrayList<>();
            for (int at = 0; at < packet.length; ) {
                int end = Math.min(packet.length, at + 1 + random.nextInt(7));
                came.addAll(packets.arrived(Arrays.copyOfRange(packet, at, end)));
                at = end;
            }
            assertThat(came).as("seed " + seed).containsExactly(Bytes.of(message));
            assertThat(packets.takeBad()).isZero();
        }
    }
}
