// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.drivers;

import java.util.List;
import org.cisterna.console.frame.Form;

/**
 * What the page of the drivers shows.
 *
 * @param form carries what makes the buttons work, and what was refused
 * @param summary counts in one line, told to those who listen when it changes
 * @param drivers as the host sees them
 * @param jars of the drivers folder
 * @param mayAdmit whether this person may admit one
 * @param missing what cannot be shown now, in words
 */
public record DriversView(
        Form form, String summary, List<Driver> drivers, List<Jar> jars, boolean mayAdmit, List<String> missing) {

    /**
     * A driver as the host sees it.
     *
     * @param family which family of pumps
     * @param name for people, with its version
     * @param manufacturer of the pumps
     * @param description one sentence
     * @param state in capitals
     * @param since house time
     * @param reason why it is not used
     * @param pumps how many paired pumps it drives
     * @param stuck calls that never came back; empty for none
     * @param interim the declared interim stop
     * @param digest of what it says of itself
     * @param standings how it stands by runs of the conformance kit, a sentence each
     * @param troubles what it and its pumps did not do as they must, a line each
     */
    public record Driver(
            String family,
            String name,
            String manufacturer,
            String description,
            String state,
            String since,
            String reason,
            String pumps,
            String stuck,
            String interim,
            String digest,
            List<String> standings,
            List<String> troubles) {}

    /**
     * A file in the drivers folder.
     *
     * @param file its name
     * @param bundle symbolic name and version, as the file says
     * @param state in capitals
     * @param since house time
     * @param reason in words
     * @param digest of its bytes; empty while it is changing
     * @param admittedBy the account
     * @param waits whether it can be admitted
     */
    public record Jar(
            String file,
            String bundle,
            String state,
            String since,
            String reason,
            String digest,
            String admittedBy,
            boolean waits) {}
}
