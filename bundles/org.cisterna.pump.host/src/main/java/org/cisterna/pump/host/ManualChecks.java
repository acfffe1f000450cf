// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.ManualDescription;
import org.cisterna.pump.ManualFill;
import org.cisterna.pump.ManualGuide;
import org.cisterna.pump.ManualLabel;
import org.cisterna.pump.ManualModel;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.ManualStep;
import org.cisterna.pump.ManualWork;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Volume;

/** What people typed about a pump without telemetry, held against its label. Pure. */
final class ManualChecks {

    private ManualChecks() {}

    /** The pump of a label, when the label can be one of this family and the fill one of this pump. */
    static Answer<PumpIdentity> identity(
            ManualLabel label, ManualFill fill, ManualDescription family, Instant pumpNow) {
        List<Violation> violations = new ArrayList<>();
        String manufacturer = family.descriptor().manufacturer();
        if (!label.pump().manufacturer().equals(manufacturer)) {
            violations.add(Violation.of(
                            "LABEL_INVALID",
                            "manufacturer",
                            label.pump().manufacturer(),
                            "pumps of this family have another manufacturer on their labels")
                    .against(manufacturer, family.descriptor().name()));
        }
        Optional<ManualModel> model = family.model(label.model());
        if (model.isEmpty()) {
            violations.add(Violation.of(
                            "LABEL_INVALID", "model", ForeignWords.of(label.model()), "this family has no such model")
                    .against(
                            String.join(
                                    ", ",
                                    family.models().stream()
                                            .map(ManualModel::name)
                                            .toList()),
                            family.descriptor().name()));
        }
        model.filter(each -> !each.flows().contains(label.flow()))
                .ifPresent(each -> violations.add(Violation.of(
                                "LABEL_INVALID", "flow", label.flow().text(), "no label of this model says such a flow")
                        .against(
                                each.flows().min().text() + " to "
                                        + each.flows().max().text(),
                                family.descriptor().name())));
        model.map(ManualModel::capacity)
                .filter(each ->
                        fill.volume().compareTo(each) > 0 || fill.volume().compareTo(Volume.ZERO) == 0)
                .ifPresent(each -> violations.add(ManualRefusals.tooMuch(
                        "fill",
                        fill.volume().text(),
                        each.text(),
                        "the last fill is more than nothing and not more than the reservoir holds")));
        if (fill.at().isAfter(pumpNow)) {
            violations.add(Violation.of(
                    "OUT_OF_RANGE",
                    "filled",
                    fill.at().toString(),
                    "the last fill was before now, which is " + pumpNow));
        }
        return violations.isEmpty()
                ? Answer.done(new PumpIdentity(
                        label.pump(),
                        label.model(),
                        "none",
                        model.orElseThrow().capabilities(label.flow()),
                        family.descriptor().simulatedOnly()))
                : Answer.refused(violations);
    }

    /** Whether a plan is one that hands can carry out on this pump. */
    static List<Violation> plan(Plan plan, ManualPump pump) {
        List<Violation> violations = new ArrayList<>();
        if (!plan.expected().equals(pump.revision())) {
            violations.add(Violation.of(
                            "STALE_REVISION",
                            "revision",
                            pump.revision().toString(),
                            "something was attested of this pump since the plan was made; order it again")
                    .against("revision " + plan.expected(), "the plan"));
        }
        Capabilities capabilities = pump.identity().capabilities();
        if (!plan.capabilities().equals(capabilities.digest())) {
            violations.add(Violation.of(
                    "CAPABILITIES_CHANGED",
                    "capabilities",
                    capabilities.digest().text(),
                    "the plan was made for another label; order it again"));
        }
        if (!plan.programme().equals(new Programme.Continuous(pump.labelFlow()))) {
            violations.add(ManualRefusals.plan(
                    "programme",
                    plan.programme().toJson().canonicalText(),
                    pump.labelFlow().text(),
                    "this pump has one flow for life, day and night: only the concentration can change"));
        }
        Optional<Volume> filled = plan.parts().size() == 1 && plan.parts().get(0) instanceof ProgrammePart.Refill refill
                ? Optional.of(refill.reservoir())
                : Optional.empty();
        if (filled.isEmpty()) {
            violations.add(
                    ManualRefusals.plan(
                            "parts",
                            plan.parts().size() + " parts",
                            "one refill",
                            "a refill is the only thing that can be done to this pump: no bolus, no prime, no bridge, nothing for the patient"));
        }
        filled.filter(each -> each.compareTo(capabilities.reservoirCapacity()) > 0 || each.nanolitres() == 0)
                .ifPresent(each -> violations.add(ManualRefusals.tooMuch(
                        "volume",
                        each.text(),
                        capabilities.reservoirCapacity().text(),
                        "more is to be filled than the reservoir holds, or nothing")));
        return violations;
    }

