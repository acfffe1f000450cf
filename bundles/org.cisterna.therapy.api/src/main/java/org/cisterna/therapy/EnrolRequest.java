// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;

/**
 * What is typed to enrol a pump: how to reach it and pair with it, and what the platform cannot read from it. Every quantity with its unit.
 *
 * @param address as the list of found pumps gives it
 * @param family which family's driver speaks to it
 * @param pairingCode as printed on the pump's label; kept nowhere
 * @param patient the hospital's pseudonymous reference, see {@link PatientReference}
 * @param indication its id in the drug library's rules, for example {@code spasticity-spinal}
 * @param reservoir what is in the reservoir
 * @param path what is in tubing and catheter; empty when it is the same
 * @param catheter its segments from the pump to the tip
 */
public record EnrolRequest(
        String address,
        String family,
        String pairingCode,
        String patient,
        String indication,
        TypedSolution reservoir,
        Optional<TypedSolution> path,
        List<Segment> catheter) {

    /**
     * A piece of catheter.
     *
     * @param model the maker's model
     * @param supplied length as supplied, for example {@code 89 cm}
     * @param trimmed length cut off at the implantation
     * @param bore volume of a length, for example {@code 0.00222 mL/cm}
     */
    public record Segment(String model, Optional<String> supplied, Optional<String> trimmed, String bore) {}

    /** Copies the list. */
    public EnrolRequest {
        catheter = List.copyOf(catheter);
    }

    /**
     * Reads the JSON form: members named as here, {@code reservoir} and {@code path} as {@link TypedSolution}, {@code catheter} a list of
     * objects.
     *
     * @throws org.cisterna.canonical.JsonException naming what is missing, unknown or of another type
     */
    public static EnrolRequest fromJson(JsonObject json) {
        json.onlyNames("address", "family", "pairingCode", "patient", "indication", "reservoir", "path", "catheter");
        return new EnrolRequest(
                json.string("address"),
                json.string("family"),
                json.string("pairingCode"),
                json.string("patient"),
                json.string("indication"),
                TypedSolution.fromJson(json.array("reservoir")),
                json.optionalArray("path").map(TypedSolution::fromJson),
                segments(json.array("catheter")));
    }

    static List<Segment> segments(JsonArray json) {
        return json.objects().stream()
                .map(each -> each.onlyNames("model", "supplied", "trimmed", "bore"))
                .map(each -> new Segment(
                        each.string("model"),
                        each.optionalString("supplied"),
                        each.optionalString("trimmed"),
                        each.string("bore")))
                .toList();
    }

    /** Without the pairing code. */
    @Override
    public String toString() {
        return "EnrolRequest[address=" + address + ", family=" + family + ", indication=" + indication + "]";
    }
}
