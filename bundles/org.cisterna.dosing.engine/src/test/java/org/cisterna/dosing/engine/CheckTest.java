// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cisterna.dosing.Finding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A check that could not be made is named in the refusal: a person has nothing else to report it by. */
class CheckTest {

    /** A check that breaks, under the name of another. */
    private record Broken(Check named) implements Check {

        @Override
        public String name() {
            return named.name();
        }

        @Override
        public List<Finding> examine(Case subject) {
            throw new ArithmeticException("of no matter");
        }
    }

    static List<Arguments> named() {
        return List.of(
                Arguments.of(new ContentCheck(), "content"),
                Arguments.of(new PrimeCheck(), "prime"),
                Arguments.of(new WindowCheck(), "tip"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("named")
    void theRefusalNamesTheCheck(Check check, String name) {
        Finding refusal = new Rules(List.of(new Broken(check)))
                .propose(Sketch.of("functions-morphine").request())
                .findings()
                .get(0);

        assertThat(refusal.code()).isEqualTo("CHECK_FAILED");
        assertThat(refusal.subject()).isEqualTo(name);
        assertThat(refusal.message()).startsWith("the check \"" + name + "\" could not be made");
    }
}
