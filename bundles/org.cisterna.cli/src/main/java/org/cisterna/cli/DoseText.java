// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.PrintStream;
import java.util.List;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Violation;

/** What {@code dose} found, for people. */
final class DoseText {

    private static final String NOT_A_DEVICE = "Simulated pumps only. Cisterna is not a medical device.";

    private final PrintStream out;

    DoseText(PrintStream out) {
        this.out = out;
    }

    void write(JsonObject answer) {
        out.println(answer.string("verdict") + "  "
                + answer.optionalString("function").orElse("programme"));
        out.println();
        answer.optionalArray("results").ifPresent(this::results);
        answer.optionalArray("totals").ifPresent(this::totals);
        for (JsonObject finding : answer.array("findings").objects()) {
            boolean two = finding.get("twoPersons").isPresent();
            out.println(finding.string("verdict") + (two ? " by two persons" : "") + "  " + finding.string("code")
                    + "  " + finding.string("subject") + ": " + finding.string("value")
                    + finding.optionalString("limit")
                            .map(limit -> ", against " + limit)
                            .orElse(""));
            out.println("    " + finding.string("message"));
            finding.optionalString("source")
                    .ifPresent(source -> out.println("    from: " + source
                            + finding.optionalString("sourceVersion")
                                    .map(version -> ", version " + version)
                                    .orElse("")));
        }
        answer.optionalObject("filled").ifPresent(filled -> {
            out.println();
            out.println(
                    "filled in: " + String.join(", ", filled.array("members").strings()) + " of library "
                            + filled.string("library") + "; limiters: "
                            + String.join(", ", filled.array("limiters").strings()));
        });
        close();
    }

    private void results(JsonArray results) {
        for (JsonObject each : results.objects()) {
            out.println("  " + each.string("name")
                    + each.optionalString("of").map(of -> " (" + of + ")").orElse("") + ": " + each.string("value"));
        }
        out.println();
    }

    private void totals(JsonArray totals) {
        for (JsonObject each : totals.objects()) {
            out.println("  " + each.string("drug") + " in 24 h: "
                    + each.optionalString("before").orElse("nothing before") + " -> "
                    + each.optionalString("after").orElse("nothing that could run") + " (ordered "
                    + each.string("requested")
                    + each.optionalString("change").map(change -> ", " + change).orElse("") + ")"
                    + each.optionalString("worstDay")
                            .map(worst -> "; with boluses at most " + worst)
                            .orElse("")
                    + each.optionalString("worstChange")
                            .map(change -> " (" + change + ")")
                            .orElse(""));
        }
        out.println();
    }

    void refused(List<Violation> violations) {
        out.println("REFUSED: the request cannot be read as it is");
        out.println();
        for (Violation each : violations) {
            out.println(each.code() + "  " + each.message()
                    + each.value().map(value -> " (it says " + value + ")").orElse(""));
        }
        close();
    }

    private void close() {
        out.println();
        out.println(NOT_A_DEVICE);
    }
}
