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
                Arguments.of(new LimiterCheck(), "limiters"),
                Arguments.of(new DrugCheck(), "drugs"),
                Arguments.of(new LeftoverCheck(), "what is left"),
                Arguments.of(new ContraindicationCheck(), "contraindications"),
                Arguments.of(new HistoryCheck(), "history"),
                Arguments.of(new ContentCheck(), "content"),
                Arguments.of(new CatheterCheck(), "catheter"),
                Arguments.of(new ModeCheck(), "mode"),
                Arguments.of(new ScheduleCheck(), "schedule"),
                Arguments.of(new WeekCheck(), "week"),
                Arguments.of(new RateCheck(), "rate"),
                Arguments.of(new DoseLimitCheck(), "daily dose"),
                Arguments.of(new UnitJumpCheck(), "unit jump"),
                Arguments.of(new IncreaseCheck(), "increase"),
                Arguments.of(new BolusStepCheck(), "step with boluses"),
                Arguments.of(new TipStepCheck(), "step at the tip"),
                Arguments.of(new PeakCheck(), "peak"),
                Arguments.of(new StepCountCheck(), "number of steps"),
                Arguments.of(new DecreaseCheck(), "decrease"),
                Arguments.of(new RestartCheck(), "restart"),
                Arguments.of(new StartCheck(), "start, step as a dose and year"),
                Arguments.of(new ApprovalCheck(), "approval"),
                Arguments.of(new PrimeCheck(), "prime"),
                Arguments.of(new BolusCheck(), "boluses"),
                Arguments.of(new BolusSizeCheck(), "size of a bolus"),
                Arguments.of(new PatientBolusCheck(), "patient bolus"),
                Arguments.of(new PatientBolusDrugCheck(), "drugs of patient boluses"),
                Arguments.of(new WindowCheck(), "tip"),
                Arguments.of(new SupplyCheck(), "supply"),
                Arguments.of(new KeepingCheck(), "keeping time"),
                Arguments.of(new ConcentrationCheck(), "concentration"),
                Arguments.of(new RoundingCheck(), "rounding"));
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
