// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.conformance;

import java.util.List;
import org.cisterna.console.frame.Form;

/**
 * What the page of one run shows.
 *
 * @param form carries what makes its button work, and what was refused
 * @param run itself
 * @param mayCancel whether this person may cancel it
 * @param verdict class first, then what it comes to; empty without a result
 * @param lost why the report cannot be shown; empty when it can
 * @param facts with what was tested
 * @param chapters of the rulebook, with how many verdicts of each kind
 * @param kinds the heads of their columns
 * @param cases what is broken, or all of the chapter that is asked for
 * @param chapter whose cases; empty for what is broken
 * @param more how many broken rules are not shown here, in words; empty when all are
 * @param compared what is different from the run before, a line each
 * @param curves delivery over time
 * @param boluses how exact each volume was, a sentence each
 * @param alarms how long after a fault its alarm began, a sentence each
 * @param files of the report
 */
public record RunView(
        Form form,
        ConformanceView.Run run,
        boolean mayCancel,
        String verdict,
        String lost,
        List<Fact> facts,
        List<Chapter> chapters,
        List<String> kinds,
        List<Case> cases,
        String chapter,
        String more,
        List<String> compared,
        List<Curves> curves,
        List<String> boluses,
        List<String> alarms,
        List<File> files) {

    /**
     * A name and a value.
     *
     * @param name of it
     * @param value of it
     * @param literal whether it is a text for programs
     */
    public record Fact(String name, String value, boolean literal) {}

    /**
     * A chapter.
     *
     * @param number of it
     * @param address of its cases
     * @param counts of verdicts, as the kinds
     */
    public record Chapter(String number, String address, List<String> counts) {}

    /**
     * A rule, and what was seen.
     *
     * @param rule its number
     * @param says what it asks for
     * @param verdict in capitals
     * @param seen in the words of the kit
     * @param evidence lines of the kit
     */
    public record Case(String rule, String says, String verdict, String seen, List<String> evidence) {}

    /**
     * Delivery at one rate.
     *
     * @param rate as it was set
     * @param sentence what came of it
     * @param trumpet greatest and least error over windows
     * @param startUp error of the mean flow since the start
     */
    public record Curves(String rate, String sentence, Curve trumpet, Curve startUp) {}

    /**
     * A file of the report.
     *
     * @param name of it
     * @param address of it
     * @param words what it is for
     */
    public record File(String name, String address, String words) {}
}
