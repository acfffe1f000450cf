// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.AboveZero;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.quantity.DoseRate;

/**
 * A rise in steps, by a named policy.
 *
 * @param drug id of the drug
 * @param policy the rule of the steps
 * @param from the dose that runs
 * @param since pump time from which it was given
 * @param to the dose to be reached
 * @param grounds what the house knows of the drugs
 */
public record TitrationRequest(String drug, Policy policy, DoseRate from, Instant since, DoseRate to, Grounds grounds)
        implements CalculationRequest {

    /** Rules of a rise; {@code docs/calculations.md} has the numbers and their sources. */
    public enum Policy {
        /** Baclofen for spasticity of spinal origin. */
        BAC_SPINAL,
        /** Baclofen for spasticity of cerebral origin. */
        BAC_CEREBRAL,
        /** Baclofen for a child. */
        BAC_PED,
        /** Baclofen, kept up at refills, spinal origin. */
        BAC_MAINT_SPINAL,
        /** Baclofen, kept up at refills, cerebral origin. */
        BAC_MAINT_CEREBRAL,
        /** Ziconotide by consensus. */
        ZIC_CONSENSUS,
        /** Ziconotide by the label of the United States. */
        ZIC_LABEL_US,
        /** Ziconotide by the label of the European Union. */
        ZIC_EU
    }

    static Optional<TitrationRequest> read(FieldReader fields) {
        fields.only(Grounds.membersAnd(FUNCTION, "drug", "policy", "from", "since", "to"));
        Optional<String> drug = fields.text("drug");
        Optional<Policy> policy = fields.word("policy", Policy.class);
        Optional<DoseRate> from = fields.parsed("from", AboveZero::dose);
        Optional<Instant> since = fields.instant("since");
        Optional<DoseRate> to = fields.parsed("to", AboveZero::dose);
        Optional<Grounds> grounds = Grounds.read(fields);
        return fields.isGood()
                ? Optional.of(new TitrationRequest(
                        drug.orElseThrow(),
                        policy.orElseThrow(),
                        from.orElseThrow(),
                        since.orElseThrow(),
                        to.orElseThrow(),
                        grounds.orElseThrow()))
                : Optional.empty();
    }

    @Override
    public CalculationFunction function() {
        return CalculationFunction.TITRATION;
    }

    @Override
    public JsonObject toJson() {
        return grounds.put(Json.object()
                        .put(FUNCTION, function().id())
                        .put("drug", drug)
                        .put("policy", FieldReader.spelt(policy))
                        .put("from", from.text())
                        .put("since", since.toString())
                        .put("to", to.text()))
                .build();
    }
}
