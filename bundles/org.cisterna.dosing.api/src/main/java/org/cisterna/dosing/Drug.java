// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * What the library knows of a drug apart from its limits, which come as a {@link LimitSet}.
 *
 * @param id identity, lower case, as a solution names it
 * @param displayName how it is written for people, in tall-man letters where names are confused
 * @param doseUnit the one unit in which people order it, {@code "mcg/day"} or {@code "mg/day"}
 * @param withdrawal what happens when it stops
 * @param indications what it is ordered for, known to the library; another one is off the library
 * @param admixtures drugs it is known to stand beside in one solution
 */
public record Drug(
        String id,
        String displayName,
        String doseUnit,
        Withdrawal withdrawal,
        List<Indication> indications,
        List<Admixture> admixtures) {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /**
     * A use of a drug.
     *
     * @param id for example {@code spasticity-spinal}
     * @param name for people
     */
    public record Indication(String id, String name) {
        public Indication {
            requireId(id);
        }
    }

    /**
     * Another drug that this one is known to keep together with.
     *
     * @param with id of the other drug
     * @param text what is known, in words
     * @param source where it was taken from
     * @param trust how far it can be trusted
     */
    public record Admixture(String with, String text, String source, Trust trust) {
        public Admixture {
            requireId(with);
            if (!trust.mayDecide()) {
                throw new IllegalArgumentException(
                        "an admixture with " + with + " rests on " + trust + "; find the source");
            }
        }
    }

    public Drug {
        requireId(id);
        indications = List.copyOf(indications);
        admixtures = List.copyOf(admixtures);
        if (!displayName.equalsIgnoreCase(id.replace('-', ' '))) {
            throw new IllegalArgumentException("a displayed name differs from the id in capitals only: " + displayName);
        }
        if (!doseUnit.equals("mcg/day") && !doseUnit.equals("mg/day")) {
            throw new IllegalArgumentException("a drug is ordered in mcg/day or mg/day, not in " + doseUnit);
        }
    }

    private static void requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("an id is lower case letters, digits and hyphens, not \"" + id + "\"");
        }
    }

    /** The use with this id, when the library knows it. */
    public Optional<Indication> indication(String indicationId) {
        return indications.stream()
                .filter(each -> each.id().equals(indicationId))
                .findFirst();
    }

    /** What is known of it beside another drug. */
    public Optional<Admixture> admixture(String other) {
        return admixtures.stream().filter(each -> each.with().equals(other)).findFirst();
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("id", id)
                .put("displayName", displayName)
                .put("doseUnit", doseUnit)
                .put("withdrawal", withdrawal.toJson())
                .put(
                        "indications",
                        Json.array(indications.stream()
                                .map(each -> Json.object()
                                        .put("id", each.id())
                                        .put("name", each.name())
                                        .build())
                                .toList()))
                .put(
                        "admixtures",
                        Json.array(admixtures.stream()
                                .map(each -> Json.object()
                                        .put("with", each.with())
                                        .put("text", each.text())
                                        .put("source", each.source())
                                        .put("trust", each.trust().name())
                                        .build())
                                .toList()))
                .build();
    }

    /** Reads what {@link #toJson()} wrote, or a person did; refuses any other field. */
    public static Drug fromJson(JsonObject json) {
        json.onlyNames("id", "displayName", "doseUnit", "withdrawal", "indications", "admixtures");
        return new Drug(
                json.string("id"),
                json.string("displayName"),
                json.string("doseUnit"),
                Withdrawal.fromJson(json.object("withdrawal")),
                json.array("indications").objects().stream()
                        .map(each -> each.onlyNames("id", "name"))
                        .map(each -> new Indication(each.string("id"), each.string("name")))
                        .toList(),
                json.array("admixtures").objects().stream()
                        .map(each -> each.onlyNames("with", "text", "source", "trust"))
                        .map(each -> new Admixture(
                                each.string("with"),
                                each.string("text"),
                                each.string("source"),
                                KnownWord.of(Trust.class, each.string("trust"))))
                        .toList());
    }
}
