// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;

class AgreementTest {

    // RFC 7748, 6.1
    private static final byte[] BOB = hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    private static final byte[] BOB_PUBLIC = hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    private static final byte[] ALICE_PUBLIC = hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    private static final byte[] SHARED = hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");

    private static final byte[] INFO = "test/1".getBytes(StandardCharsets.US_ASCII);

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @Test
    void theKeyIsHkdfOverTheSecretOfRfc7748SaltedWithTheCode() throws Exception {
        Agreement bob = new Agreement(BOB, "1234");
        assertThat(bob.publicKey()).isEqualTo(BOB_PUBLIC);
        bob.agree(ALICE_PUBLIC, INFO);
        byte[] salt = MessageDigest.getInstance("SHA-256").digest("1234".getBytes(StandardCharsets.US_ASCII));
        assertThat(bob.agreed().orElseThrow().bytes()).isEqualTo(Hkdf.derive(salt, SHARED, INFO, 32));
    }

    @Test
    void bothSidesAgreeAndAnotherCodeOrInfoDoesNot() {
        Randomness randomness = Randomness.seeded(1);
        Agreement host = new Agreement(randomness, "1234");
        Agreement device = new Agreement(randomness, "1234");
        byte[] data = {1, 2, 3};
        byte[] tag = device.agree(host.publicKey(), INFO).mac(data);
        KeyHandle key = host.agree(device.publicKey(), INFO);

        assertThat(key.mac(data)).isEqualTo(tag).hasSize(32);
        assertThat(key.verify(data, tag)).isTrue();
        assertThat(key.verify(data, Arrays.copyOf(tag, 16))).isTrue();
        assertThat(key.verify(data, Arrays.copyOf(tag, 15))).isFalse();
        assertThat(key.verify(data, new byte[0])).isFalse();
        assertThat(key.verify(new byte[] {1, 2, 4}, tag)).isFalse();
        assertThat(key.toString())
                .doesNotContain(
                        HexFormat.of().formatHex(host.agreed().orElseThrow().bytes()));

        assertThat(host.agree(device.publicKey(), new byte[] {9}).verify(data, tag))
                .isFalse();
        Agreement other = new Agreement(randomness, "1235");
        assertThat(other.agree(device.publicKey(), INFO).verify(data, tag)).isFalse();
    }

    @Test
    void refusesKeysThatAreNone() {
        Agreement host = new Agreement(Randomness.seeded(1), "1234");
        assertThatThrownBy(() -> host.agree(new byte[31], INFO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes, not 31");
        assertThatThrownBy(() -> host.agree(new byte[32], INFO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a usable one");
        assertThat(host.agreed()).isEmpty();
    }
}
