// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.conformance;

import java.util.List;
import java.util.Optional;
import org.cisterna.console.frame.Form;

/**
 * What the page of all runs shows.
 *
 * @param form to begin a run, and what was refused
 * @param summary in one line
 * @param obstacle why no run can begin, in words; empty when one can
 * @param drivers how each stands
 * @param runs the newest first
 * @param mayRun whether this person may begin and cancel
 * @param chosen the driver that the form begins with
 */
public record ConformanceView(
        Form form,
        String summary,
        String obstacle,
        List<Driver> drivers,
        List<Run> runs,
        boolean mayRun,
        String chosen) {

    /**
     * A driver and how it stands.
     *
     * @param name symbolic name
     * @param version of its bundle
     * @param content digest of what runs; empty when that cannot be told
     * @param standing in words
     * @param run the address of the run it follows from; empty for none
     */
    public record Driver(String name, String version, String content, String standing, String run) {}

    /**
     * A run.
     *
     * @param id names it
     * @param address of its page
     * @param driver symbolic name and version
     * @param content digest of what was tested
     * @param order profile, seed and rules in words
     * @param askedBy who
     * @param started when
     * @param ended when; empty while it is under way
     * @param state in capitals
     * @param words how far it is, how it ended, or what came of it
     * @param cancels where it is cancelled; empty when it is not under way
     */
    public record Run(
            String id,
            String address,
            String driver,
            String content,
            String order,
            String askedBy,
            String started,
            String ended,
            String state,
            String words,
            String cancels) {}

    /** Copies the lists. */
    public ConformanceView {
        drivers = List.copyOf(drivers);
        runs = List.copyOf(runs);
    }

    /** The run that goes on. */
    public Optional<Run> underWay() {
        return runs.stream().filter(each -> !each.cancels().isEmpty()).findFirst();
    }
}
