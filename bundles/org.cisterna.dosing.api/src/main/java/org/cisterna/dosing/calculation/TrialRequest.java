// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Mass;

/**
 * What came of a trial, and what may come next.
 *
 * @param drug id of the drug
 * @param kind how it was given
 * @param dose what was given
 * @param at when
 * @param observed how long the patient was observed afterwards
 * @param effect which complaint is judged
 * @param before score of the pain before, on any scale that ends at 0
 * @param after score afterwards, on the same scale
 * @param reliefPercent the institution's own criterion; 50 when it is left out
 * @param responded for spasticity: whether the screening dose had its effect
 * @param earlier doses given before, in the order of time
 * @param grounds what the house knows of the drug; empty when the request brings none, and no limit is looked at then
 */
public record TrialRequest(
        String drug,
        Kind kind,
        Mass dose,
        Instant at,
        Duration observed,
        Effect effect,
        Optional<Integer> before,
        Optional<Integer> after,
        Optional<Integer> reliefPercent,
        Optional<Boolean> responded,
        List<Dose> earlier,
        Optional<Grounds> grounds)
        implements CalculationRequest {

    /** Without what the house knows of the drug. */
    public TrialRequest(
            String drug,
            Kind kind,
            Mass dose,
            Instant at,
            Duration observed,
            Effect effect,
            Optional<Integer> before,
            Optional<Integer> after,
            Optional<Integer> reliefPercent,
            Optional<Boolean> responded,
            List<Dose> earlier) {
        this(
                drug,
                kind,
                dose,
                at,
                observed,
                effect,
                before,
                after,
                reliefPercent,
                responded,
                earlier,
                Optional.empty());
    }

    /** How a trial is given. */
    public enum Kind {
        /** One injection. */
        SINGLE_SHOT,
        /** Several injections. */
        MULTIPLE_BOLUS,
        /** Through a catheter, for days. */
        CONTINUOUS
    }

    /** What is judged. */
    public enum Effect {
        /** Relief of pain. */
        PAIN,
        /** Relief of spasticity. */
        SPASTICITY
    }

    /**
     * A dose given before.
     *
     * @param dose what was given
     * @param at when
     * @param responded whether it had its effect
     */
    public record Dose(Mass dose, Instant at, boolean responded) {

        static Optional<Dose> read(FieldReader fields) {
            fields.only("dose", "at", "responded");
            Optional<Mass> dose = fields.parsed("dose", AboveZero::mass);
            Optional<Instant> at = fields.instant("at");
            Optional<Boolean> responded = fields.flag("responded");
            return dose.flatMap(given -> at.flatMap(when -> responded.map(each -> new Dose(given, when, each))));
        }

        JsonObject toJson() {
            return Json.object()
                    .put("dose", dose.text())
                    .put("at", at.toString())
                    .put("responded", responded)
                    .build();
        }
    }

    public TrialRequest {
        earlier = List.copyOf(earlier);
    }

    static Optional<TrialRequest> read(FieldReader fields) {
        fields.only(Grounds.membersAnd(
                FUNCTION,
                "drug",
                "kind",
                "dose",
                "at",
                "observed",
                "effect",
                "before",
                "after",
                "reliefPercent",
                "responded",
                "earlier"));
        Optional<String> drug = fields.text("drug");
        Optional<Kind> kind = fields.word("kind", Kind.class);
        Optional<Mass> dose = fields.parsed("dose", AboveZero::mass);
        Optional<Instant> at = fields.instant("at");
        Optional<Duration> observed = fields.parsed("observed", Durations::parse);
        Optional<Effect> effect = fields.word("effect", Effect.class);
        Optional<Integer> before = fields.optionalCount("before", 0, 100);
        Optional<Integer> after = fields.optionalCount("after", 0, 100);
        Optional<Integer> reliefPercent = fields.optionalCount("reliefPercent", 1, 100);
        Optional<Boolean> responded = fields.optionalFlag("responded");
        Optional<List<Dose>> earlier = fields.list("earlier", Dose::read);
        Optional<Grounds> grounds = Grounds.readIfBrought(fields);
        return fields.isGood()
                ? Optional.of(new TrialRequest(
                        drug.orElseThrow(),
                        kind.orElseThrow(),
                        dose.orElseThrow(),
                        at.orElseThrow(),
                        observed.orElseThrow(),
                        effect.orElseThrow(),
                        before,
                        after,
                        reliefPercent,
                        responded,
                        earlier.orElseThrow(),
                        grounds))
                : Optional.empty();
    }

    @Override
    public CalculationFunction function() {
        return CalculationFunction.TRIAL;
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder json = Json.object()
                .put(FUNCTION, function().id())
                .put("drug", drug)
                .put("kind", FieldReader.spelt(kind))
                .put("dose", dose.text())
                .put("at", at.toString())
                .put("observed", Durations.text(observed))
                .put("effect", FieldReader.spelt(effect))
                .putOptional("before", before)
                .putOptional("after", after)
                .putOptional("reliefPercent", reliefPercent)
                .putOptional("responded", responded)
                .put("earlier", Json.array(earlier.stream().map(Dose::toJson).toList()));
        grounds.ifPresent(each -> each.put(json));
        return json.build();
    }
}
