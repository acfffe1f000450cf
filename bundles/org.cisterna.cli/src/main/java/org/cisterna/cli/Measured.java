// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.accuracy.Accuracy;
import org.cisterna.conformance.accuracy.Course;
import org.cisterna.conformance.accuracy.FlowRecord;
import org.cisterna.conformance.accuracy.MeasuredRun;
import org.cisterna.conformance.report.ReportPage;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/** {@code conform --measured}: a run that was weighed, judged by the arithmetic that judges simulated ones. */
final class Measured {

    private static final BigDecimal PER_MILLE_IN_PERCENT = BigDecimal.TEN;
    private static final long PICOLITRES = 1_000;

    private final PrintStream out;

    Measured(PrintStream out) {
        this.out = out;
    }

    Exit run(List<String> arguments) throws Refused {
        Options options = Options.of("conform", arguments, Set.of("measured", "rate", "claim", "stroke", "out"));
        Path file = Path.of(options.text("measured").orElseThrow());
        FlowRate rate = rate(needed(options, "rate", "the rate that was set, for example '0.5 mL/day'"));
        int claim = claim(needed(options, "claim", "what the pump declares in percent, for example 14.5"));
        long stroke = options.text("stroke").isPresent()
                ? stroke(options.text("stroke").get())
                : 0;
        Path folder = Conform.folder(needed(options, "out", "a folder for the report"));
        Course course = Course.of(read(file), rate, claim, stroke);
        JsonObject accuracy =
                new Accuracy(List.of(course), List.of(), List.of(), List.of("Weighed: " + file.getFileName())).toJson();
        try {
            Files.writeString(folder.resolve("accuracy.json"), accuracy.canonicalText() + "\n");
            Files.writeString(folder.resolve("accuracy.html"), ReportPage.ofMeasured(accuracy));
        } catch (IOException e) {
            throw new Refused(Exit.INCOMPLETE, "the report could not be written: " + e.getMessage());
        }
        JsonObject judged = course.toJson();
        out.println("mean       " + judged.string("mean") + ", claimed within " + judged.string("claim"));
        for (JsonObject each : judged.array("windows").objects()) {
            out.println(each.number("minutes") + " min: " + each.string("least") + " to " + each.string("most")
                    + ", allowed " + each.string("allowed") + (each.flag("within") ? "" : ", NOT WITHIN"));
        }
        if (course.windows().isEmpty()) {
            out.println("the run is too short for any window; the shortest is 15 min");
            return Exit.INCOMPLETE;
        }
        return course.isWithin() ? Exit.GOOD : Exit.FINDING;
    }

    private static String needed(Options options, String name, String what) throws Refused {
        return options.text(name).orElseThrow(() -> Refused.usage("conform --measured needs --" + name + ": " + what));
    }

    private static FlowRecord read(Path file) throws Refused {
        try {
            return MeasuredRun.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException e) {
            throw Refused.usage(file + ": " + e.getMessage());
        }
    }

    private static FlowRate rate(String text) throws Refused {
        try {
            FlowRate rate = FlowRate.parse(text).orElseThrow();
            if (rate.nanolitresPerDay() > 0) {
                return rate;
            }
        } catch (IllegalArgumentException e) {
            throw Refused.usage("--rate: " + e.getMessage());
        }
        throw Refused.usage("--rate: a rate above zero, not " + text);
    }

    private static long stroke(String text) throws Refused {
        try {
            return Volume.parse(text).orElseThrow().nanolitres() * PICOLITRES;
        } catch (IllegalArgumentException e) {
            throw Refused.usage("--stroke: " + e.getMessage());
        }
    }

    private static int claim(String text) throws Refused {
        if (!text.matches("[0-9]{1,2}(\\.[0-9])?")) {
            throw Refused.usage("--claim: percent with at most one place, from 0 to 99.9, not " + text);
        }
        return new BigDecimal(text).multiply(PER_MILLE_IN_PERCENT).intValueExact();
    }
}
