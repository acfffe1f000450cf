// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;

/**
 * What a patient's papers say of the last fill of a pump. A device knows nothing of it: it is what people read when they enrol it.
 *
 * @param serial of the pump
 * @param volume what was filled
 * @param content of what; the first drug is the primary one
 * @param at pump time
 */
record Papers(String serial, Volume volume, Map<String, Concentration> content, Instant at) {

    Papers {
        content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
    }

    JsonObject json() {
        return Json.object()
                .put("serial", serial)
                .put("volume", volume.text())
                .put(
                        "content",
                        Json.array(content.entrySet().stream()
                                .map(each -> Json.object()
                                        .put("drug", each.getKey())
                                        .put("concentration", each.getValue().text())
                                        .build())
                                .toList()))
                .put("at", at.toString())
                .build();
    }

    static Papers fromJson(JsonObject json) {
        Map<String, Concentration> content = new LinkedHashMap<>();
        for (JsonObject drug : json.array("content").objects()) {
            content.put(
                    drug.string("drug"),
                    Concentration.parse(drug.string("concentration")).orElseThrow());
        }
        return new Papers(
                json.string("serial"),
                Volume.parse(json.string("volume")).orElseThrow(),
                content,
                Instant.parse(json.string("at")));
    }
}
