// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.driver;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.FlowRate;

/** Whether a plan can be sent to a pump as it stands. Nothing is rounded here: the engine rounds, and what is off the grid is refused. */
final class PlanFit {

    private static final String SOURCE = "what the pump declares";
    private static final int MOST_DRUGS = 3;

    private final PumpIdentity identity;

    PlanFit(PumpIdentity identity) {
        this.identity = identity;
    }

    /** The plan, or every reason why it cannot be sent. */
    Answer<Plan> check(Plan plan) {
        List<Violation> wrong = new ArrayList<>(identity.mismatches(plan));
        Capabilities able = identity.capabilities();
        plan.parts()
                .forEach(part -> wrong.add(Violation.of(
                        "UNSUPPORTED_PART",
                        "parts",
                        part.text(),
                        "a pump of this family runs a day and nothing beside it")));
        if (plan.solution().ingredients().size() > MOST_DRUGS) {
            wrong.add(Violation.of("TOO_MANY", "drugs", plan.solution().text(), "the pump stores fewer drugs")
                    .against(Integer.toString(MOST_DRUGS), "PROTOCOL.md"));
        }
        day(wrong, able, plan.programme());
        return wrong.isEmpty() ? Answer.done(plan) : Answer.refused(wrong);
    }

    private static void day(List<Violation> wrong, Capabilities able, Programme programme) {
        if (programme instanceof Programme.Stopped) {
            wrong.add(Violation.of("NO_PROGRAMME", "a stop is no programme; order the stop itself"));
        }
        for (FlowRate rate : programme.rates()) {
            if (!able.rate().contains(rate)) {
                wrong.add(Violation.of("OUT_OF_RANGE", "rate", rate.text(), "the pump does not deliver at this rate")
                        .against(able.rate().toString(), SOURCE));
            } else if (rate.nanolitresPerDay() % able.rateGrid().nanolitresPerDay() != 0) {
                wrong.add(Violation.of(
                                "OFF_GRID",
                                "rate",
                                rate.text(),
                                "the pump makes whole multiples of its grid; nothing is rounded here")
                        .against(able.rateGrid().text(), SOURCE));
            }
        }
        if (programme instanceof Programme.Flex flex) {
            int steps = flex.steps().size();
            if (steps < 2 || steps > able.maxSteps()) {
                wrong.add(Violation.of(
                                steps < 2 ? "TOO_FEW" : "TOO_MANY",
                                "steps",
                                Integer.toString(steps),
                                "a day in steps has at least 2, and not more than the pump holds")
                        .against(Integer.toString(able.maxSteps()), SOURCE));
            }
            for (Programme.Step step : flex.steps()) {
                if (step.start().minute() % able.stepGrid().toMinutes() != 0) {
                    wrong.add(Violation.of(
                                    "OFF_GRID",
                                    "start",
                                    step.start().text(),
                                    "steps start at whole multiples of the pump's grid")
                            .against(able.stepGrid().toMinutes() + " min", SOURCE));
                }
            }
        }
    }
}
