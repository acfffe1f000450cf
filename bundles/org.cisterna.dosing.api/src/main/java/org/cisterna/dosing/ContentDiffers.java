// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Instant;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * What comes of a fill while the programme of before goes on: a syringe cannot be rolled back. There are three ways out of it: finish the
 * programme, stop by order, or empty the reservoir.
 *
 * @param atTip when the new content is at the tip
 * @param atTipBound the earliest that laminar flow allows
 * @param then doses from then on
 */
public record ContentDiffers(Instant atTip, Instant atTipBound, List<DrugDose> then) {

    public ContentDiffers {
        then = List.copyOf(then);
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("atTip", atTip.toString())
                .put("atTipBound", atTipBound.toString())
                .put("then", DrugDose.toJson(then))
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static ContentDiffers fromJson(JsonObject json) {
        return new ContentDiffers(
                Instant.parse(json.string("atTip")),
                Instant.parse(json.string("atTipBound")),
                DrugDose.fromJson(json, "then"));
    }
}
