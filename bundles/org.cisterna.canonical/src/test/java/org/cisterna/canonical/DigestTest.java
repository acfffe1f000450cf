// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    /** Of "abc", from FIPS 180. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isSha256() {
        Digest digest = Digest.of("abc".getBytes(StandardCharsets.US_ASCII));
        assertThat(digest).isEqualTo(new Digest(ABC)).hasToString("sha256:" + ABC);
        assertThat(digest.bytes()).hasSize(32).startsWith(0xba, 0x78);
        assertThat(Digest.parse(digest.text())).isEqualTo(digest);
        assertThat(digest).isGreaterThan(new Digest("0".repeat(64)));
    }

    @Test
    void ofAValueIsOfItsDomainALineFeedAndItsCanonicalBytes() {
        Json plan = Json.parse("{\"b\": 1, \"a\": \"\\u20ac\"}");
        assertThat(Digest.of("cisterna/plan/v1", plan))
                .isEqualTo(Digest.of("cisterna/plan/v1\n{\"a\":\"\u20ac\",\"b\":1}".getBytes(StandardCharsets.UTF_8)))
                .isNotEqualTo(Digest.of("cisterna/release/v1", plan))
                .isEqualTo(Digest.of("cisterna/plan/v1", Json.parse("{\"a\":\"\u20ac\",\"b\":1}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "caf\u00e9", "\u0000"})
    void refusesADomainThatCouldBeMistaken(String domain) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Digest.of(domain, JsonNull.NULL))
                .withMessageContaining("is no domain; write printable ASCII without spaces");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256:",
                ABC,
                "SHA256:" + ABC,
                "sha256:" + ABC + "0",
                "sha256: " + ABC,
                "sha512:" + ABC,
                "sha256:Ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a\u0661",
                "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n"
            })
    void refusesEveryOtherForm(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Digest.parse(text))
                .withMessageMatching("\"[ -~]*\"( \\(\\d+ characters\\))? is no (SHA-256 )?digest; write [ -~]+");
    }
}
