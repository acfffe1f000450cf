// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.calculation.Calculated;
import org.cisterna.dosing.calculation.CalculationEngine;
import org.cisterna.dosing.calculation.CalculationFunction;
import org.cisterna.dosing.calculation.CalculationRequest;
import org.cisterna.dosing.calculation.Completion;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.ManualDescription;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.ManualPumps;
import org.cisterna.pump.MeasuredFlow;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Volume;
import org.cisterna.therapy.Implant;
import org.cisterna.therapy.ManualEntry;
import org.cisterna.therapy.ManualRequest;
import org.cisterna.therapy.Refusal;

/** Turns an order of a next fill into a plan: the engine computes the concentration, and nobody else rounds. */
final class ManualOrdering {

    /** An order waits for pharmacy and visit; its signatures do not. */
    private static final Duration HOLDS = Duration.ofDays(7);

    private static final Duration DAY = Duration.ofDays(1);

    private final Parts parts;

    ManualOrdering(Parts parts) {
        this.parts = parts;
    }

    Answer<ManualEntry.Ordered> ordered(ManualPumps host, ManualPump pump, Implant implant, ManualRequest.Order typed) {
        ManualTyping typing = new ManualTyping();
        String drug = typing.drug("drug", typed.drug());
        Optional<DoseRate> daily = typing.parsed("daily", typed.daily(), DoseRate::parse);
        Optional<Concentration> stock = typing.parsed("stock", typed.stock(), Concentration::parse);
        Optional<Volume> prepare = typing.parsed("prepare", typed.prepare(), Volume::parse);
        Optional<Volume> volume = typing.parsed("volume", typed.volume(), Volume::parse);
        List<Violation> wrong = new ArrayList<>(typing.wrong());
        Capabilities capabilities = pump.identity().capabilities();
        volume.filter(each -> each.compareTo(capabilities.reservoirCapacity()) > 0 || each.nanolitres() == 0)
                .ifPresent(each -> wrong.add(Refusal.BAD_VALUE
                        .because(
                                "volume", each.text(), "Fill more than nothing, and not more than the reservoir holds.")
                        .against(capabilities.reservoirCapacity().text(), "the model of the pump")));
        Optional<ManualDescription> family = host.families().stream()
                .filter(each -> each.descriptor().family().equals(pump.family()))
                .findFirst();
        if (family.isEmpty()) {
            wrong.add(Refusal.SERVICE_MISSING.because(
                    "family",
                    pump.family(),
                    "The description of this family is not here now; start the bundle that has it."));
        }
        if (!wrong.isEmpty()) {
            return Answer.refused(wrong);
        }
        JsonObject asked = asked(pump, implant, drug, daily.orElseThrow(), stock.orElseThrow(), prepare.orElseThrow());
        return parts.surroundings().need(DrugLibrary.class).then(library -> parts.surroundings()
                .need(CalculationEngine.class)
                .then(engine -> CalculationRequest.read(Completion.of(
                                        asked, library, parts.surroundings().limiters())
                                .request())
                        .then(request -> decided(engine.calculate(request)).map(answer -> {
                            Solution solution = Solution.of(drug, concentration(answer));
                            CommandId command = parts.newCommand();
                            return new ManualEntry.Ordered(
                                    command.hex(),
                                    daily.orElseThrow(),
                                    pump.measured().isPresent(),
                                    request.toJson(),
                                    answer,
                                    new Plan(
                                            pump.pump(),
                                            implant.patient().text(),
                                            pump.revision(),
                                            new Programme.Continuous(pump.labelFlow()),
                                            solution,
                                            capabilities.digest(),
                                            family.orElseThrow().digest(),
                                            answer.request(),
                                            List.of(new ProgrammePart.Refill(volume.orElseThrow()))),
                                    parts.house().now().plus(HOLDS));
                        }))));
    }

    /** Before a flow was measured, the factory's measurement stands in its place: what the label says of one day. */
    private static JsonObject asked(
            ManualPump pump, Implant implant, String drug, DoseRate daily, Concentration stock, Volume prepare) {
        Optional<MeasuredFlow> measured = pump.measured();
        Capabilities capabilities = pump.identity().capabilities();
        return Json.object()
                .put(CalculationRequest.FUNCTION, CalculationFunction.CONSTANT_FLOW.id())
                .put("indication", implant.indication())
                .put(
                        "filled",
                        measured.map(MeasuredFlow::filled)
                                .orElseGet(() -> new Volume(pump.labelFlow().nanolitresPerDay()))
                                .text())
                .put(
                        "returned",
                        measured.map(MeasuredFlow::returned).orElse(Volume.ZERO).text())
                .put(
                        "elapsed",
                        Durations.text(measured.map(MeasuredFlow::elapsed).orElse(DAY)))
                .put("nominalRate", pump.labelFlow().text())
                .put("capacity", capabilities.reservoirCapacity().text())
                .put("drug", drug)
                .put("daily", daily.text())
                .put("stock", stock.text())
                .put("prepare", prepare.text())
                .put("accuracyPerMille", capabilities.accuracyPerMille())
                .build();
    }

    /** What blocks is refused: nobody compounds it. */
    private static Answer<Calculated> decided(Calculated answer) {
        List<Finding> blocks = answer.findings(Verdict.BLOCK);
        if (blocks.isEmpty()) {
            return Answer.done(answer);
        }
        List<Violation> violations = new ArrayList<>();
        violations.add(Refusal.BLOCKED.because(
                "verdict",
                Verdict.BLOCK.name(),
                "A finding blocks this order, and there is no override: order otherwise."));
        blocks.forEach(each -> violations.add(new Violation(
                each.code(),
                each.message(),
                Optional.of(each.subject()),
                Optional.of(each.value()),
                each.limit(),
                each.source())));
        return Answer.refused(violations);
    }

    private static Concentration concentration(Calculated answer) {
        return Concentration.parse(answer.result("concentration").orElseThrow().value())
                .orElseThrow();
    }
}
