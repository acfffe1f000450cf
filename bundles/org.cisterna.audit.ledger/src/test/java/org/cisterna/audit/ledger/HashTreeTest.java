// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the vectors that implementations of RFC 6962 share, and against the definitions of the standard, taken literally. */
class HashTreeTest {
    private static final String[] LEAVES = {
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"
    };

    private static final String[] ROOTS = {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    };

    private final TreeHash hash = new TreeHash();

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void hasTheRootsOfTheSharedVectors() {
        HashTree tree = new HashTree();
        assertThat(hex(tree.root(0))).isEqualTo(ROOTS[0]);
        for (int i = 0; i < LEAVES.length; i++) {
            tree.append(hash.leaf(HexFormat.of().parseHex(LEAVES[i])));
            assertThat(hex(tree.root(i + 1))).isEqualTo(ROOTS[i + 1]);
        }
        for (int size = 0; size < ROOTS.length; size++) {
            assertThat(hex(tree.root(size))).isEqualTo(ROOTS[size]);
        }
    }

    @Test
    void givesThePathsOfTheSharedVectors() {
        HashTree tree = new HashTree();
        for (String leaf : LEAVES) {
            tree.append(hash.leaf(HexFormat.of().parseHex(leaf)));
        }
        assertThat(tree.inclusion(0, 8).stream().map(HashTreeTest::hex))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(tree.consistency(1, 8).stream().map(HashTreeTest::hex))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(tree.consistency(6, 8).stream().map(HashTreeTest::hex))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(tree.consistency(8, 8)).isEmpty();
    }

    @Test
    void agreesWithTheDefinitionAcrossTiles() {
        List<byte[]> leaves = leaves(66_200);
        HashTree tree = new HashTree();
        leaves.forEach(tree::append);
        for (int size : new int[] {1, 2, 255, 256, 257, 511, 512, 513, 1000, 65_535, 65_536, 65_537, 65_792, 66_200}) {
            assertThat(tree.root(size)).as("size %d", size).isEqualTo(root(leaves.subList(0, size)));
            for (int index : new int[] {0, size / 3, size / 2, size - 1}) {
                List<byte[]> path = tree.inclusion(index, size);
                assertThat(climbed(leaves.get(index), index, size, path))
                        .as("entry %d of %d", index, size)
                        .isEqualTo(tree.root(size));
            }
        }
    }

    @Test
    void provesEverySmallTreeToBeTheBeginningOfEveryLargerOne() {
        List<byte[]> leaves = leaves(70);
        HashTree tree = new HashTree();
        leaves.forEach(tree::append);
        for (int newSize = 1; newSize <= leaves.size(); newSize++) {
            for (int oldSize = 1; oldSize <= newSize; oldSize++) {
                List<byte[]> path = tree.consistency(oldSize, newSize);
                byte[][] roots = joined(oldSize, newSize, tree.root(oldSize), path);
                assertThat(roots[0]).as("old root %d of %d", oldSize, newSize).isEqualTo(tree.root(oldSize));
                assertThat(roots[1]).as("new root %d of %d", oldSize, newSize).isEqualTo(tree.root(newSize));
            }
        }
    }

    @Test
    void cutsTilesAsTheStandardDefinesThem() {
        List<byte[]> leaves = leaves(70_000);
        HashTree tree = new HashTree();
        leaves.forEach(tree::append);
        assertThat(HashTree.count(0, 70_000) / 256).isEqualTo(273);
        assertThat(HashTree.count(0, 70_000) % 256).isEqualTo(112);
        assertThat(HashTree.count(1, 70_000)).isEqualTo(256 + 17);
        assertThat(HashTree.count(2, 70_000)).isEqualTo(1);
        assertThat(HashTree.count(3, 70_000)).isZero();
        assertThat(Arrays.copyOfRange(tree.tile(1, 1, 17), 16 * 32, 17 * 32))
                .isEqualTo(root(leaves.subList(272 * 256, 273 * 256)));
        assertThat(tree.tile(2, 0, 1)).isEqualTo(root(leaves.subList(0, 65_536)));
        assertThat(tree.tile(0, 273, 112)).hasSize(112 * 32).startsWith(leaves.get(273 * 256));
    }

    private List<byte[]> leaves(int n) {
        List<byte[]> leaves = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            leaves.add(hash.leaf(ByteBuffer.allocate(4).putInt(i).array()));
        }
        return leaves;
    }

    /** RFC 6962, section 2.1, word for word. */
    private byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        return hash.node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    /** The check of RFC 9162, section 2.1.3.2. */
    private byte[] climbed(byte[] leaf, long index, long size, List<byte[]> path) {
        long fn = index;
        long sn = size - 1;
        byte[] r = leaf;
        for (byte[] p : path) {
            if ((fn & 1) == 1 || fn == sn) {
                r = hash.node(p, r);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                r = hash.node(r, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        assertThat(sn).isZero();
        return r;
    }

    /** The check of RFC 9162, section 2.1.4.2: the two roots that a path leads to. */
    private byte[][] joined(long oldSize, long newSize, byte[] oldRoot, List<byte[]> given) {
        if (oldSize == newSize) {
            assertThat(given).isEmpty();
            return new byte[][] {oldRoot, oldRoot};
        }
        List<byte[]> path = new ArrayList<>(given);
        if (Long.bitCount(oldSize) == 1) {
            path.add(0, oldRoot);
        }
        long fn = oldSize - 1;
        long sn = newSize - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        byte[] fr = path.get(0);
        byte[] sr = path.get(0);
        for (byte[] c : path.subList(1, path.size())) {
            if ((fn & 1) == 1 || fn == sn) {
                fr = hash.node(c, fr);
                sr = hash.node(c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = hash.node(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        assertThat(sn).isZero();
        return new byte[][] {fr, sr};
    }
}
