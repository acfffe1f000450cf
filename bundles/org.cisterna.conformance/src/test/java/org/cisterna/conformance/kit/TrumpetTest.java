// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arithmetic of the trumpet, held to a vector that was worked out by hand. */
final class TrumpetTest {

    /** Set 100 a sample; given 100, 110, 90, 100, 130, 70, 100, 140. */
    private static Trumpet golden() {
        List<Long> samples = new ArrayList<>(List.of(0L));
        for (long each : new long[] {100, 110, 90, 100, 130, 70, 100, 140}) {
            samples.add(samples.get(samples.size() - 1) + each);
        }
        return new Trumpet(samples, 100);
    }

    private static void holds(int length, int windows, long most, long least) {
        assertThat(golden().windows(length)).isEqualTo(windows);
        assertThat(golden().most(length)).isEqualTo(most);
        assertThat(golden().least(length)).isEqualTo(least);
    }

    @Test
    void theGoldenVectorComesOut() {
        holds(1, 8, 400_000, -300_000);
        holds(2, 7, 200_000, -150_000);
        holds(4, 5, 100_000, -25_000);
        holds(8, 1, 50_000, 50_000);
    }

    @Test
    void theStrokeIsTheSmallestThatCame() {
        assertThat(golden().stroke()).isEqualTo(70);
        assertThat(new Trumpet(List.of(5L, 5L, 5L), 1).stroke()).isZero();
    }

    @Test
    void whatIsNoFlowIsRefused() {
        assertThatThrownBy(() -> new Trumpet(List.of(1L), 1)).hasMessageContaining("two samples");
        assertThatThrownBy(() -> new Trumpet(List.of(1L, 2L), 0)).hasMessageContaining("rate");
    }
}
