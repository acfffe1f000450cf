// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Caller;
import org.cisterna.pump.PumpId;

/** Callers as actors of entries. */
final class Actors {

    /** The host itself. */
    static final Actor HOST = Actor.system("pump.host");

    private Actors() {}

    /** The same person; an exception when the caller is not one, which is a bug of whoever made it. */
    static Actor of(Caller caller) {
        return new Actor(caller.id(), caller.printedName(), caller.role(), caller.via());
    }

    /** Begins an entry about a pump by a caller. */
    static Entry.Builder entry(String type, int version, Caller caller, PumpId pump, JsonObject body) {
        return Entry.of(type, version, of(caller))
                .correlation(caller.correlation())
                .pump(pump.text())
                .body(body);
    }
}
