// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.report.Report;
import org.cisterna.conformance.report.ReportForms;
import org.cisterna.conformance.report.ReportPage;

/** The folder that is handed over. */
final class ReportFolder {

    static final String REPORT = "report.json";

    private final Path folder;

    ReportFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes all forms; the report itself comes last, so that a folder with one is whole. */
    void write(Report report, JsonArray frames) throws Refused {
        try {
            Files.writeString(folder.resolve("junit.xml"), ReportForms.junit(report));
            Files.writeString(folder.resolve("verdicts.csv"), ReportForms.csv(report));
            if (frames.size() > 0) {
                Files.writeString(folder.resolve("frames.json"), frames.canonicalText() + "\n");
            }
            Files.writeString(folder.resolve("report.html"), ReportPage.of(report, frames.objects()));
            Path whole = folder.resolve(REPORT + ".new");
            Files.writeString(whole, report.toJson().canonicalText() + "\n");
            Files.move(whole, folder.resolve(REPORT));
        } catch (IOException unwritable) {
            throw new Refused(Exit.INCOMPLETE, "the report could not be written: " + unwritable.getMessage());
        }
    }

    /** Reads a report that somebody handed over. */
    static Report read(Path file) throws Refused {
        JsonObject json;
        try {
            json = (JsonObject) Json.parse(Files.readAllBytes(file));
            json.object("result").string("profile");
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            throw Refused.usage(file + " is no report of the kit: " + e.getMessage());
        }
        try {
            return Report.read(json);
        } catch (IllegalArgumentException e) {
            throw new Refused(Exit.FINDING, file + " is not believed: " + e.getMessage());
        }
    }
}
