// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.util.Collection;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * All limits of one limiter in one version.
 *
 * @param name the limiter, {@code library} or {@code institution} in the product
 * @param version its version
 * @param limits in any order
 */
public record LimitSet(String name, String version, List<Limit> limits) {

    public LimitSet {
        limits = List.copyOf(limits);
        if (name.isBlank() || version.isBlank()) {
            throw new IllegalArgumentException("a set of limits has a name and a version");
        }
    }

    /** The same set without the limits of drugs that are not concerned; what a request needs of it. */
    public LimitSet concerning(Collection<String> drugs) {
        return new LimitSet(
                name,
                version,
                limits.stream()
                        .filter(each -> each.drug().equals(Limit.ANY_DRUG) || drugs.contains(each.drug()))
                        .toList());
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("name", name)
                .put("version", version)
                .put("limits", Json.array(limits.stream().map(Limit::toJson).toList()))
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static LimitSet fromJson(JsonObject json) {
        json.onlyNames("name", "version", "limits");
        return new LimitSet(
                json.string("name"),
                json.string("version"),
                json.array("limits").objects().stream().map(Limit::fromJson).toList());
    }
}
