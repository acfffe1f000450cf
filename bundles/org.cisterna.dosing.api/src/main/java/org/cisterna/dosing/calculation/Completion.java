// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.DrugLibrary;
import org.cisterna.dosing.Keeping;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.LimitSet;

/**
 * A request, of a programme or of a calculation, with what it left out put in: the drug data of a library and the limits of the limiters that
 * are there. The library and the institution are required then, whether they are there or not, so that one which never came stops dosing.
 * What a request brings itself is left as it is, and the institution's limits are added to limits that it brings: they can only tighten.
 *
 * @param request the request, whole
 * @param filled the members that were put in, and where they come from; empty when nothing was
 */
public record Completion(JsonObject request, JsonObject filled) {

    private static final String LIMITS = "limits";
    private static final String KEEPINGS = "keepings";
    private static final String PROGRAMME = "programme";

    /** Puts in what is left out, and adds the institution's limits to those that are brought. Pure. */
    public static Completion of(JsonObject request, DrugLibrary library, Collection<LimitProvider> limiters) {
        List<String> wanted = members(request);
        List<String> missing = missing(request, wanted);
        Set<String> drugs = drugs(request);
        JsonObject.Builder whole = Json.object();
        List<LimitSet> sets =
                limiters.stream().map(each -> each.limits().concerning(drugs)).toList();
        Folding folding = wanted.contains(LIMITS) && !missing.contains(LIMITS)
                ? Folding.of(request.get(LIMITS).orElseThrow(), sets)
                : new Folding(Optional.empty(), missing.isEmpty() ? List.of() : sets);
        for (String name : request.names()) {
            Json brought = request.get(name).orElseThrow();
            whole.put(name, name.equals(LIMITS) ? folding.limits().orElse(brought) : brought);
        }
        for (String name : missing) {
            whole.put(name, value(name, library, sets, drugs));
        }
        List<LimitSet> spoke = folding.spoke();
        if (missing.isEmpty() && folding.limits().isEmpty()) {
            return new Completion(request, Json.object().build());
        }
        JsonObject.Builder filled = Json.object();
        if (!missing.isEmpty()) {
            filled.put("members", Json.texts(missing))
                    .put("library", library.version())
                    .put("libraryDigest", library.digest().text());
        }
        if (folding.limits().isPresent()) {
            filled.put("tightened", Json.texts(List.of(LIMITS)));
        }
        filled.put(
                "limiters",
                Json.texts(spoke.stream()
                        .map(each -> each.name() + " " + each.version())
                        .toList()));
        return new Completion(whole.build(), filled.build());
    }

    /** An answer to {@link #request}, with what was filled in recorded in it as {@code filled}, when something was. */
    public JsonObject recordedIn(JsonObject answer) {
        if (filled.names().isEmpty()) {
            return answer;
        }
        JsonObject.Builder recorded = Json.object().put("filled", filled);
        for (String name : answer.names()) {
            recorded.put(name, answer.get(name).orElseThrow());
        }
        return recorded.build();
    }

    /** Which members of this kind the request has at all. */
    private static List<String> members(JsonObject request) {
        return calculation(request)
                .map(name -> NEEDING_GROUNDS.contains(name) ? Grounds.MEMBERS : List.<String>of())
                .orElse(Grounds.MEMBERS);
    }

    /** Which calculation is asked for; empty for a programme. */
    private static Optional<String> calculation(JsonObject request) {
        return request.get(CalculationRequest.FUNCTION)
                .filter(JsonString.class::isInstance)
                .map(name -> ((JsonString) name).value())
                .filter(name -> !name.equals(PROGRAMME));
    }

    /**
     * Those that are left out. Keeping times are put into a programme's request where there is a supply to hold against them, and only together
     * with something else, so that a record of before they were known is decided as it was.
     */
    private static List<String> missing(JsonObject request, List<String> wanted) {
        List<String> missing =
                wanted.stream().filter(each -> request.get(each).isEmpty()).toList();
        boolean keeps = calculation(request).isPresent()
                || (request.get("supply").isPresent() && !missing.equals(List.of(KEEPINGS)));
        return keeps
                ? missing
                : missing.stream().filter(each -> !each.equals(KEEPINGS)).toList();
    }

    private static final Set<String> NEEDING_GROUNDS = Set.of(
            CalculationFunction.COMPOUNDING.id(),
            CalculationFunction.CONTENT_CHECK.id(),
            CalculationFunction.REFILL_PLAN.id(),
            CalculationFunction.CONSTANT_FLOW.id(),
            CalculationFunction.START_DOSE.id(),
            CalculationFunction.TITRATION.id(),
            CalculationFunction.TAPER.id(),
            CalculationFunction.TRIAL.id(),
            CalculationFunction.MRI_CHECK.id());

    private static Json value(String name, DrugLibrary library, List<LimitSet> sets, Set<String> drugs) {
        return switch (name) {
            case "requiredLimiters" -> Json.texts(List.of(LimitProvider.LIBRARY, LimitProvider.INSTITUTION));
            case "limits" -> Json.array(sets.stream().map(LimitSet::toJson).toList());
            case "drugs" ->
                Json.array(library.drugs().stream()
                        .filter(each -> drugs.contains(each.id()))
                        .map(Drug::toJson)
                        .toList());
            case KEEPINGS ->
                Json.array(library.keepings().stream()
                        .filter(each -> drugs.containsAll(each.drugs()))
                        .map(Keeping::toJson)
                        .toList());
            case "libraryVersion" -> Json.text(library.version());
            case "libraryDigest" -> Json.text(library.digest().text());
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Every drug that the request names, wherever it stands: in a solution, a history, a path. */
    private static Set<String> drugs(JsonObject request) {
        Set<String> drugs = new TreeSet<>();
        for (String name : request.names()) {
            if (!Grounds.MEMBERS.contains(name)) {
                collect(name, request.get(name).orElseThrow(), drugs);
            }
        }
        return drugs;
    }

    private static void collect(String name, Json value, Set<String> drugs) {
        if (name.equals("drug") && value instanceof JsonString drug) {
            drugs.add(drug.value());
        } else if (value instanceof JsonObject object) {
            for (String each : object.names()) {
                collect(each, object.get(each).orElseThrow(), drugs);
            }
        } else if (value instanceof JsonArray array) {
            array.values().forEach(each -> collect("", each, drugs));
        }
    }
}
