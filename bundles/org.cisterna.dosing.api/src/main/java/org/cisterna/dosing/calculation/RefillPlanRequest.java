// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Volume;

/**
 * What a fill makes of the residual.
 *
 * @param residual what the emptied reservoir still holds
 * @param residualSolution what that is
 * @param fill what is to be filled
 * @param solution what that is, as labelled
 * @param rinses rinsing with the new solution before the fill
 * @param daily wanted dose of the primary drug of the new solution
 * @param programmeWith which concentration the programme is made with; a choice that is never made in silence
 * @param capabilities what the pump declares of itself
 * @param indication what the new solution is ordered for; when it is empty, limits for any indication hold
 * @param grounds what the house knows of the drugs; empty when the request brings none, and no limit is looked at then
 */
public record RefillPlanRequest(
        Volume residual,
        Solution residualSolution,
        Volume fill,
        Solution solution,
        Optional<Rinse> rinses,
        DoseRate daily,
        Optional<Basis> programmeWith,
        Capabilities capabilities,
        Optional<String> indication,
        Optional<Grounds> grounds)
        implements CalculationRequest {

    /** Without what the house knows of the drugs. */
    public RefillPlanRequest(
            Volume residual,
            Solution residualSolution,
            Volume fill,
            Solution solution,
            Optional<Rinse> rinses,
            DoseRate daily,
            Optional<Basis> programmeWith,
            Capabilities capabilities) {
        this(
                residual,
                residualSolution,
                fill,
                solution,
                rinses,
                daily,
                programmeWith,
                capabilities,
                Optional.empty(),
                Optional.empty());
    }

    /** Which concentration a programme is made with. */
    public enum Basis {
        /** As labelled on the syringe. */
        LABEL,
        /** What reservoir and residual make together. */
        EFFECTIVE
    }

    /**
     * Rinsing with the new solution: filling a little and withdrawing it again.
     *
     * @param count how often, 1 to 10
     * @param volume how much each time
     */
    public record Rinse(int count, Volume volume) {

        static Optional<Rinse> read(FieldReader fields) {
            fields.only("count", "volume");
            Optional<Integer> count = fields.count("count", 1, 10);
            Optional<Volume> volume = fields.parsed("volume", AboveZero::volume);
            return count.flatMap(times -> volume.map(each -> new Rinse(times, each)));
        }

        JsonObject toJson() {
            return Json.object()
                    .put("count", count)
                    .put("volume", volume.text())
                    .build();
        }
    }

    static Optional<RefillPlanRequest> read(FieldReader fields) {
        fields.only(Grounds.membersAnd(
                FUNCTION,
                "residual",
                "residualSolution",
                "fill",
                "solution",
                "rinses",
                "daily",
                "programmeWith",
                "capabilities",
                "indication"));
        Optional<Volume> residual = fields.parsed("residual", Volume::parse);
        Optional<Solution> residualSolution =
                fields.made("residualSolution", value -> Solution.fromJson(FieldReader.array(value)));
        Optional<Volume> fill = fields.parsed("fill", AboveZero::volume);
        Optional<Solution> solution = fields.made("solution", value -> Solution.fromJson(FieldReader.array(value)));
        Optional<Rinse> rinses = fields.optionalNested("rinses", Rinse::read);
        Optional<DoseRate> daily = fields.parsed("daily", AboveZero::dose);
        Optional<Basis> programmeWith = fields.optionalWord("programmeWith", Basis.class);
        Optional<Capabilities> capabilities =
                fields.made("capabilities", value -> Capabilities.fromJson(FieldReader.object(value)));
        Optional<String> indication = fields.optionalText("indication");
        Optional<Grounds> grounds = Grounds.readIfBrought(fields);
        return fields.isGood()
                ? Optional.of(new RefillPlanRequest(
                        residual.orElseThrow(),
                        residualSolution.orElseThrow(),
                        fill.orElseThrow(),
                        solution.orElseThrow(),
                        rinses,
                        daily.orElseThrow(),
                        programmeWith,
                        capabilities.orElseThrow(),
                        indication,
                        grounds))
                : Optional.empty();
    }

    @Override
    public CalculationFunction function() {
        return CalculationFunction.REFILL_PLAN;
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder json = Json.object()
                .put(FUNCTION, function().id())
                .put("residual", residual.text())
                .put("residualSolution", residualSolution.toJson())
                .put("fill", fill.text())
                .put("solution", solution.toJson())
                .putOptional("rinses", rinses.map(Rinse::toJson))
                .put("daily", daily.text())
                .putOptional("programmeWith", programmeWith.map(FieldReader::spelt))
                .put("capabilities", capabilities.toJson())
                .putOptional("indication", indication);
        grounds.ifPresent(each -> each.put(json));
        return json.build();
    }
}
