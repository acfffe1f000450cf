// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The SHA-256 vectors of RFC 5869, appendix A. */
class HkdfTest {

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] count(int from, int to) {
        byte[] bytes = new byte[to - from + 1];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }

    @Test
    void givesTheFirstVector() {
        byte[] secret = hex("0b".repeat(22));
        assertThat(Hkdf.derive(count(0, 0x0c), secret, count(0xf0, 0xf9), 42))
                .isEqualTo(hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
    }

    @Test
    void givesTheSecondVectorWithLongInputs() {
        assertThat(Hkdf.derive(count(0x60, 0xaf), count(0, 0x4f), count(0xb0, 0xff), 82))
                .isEqualTo(hex(
                        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
                                + "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"));
    }

    @Test
    void givesTheThirdVectorWithoutSaltAndInfo() {
        assertThat(Hkdf.derive(new byte[0], hex("0b".repeat(22)), new byte[0], 42))
                .isEqualTo(hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"));
    }

    @Test
    void refusesLengthsThatHkdfDoesNotGive() {
        assertThatThrownBy(() -> Hkdf.derive(new byte[0], new byte[1], new byte[0], 0))
                .hasMessageContaining("1 to 8160 bytes, not 0");
        assertThatThrownBy(() -> Hkdf.derive(new byte[0], new byte[1], new byte[0], 8161))
                .hasMessageContaining("not 8161");
        assertThat(Hkdf.derive(new byte[0], new byte[1], new byte[0], 8160)).hasSize(8160);
    }
}
