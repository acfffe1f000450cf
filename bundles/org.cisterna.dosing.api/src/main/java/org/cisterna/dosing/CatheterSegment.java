// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Length;
import org.cisterna.quantity.VolumePerLength;

/**
 * A piece of the catheter between pump and tip, as the implant record has it. Lengths that nobody wrote down are empty, never guessed: a
 * proposal for a catheter of unknown volume is blocked.
 *
 * @param model as on the package
 * @param supplied length as supplied
 * @param trimmed length cut off at implant or revision
 * @param bore volume of each length of it
 */
public record CatheterSegment(String model, Optional<Length> supplied, Optional<Length> trimmed, VolumePerLength bore) {

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("model", model)
                .putOptional("supplied", supplied.map(Length::text))
                .putOptional("trimmed", trimmed.map(Length::text))
                .put("bore", bore.text())
                .build();
    }

    /** Reads what {@link #toJson()} wrote, or a person did. */
    public static CatheterSegment fromJson(JsonObject json) {
        json.onlyNames("model", "supplied", "trimmed", "bore");
        return new CatheterSegment(
                json.string("model"),
                json.optionalValue("supplied", text -> Length.parse(text).orElseThrow()),
                json.optionalValue("trimmed", text -> Length.parse(text).orElseThrow()),
                json.value("bore", text -> VolumePerLength.parse(text).orElseThrow()));
    }
}
