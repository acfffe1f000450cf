// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.run;

import java.util.Arrays;
import java.util.Optional;

/** The files of a report. Each is kept as evidence. */
public enum ReportFile {
    /** The report as data, from which the others were made. */
    JSON("report.json", "application/json"),
    /** For people: one file without script and without anything from elsewhere. */
    HTML("report.html", "text/html; charset=utf-8"),
    /** A test case a rule, for programs that read JUnit. */
    JUNIT("junit.xml", "application/xml"),
    /** A line a rule. */
    CSV("verdicts.csv", "text/csv; charset=utf-8"),
    /** The messages on the link of what is broken; only then. */
    FRAMES("frames.json", "application/json");

    private final String fileName;
    private final String mediaType;

    ReportFile(String fileName, String mediaType) {
        this.fileName = fileName;
        this.mediaType = mediaType;
    }

    /** Its name in the folder of a report. */
    public String fileName() {
        return fileName;
    }

    /** Its media type. */
    public String mediaType() {
        return mediaType;
    }

    /** The one of this name; empty when there is none. */
    public static Optional<ReportFile> named(String fileName) {
        return Arrays.stream(values())
                .filter(each -> each.fileName.equals(fileName))
                .findFirst();
    }
}
