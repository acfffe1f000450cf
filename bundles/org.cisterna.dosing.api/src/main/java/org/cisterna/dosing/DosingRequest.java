// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Solution;

/**
 * Everything a dosing decision rests on, so that it can be made again and comes out the same: time, pump, content, catheter, history, the
 * order, and the limits and drug data themselves. The engine looks at nothing else.
 *
 * @param pumpTime when it is decided, in pump time
 * @param indication what the drugs are ordered for, an id of {@link Drug#indications()}
 * @param solution what the reservoir holds; doses are ordered for its primary drug
 * @param capabilities what the pump declares of itself
 * @param catheter segments from pump to tip
 * @param running what the pump runs now; empty when it never ran
 * @param lastTherapeutic the last therapeutic dose of each drug, at most one a drug
 * @param order what is wanted
 * @param requiredLimiters names of the limiters without which nothing is dosed, in the product {@code library} and {@code institution}
 * @param limits the limits of every limiter that was there, those of the drugs concerned at least
 * @param drugs what the library knows of the drugs concerned: those of the solution, of what runs and of the last doses
 * @param libraryVersion version of the drug library
 * @param libraryDigest digest of the drug library
 * @param circumstances what stands around the order, where something does
 * @param keepings how long solutions are known to keep, where a supply is to be held against it; empty when nobody brought any
 */
public record DosingRequest(
        Instant pumpTime,
        String indication,
        Solution solution,
        Capabilities capabilities,
        List<CatheterSegment> catheter,
        Optional<Running> running,
        List<LastDose> lastTherapeutic,
        Order order,
        List<String> requiredLimiters,
        List<LimitSet> limits,
        List<Drug> drugs,
        String libraryVersion,
        Digest libraryDigest,
        Circumstances circumstances,
        List<Keeping> keepings) {

    /** A request without keeping times. */
    public DosingRequest(
            Instant pumpTime,
            String indication,
            Solution solution,
            Capabilities capabilities,
            List<CatheterSegment> catheter,
            Optional<Running> running,
            List<LastDose> lastTherapeutic,
            Order order,
            List<String> requiredLimiters,
            List<LimitSet> limits,
            List<Drug> drugs,
            String libraryVersion,
            Digest libraryDigest,
            Circumstances circumstances) {
        this(
                pumpTime,
                indication,
                solution,
                capabilities,
                catheter,
                running,
                lastTherapeutic,
                order,
                requiredLimiters,
                limits,
                drugs,
                libraryVersion,
                libraryDigest,
                circumstances,
                List.of());
    }

    /** A request with nothing around its order. */
    public DosingRequest(
            Instant pumpTime,
            String indication,
            Solution solution,
            Capabilities capabilities,
            List<CatheterSegment> catheter,
            Optional<Running> running,
            List<LastDose> lastTherapeutic,
            Order order,
            List<String> requiredLimiters,
            List<LimitSet> limits,
            List<Drug> drugs,
            String libraryVersion,
            Digest libraryDigest) {
        this(
                pumpTime,
                indication,
                solution,
                capabilities,
                catheter,
                running,
                lastTherapeutic,
                order,
                requiredLimiters,
                limits,
                drugs,
                libraryVersion,
                libraryDigest,
                Circumstances.NONE);
    }

    public DosingRequest {
        catheter = List.copyOf(catheter);
        lastTherapeutic = List.copyOf(lastTherapeutic);
        requiredLimiters = List.copyOf(requiredLimiters);
        limits = List.copyOf(limits);
        drugs = List.copyOf(drugs);
        keepings = List.copyOf(keepings);
    }

    /** What the library knows of a drug of this request. */
    public Optional<Drug> drug(String id) {
        return drugs.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** The last therapeutic dose of a drug. */
    public Optional<LastDose> lastDose(String drug) {
        return lastTherapeutic.stream().filter(each -> each.drug().equals(drug)).findFirst();
    }

    /** The same request with another order. */
    public DosingRequest withOrder(Order another) {
        return new DosingRequest(
                pumpTime,
                indication,
                solution,
                capabilities,
                catheter,
                running,
                lastTherapeutic,
                another,
                requiredLimiters,
                limits,
                drugs,
                libraryVersion,
                libraryDigest,
                circumstances,
                keepings);
    }

    /** Names exactly this request. */
    public Digest digest() {
        return Digest.of("org.cisterna.dosing.request/1", toJson());
    }

    /** As JSON, each quantity with its unit. */
    public JsonObject toJson() {
        JsonObject.Builder json = Json.object()
                .put("pumpTime", pumpTime.toString())
                .put("indication", indication)
                .put("solution", solution.toJson())
                .put("capabilities", capabilities.toJson())
                .put(
                        "catheter",
                        Json.array(
                                catheter.stream().map(CatheterSegment::toJson).toList()))
                .putOptional("running", running.map(Running::toJson))
                .put(
                        "lastTherapeutic",
                        Json.array(
                                lastTherapeutic.stream().map(LastDose::toJson).toList()))
                .put("order", order.toJson())
                .put("requiredLimiters", Json.texts(requiredLimiters))
                .put("limits", Json.array(limits.stream().map(LimitSet::toJson).toList()))
                .put("drugs", Json.array(drugs.stream().map(Drug::toJson).toList()))
                .put("libraryVersion", libraryVersion)
                .put("libraryDigest", libraryDigest.text());
        circumstances.into(json);
        if (!keepings.isEmpty()) {
            json.put(
                    "keepings",
                    Json.array(keepings.stream().map(Keeping::toJson).toList()));
        }
        return json.build();
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static DosingRequest fromJson(JsonObject json) {
        return RequestReader.orThrow(read(json));
    }

    /** Reads a request that anybody wrote; a refusal names every field that is wrong, its value, and what to write. Never throws. */
    public static Answer<DosingRequest> read(JsonObject json) {
        return RequestReader.request(json);
    }

    /** Reads a request from bytes of JSON in UTF-8; a refusal also says what is no JSON. Never throws. */
    public static Answer<DosingRequest> read(byte[] utf8) {
        return RequestReader.request(utf8);
    }
}
