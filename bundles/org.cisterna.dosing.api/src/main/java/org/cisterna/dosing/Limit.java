// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Ratio;

/**
 * One limit, with the reason for it and where it comes from. How hard it may be follows from its trust: only the institution's own
 * ceilings, the device, and a wrong route, an incompatibility or a contraindication read in a source may block; everything else confirms; what is not at
 * least remembered with high confidence is no limit at all and is refused here.
 *
 * @param drug id of the drug it holds for, or {@link #ANY_DRUG}
 * @param indication id of the indication it holds for; empty for all
 * @param kind what it is about
 * @param value the value in the form of its kind; kept in canonical text
 * @param effect CONFIRM or BLOCK
 * @param twoPersons whether the CONFIRM needs two persons
 * @param reason why, in words, with the policy's name when it has one
 * @param source where the number was taken from
 * @param trust how far the number can be trusted
 */
public record Limit(
        String drug,
        Optional<String> indication,
        LimitKind kind,
        String value,
        Verdict effect,
        boolean twoPersons,
        String reason,
        String source,
        Trust trust) {

    /** Stands for every drug. */
    public static final String ANY_DRUG = "*";

    /**
     * Checks the value and what the trust allows.
     *
     * @throws IllegalArgumentException in words
     */
    public Limit {
        Objects.requireNonNull(drug, "drug");
        value = kind.canonical(value);
        if (drug.isBlank() || reason.isBlank() || source.isBlank()) {
            throw new IllegalArgumentException(
                    "a limit names its drug, its reason and its source: " + kind + " " + value);
        }
        if (!trust.mayDecide()) {
            throw new IllegalArgumentException(
                    kind + " of " + drug + " rests on " + trust + ": that is no ground for a limit; find the source");
        }
        if (effect == Verdict.PASS || (twoPersons && effect != Verdict.CONFIRM)) {
            throw new IllegalArgumentException(
                    kind + " of " + drug + ": a limit confirms, by one person or two, or blocks; not " + effect);
        }
        if (effect == Verdict.BLOCK && !mayBlock(kind, trust)) {
            throw new IllegalArgumentException(kind + " of " + drug + " rests on " + trust
                    + " and may confirm only: dosing guidance blocks when the institution makes it its own ceiling");
        }
    }

    private static boolean mayBlock(LimitKind kind, Trust trust) {
        return switch (trust) {
            case INSTITUTION, DEVICE -> true;
            case READ, DERIVED ->
                kind == LimitKind.WRONG_ROUTE || kind == LimitKind.INCOMPATIBLE || kind == LimitKind.CONTRAINDICATION;
            case MEMORY_HIGH, MEMORY_MEDIUM, MEMORY_LOW, UNKNOWN -> false;
        };
    }

    /** Whether it holds for this drug under this indication. */
    public boolean concerns(String aDrug, String anIndication) {
        return (drug.equals(ANY_DRUG) || drug.equals(aDrug))
                && (indication.isEmpty() || indication.get().equals(anIndication));
    }

    /** The value of a limit whose form is a dose rate. */
    public DoseRate doseRate() {
        return DoseRate.parse(value).orElseThrow();
    }

    /** The value of a {@link LimitKind#MAX_CONCENTRATION}. */
    public Concentration concentration() {
        return Concentration.parse(value).orElseThrow();
    }

    /** The value of a limit whose form is a duration, in pump time. */
    public Duration interval() {
        return Durations.parse(value).orElseThrow();
    }

    /** The value of a limit whose form is a percentage as a share: 3/10 for 30 %. */
    public Ratio share() {
        return Ratio.of(leadingNumber(), 100);
    }

    /** The value of a limit whose form is a number of times. */
    public long times() {
        return leadingNumber();
    }

    private long leadingNumber() {
        return Long.parseLong(value, 0, value.indexOf(' '), 10);
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("drug", drug)
                .putOptional("indication", indication)
                .put("kind", kind.name())
                .put("value", value)
                .put("effect", effect.name())
                .putOptional("twoPersons", twoPersons ? Optional.of(true) : Optional.empty())
                .put("reason", reason)
                .put("source", source)
                .put("trust", trust.name())
                .build();
    }

    /** Reads what {@link #toJson()} wrote, or a person did; refuses any other field. */
    public static Limit fromJson(JsonObject json) {
        json.onlyNames("drug", "indication", "kind", "value", "effect", "twoPersons", "reason", "source", "trust");
        return new Limit(
                json.string("drug"),
                json.optionalString("indication"),
                KnownWord.of(LimitKind.class, json.string("kind")),
                json.string("value"),
                KnownWord.of(Verdict.class, json.string("effect")),
                json.get("twoPersons").isPresent() && json.flag("twoPersons"),
                json.string("reason"),
                json.string("source"),
                KnownWord.of(Trust.class, json.string("trust")));
    }
}
