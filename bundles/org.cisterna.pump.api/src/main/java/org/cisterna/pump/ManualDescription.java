// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * A family of pumps without telemetry, whole, as data: who it is, which models there are, and what people are guided through. Nothing of it is
 * ever called.
 *
 * @param descriptor as a driver gives it, of class {@link DriverClass#MANUAL}
 * @param models at least one, each name once
 * @param guides one for each {@link ManualAct}
 */
public record ManualDescription(DriverDescriptor descriptor, List<ManualModel> models, List<ManualGuide> guides) {

    /** Checks that nothing is left out. */
    public ManualDescription {
        models = List.copyOf(models);
        guides = List.copyOf(guides);
        if (descriptor.conduct().driverClass() != DriverClass.MANUAL
                || descriptor.interimStop().isPresent()) {
            throw new IllegalArgumentException(
                    "a family that is described by data alone is of class MANUAL and stops for no commit");
        }
        if (models.isEmpty()
                || models.stream().map(ManualModel::name).distinct().count() != models.size()) {
            throw new IllegalArgumentException("a family has at least one model, and each name once");
        }
        List<ManualAct> acts = guides.stream().map(ManualGuide::act).sorted().toList();
        if (!acts.equals(Arrays.asList(ManualAct.values()))) {
            throw new IllegalArgumentException(
                    "each act has one guide: " + Arrays.toString(ManualAct.values()) + ", not " + acts);
        }
    }

    /** The model of this name. */
    public Optional<ManualModel> model(String name) {
        return models.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** What people are guided through for an act. */
    public ManualGuide guide(ManualAct act) {
        return guides.stream().filter(each -> each.act() == act).findFirst().orElseThrow();
    }

    /** Names exactly this description; a plan for a pump of the family names it as its driver. */
    public Digest digest() {
        return Digest.of("org.cisterna.pump.manual/1", toJson());
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("descriptor", descriptor.toJson())
                .put(
                        "models",
                        Json.array(models.stream().map(ManualModel::toJson).toList()))
                .put(
                        "guides",
                        Json.array(guides.stream().map(ManualGuide::toJson).toList()))
                .build();
    }
}
