// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import org.cisterna.console.show.Links;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.DoseChange;

/** Addresses of these pages. */
final class ChangeLinks {

    static final String PUMP = "/pumps/{manufacturer}/{serial}";
    static final String PROGRAMME = PUMP + "/programme";
    static final String CHANGE = PROGRAMME + "/{change}";

    private ChangeLinks() {}

    /** A step before there is a draft: {@code read}, {@code drug}, {@code continuous}, {@code flex}. */
    static String step(PumpId pump, String step) {
        return Links.pump(pump) + "/programme/" + step;
    }

    /** A step of a draft: {@code checks}, {@code review}, {@code sign}, {@code second}, {@code send} and so on. */
    static String step(DoseChange change, String step) {
        return Links.pump(change.pump()) + "/programme/" + Links.segment(change.id()) + "/" + step;
    }

    /** Where a change of dose stands, whatever that is. */
    static String change(DoseChange change) {
        return Links.pump(change.pump()) + "/programme/" + Links.segment(change.id());
    }

    /** The visit of a pump and its end. */
    static String visit(PumpId pump) {
        return Links.pump(pump) + "/visit";
    }

    /** Stopping a pump. */
    static String stop(PumpId pump) {
        return Links.pump(pump) + "/stop";
    }
}
