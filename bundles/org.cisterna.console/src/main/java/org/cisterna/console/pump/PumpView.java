// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.pump;

import java.util.List;
import java.util.Optional;
import org.cisterna.console.frame.Form;
import org.cisterna.console.more.MorePages;
import org.cisterna.console.show.AlarmLine;
import org.cisterna.console.show.Num;
import org.cisterna.console.show.Plot;

/**
 * What the page of a pump shows.
 *
 * @param id text form, for scripts
 * @param revision number of the newest entry about it
 * @param address of the page
 * @param serial of it
 * @param form carries what makes the buttons work, and what was refused
 * @param leads what must be known before anything else
 * @param alarms of the last reading
 * @param owed what one clinician released alone for it and nobody has reviewed
 * @param acts what this person may do now
 * @param state how old everything is
 * @param dose the value people look for first
 * @param doseOf of which drug, in which mode
 * @param facts what was read
 * @param record what was enrolled
 * @param plot of the programme; empty when there is none
 * @param plugs what reservoir and path hold
 * @param tip how long to the tip
 * @param changes changes of dose of the open visit
 * @param events the newest first
 * @param panels of other bundles
 * @param missing what cannot be shown now, in words
 */
public record PumpView(
        String id,
        long revision,
        String address,
        String serial,
        Form form,
        List<Lead> leads,
        List<AlarmLine> alarms,
        Owed owed,
        Acts acts,
        String state,
        Num dose,
        String doseOf,
        List<Fact> facts,
        List<Fact> record,
        Optional<Plot> plot,
        List<Plug> plugs,
        String tip,
        List<Link> changes,
        List<Happened> events,
        List<MorePages.Panel> panels,
        List<String> missing) {

    /**
     * Something that must not be overlooked.
     *
     * @param word in capitals
     * @param words what it means and what to do
     */
    public record Lead(String word, String words) {}

    /**
     * What can be done from here.
     *
     * @param openVisit whether a visit can be opened
     * @param visit id of the open visit; empty without one
     * @param read whether it can be read in that visit
     * @param change whether a change of dose can be begun
     * @param resolve whether none can, because nobody knows yet what became of an earlier command
     * @param stop whether it can be stopped
     * @param close whether the visit can be closed
     * @param enrol whether it waits to be enrolled, and this person may
     * @param byHand whether it has no telemetry, and all of this is done by hand
     * @param incident where this person may freeze what happened; empty for whoever may not
     */
    public record Acts(
            boolean openVisit,
            String visit,
            boolean read,
            boolean change,
            boolean resolve,
            boolean stop,
            boolean close,
            boolean enrol,
            boolean byHand,
            String incident) {}

    /**
     * A name with its value.
     *
     * @param name what it is
     * @param value a number, or none
     * @param words text, where it is no number
     * @param source measured, calculated, projected, entered by hand
     */
    public record Fact(String name, Optional<Num> value, String words, String source) {}

    /**
     * What a part of the way to the tip holds.
     *
     * @param part of the way
     * @param holds drug and concentration
     * @param volume of it
     * @param source where that is known from
     */
    public record Plug(String part, String holds, Num volume, String source) {}

    /**
     * A way elsewhere.
     *
     * @param address of the page
     * @param words of the link
     */
    public record Link(String address, String words) {}

    /**
     * An entry about the pump.
     *
     * @param at house time
     * @param pumpTime pump time
     * @param what in words
     * @param detail more words
     * @param who printed name
     * @param sequence of the entry
     */
    public record Happened(String at, String pumpTime, String what, String detail, String who, long sequence) {}
}
