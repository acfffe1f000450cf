// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Solution;

/**
 * The record of an implanted pump: whose it is, and what nobody can read from it. Each part was typed by {@code enrolledBy}, but for the
 * identity, which the pump proved at pairing, or, without telemetry, its label says.
 *
 * @param identity who the pump is
 * @param family which family's driver speaks to it
 * @param patient the hospital's pseudonymous reference
 * @param indication what it is for, by its id
 * @param reservoir what was put into the reservoir
 * @param path what was in tubing and catheter at the enrolment
 * @param catheter its segments from the pump to the tip
 * @param enrolled house time
 * @param enrolledBy who
 * @param entry sequence of its ledger entry
 */
public record Implant(
        PumpIdentity identity,
        String family,
        PatientReference patient,
        String indication,
        Solution reservoir,
        Solution path,
        List<CatheterSegment> catheter,
        Instant enrolled,
        Staff enrolledBy,
        long entry) {

    /** Copies the list. */
    public Implant {
        catheter = List.copyOf(catheter);
    }

    /** The pump. */
    public PumpId pump() {
        return identity.pump();
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("pump", pump().text())
                .put("identity", identity.toJson())
                .put("family", family)
                .put("patient", patient.text())
                .put("indication", indication)
                .put("reservoir", reservoir.toJson())
                .put("path", path.toJson())
                .put(
                        "catheter",
                        Json.array(
                                catheter.stream().map(CatheterSegment::toJson).toList()))
                .put("enrolled", enrolled.toString())
                .put("enrolledBy", enrolledBy.toJson())
                .put("entry", entry)
                .build();
    }
}