    /** Whether a step can be entered now, and whether what was typed can be. */
    static List<Violation> step(ManualStep step, ManualPump pump, ManualWork work, Instant pumpNow) {
        List<ManualGuide.Kind> kinds = ManualGuide.kinds(work.act());
        boolean due = step.kind() == ManualGuide.Kind.EXPLAIN
                ? work.next() == ManualGuide.Kind.FILL
                        && work.last(ManualStep.Emptied.class).isPresent()
                : kinds.contains(step.kind()) && kinds.indexOf(step.kind()) <= kinds.indexOf(work.next());
        if (!due) {
            return List.of(ManualRefusals.turn(work, step.kind().name()));
        }
        Capabilities capabilities = pump.identity().capabilities();
        List<Violation> violations = new ArrayList<>();
        if (step instanceof ManualStep.Identified identified
                && !identified.serial().equals(pump.pump().serial())) {
            violations.add(ManualRefusals.wrongPump(identified.serial()));
        } else if (step instanceof ManualStep.Emptied emptied) {
            Volume most = capabilities.reservoirCapacity().plus(capabilities.residualVolume());
            if (emptied.returned().compareTo(most) > 0) {
                violations.add(ManualRefusals.tooMuch(
                        "returned",
                        emptied.returned().text(),
                        most.text(),
                        "more cannot have come out of this reservoir: read the syringe again"));
            }
        } else if (step instanceof ManualStep.Checked checked) {
            label(violations, checked.solution(), checked.beyondUse(), work, pumpNow);
        } else if (step instanceof ManualStep.Filled filled) {
            filled(violations, filled, work, capabilities, pumpNow);
        }
        return violations;
    }

    /** What a label says, before the puncture and once more before the injection. */
    private static void label(
            List<Violation> violations, Solution solution, LocalDate beyondUse, ManualWork work, Instant pumpNow) {
        Plan plan = work.plan().orElseThrow();
        if (!solution.equals(plan.solution())) {
            violations.add(ManualRefusals.notOrdered(
                    "solution", solution.text(), plan.solution().text()));
        }
        LocalDate today = LocalDate.ofInstant(pumpNow, ZoneOffset.UTC);
        if (beyondUse.isBefore(today)) {
            violations.add(Violation.of(
                    "BEYOND_USE",
                    "beyondUse",
                    beyondUse.toString(),
                    "the day until which this may be used is over; today is " + today
                            + " (pump time): do not inject it"));
        }
    }

    private static void filled(
            List<Violation> violations,
            ManualStep.Filled filled,
            ManualWork work,
            Capabilities capabilities,
            Instant pumpNow) {
        label(violations, filled.solution(), filled.beyondUse(), work, pumpNow);
        work.last(ManualStep.Checked.class)
                .map(each -> each.step().lot())
                .filter(each -> !each.equals(filled.lot()))
                .ifPresent(each -> violations.add(ManualRefusals.notChecked(filled.lot(), each)));
        if (filled.volume().compareTo(capabilities.reservoirCapacity()) > 0
                || filled.volume().nanolitres() == 0) {
            violations.add(
                    ManualRefusals.tooMuch(
                            "volume",
                            filled.volume().text(),
                            capabilities.reservoirCapacity().text(),
                            "this reservoir does not take that: an overfilled one presses drug into the patient. If it is in, take out what is too much"));
        }
    }
}
