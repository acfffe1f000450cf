// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;

/**
 * Holds a plan against what a pump declares and what its protocol has room for, before a byte is sent. It names every reason for which the pump
 * cannot take the plan, in the same words for every pump; nothing is rounded and nothing is cut. Whoever turns a plan into the units of a pump does
 * so after it found nothing, and then every value divides evenly.
 *
 * <p>What a family refuses on top of that (two parts that exclude each other, a firmware that is not programmed) its driver says itself. Immutable;
 * any thread.
 */
public final class PlanCheck {

    private static final int FEWEST_STEPS = 2;

    private final Capabilities pump;
    private final Room room;

    /**
     * For one pump.
     *
     * @param pump what it declares
     * @param room of its protocol
     */
    public PlanCheck(Capabilities pump, Room room) {
        this.pump = pump;
        this.room = room;
    }

    /**
     * What a protocol has room for, whatever a pump declares.
     *
     * @param days how many different days of a week, 1 to 7; with 1 every day is the same
     * @param steps the most steps of a day, at least 1
     * @param drugs the most drugs that the pump stores, at least 1
     * @param nameBytes the longest name of a drug, in bytes of UTF-8
     * @param densest the highest concentration
     */
    public record Room(int days, int steps, int drugs, int nameBytes, Concentration densest) {}

    /**
     * Every reason for which the pump cannot take this programme with its solution and parts.
     *
     * @return empty when it can: then rates, volumes, times and starts are whole multiples of the pump's grids and within its ranges
     */
    public List<Violation> of(Programme programme, Solution solution, List<ProgrammePart> parts) {
        Findings findings = new Findings();
        boolean minimum = pump.functions().flatMap(each -> each.minimumRate()).isPresent()
                && parts.stream().anyMatch(ProgrammePart.MinimumRate.class::isInstance);
        if (!minimum) { // a minimum rate lies below the range of a day, and is held against its own value
            day(findings, "", programme);
        }
        drugs(findings, solution);
        PartCheck check = new PartCheck(pump, programme, solution, findings);
        for (ProgrammePart part : parts) {
            if (isPossible(part) && check.isDeclared(part)) {
                check.values(part);
                if (part instanceof ProgrammePart.Weekdays other) {
                    day(findings, "weekdays.", other.programme());
                }
            } else {
                findings.add(Violation.of(
                                "UNSUPPORTED_PART",
                                "parts",
                                part.toJson().string("part"),
                                "this pump cannot do this; draft without it")
                        .against("not declared", Findings.DECLARED));
            }
        }
        return findings.all();
    }

    private boolean isPossible(ProgrammePart part) {
        return room.days() > 1 || !(part instanceof ProgrammePart.Weekdays);
    }

    /**
     * What a pump says that gives no bolus by order together with a prime or a bridge.
     *
     * @return empty when the parts ask for nothing of the kind
     */
    public static Optional<Violation> bolusApart(List<ProgrammePart> parts) {
        boolean before = parts.stream()
                .anyMatch(each -> each instanceof ProgrammePart.Prime || each instanceof ProgrammePart.Bridge);
        boolean boluses = parts.stream()
                .anyMatch(each ->
                        each instanceof ProgrammePart.SingleBolus || each instanceof ProgrammePart.PeriodicBolus);
        return before && boluses
                ? Optional.of(Violation.of(
                        "PARTS_EXCLUDE",
                        "the pump gives no bolus together with a prime or a bridge; send them one after the other"))
                : Optional.empty();
    }

    private void day(Findings findings, String prefix, Programme programme) {
        if (programme instanceof Programme.Continuous continuous) {
            findings.rate(prefix + "rate", continuous.rate(), pump);
        } else if (programme instanceof Programme.Flex flex) {
            count(findings, prefix + "steps.count", flex.steps().size());
            for (int i = 0; i < flex.steps().size(); i++) {
                Programme.Step step = flex.steps().get(i);
                start(findings, prefix + "steps[" + i + "].start", step.start());
                findings.rate(prefix + "steps[" + i + "].rate", step.rate(), pump);
            }
        } else {
            findings.add(Violation.of("NO_PROGRAMME", "a stop is no programme; order the stop itself"));
        }
    }

    private void count(Findings findings, String field, int count) {
        int most = Math.min(pump.maxSteps(), room.steps());
        if (count < FEWEST_STEPS) {
            findings.add(Violation.of(
                            "TOO_FEW",
                            field,
                            Integer.toString(count),
                            "a day in steps has at least 2; one rate all day is a continuous programme")
                    .against(Integer.toString(FEWEST_STEPS), Findings.PROTOCOL));
        }
        if (count > most) {
            findings.add(Violation.of(
                            "TOO_MANY",
                            field,
                            Integer.toString(count),
                            "the pump holds fewer steps a day; draft the day with fewer")
                    .against(Integer.toString(most), Findings.DECLARED));
        }
    }

    private void start(Findings findings, String field, DayTime start) {
        long grid = pump.stepGrid().toMinutes();
        if (start.minute() % grid != 0) {
            findings.add(
                    Violation.of("OFF_GRID", field, start.text(), "steps start at whole multiples of the pump's grid")
                            .against(grid + " min", Findings.DECLARED));
        }
    }

    private void drugs(Findings findings, Solution solution) {
        int count = solution.ingredients().size();
        if (count > room.drugs()) {
            findings.add(Violation.of("TOO_MANY", "drugs.count", Integer.toString(count), "the pump stores fewer drugs")
                    .against(Integer.toString(room.drugs()), Findings.DECLARED));
        }
        for (int i = 0; i < count; i++) {
            Solution.Ingredient each = solution.ingredients().get(i);
            if (each.drug().getBytes(StandardCharsets.UTF_8).length > room.nameBytes()) {
                findings.add(
                        Violation.of("BAD_TEXT", "drugs[" + i + "].name", each.drug(), "the pump stores shorter names")
                                .against(room.nameBytes() + " bytes", Findings.PROTOCOL));
            }
            if (each.concentration().compareTo(room.densest()) > 0) {
                findings.add(Violation.of(
                                "OUT_OF_RANGE",
                                "drugs[" + i + "].concentration",
                                each.concentration().text(),
                                "the pump stores no such concentration")
                        .against(room.densest().text(), Findings.PROTOCOL));
            }
        }
    }
}
