// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.conformance;

import static org.cisterna.console.frame.Texts.text;
import static org.cisterna.console.frame.Texts.textOr;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.console.show.Show;

/** What a run measured beside the flow, in sentences; a report of an older kit has less of it. */
final class Measured {

    private Measured() {}

    private static List<JsonObject> part(Optional<JsonObject> report, String name) {
        return report.flatMap(each -> each.optionalObject("accuracy"))
                .flatMap(each -> each.optionalArray(name))
                .map(JsonArray::objects)
                .orElse(List.of());
    }

    /** How exact each volume was, against what the pump declares. */
    static List<String> boluses(Optional<JsonObject> report) {
        return part(report, "boluses").stream()
                .map(each -> text(
                        each.flag("within") ? "conformance.bolus.within" : "conformance.bolus.notWithin",
                        Show.withUnit(each.string("wanted")).text(),
                        Show.count(each.number("count")).text(),
                        percent(each, "least"),
                        percent(each, "most"),
                        percent(each, "allowed")))
                .toList();
    }

    private static String percent(JsonObject from, String name) {
        return Curve.shown(Curve.percent(from.string(name))).text();
    }

    /** How long after a fault its alarm began, against what the pump declares. */
    static List<String> alarms(Optional<JsonObject> report) {
        return part(report, "alarms").stream()
                .map(each -> text(
                        each.optionalString("least").isEmpty()
                                ? "conformance.alarm.never"
                                : each.flag("within") ? "conformance.alarm.within" : "conformance.alarm.notWithin",
                        textOr("conformance.fault." + each.string("fault"), Show.words(each.string("fault"))),
                        Show.count(each.number("times")).text(),
                        time(each, "least"),
                        time(each, "median"),
                        time(each, "greatest"),
                        each.optionalString("declared").isEmpty()
                                ? text("conformance.alarm.undeclared")
                                : text("conformance.alarm.declared", time(each, "declared")),
                        Show.count(each.number("untold")).text()))
                .toList();
    }

    private static String time(JsonObject from, String name) {
        return from.optionalString(name)
                .map(each -> Show.of(Duration.parse(each)).text())
                .orElse("");
    }
}
