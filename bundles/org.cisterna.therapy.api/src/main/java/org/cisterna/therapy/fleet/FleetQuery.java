// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.fleet;

/**
 * Which pumps are wanted, in which order, and which page of them. What is out of its bounds is refused by {@link Fleet}, in words, not here.
 *
 * @param text words, separated by spaces, each of which stands in the serial, the manufacturer, the patient reference or the name of a drug,
 *     also as a part of it and in any case of letters; at most {@value #MAX_TEXT} characters and {@value #MAX_WORDS} words; empty for all
 * @param filter which
 * @param sort in which order
 * @param descending the other way round
 * @param page from 1
 * @param size pumps a page, 1 to {@value #MAX_SIZE}
 */
public record FleetQuery(String text, FleetFilter filter, FleetSort sort, boolean descending, int page, int size) {

    /** Pumps a page when nobody says otherwise. */
    public static final int DEFAULT_SIZE = 50;

    /** The most pumps a page. */
    public static final int MAX_SIZE = 200;

    /** The most characters of a text that is looked for. */
    public static final int MAX_TEXT = 200;

    /** The most words of a text that is looked for. */
    public static final int MAX_WORDS = 8;

    /** The first page of all pumps, the most urgent first. */
    public static FleetQuery first() {
        return new FleetQuery("", FleetFilter.ALL, FleetSort.URGENCY, false, 1, DEFAULT_SIZE);
    }

    /** Those with this text, from the first page. */
    public FleetQuery containing(String newText) {
        return new FleetQuery(newText, filter, sort, descending, 1, size);
    }

    /** Those that this filter lets through, from the first page. */
    public FleetQuery only(FleetFilter newFilter) {
        return new FleetQuery(text, newFilter, sort, descending, 1, size);
    }

    /** In this order, from the first page. */
    public FleetQuery by(FleetSort newSort, boolean newDescending) {
        return new FleetQuery(text, filter, newSort, newDescending, 1, size);
    }

    /** Another page. */
    public FleetQuery page(int newPage) {
        return new FleetQuery(text, filter, sort, descending, newPage, size);
    }

    /** With so many pumps a page, from the first page. */
    public FleetQuery size(int newSize) {
        return new FleetQuery(text, filter, sort, descending, 1, newSize);
    }
}
