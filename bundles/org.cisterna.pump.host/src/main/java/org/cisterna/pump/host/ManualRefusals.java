// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import org.cisterna.pump.ManualWork;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;

/** What is refused of pumps without telemetry: codes that stay, and the words. {@code docs/host.md} lists them. */
final class ManualRefusals {

    private ManualRefusals() {}

    /** A request that needs a link. */
    static Violation noTelemetry(PumpId pump) {
        return Violation.of(
                "NO_TELEMETRY",
                "pump",
                pump.text(),
                "this pump has no telemetry: nothing can be read from it or sent to it. Its dose changes with the next fill, and it is"
                        + " stopped by being emptied; begin the record of that");
    }

    static Violation notRegistered(PumpId pump) {
        return Violation.of(
                "PUMP_NOT_REGISTERED",
                "pump",
                pump.text(),
                "no pump without telemetry is known by this label; register it first");
    }

    static Violation known(PumpId pump) {
        return Violation.of(
                "PUMP_KNOWN", "pump", pump.text(), "a pump of this manufacturer and serial is known already");
    }

    static Violation notDescribed(String family) {
        return Violation.of(
                "FAMILY_NOT_DESCRIBED",
                "family",
                ForeignWords.of(family),
                "no description of this family of pumps without telemetry is here; start the bundle that has it");
    }

    static Violation underWay(ManualWork work) {
        return Violation.of(
                "RECORD_OPEN",
                "command",
                work.command().hex(),
                "the record of another act (" + work.act() + ", begun " + work.house()
                        + ") is open; finish it, or empty the pump");
    }

    static Violation noRecord() {
        return Violation.of("RECORD_CLOSED", "command", "", "no record of this command is open at this pump");
    }

    static Violation turn(ManualWork work, String typed) {
        return Violation.of(
                "STEP_NOT_DUE",
                "kind",
                typed,
                "the next step of this record is " + work.next()
                        + "; steps are entered in their order, and none is left out");
    }

    static Violation wrongPump(String typed) {
        return Violation.of(
                "WRONG_PUMP",
                "serial",
                ForeignWords.of(typed),
                "this is not the serial of the pump of this record: do not go on, find out whose pump this is");
    }

    static Violation tooMuch(String field, String value, String limit, String words) {
        return Violation.of("OUT_OF_RANGE", field, value, words).against(limit, "the model of the pump");
    }

    static Violation notOrdered(String field, String value, String ordered) {
        return Violation.of(
                        "NOT_AS_ORDERED",
                        field,
                        value,
                        "the syringe does not hold what was ordered and signed: do not inject it; if it is in already, empty the pump")
                .against(ordered, "the signed plan");
    }

    static Violation notChecked(String lot, String checked) {
        return Violation.of(
                        "NOT_AS_CHECKED",
                        "lot",
                        lot,
                        "this is not the syringe that was checked before the puncture: do not inject it; check this one, or take the other")
                .against(checked, "the check of this record");
    }

    static Violation plan(String field, String value, String expected, String words) {
        return Violation.of("PLAN_INVALID", field, value, words).against(expected, "the label of the pump");
    }

    static Violation halfDone() {
        return Violation.of(
                "RECORD_HALF_DONE",
                "the pump was emptied, and the record says nothing of a fill: fill it and enter that, or begin an emptying, which is what was"
                        + " done then");
    }
}
