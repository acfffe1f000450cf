// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cisterna.pump.Violation;

/** Says in words what a refusal of the pump says in numbers. A code or subject that is not on the protocol page keeps its number. */
final class RefusalWords {

    static final int UNAUTHENTICATED = 1;
    static final int PAIRING_BLOCKED = 8;
    static final int MEMORY_FAULT = 27;

    private static final int OUT_OF_RANGE = 17;
    private static final int OFF_GRID = 18;
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
        boolean limited = reason.code() == OUT_OF_RANGE || reason.code() == OFF_GRID || reason.code() == 16;
        return new Violation(
                name(reason.code()),
                message(reason),
                reason.subject() == 0 ? Optional.empty() : Optional.of(subject(reason)),
                reason.subject() == 0 ? Optional.empty() : Optional.of(Long.toString(reason.value())),
                limited ? Optional.of(Long.toString(reason.limit())) : Optional.empty(),
                limited ? Optional.of(PUMP) : Optional.empty());
    }

    private static String name(int code) {
        return switch (code) {
            case UNAUTHENTICATED -> "UNAUTHENTICATED";
            case 2 -> "BAD_COUNTER";
            case 3 -> "MALFORMED";
            case 4 -> "UNSUPPORTED_KIND";
            case 5 -> "UNSUPPORTED_VERSION";
            case 6 -> "UNSUPPORTED_SUITE";
            case 7 -> "PAIRING_REFUSED";
            case PAIRING_BLOCKED -> "PAIRING_BLOCKED";
            case 9 -> "ROLE";
            case 10 -> "BUSY";
            case 16 -> "WRONG_REVISION";
            case OUT_OF_RANGE -> "OUT_OF_RANGE";
            case OFF_GRID -> "OFF_GRID";
            case 19 -> "BAD_SCHEDULE";
            case 20 -> "DUPLICATE";
            case 21 -> "PARTS_EXCLUDE";
            case 22 -> "NOT_PERMITTED";
            case 23 -> "NOT_STAGED";
            case 24 -> "WRONG_TOKEN";
            case 25 -> "DIGEST_MISMATCH";
            case 26 -> "COMMAND_ID_USED";
            case MEMORY_FAULT -> "MEMORY_FAULT";
            case 28 -> "BATTERY_END";
            default -> "REFUSED_" + code;
        };
    }

    private static String message(RefusedAnswer.Reason reason) {
        String what = subject(reason) + " " + reason.value();
        return switch (reason.code()) {
            case UNAUTHENTICATED -> "the pump does not accept this session or this key";
            case 2 -> "the pump got request number " + reason.value() + " and expects " + reason.limit();
            case 3 -> "the pump could not read the request; driver and pump do not fit together";
            case 4 -> "the pump does not know the request";
            case 5 -> "the pump does not speak version " + reason.value() + " of the protocol";
            case 6 -> "the pump does not support suite " + reason.value() + " of the protocol";
            case 7 -> "the pump refused the pairing: compare the code with the pump's label and try again";
            case PAIRING_BLOCKED ->
                "the pump refuses pairing for another " + reason.value() + " s after " + reason.limit()
                        + " failures; wait, then use the code on its label";
            case 9 -> "this pairing is not one of a programmer; pair the pump again";
            case 10 -> "a programmer holds a session with this pump; wait for its end";
            case 16 ->
                "the plan was made for revision " + reason.value() + " and the pump is at revision " + reason.limit()
                        + "; read the pump and draft again";
            case OUT_OF_RANGE -> what + " is outside what the pump accepts; the limit is " + reason.limit();
            case OFF_GRID -> what + " is not a whole multiple of " + reason.limit();
            case 19 ->
                what + " does not follow " + reason.limit() + "; the first step starts at 00:00, each other one later";
            case 20 -> subject(reason) + " stands in the solution before, as drug " + reason.value();
            case 21 -> "the pump gives no bolus together with a prime or a bridge; send them one after the other";
            case 22 -> "the patient's controller may not be used with this drug";
            case 23 -> "the pump has nothing staged for this command; stage the plan again";
            case 24 -> "the pump does not know this token; stage the plan again";
            case 25 -> "what is to be committed is not what was staged; stage the plan again";
            case 26 -> "the pump has used this command id for something else; use a new one";
            case MEMORY_FAULT -> "the pump could not write its memory and goes on with the programme before";
            case 28 -> "the pump's battery has reached its end and it delivers no more; the pump has to be replaced";
            default ->
                "the pump refused with code " + reason.code() + " (subject " + reason.subject() + ", index "
                        + reason.index() + ", value " + reason.value() + ", limit " + reason.limit() + ")";
        };
    }

    private static String subject(RefusedAnswer.Reason reason) {
        String index = reason.index() == RefusedAnswer.NO_INDEX ? "" : "[" + reason.index() + "]";
        return switch (reason.subject()) {
            case 0x04 -> "counter";
            case 0x15 -> "suite";
            case 0x16 -> "role";
            case 0x40 -> "revision";
            case 0x60 -> "command.id";
            case 0x64 -> "event.number";
            case 0x65 -> "event.count";
            case 0x3001 -> "format";
            case 0x3002 -> "steps.count";
            case 0x300201 -> "steps" + index + ".start (min)";
            case 0x300202 -> "steps" + index + ".rate (strokes/day)";
            case 0x3003 -> "drugs.count";
            case 0x300301 -> "drugs" + index + ".name";
            case 0x300302 -> "drugs" + index + ".concentration (ng/mL)";
            case 0x3004 -> "refill.reservoir (nL)";
            case 0x3005 -> "prime.volume (strokes)";
            case 0x300601 -> "bridge.rate (strokes/day)";
            case 0x300602 -> "bridge.duration (min)";
            case 0x3007 -> "bolus.rate (strokes/day, the day's included)";
            case 0x300701 -> "bolus.volume (strokes)";
            case 0x300702 -> "bolus.duration (min)";
            case 0x3008 -> "patientBolus" + index;
            case 0x300801 -> "patientBolus.volume (strokes)";
            case 0x300802 -> "patientBolus.duration (min)";
            case 0x300803 -> "patientBolus.lockout (min)";
            case 0x300804 -> "patientBolus.most";
            default -> "subject-" + Integer.toHexString(reason.subject()) + index;
        };
    }
}
