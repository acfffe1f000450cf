// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Mass;

/**
 * A first dose.
 *
 * @param drug id of the drug
 * @param indication what it is ordered for
 * @param proposed the dose that a person proposes; none is ever proposed here for a drug without a rule
 * @param screeningDose the effective screening dose, for baclofen
 * @param screeningEffect how long its effect lasted
 * @param opioidTolerant for an opioid: whether the patient is used to it
 * @param historyOfPsychosis for ziconotide: whether there ever was one
 * @param trialDose the effective trial dose, as the mass of 24 h
 * @param grounds what the house knows of the drugs
 */
public record StartDoseRequest(
        String drug,
        String indication,
        Optional<DoseRate> proposed,
        Optional<Mass> screeningDose,
        Optional<Duration> screeningEffect,
        Optional<Boolean> opioidTolerant,
        Optional<Boolean> historyOfPsychosis,
        Optional<Mass> trialDose,
        Grounds grounds)
        implements CalculationRequest {

    static Optional<StartDoseRequest> read(FieldReader fields) {
        fields.only(Grounds.membersAnd(
                FUNCTION,
                "drug",
                "indication",
                "proposed",
                "screeningDose",
                "screeningEffect",
                "opioidTolerant",
                "historyOfPsychosis",
                "trialDose"));
        Optional<String> drug = fields.text("drug");
        Optional<String> indication = fields.text("indication");
        Optional<DoseRate> proposed = fields.optionalParsed("proposed", AboveZero::dose);
        Optional<Mass> screeningDose = fields.optionalParsed("screeningDose", AboveZero::mass);
        Optional<Duration> screeningEffect = fields.optionalParsed("screeningEffect", AboveZero::duration);
        Optional<Boolean> opioidTolerant = fields.optionalFlag("opioidTolerant");
        Optional<Boolean> historyOfPsychosis = fields.optionalFlag("historyOfPsychosis");
        Optional<Mass> trialDose = fields.optionalParsed("trialDose", AboveZero::mass);
        Optional<Grounds> grounds = Grounds.read(fields);
        return fields.isGood()
                ? Optional.of(new StartDoseRequest(
                        drug.orElseThrow(),
                        indication.orElseThrow(),
                        proposed,
                        screeningDose,
                        screeningEffect,
                        opioidTolerant,
                        historyOfPsychosis,
                        trialDose,
                        grounds.orElseThrow()))
                : Optional.empty();
    }

    @Override
    public CalculationFunction function() {
        return CalculationFunction.START_DOSE;
    }

    @Override
    public JsonObject toJson() {
        return grounds.put(Json.object()
                        .put(FUNCTION, function().id())
                        .put("drug", drug)
                        .put("indication", indication)
                        .putOptional("proposed", proposed.map(DoseRate::text))
                        .putOptional("screeningDose", screeningDose.map(Mass::text))
                        .putOptional("screeningEffect", screeningEffect.map(Durations::text))
                        .putOptional("opioidTolerant", opioidTolerant)
                        .putOptional("historyOfPsychosis", historyOfPsychosis)
                        .putOptional("trialDose", trialDose.map(Mass::text)))
                .build();
    }
}
