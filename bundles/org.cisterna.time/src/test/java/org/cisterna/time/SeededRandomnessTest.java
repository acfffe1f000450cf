// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SeededRandomnessTest {

    private static long[] numbers(RandomGenerator generator) {
        return generator.longs(5).toArray();
    }

    @Test
    void sameSeedAndPurposeGiveTheSameNumbersWhateverElseWasAsked() {
        Randomness one = Randomness.seeded(42);
        Randomness other = Randomness.seeded(42);
        assertThat(numbers(one.stream("noise"))).hasSize(5);
        assertThat(numbers(one.stream("flow"))).isEqualTo(numbers(other.stream("flow")));
        assertThat(numbers(one.stream("flow"))).isEqualTo(numbers(other.stream("flow")));
        assertThat(one.secret(16)).isEqualTo(other.secret(16));
    }

    @Test
    void differsBySeedByPurposeAndByHowOftenItWasAsked() {
        Randomness source = Randomness.seeded(42);
        long[] first = numbers(source.stream("flow"));
        assertThat(numbers(source.stream("flow"))).isNotEqualTo(first);
        assertThat(numbers(source.stream("stall"))).isNotEqualTo(first);
        assertThat(numbers(Randomness.seeded(43).stream("flow"))).isNotEqualTo(first);
        assertThat(source.secret(16)).isNotEqualTo(source.secret(16));
    }

    @Test
    void numbersOfASeedStayTheSameForEver() {
        assertThat(Randomness.seeded(1).stream("golden").nextLong()).isEqualTo(6616757265693021403L);
    }

    @Test
    void refusesABlankPurposeAndAnEmptySecret() {
        Randomness source = Randomness.seeded(1);
        assertThatThrownBy(() -> source.stream(" ")).hasMessageContaining("must not be blank");
        assertThatThrownBy(() -> source.secret(0)).hasMessageContaining("at least 1 byte, not 0");
    }

    @Test
    void aPumpTimeReadingCannotRunBackwards() {
        assertThatThrownBy(() -> new PumpTimeFeed.Reading(Instant.EPOCH, Instant.EPOCH, -1, true))
                .hasMessageContaining("speed -1 per mille");
    }
}
