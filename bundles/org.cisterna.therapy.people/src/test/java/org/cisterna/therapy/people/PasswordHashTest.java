// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PasswordHashTest {

    private static final byte[] SALT = "salt".getBytes(StandardCharsets.US_ASCII);

    /** Computed with Python's hashlib.pbkdf2_hmac('sha512', …). */
    @Test
    void isThePublishedFunction() {
        assertThat(PasswordHash.of("password", SALT, 1).hash())
                .isEqualTo("867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252"
                        + "c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce");
        assertThat(PasswordHash.of("password", SALT, 4096).hash())
                .isEqualTo("d197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5"
                        + "143f30602641b3d55cd335988cb36b84376060ecd532e039b742a239434af2d5");
    }

    @Test
    void onePasswordTypedOnTwoKeyboardsIsOne() {
        PasswordHash composed = PasswordHash.of("caf\u00e9 12345678", SALT, 10);
        assertThat(composed.matches("cafe\u0301 12345678")).isTrue();
        assertThat(composed.matches("cafe 12345678")).isFalse();
    }

    @Test
    void nothingAndTooMuchAreWrongWithoutBeingHashed() {
        PasswordHash hash = PasswordHash.of("x", SALT, 10);
        assertThat(hash.matches("")).isFalse();
        assertThat(hash.matches("x".repeat(1_000_000))).isFalse();
        assertThat(hash.toString()).doesNotContain(hash.hash()).doesNotContain(hash.salt());
    }

    @Test
    void theProductAsksForWhatIsAdvised() {
        assertThat(Accounts.PRODUCT_ROUNDS).isGreaterThanOrEqualTo(210_000);
    }

    @Test
    void theWaitGrowsToAQuarterOfAnHour() {
        assertThat(IntStream.rangeClosed(1, 12).mapToObj(Attempts::waitAfter).map(Duration::toSeconds))
                .containsExactly(0L, 0L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 900L, 900L, 900L);
    }
}
