// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.Keeping;
import org.cisterna.dosing.LimitSet;
import org.cisterna.dosing.fields.FieldReader;

/**
 * What the house knows of the drugs of a request, brought with the request so that nothing else is looked at. In JSON its members stand in
 * the request itself.
 *
 * @param requiredLimiters names of the limiters without which nothing is computed for a patient
 * @param limits the limits of every limiter that was there
 * @param drugs what the library knows of the drugs concerned
 * @param keepings how long solutions are known to keep
 * @param libraryVersion version of the drug library
 * @param libraryDigest digest of the drug library
 */
public record Grounds(
        List<String> requiredLimiters,
        List<LimitSet> limits,
        List<Drug> drugs,
        List<Keeping> keepings,
        String libraryVersion,
        Digest libraryDigest) {

    /** Its members in a request. */
    static final List<String> MEMBERS =
            List.of("requiredLimiters", "limits", "drugs", "keepings", "libraryVersion", "libraryDigest");

    public Grounds {
        requiredLimiters = List.copyOf(requiredLimiters);
        limits = List.copyOf(limits);
        drugs = List.copyOf(drugs);
        keepings = List.copyOf(keepings);
    }

    /** What the library knows of a drug. */
    public Optional<Drug> drug(String id) {
        return drugs.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** The name of a drug for people. */
    public String name(String id) {
        return drug(id).map(Drug::displayName).orElse(id);
    }

    static String[] membersAnd(String... own) {
        return Stream.concat(Stream.of(own), MEMBERS.stream()).toArray(String[]::new);
    }

    static Optional<Grounds> read(FieldReader fields) {
        Optional<List<String>> required = fields.made(
                "requiredLimiters", value -> FieldReader.array(value).strings());
        Optional<List<LimitSet>> limits = fields.listMade("limits", LimitSet::fromJson);
        Optional<List<Drug>> drugs = fields.listMade("drugs", Drug::fromJson);
        Optional<List<Keeping>> keepings = fields.listMade("keepings", Keeping::fromJson);
        Optional<String> version = fields.text("libraryVersion");
        Optional<Digest> digest =
                fields.text("libraryDigest").flatMap(text -> fields.guarded("libraryDigest", () -> Digest.parse(text)));
        if (!fields.isGood()) {
            return Optional.empty();
        }
        return Optional.of(new Grounds(
                required.orElseThrow(),
                limits.orElseThrow(),
                drugs.orElseThrow(),
                keepings.orElseThrow(),
                version.orElseThrow(),
                digest.orElseThrow()));
    }

    /** Empty when the request brings none of its members; a part of them is read, and refused where it is not whole. */
    static Optional<Grounds> readIfBrought(FieldReader fields) {
        boolean brought = MEMBERS.stream()
                .anyMatch(each -> fields.optionalMade(each, value -> value).isPresent());
        return brought ? read(fields) : Optional.empty();
    }

    JsonObject.Builder put(JsonObject.Builder json) {
        return json.put("requiredLimiters", Json.texts(requiredLimiters))
                .put("limits", Json.array(limits.stream().map(LimitSet::toJson).toList()))
                .put("drugs", Json.array(drugs.stream().map(Drug::toJson).toList()))
                .put(
                        "keepings",
                        Json.array(keepings.stream().map(Keeping::toJson).toList()))
                .put("libraryVersion", libraryVersion)
                .put("libraryDigest", libraryDigest.text());
    }
}
