// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LevelsTest {

    private static final List<byte[]> LEAVES = leaves(65_800);

    private static List<byte[]> leaves(int count) {
        Merkle hash = new Merkle();
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(hash.leaf(ByteBuffer.allocate(4).putInt(i).array()));
        }
        return leaves;
    }

    @Test
    void leadToTheRootThatOnePassOverTheLeavesLeadsTo() {
        IntStream.concat(IntStream.rangeClosed(0, 1_100), IntStream.of(65_535, 65_536, 65_537, 65_791, 65_792, 65_800))
                .forEach(size -> {
                    List<byte[]> leaves = LEAVES.subList(0, size);
                    assertThat(new Levels(leaves).leadsTo(new Merkle().root(leaves)))
                            .as("%s leaves", size)
                            .isTrue();
                });
        assertThat(new Levels(LEAVES.subList(0, 300)).leadsTo(new Merkle().root(LEAVES.subList(0, 299))))
                .isFalse();
    }

    @Test
    void haveTheHashesOfTheUpperTiles() {
        Levels levels = new Levels(LEAVES);
        for (int place : List.of(0, 1, 255, 256)) {
            assertThat(levels.hash(1, place))
                    .isEqualTo(new Merkle().root(LEAVES.subList(place * 256, (place + 1) * 256)));
        }
        assertThat(levels.hash(2, 0)).isEqualTo(new Merkle().root(LEAVES.subList(0, 65_536)));
        Levels one = new Levels(LEAVES.subList(0, 256));
        assertThat(one.hash(1, 0)).isEqualTo(new Merkle().root(LEAVES.subList(0, 256)));
    }

    @Test
    void areOfTheirOwnLeavesOnly() {
        Levels levels = new Levels(LEAVES.subList(0, 10));
        assertThat(levels.isOf(leaves(10))).isTrue();
        assertThat(levels.isOf(leaves(9))).isFalse();
        List<byte[]> other = new ArrayList<>(leaves(10));
        other.set(9, new Merkle().leaf(new byte[] {1}));
        assertThat(levels.isOf(other)).isFalse();
    }
}
