// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LimitTest {

    private static final Map<LimitKind, String> VALUES = Map.of(
            LimitKind.MAX_DAILY_DOSE, "1000 mcg/day",
            LimitKind.MAX_CONCENTRATION, "2000 mcg/mL",
            LimitKind.MAX_INCREASE, "30 %",
            LimitKind.MAX_DECREASE, "20 %",
            LimitKind.MIN_INCREASE_INTERVAL, "1 day",
            LimitKind.UNIT_JUMP, "10 times",
            LimitKind.WRONG_ROUTE, "never",
            LimitKind.INCOMPATIBLE, "morphine");

    private static Limit limit(LimitKind kind, String value, Verdict effect, Trust trust) {
        return new Limit("baclofen", Optional.empty(), kind, value, effect, false, "reason", "source", trust);
    }

    /** Only the institution, the device, and a wrong route or an incompatibility with a source may block; memory never does. */
    @ParameterizedTest
    @EnumSource(Trust.class)
    void howHardALimitMayBeFollowsFromItsTrust(Trust trust) {
        VALUES.forEach((kind, value) -> {
            boolean decides = !Set.of(Trust.MEMORY_MEDIUM, Trust.MEMORY_LOW, Trust.UNKNOWN)
                    .contains(trust);
            boolean sourced = trust == Trust.READ || trust == Trust.DERIVED;
            boolean blocks = trust == Trust.INSTITUTION
                    || trust == Trust.DEVICE
                    || (sourced
                            && Set.of(LimitKind.WRONG_ROUTE, LimitKind.INCOMPATIBLE)
                                    .contains(kind));
            allowed(decides, kind, value, Verdict.CONFIRM, trust);
            allowed(blocks, kind, value, Verdict.BLOCK, trust);
            allowed(false, kind, value, Verdict.PASS, trust);
        });
    }

    private static void allowed(boolean allowed, LimitKind kind, String value, Verdict effect, Trust trust) {
        if (allowed) {
            assertThat(Limit.fromJson(limit(kind, value, effect, trust).toJson()))
                    .isEqualTo(limit(kind, value, effect, trust));
        } else {
            assertThatThrownBy(() -> limit(kind, value, effect, trust))
                    .as("%s %s %s", kind, effect, trust)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MAX_DAILY_DOSE, 1000",
        "MAX_DAILY_DOSE, 1000 mcg",
        "MAX_CONCENTRATION, 20 mg",
        "MAX_INCREASE, 30",
        "MAX_INCREASE, 30%",
        "MAX_INCREASE, 0 %",
        "MAX_DECREASE, -20 %",
        "MIN_INCREASE_INTERVAL, 24",
        "UNIT_JUMP, 10",
        "INCOMPATIBLE, Morphine"
    })
    void aValueOfAnotherFormIsRefused(LimitKind kind, String value) {
        assertThatThrownBy(() -> limit(kind, value, Verdict.CONFIRM, Trust.READ))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(value);
    }

    @Test
    void aLimitHoldsForItsDrugAndItsIndication() {
        Limit spinal = new Limit(
                "baclofen",
                Optional.of("spasticity-spinal"),
                LimitKind.MAX_INCREASE,
                "30 %",
                Verdict.CONFIRM,
                true,
                "reason",
                "source",
                Trust.READ);
        Limit any = new Limit(
                Limit.ANY_DRUG,
                Optional.empty(),
                LimitKind.UNIT_JUMP,
                "10 times",
                Verdict.CONFIRM,
                true,
                "reason",
                "source",
                Trust.INSTITUTION);

        assertThat(spinal.concerns("baclofen", "spasticity-spinal")).isTrue();
        assertThat(spinal.concerns("baclofen", "spasticity-child")).isFalse();
        assertThat(spinal.concerns("morphine", "spasticity-spinal")).isFalse();
        assertThat(any.concerns("morphine", "chronic-pain")).isTrue();
        assertThat(new LimitSet("a", "1", java.util.List.of(spinal, any))
                        .concerning(Set.of("morphine"))
                        .limits())
                .containsExactly(any);
    }
}
