// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import gg.jte.Content;
import java.util.List;
import java.util.Optional;
import org.cisterna.console.show.Strip;

/**
 * What stands around a page.
 *
 * @param title for the window
 * @param assets where style and scripts are, with the digest of their bytes
 * @param theme the chosen one; empty for that of the system
 * @param band pump time, how fast it runs, and whether it stands
 * @param navigation what this person may see
 * @param me who is signed in; empty when nobody is
 * @param strip whose pump the page is about
 * @param wide whether it has tables and plots
 * @param checks whether it checks files in the browser
 * @param content the page
 */
public record Layout(
        String title,
        String assets,
        Optional<String> theme,
        Band band,
        List<Entry> navigation,
        Optional<Me> me,
        Optional<Strip> strip,
        boolean wide,
        boolean checks,
        Content content) {

    /**
     * The simulation band.
     *
     * @param pumpTime to the minute
     * @param speed for example {@code ×60}; empty where nothing is said
     * @param state that it is paused or cannot be heard; empty while it runs
     * @param clock that the clock of the machine was set; empty while it is as it was
     */
    public record Band(String pumpTime, String speed, String state, String clock) {}

    /**
     * An entry of the navigation.
     *
     * @param address where it leads
     * @param label its words
     * @param here whether the page belongs to it
     */
    public record Entry(String address, String label, boolean here) {}

    /**
     * Who is signed in.
     *
     * @param name the printed name
     * @param roles in words
     * @param token for the form that signs out
     * @param locked whether the screen is locked
     */
    public record Me(String name, String roles, String token, boolean locked) {}

    /** Copies the list. */
    public Layout {
        navigation = List.copyOf(navigation);
    }
}
