// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.hand;

import java.util.List;
import org.cisterna.console.frame.Form;

/**
 * What the page of the record by hand shows. It asks for one thing at a time.
 *
 * @param form its form
 * @param serial of the pump
 * @param address of the page
 * @param pump address of the pump's page
 * @param state what can be said of the reservoir, in words
 * @param uncertain whether nobody knows
 * @param facts what is known, and from whom
 * @param steps of the act under way
 * @param ask which form stands there: {@code ORDER}, {@code AUTHOR}, {@code VERIFY}, {@code BEGIN}, {@code IDENTIFY}, {@code CHECK}, {@code EMPTY},
 *     {@code EXPLAIN}, {@code SETTLE}, {@code FILL}, {@code ATTEST}, {@code WAIT}
 * @param words what is to be done next, in words
 * @param digest what a signature given on this page covers
 * @param numbers what is ordered, for whoever may see it
 * @param reasons the findings that ask this person for a reason
 * @param warnings what nobody may overlook, in sentences
 * @param withdraw whether the record can still be withdrawn because nothing was done
 * @param empty whether this person can begin an emptying
 * @param ordered whether this person has to name who ordered it
 */
public record HandView(
        Form form,
        String serial,
        String address,
        String pump,
        String state,
        boolean uncertain,
        List<Fact> facts,
        List<Step> steps,
        String ask,
        String words,
        String digest,
        List<Fact> numbers,
        List<Reason> reasons,
        List<String> warnings,
        boolean withdraw,
        boolean empty,
        boolean ordered) {

    /**
     * A name with its value.
     *
     * @param name what it is
     * @param words its value
     * @param source from whom that is
     */
    public record Fact(String name, String words, String source) {}

    /**
     * A step.
     *
     * @param name what it is about
     * @param said what was entered; empty when nothing was
     * @param now whether it is the next one
     */
    public record Step(String name, String said, boolean now) {}

    /**
     * A finding that asks for a reason.
     *
     * @param field its field
     * @param label which finding
     * @param hint what it says
     */
    public record Reason(String field, String label, String hint) {}
}
