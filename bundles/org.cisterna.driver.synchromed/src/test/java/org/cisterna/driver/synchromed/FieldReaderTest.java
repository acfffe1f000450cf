// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.junit.jupiter.api.Test;

class FieldReaderTest {

    private static FieldReader reader(String hex) {
        return new FieldReader(Bytes.ofHex(hex));
    }

    @Test
    void numbersAreBigEndianAndWithoutSign() throws MalformedException {
        assertThat(reader("ff").u8()).isEqualTo(255);
        assertThat(reader("ff01").u16()).isEqualTo(0xFF01);
        assertThat(reader("ffffff01").u32()).isEqualTo(0xFFFF_FF01L);
        assertThat(reader("7fffffffffffffff").u64()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> reader("8000000000000000").u64())
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("2^63");
    }

    @Test
    void aFieldThatIsCutOffIsNamedByItsPlace() {
        assertThatThrownBy(() -> reader("0102").u32()).hasMessageContaining("offset 0");
        assertThatThrownBy(() -> reader("03414243").bytes(5)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> reader("0341").text()).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> reader("").flag()).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> reader("00").end()).hasMessageContaining("1 bytes");
    }

    @Test
    void aFlagIsZeroOrOne() throws MalformedException {
        assertThat(reader("00").flag()).isFalse();
        assertThat(reader("01").flag()).isTrue();
        assertThatThrownBy(() -> reader("02").flag()).hasMessageContaining("2");
    }

    @Test
    void textsAreUtf8WithoutControlCharacters() throws MalformedException {
        assertThat(reader("00").text()).isEmpty();
        assertThat(reader("0c6275706976616361c3af6e65").text()).isEqualTo("bupivaca\u00EFne");
        for (int control : List.of(0x00, 0x01, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F)) {
            Bytes utf8 = Bytes.of(("a" + (char) control + "b").getBytes(StandardCharsets.UTF_8));
            FieldReader reader = new FieldReader(
                    new FieldWriter().u8(utf8.size()).bytes(utf8).done());
            assertThatThrownBy(reader::text)
                    .as(Integer.toHexString(control))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageContaining("control");
        }
        for (String broken : List.of("02c328", "01ff", "03eda080", "02c080", "04f8888080")) {
            assertThatThrownBy(() -> reader(broken).text()).hasMessageContaining("UTF-8");
        }
    }
}
