// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TilePathTest {

    @Test
    void writesNumbersInGroupsOfThree() {
        assertThat(TilePath.hashes(0, 0, 256).text()).isEqualTo("tile/0/000");
        assertThat(TilePath.hashes(1, 1_234_067, 256).text()).isEqualTo("tile/1/x001/x234/067");
        assertThat(TilePath.hashes(0, 273, 112).text()).isEqualTo("tile/0/273.p/112");
        assertThat(TilePath.entries(1_000, 7).text()).isEqualTo("tile/entries/x001/000.p/7");
    }

    @Test
    void readsWhatItWrites() {
        for (String text : new String[] {
            "tile/0/000", "tile/63/x001/x234/067", "tile/entries/999", "tile/entries/x001/000.p/255", "tile/7/000.p/1"
        }) {
            assertThat(TilePath.parse(text).map(TilePath::text)).as(text).contains(text);
        }
    }

    @Test
    void refusesEveryOtherSpelling() {
        for (String text : new String[] {
            "tile/00/000", "tile/64/000", "tile/0/0", "tile/0/x000/001", "tile/0/000.p/0", "tile/0/000.p/256",
            "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000/", "tile/0/001/000", "tile/data/000", "tile/entries/x1/000",
            "checkpoint", "tile/0/../0/000", "tile/-1/000", "tile/0/000.p/999"
        }) {
            assertThat(TilePath.parse(text)).as(text).isEmpty();
        }
    }
}
