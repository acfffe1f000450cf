// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Quantity;
import org.cisterna.quantity.Volume;

/** Says in words what a refusal of the pump says in numbers. A code or field that is not on the protocol page keeps its number. */
final class RefusalWords {

    static final int UNAUTHENTICATED = 1;
    static final int BAD_SEQUENCE = 2;
    static final int UNSUPPORTED_MESSAGE = 4;
    static final int PAIRING_REFUSED = 6;
    static final int PAIRING_BLOCKED = 7;
    static final int MEMORY_FAULT = 29;

    private static final int MALFORMED = 3;
    private static final int BUSY = 27;
    private static final int COMMAND_ID_USED = 28;
    private static final int BAD_TEXT = 22;
    private static final int DUPLICATE = 23;
    private static final int OFF_GRID = 18;
    private static final int TOO_MANY = 19;
    private static final int TOO_FEW = 20;
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
        String name = name(reason.code());
        String message = message(reason);
        if (reason.field() == 0 && !hasNumbers(reason.code())) {
            return Violation.of(name, message);
        }
        Optional<String> limit = reason.code() == DUPLICATE || reason.code() == UNSUPPORTED_MESSAGE
                ? Optional.empty()
                : Optional.of(limit(reason));
        return new Violation(
                name,
                message,
                reason.field() == 0 ? Optional.empty() : Optional.of(field(reason)),
                Optional.of(value(reason)),
                limit,
                Optional.of(PUMP));
    }

    private static boolean hasNumbers(int code) {
        return switch (code) {
            case MALFORMED, UNSUPPORTED_MESSAGE, PAIRING_BLOCKED, BUSY, COMMAND_ID_USED -> true;
            default -> name(code).startsWith("REFUSED_");
        };
    }

    private static String name(int code) {
        return switch (code) {
            case UNAUTHENTICATED -> "UNAUTHENTICATED";
            case BAD_SEQUENCE -> "BAD_SEQUENCE";
            case MALFORMED -> "MALFORMED";
            case UNSUPPORTED_MESSAGE -> "UNSUPPORTED_MESSAGE";
            case 5 -> "UNSUPPORTED_SUITE";
            case PAIRING_REFUSED -> "PAIRING_REFUSED";
            case PAIRING_BLOCKED -> "PAIRING_BLOCKED";
            case 16 -> "WRONG_REVISION";
            case 17 -> "OUT_OF_RANGE";
            case OFF_GRID -> "OFF_GRID";
            case TOO_MANY -> "TOO_MANY";
            case TOO_FEW -> "TOO_FEW";
            case 21 -> "BAD_SCHEDULE";
            case BAD_TEXT -> "BAD_TEXT";
            case DUPLICATE -> "DUPLICATE";
            case 24 -> "NOT_STAGED";
            case 25 -> "WRONG_TOKEN";
            case 26 -> "DIGEST_MISMATCH";
            case BUSY -> "BUSY";
            case COMMAND_ID_USED -> "COMMAND_ID_USED";
            case MEMORY_FAULT -> "MEMORY_FAULT";
            case 30 -> "UNSUPPORTED_FORMAT";
            case 31 -> "PARTS_EXCLUDE";
            case 32 -> "BATTERY_END";
            default -> "REFUSED_" + code;
        };
    }

    private static String message(RefusedAnswer.Reason reason) {
        String what = field(reason) + " " + value(reason);
        String limit = limit(reason);
        return switch (reason.code()) {
            case UNAUTHENTICATED -> "the pump does not accept this session or this key";
            case BAD_SEQUENCE -> "the pump got request number " + reason.value() + " and expects " + reason.limit();
            case MALFORMED ->
                "the pump could not read the request, at byte " + reason.value() + " of " + reason.limit()
                        + "; driver and pump do not fit together";
            case UNSUPPORTED_MESSAGE -> "the pump does not know message " + reason.value();
            case 5 -> "the pump does not support suite " + reason.value() + " of the protocol";
            case PAIRING_REFUSED ->
                "the pump refused the pairing: compare the code with the pump's label and try again";
            case PAIRING_BLOCKED ->
                "the pump refuses pairing for another " + reason.value() + " s after " + reason.limit()
                        + " failures; wait, then use the code on its label";
            case 16 ->
                "the plan was made for revision " + reason.value() + " and the pump is at revision " + reason.limit()
                        + "; read the pump and draft again";
            case 17 -> what + " is outside what the pump accepts; the limit is " + limit;
            case OFF_GRID -> what + " is not a whole multiple of " + limit;
            case TOO_MANY -> what + " is too many; the most is " + limit;
            case TOO_FEW -> what + " is too few; the least is " + limit;
            case 21 -> what + " does not follow " + limit + "; the first step starts at 00:00, each other one later";
            case BAD_TEXT -> what + " is not a name the pump can store; the longest has " + limit;
            case DUPLICATE -> field(reason) + " stands in the solution before, as drug " + reason.value();
            case 24 -> "the pump has nothing staged for this command; stage the plan again";
            case 25 -> "the pump does not know this token; stage the plan again";
            case 26 -> "what is to be committed is not what was staged; stage the plan again";
            case BUSY -> "the pump is within another update; wait for its end, then read the pump";
            case COMMAND_ID_USED -> "the pump has used this command id for something else; use a new one";
            case MEMORY_FAULT -> "the pump could not write its memory and goes on with the programme before";
            case 30 -> what + " is not known to the pump; the largest it knows is " + limit;
            case 31 -> "part " + reason.value() + " does not go together with part " + reason.limit();
            case 32 -> "the pump's battery has reached its end and it delivers no more; the pump has to be replaced";
            default ->
                "the pump refused with code " + reason.code() + " (field " + reason.field() + ", index "
                        + reason.index() + ", value " + reason.value() + ", limit " + reason.limit() + ")";
        };
    }

    private static String field(RefusedAnswer.Reason reason) {
        String index = reason.index() == RefusedAnswer.NO_INDEX ? "" : "[" + reason.index() + "]";
        return switch (reason.field()) {
            case 1 -> "sequence";
            case 2 -> "suite";
            case 3 -> "revision";
            case 4 -> "format";
            case 5 -> "steps" + index + ".start";
            case 6 -> "mode";
            case 7 -> "steps.count";
            case 8 -> "steps" + index + ".rate";
            case 9 -> "drugs.count";
            case 10 -> "drugs" + index + ".name";
            case 11 -> "drugs" + index + ".concentration";
            case 12 -> "reservoir.volume";
            case 13 -> "reservoir.flag";
            case 14 -> "event.number";
            case 15 -> "event.count";
            case 16 -> "command.id";
            case 17 -> "parts" + index + ".kind";
            case 18 -> "parts" + index + ".volume";
            case 19 -> "parts" + index + ".duration";
            case 20 -> "parts" + index + ".rate";
            case 21 -> "parts" + index + ".interval";
            case 22 -> "parts" + index + ".most";
            default -> "field-" + reason.field() + index;
        };
    }

    private static String value(RefusedAnswer.Reason reason) {
        return reason.code() == PAIRING_BLOCKED ? reason.value() + " s" : inUnits(reason, reason.value());
    }

    private static String limit(RefusedAnswer.Reason reason) {
        return reason.code() == PAIRING_BLOCKED ? reason.limit() + " failures" : inUnits(reason, reason.limit());
    }

    private static String inUnits(RefusedAnswer.Reason reason, long number) {
        if (reason.code() == BAD_TEXT) {
            return number + " bytes";
        }
        boolean small = number <= Quantity.MAX_BASE_UNITS;
        return switch (reason.field()) {
            case 5 -> startOrGrid(reason, number);
            case 8, 20 -> small ? new FlowRate(number).text() : number + " nL/day";
            case 11 -> small ? new Concentration(number).text() : number + " ng/mL";
            case 12, 18 -> small ? new Volume(number).text() : number + " nL";
            case 19, 21 -> number + " ms";
            default -> Long.toString(number);
        };
    }

    /** A start is a time of day; the grid of starts is a number of minutes. */
    private static String startOrGrid(RefusedAnswer.Reason reason, long number) {
        if (reason.code() == OFF_GRID && number == reason.limit()) {
            return number + " min";
        }
        return number <= PlanBlock.LAST_MINUTE ? new DayTime((int) number).text() : "minute " + number;
    }
}
