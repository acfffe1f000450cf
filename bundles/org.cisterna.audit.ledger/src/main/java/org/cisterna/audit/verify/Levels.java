// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tree over some leaves, level by level as the tiles have it: each level has the roots of {@value Tiles#WIDTH} hashes of the one below. So the root of
 * all and the hashes of the upper tiles come out of one pass. That the subtrees may be taken so follows from RFC 6962, section 2.1: a tree is parted at
 * the largest power of two below its size, so never inside {@value Tiles#WIDTH} leaves that begin at a multiple of it.
 */
final class Levels {

    private final List<List<byte[]>> levels = new ArrayList<>();
    private final byte[] root;

    /** Of these leaf hashes. */
    Levels(List<byte[]> leaves) {
        Merkle merkle = new Merkle();
        levels.add(List.copyOf(leaves));
        List<byte[]> below = leaves;
        while (below.size() > Tiles.WIDTH) {
            List<byte[]> above = new ArrayList<>();
            for (int from = 0; from < below.size(); from += Tiles.WIDTH) {
                above.add(merkle.root(below.subList(from, Math.min(from + Tiles.WIDTH, below.size()))));
            }
            levels.add(above);
            below = above;
        }
        root = merkle.root(below);
        levels.add(List.of(root));
    }

    List<byte[]> leaves() {
        return levels.get(0);
    }

    /** Whether this is the tree of a root. */
    boolean leadsTo(byte[] wanted) {
        return Arrays.equals(root, wanted);
    }

    /** The hash at a place of a level; the place must be one of a full subtree. */
    byte[] hash(int level, int place) {
        return levels.get(level).get(place);
    }

    /** Whether the leaves are these. */
    boolean isOf(List<byte[]> others) {
        if (others.size() != leaves().size()) {
            return false;
        }
        for (int i = 0; i < others.size(); i++) {
            if (!Arrays.equals(others.get(i), leaves().get(i))) {
                return false;
            }
        }
        return true;
    }
}
