// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EntryRangeTest {

    @Test
    void indicesInAnyOrderBecomeAsFewRangesAsHoldThem() {
        assertThat(EntryRange.of(List.of())).isEmpty();
        assertThat(EntryRange.of(List.of(0L))).containsExactly(new EntryRange(0, 1));
        assertThat(EntryRange.of(List.of(9L, 3L, 4L, 3L, 0L, 5L)))
                .containsExactly(new EntryRange(0, 1), new EntryRange(3, 6), new EntryRange(9, 10));
    }

    @Test
    void aRangeHoldsAnEntryAtLeast() {
        assertThatThrownBy(() -> new EntryRange(3, 3)).hasMessageContaining("3");
        assertThatThrownBy(() -> new EntryRange(-1, 3)).hasMessageContaining("-1");
    }
}
