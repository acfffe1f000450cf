// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.therapy.fleet.FleetRow;

/** Folds a ledger of the chain into the row of a pump, without a database between. */
public final class RowDesk {

    private RowDesk() {}

    /** As the fleet would show it. */
    public static FleetRow row(Ledger ledger, PumpId pump, Instant pumpTime) {
        PumpCourse course = new PumpCourse(pump);
        Optional<JsonObject> reading = Optional.empty();
        for (long at = 0; at < ledger.size(); at++) {
            Envelope each = ledger.read(at, 1).get(0);
            if (each.entry().pump().equals(Optional.of(pump.text()))) {
                Optional<JsonObject> read = EntryReader.take(each, course, family -> "");
                reading = read.isPresent() ? read : reading;
            }
        }
        Optional<PumpStatus.Reading> last =
                reading.flatMap(body -> course.facts().map(facts -> EntryReader.reading(facts, body)));
        return course.row(last, pumpTime);
    }
}
