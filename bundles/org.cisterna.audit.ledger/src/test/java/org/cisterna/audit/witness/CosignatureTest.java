// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import org.cisterna.audit.witness.PublicNoteKey.Kind;
import org.junit.jupiter.api.Test;

/** The bytes of cosignatures are those of the specification, which are shown in {@code docs/ledger.md}. */
class CosignatureTest {
    /** The secret of RFC 8032, section 7.1, test 2: known to everybody. */
    private static final String SEED = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";

    private static final String KEY = "other.example/witness+b6a5e2b2+BD1AF8PoQ4lakrcKp00bfrycmCzPLsSWjMDNVfEq9GYM";
    private static final String TEXT = "cisterna/2026-1\n1\n1arIFychfI+aTpBUQVDyC62P28oL8CxciiEzJ3mQ8/w=\n";
    /** Made by other people's code from this key, this text and this time. */
    private static final String LINE = SignedNote.DASH
            + "other.example/witness tqXisgAAAABpW2+BOaSQjC2Abci03DlY6iOVEXWQsgbMT4whwVKxEsrGjrBMNSIoyc4+tk8p5KULSmFDa+J3fm9oIZehraqX+LSnCw==\n";

    private static final Instant TIME = Instant.parse("2026-01-05T08:00:01Z");

    private final WitnessKey key =
            WitnessKey.of("other.example/witness", HexFormat.of().parseHex(SEED));

    @Test
    void keyAndCosignatureAreThoseOfTheSpecificationAndOfThePage() throws IOException {
        assertThat(key.verifier().text()).isEqualTo(KEY);
        assertThat(key.cosign(TEXT, TIME.plusMillis(999)).text()).isEqualTo(LINE);
        String page = Files.readString(Path.of("../../docs/ledger.md"), StandardCharsets.UTF_8);
        assertThat(page).contains("\n" + KEY + "\n").contains(LINE).contains(PublicNoteKey.message(TEXT, 1767600001));
        assertThat(page).contains(LogWitness.hash("cisterna/2026-1"));
    }

    @Test
    void whatAWitnessSaysIsReadWithItsKey() {
        PublicNoteKey verifier = PublicNoteKey.parse(Kind.WITNESS, KEY);
        SignedNote.Line line = SignedNote.lines(LINE).get(0);
        assertThat(verifier.cosigned(TEXT, line)).contains(TIME);
        assertThat(verifier.cosigned(TEXT.replace("\n1\n", "\n2\n"), line)).isEmpty();
        assertThat(verifier.signed(TEXT, line))
                .as("it is no signature of a log")
                .isFalse();
    }

    @Test
    void theExampleOfTheSpecificationHasItsTime() {
        SignedNote note = SignedNote.read(
                """
                example.com/behind-the-sofa
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

                \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
                \u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
                """);
        assertThat(note.lines()).hasSize(2);
        assertThat(note.lines().get(1).name()).isEqualTo("witness.example.com/w1");
        assertThat(ByteBuffer.wrap(note.lines().get(1).signature()).getLong()).isEqualTo(1679315147);
        assertThat(Head.read(note.text()).size()).isEqualTo(20852163);
    }

    @Test
    void everyByteOfALineMatters() {
        byte[] line = LINE.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < line.length; i++) {
            byte[] other = line.clone();
            other[i] ^= 1;
            assertThat(isGood(other)).as("byte " + i).isFalse();
        }
        assertThat(isGood(line)).isTrue();
    }

    private boolean isGood(byte[] line) {
        try {
            return SignedNote.lines(SignedNote.decoded(line)).stream()
                    .anyMatch(each -> key.verifier().cosigned(TEXT, each).isPresent());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void aPrivateKeyIsReadBackAndAWrongOneIsNotShown() {
        assertThat(WitnessKey.parse(key.privateText()).verifier()).isEqualTo(key.verifier());
        String secret = key.privateText().substring(key.privateText().lastIndexOf('+') + 1);
        for (String wrong : new String[] {
            key.privateText().replace("+b6a5e2b2+", "+b6a5e2b3+"), key.privateText() + "=", "PRIVATE+KEY+x", secret
        }) {
            assertThatThrownBy(() -> WitnessKey.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasNoCause()
                    .message()
                    .doesNotContain(secret);
        }
    }

    @Test
    void theKeyOfALogIsNoneOfAWitness() {
        String log = "cisterna+81e13ae1+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";
        assertThat(PublicNoteKey.parse(Kind.LOG, log).text()).isEqualTo(log);
        assertThatThrownBy(() -> PublicNoteKey.parse(Kind.WITNESS, log)).hasMessageContaining("its algorithm is not 4");
        assertThatThrownBy(() -> PublicNoteKey.parse(Kind.LOG, KEY)).hasMessageContaining("its algorithm is not 1");
        assertThatThrownBy(() -> PublicNoteKey.parse(Kind.WITNESS, KEY.replace("b6a5e2b2", "b6a5e2b3")))
                .hasMessageContaining("does not belong to name and key");
        assertThatThrownBy(() -> PublicNoteKey.parse(Kind.WITNESS, "x")).hasMessageContaining("form name+id+base64");
    }
}
