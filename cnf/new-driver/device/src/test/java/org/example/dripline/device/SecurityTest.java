// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.testkit.LinkPair;
import org.junit.jupiter.api.Test;

/** What somebody can do who has the link and not the key: disturb, and nothing else. */
final class SecurityTest {

    private final Bench bench = new Bench();

    SecurityTest() throws IOException {}

    @Test
    void aWrongCodePairsNothingAndCannotBeTriedForEver() throws Exception {
        bench.time.run(() -> {
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> bench.pair("00000000"))
                        .isInstanceOf(LinkException.class)
                        .hasMessageContaining("label");
            }
            assertThatThrownBy(() -> bench.pair(DripLineMain.CODE)).hasMessageContaining("too many");
            assertThat(bench.device.key()).isEmpty();
        });
    }

    @Test
    void aPumpThatDoesNotKnowThePairingIsNotSpokenTo() throws Exception {
        bench.time.run(() -> {
            bench.pair(DripLineMain.CODE).orElseThrow();
            bench.device.pair("00".repeat(32));
            assertThatThrownBy(bench::session)
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining("does not know this pairing");
        });
    }

    @Test
    void whatWasRecordedIsWorthNothingLater() throws Exception {
        bench.time.run(() -> {
            bench.pair(DripLineMain.CODE).orElseThrow();
            LinkPair recorded = bench.link();
            PumpSession session = bench.open(recorded).orElseThrow();
            session.stop(new CommandId("ab".repeat(16)), bench.soon()).orElseThrow();
            session.close();
            String before = bench.device.stored();

            DripLineTalk replayed = new DripLineTalk(bench.device, DripLineMain.CODE, bench.secrets, bench.tries);
            String answers = text(replayed.receive(recorded.writtenToFar()));
            assertThat(answers)
                    .as("another nonce, another session: no line of it is proved")
                    .doesNotContain(" OK");
            // and its own answers, turned round
            assertThat(text(replayed.receive(recorded.writtenToNear()))).doesNotContain(" OK");
            assertThat(bench.device.stored()).isEqualTo(before);
        });
    }

    @Test
    void noiseIsNeitherAnsweredNorDone() throws Exception {
        long seed = Long.getLong("cisterna.seed", 4711);
        Random chance = new Random(seed);
        bench.time.run(() -> {
            String before = bench.device.stored();
            DripLineTalk talk = new DripLineTalk(bench.device, DripLineMain.CODE, bench.secrets, bench.tries);
            for (int i = 0; i < 2_000; i++) {
                byte[] noise = new byte[1 + chance.nextInt(64)];
                chance.nextBytes(noise);
                noise[noise.length - 1] = '\n';
                assertThat(text(talk.receive(noise)))
                        .as("-Dcisterna.seed=%s", seed)
                        .isEmpty();
            }
            for (String line :
                    new String[] {"1 STOP x", "STOP", "1  STOP", "OPEN", "OPEN 00", "PROVE 00", "1 READ 00", " WHO"}) {
                assertThat(text(talk.receive((line + "\n").getBytes(StandardCharsets.US_ASCII))))
                        .as(line)
                        .isEmpty();
            }
            assertThat(bench.device.stored()).isEqualTo(before);
        });
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
