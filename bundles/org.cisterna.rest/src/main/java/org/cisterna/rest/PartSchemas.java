// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

/** The shapes of what a pump can do beside its day, and of what it holds of it. */
final class PartSchemas {

    private final AnswerSchemas answers;

    PartSchemas(AnswerSchemas answers) {
        this.answers = answers;
    }

    void add() {
        functions();
        answers.answer(
                "Extent",
                "From where to where the values of a bolus go; a bound that is left out is none.",
                "volumeMin? text",
                "volumeMax? text",
                "durationMin? text",
                "durationMax? text",
                "intervalMin? text for periodic boluses, or the lockout",
                "intervalMax? text");
        answers.answer(
                "Part",
                "What is ordered beside the day; the members are those of its kind.",
                "part text bridge, prime, bolus, periodicBolus, patientBolus, weekdays, minimumRate, refill or stop",
                "rate? text of a bridge, a prime or the minimum rate",
                "volume? text of a prime or of one bolus",
                "duration? text of a bridge or of one bolus",
                "interval? text of periodic boluses",
                "lockout? text of boluses that the patient asks for",
                "most? number of boluses in 24 h that the patient may ask for",
                "days? text[] of the week",
                "programme? Programme of these days",
                "reservoir? text what the pump is told that it holds after a fill");
        answers.answer(
                "HeldPart",
                "A part that a pump holds.",
                "held Part",
                "stage text WAITING, RUNNING, DONE, ENDED_EARLY or UNKNOWN",
                "delivered? text what the pump says it gave of it; left out when it does not say");
    }

    private void functions() {
        answers.answer(
                "Functions",
                "What a pump can do beside its day; a function that is left out cannot be run.",
                "bridge? BridgeFunction",
                "prime? PrimeFunction",
                "bolus? BolusFunction",
                "patientBolus? PatientBolusFunction",
                "minimumRate? text keeps the pump moving, no therapy",
                "dayPatterns number how many different days a week may have",
                "refillGrid? text the pump can be told of a fill in multiples of it");
        answers.answer("BridgeFunction", "A first stretch at another rate.", "durationGrid text", "longest text");
        answers.answer(
                "PrimeFunction",
                "A volume pushed at once towards the tip.",
                "volumeGrid text",
                "rate text at which it primes",
                "largest? text");
        answers.answer(
                "BolusFunction",
                "A bolus by order.",
                "volumeGrid text",
                "durationGrid text",
                "highestRate text while it runs",
                "basal text ADDED, REPLACED or UNKNOWN: what the day's delivery does meanwhile",
                "after text RETURNS, STOPS or UNKNOWN: what the pump does after a single one",
                "extent? Extent",
                "periodic? text no, where it cannot come by itself again and again");
        answers.answer(
                "PatientBolusFunction",
                "A bolus that the patient asks for.",
                "volumeGrid text",
                "durationGrid text",
                "highestRate text while it runs",
                "basal text ADDED, REPLACED or UNKNOWN",
                "lockoutFrom text START, END or UNKNOWN",
                "countedOver text ROLLING, CALENDAR_DAY or UNKNOWN",
                "driftPerMillion number how far the pump's clock may be off",
                "drugs? text[] that its maker permits with it; left out where nobody knows",
                "extent? Extent",
                "mostADay? number");
    }
}
