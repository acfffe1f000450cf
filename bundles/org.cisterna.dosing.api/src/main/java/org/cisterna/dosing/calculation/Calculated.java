// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;

/**
 * The answer to any calculation. The same request gives the same answer, byte for byte.
 *
 * @param function which calculation
 * @param verdict the hardest of the findings
 * @param findings of every check, the most limiting first
 * @param results what was computed, in the order in which it is read
 * @param request digest of the request it answers
 * @param engine which engine computed, in which version
 */
public record Calculated(
        CalculationFunction function,
        Verdict verdict,
        List<Finding> findings,
        List<Result> results,
        Digest request,
        String engine) {

    public Calculated {
        findings = List.copyOf(findings);
        results = List.copyOf(results);
    }

    /** The findings of one verdict, the most limiting first. */
    public List<Finding> findings(Verdict of) {
        return findings.stream().filter(each -> each.verdict() == of).toList();
    }

    /** The first result of a name. */
    public Optional<Result> result(String name) {
        return results.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** The result of a name about one of several. */
    public Optional<Result> result(String name, String of) {
        return results.stream()
                .filter(each -> each.name().equals(name) && each.of().equals(Optional.of(of)))
                .findFirst();
    }

    /** Names exactly this answer. */
    public Digest digest() {
        return Digest.of("org.cisterna.dosing.calculated/1", toJson());
    }

    /** As JSON, each quantity with its unit. */
    public JsonObject toJson() {
        return Json.object()
                .put("function", function.id())
                .put("verdict", verdict.name())
                .put(
                        "findings",
                        Json.array(findings.stream().map(Finding::toJson).toList()))
                .put("results", Json.array(results.stream().map(Result::toJson).toList()))
                .put("request", request.text())
                .put("engine", engine)
                .build();
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Calculated fromJson(JsonObject json) {
        return new Calculated(
                CalculationFunction.of(json.string("function")),
                Verdict.valueOf(json.string("verdict")),
                json.array("findings").objects().stream().map(Finding::fromJson).toList(),
                json.array("results").objects().stream().map(Result::fromJson).toList(),
                Digest.parse(json.string("request")),
                json.string("engine"));
    }
}
