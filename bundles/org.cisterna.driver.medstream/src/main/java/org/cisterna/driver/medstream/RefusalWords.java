// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cisterna.pump.Violation;

/** Says in sentences what a refusal of the pump says in words. A code or subject that is not on the protocol page keeps its own. */
final class RefusalWords {

    static final String UNAUTHENTICATED = "UNAUTHENTICATED";

    private static final Set<String> LIMITED = Set.of("OUT_OF_RANGE", "OFF_GRID", "WRONG_REVISION");
    private static final String PUMP = "the pump";

    private RefusalWords() {}

    /** Every reason of the refusal. */
    static List<Violation> violations(RefusedAnswer refused) {
        return refused.reasons().stream().map(RefusalWords::violation).toList();
    }

    /** The messages in one line. */
    static String line(RefusedAnswer refused) {
        return violations(refused).stream()
                .map(each -> each.code() + ": " + each.message())
                .collect(Collectors.joining("; "));
    }

    private static Violation violation(RefusedAnswer.Reason reason) {
        boolean about = !reason.subject().isEmpty();
        boolean limited = LIMITED.contains(reason.code());
        return new Violation(
                name(reason.code()),
                message(reason),
                about ? Optional.of(subject(reason)) : Optional.empty(),
                about ? Optional.of(Long.toString(reason.value())) : Optional.empty(),
                limited ? Optional.of(Long.toString(reason.limit())) : Optional.empty(),
                limited ? Optional.of(PUMP) : Optional.empty());
    }

    /** The platform's word for a code of the pump. */
    private static String name(String code) {
        return switch (code) {
            case "NOT_TOGETHER" -> "PARTS_EXCLUDE";
            case "WRONG_DIGEST" -> "DIGEST_MISMATCH";
            case "COMMAND_USED" -> "COMMAND_ID_USED";
            case "SPENT" -> "BATTERY_END";
            case UNAUTHENTICATED,
                    "BAD_COUNTER",
                    "MALFORMED",
                    "UNSUPPORTED_KIND",
                    "UNSUPPORTED_VERSION",
                    "UNSUPPORTED_SUITE",
                    "PAIRING_REFUSED",
                    "PAIRING_BLOCKED",
                    "ROLE",
                    "BUSY",
                    "WRONG_REVISION",
                    "OUT_OF_RANGE",
                    "OFF_GRID",
                    "BAD_SCHEDULE",
                    "DUPLICATE",
                    "NOT_STAGED",
                    "WRONG_TOKEN",
                    "MEMORY_FAULT" -> code;
            default -> "REFUSED_" + code;
        };
    }

    private static String message(RefusedAnswer.Reason reason) {
        String what = subject(reason) + " " + reason.value();
        return switch (reason.code()) {
            case UNAUTHENTICATED -> "the pump does not accept this session or this key";
            case "BAD_COUNTER" -> "the pump got request number " + reason.value() + " and expects " + reason.limit();
            case "MALFORMED" -> "the pump could not read the request; driver and pump do not fit together";
            case "UNSUPPORTED_KIND" -> "the pump does not know the request";
            case "UNSUPPORTED_VERSION" -> "the pump does not speak version " + reason.value() + " of the protocol";
            case "UNSUPPORTED_SUITE" -> "the pump does not support suite " + reason.value() + " of the protocol";
            case "PAIRING_REFUSED" ->
                "the pump refused the pairing: compare the code with the pump's label and try again";
            case "PAIRING_BLOCKED" ->
                "the pump refuses pairing for another " + reason.value() + " s after " + reason.limit()
                        + " failures; wait, then use the code on its label";
            case "ROLE" -> "this pairing is not one of a programmer; pair the pump again";
            case "BUSY" -> "a programmer holds a session with this pump; wait for its end";
            case "WRONG_REVISION" ->
                "the plan was made for revision " + reason.value() + " and the pump is at revision " + reason.limit()
                        + "; read the pump and draft again";
            case "OUT_OF_RANGE" -> what + " is outside what the pump accepts; the limit is " + reason.limit();
            case "OFF_GRID" -> what + " is not a whole multiple of " + reason.limit();
            case "BAD_SCHEDULE" ->
                what + " does not follow " + reason.limit() + "; the first step starts at 00:00, each other one later";
            case "DUPLICATE" -> subject(reason) + " stands in the solution before, as drug " + reason.value();
            case "NOT_TOGETHER" ->
                "the pump gives no bolus together with a prime or a bridge; send them one after the other";
            case "NOT_STAGED" -> "the pump has nothing staged for this command; stage the plan again";
            case "WRONG_TOKEN" -> "the pump does not know this token; stage the plan again";
            case "WRONG_DIGEST" -> "what is to be committed is not what was staged; stage the plan again";
            case "COMMAND_USED" -> "the pump has used this command id for something else; use a new one";
            case "MEMORY_FAULT" -> "the pump could not write its memory and goes on with the programme before";
            case "SPENT" ->
                "the pump's battery has reached its end and it delivers no more; the pump has to be replaced";
            default ->
                "the pump refused with code " + reason.code() + " (" + subject(reason) + ", value " + reason.value()
                        + ", limit " + reason.limit() + ")";
        };
    }

    private static String subject(RefusedAnswer.Reason reason) {
        String index = reason.index().isEmpty() ? "" : "[" + reason.index().getAsLong() + "]";
        return switch (reason.subject()) {
            case "n" -> "counter";
            case "command" -> "command.id";
            case "from" -> "event.number";
            case "most" -> "event.count";
            case "p.form" -> "form";
            case "p.step" -> "steps.count";
            case "p.step.start" -> "steps" + index + ".start (min)";
            case "p.step.rate" -> "steps" + index + ".rate (nL/day)";
            case "p.drug" -> "drugs.count";
            case "p.drug.name" -> "drugs" + index + ".name";
            case "p.drug.concentration" -> "drugs" + index + ".concentration (ng/mL)";
            case "p.reservoir" -> "refill.reservoir (nL)";
            case "p.prime" -> "prime.volume (nL)";
            case "p.bridge.rate" -> "bridge.rate (nL/day)";
            case "p.bridge.minutes" -> "bridge.duration (min)";
            case "p.bolus" -> "bolus.rate (nL/day, the day's included)";
            case "p.bolus.volume" -> "bolus.volume (nL)";
            case "p.bolus.minutes" -> "bolus.duration (min)";
            default -> (reason.subject().isEmpty() ? "subject" : reason.subject()) + index;
        };
    }
}
