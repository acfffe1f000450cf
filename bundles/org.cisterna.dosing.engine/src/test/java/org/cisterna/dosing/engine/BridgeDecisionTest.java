// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way a bridge is rounded, and what is said of it, at the borders where the harm of one way begins. */
class BridgeDecisionTest {

    private static final long HOUR = 3_600_000;

    private static final Solution OLD = Solution.of("morphine", new Concentration(10_000_000));
    private static final Mix STRONGER = new Mix(Map.of("morphine", Ratio.of(25_000_000)));

    /** Two hours and a half on a grid of hours; tenths, so that a border can be met exactly. */
    @ParameterizedTest(name = "too long gives {0} tenths of the dose, too short {1}: {2} h")
    @CsvSource({
        "10, 5, 3", // too long gives just the wanted dose, which harms nobody
        "11, 5, 2", // too long is the only harm
        "5, 11, 3", // too short is the only harm
        "10, 10, 3", // neither harms
        "20, 30, 3", // both do, too short more
        "30, 20, 2", // both do, too long more
        "20, 20, 2", // both do the same: the new solution is kept away
        "11, 10, 2" // too short gives just the wanted dose
    })
    void isRoundedAwayFromTheGreaterHarm(long tooLong, long tooShort, long hours) {
        long millis =
                BridgeDecision.rounded(Ratio.of(5 * HOUR, 2), HOUR, Ratio.of(tooLong, 10), Ratio.of(tooShort, 10));

        assertThat(millis).isEqualTo(hours * HOUR);
    }

    @ParameterizedTest(name = "too long gives {0} tenths of the dose, too short {1}")
    @CsvSource({"10, 20, false", "20, 10, false", "10, 10, false", "11, 11, true", "5, 20, false"})
    void exactlyTheWantedDoseIsNoHarmOfEitherWay(long tooLong, long tooShort, boolean both) {
        assertThat(decision(2 * HOUR, Ratio.of(tooLong, 10), Ratio.of(tooShort, 10))
                        .hasBothSigns())
                .isEqualTo(both);
    }

    @Test
    void aBridgeOnTheGridIsNotTooLongAndOneStepMoreIs() {
        BridgeDecision exact = decision(2 * HOUR, Ratio.of(2), Ratio.of(2));

        assertThat(exact.isExact()).isTrue();
        assertThat(exact.isTooLong()).isFalse();
        assertThat(exact.off()).isEqualTo(Ratio.ZERO);
        assertThat(decision(2 * HOUR + 1, Ratio.of(2), Ratio.of(2)).isTooLong()).isTrue();
        assertThat(decision(2 * HOUR - 1, Ratio.of(2), Ratio.of(2)).isTooLong()).isFalse();
    }

    @Test
    void afterOneThatIsTooShortTheOldSolutionRunsAtTheNewRateAndAfterOneThatIsTooLongTheNewAtTheOld() {
        BridgeDecision tooShort = decision(HOUR, Ratio.of(2), Ratio.of(2));
        BridgeDecision tooLong = decision(3 * HOUR, Ratio.of(2), Ratio.of(2));

        assertThat(tooShort.offMix()).isEqualTo(Mix.of(OLD));
        assertThat(tooShort.offRate()).isEqualTo(Ratio.of(80_000));
        assertThat(tooLong.offMix()).isEqualTo(STRONGER);
        assertThat(tooLong.offRate()).isEqualTo(Ratio.of(240_000));
    }

    /** Two hours at 0.24 mL a day through a path of 0.02 mL, then 0.08 mL a day. */
    private static BridgeDecision decision(long millis, Ratio tooLong, Ratio tooShort) {
        return new BridgeDecision(
                Mix.of(OLD),
                OLD,
                new Reservoir(STRONGER, STRONGER, STRONGER),
                Ratio.of(20_000),
                new FlowRate(240_000),
                Ratio.of(2 * HOUR),
                millis,
                WeekPlan.of(new Programme.Continuous(new FlowRate(80_000))),
                tooLong,
                tooShort);
    }
}
