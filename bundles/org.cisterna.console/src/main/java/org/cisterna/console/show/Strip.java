// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.show;

import java.util.List;
import org.cisterna.pump.PumpId;

/**
 * Whose pump a page is about: stays in sight on each page about it.
 *
 * @param pump which
 * @param patient the hospital's reference in parts; none where the pump has no implant record or the screen is locked
 * @param drug how the drug in the reservoir is written, with its concentration; empty where nobody knows
 * @param state in session, projected since when, or what else is to be known about how old everything is
 */
public record Strip(PumpId pump, List<String> patient, String drug, String state) {

    /** Copies the list. */
    public Strip {
        patient = List.copyOf(patient);
    }

    /** Where the page of the pump is. */
    public String address() {
        return Links.pump(pump);
    }
}
