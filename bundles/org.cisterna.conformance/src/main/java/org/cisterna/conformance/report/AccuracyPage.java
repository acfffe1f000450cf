// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.report;

/** The part of a report about delivery over time. */
final class AccuracyPage {

    private AccuracyPage() {}

    static void write(Html html, Report report) {
        // filled with the accuracy
    }
}
