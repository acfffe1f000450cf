// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** Byte strings that were or could be trouble, kept in src/test/resources, and new ones made of them: each reading ends in order. */
final class CorpusTest {

    private static final List<FieldCursor.Reading<?>> READINGS = List.of(
            Description::read,
            StateAnswer::read,
            StoredAnswer::read,
            EventsAnswer::read,
            ProgrammeBlock::read,
            CommandRecord::read);

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        String text = new String(
                CorpusTest.class.getResourceAsStream("/corpus/messages.txt").readAllBytes(), StandardCharsets.US_ASCII);
        for (String line : text.split("\n", -1)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                corpus.add(HexFormat.of().parseHex(line.strip()));
            }
        }
        Golden.packets().forEach(each -> corpus.add(Golden.bytes(each, "fields").toArray()));
        return corpus;
    }

    @Test
    void everythingIsReadOrRefusedAndWhatIsReadHasOneForm() throws IOException {
        long seed = Seeds.seed("CorpusTest.mutations");
        Random random = new Random(seed);
        List<byte[]> corpus = corpus();
        int read = 0;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] from = corpus.get(i % corpus.size());
            Bytes bytes = Bytes.of(i < corpus.size() ? from : mutated(from, random));
            String what = "seed " + seed + ": " + bytes.hex();
            try {
                Message message = Message.read(bytes);
                assertThat(message.bytes()).as(what).isEqualTo(bytes);
                RefusedAnswer.read(message.fields());
                read++;
            } catch (MalformedException e) {
                refused++;
            }
            for (FieldCursor.Reading<?> reading : READINGS) {
                try {
                    Object value = FieldCursor.whole(bytes, reading);
                    if (value instanceof ProgrammeBlock block) {
                        assertThat(block.encode().done()).as(what).isEqualTo(bytes);
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

    private static byte[] mutated(byte[] from, Random random) {
        byte[] bytes = from.clone();
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 4)) : bytes;
    }

    @Test
    void packetsComeInAnyPiecesAndBetweenNoise() throws IOException {
        long seed = Seeds.seed("CorpusTest.pieces");
        Random random = new Random(seed);
        PacketDecoder decoder = new PacketDecoder();
        for (byte[] message : corpus()) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            decoder.feed(noise);
            byte[] packet = PacketDecoder.packet(Bytes.of(message)).toArray();
            for (int at = 0; at < packet.length; ) {
                int end = Math.min(packet.length, at + 1 + random.nextInt(9));
                decoder.feed(Arrays.copyOfRange(packet, at, end));
                at = end;
            }
            if (message.length > 0) {
                assertThat(decoder.next().map(PacketDecoder.Packet::message))
                        .as("seed " + seed)
                        .contains(Bytes.of(message));
            }
        }
    }
}
