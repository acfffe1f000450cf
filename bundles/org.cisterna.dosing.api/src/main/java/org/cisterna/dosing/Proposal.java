// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Programme;

/**
 * A programme with every check's verdict. The same request gives the same proposal, byte for byte, on any machine.
 *
 * @param verdict the hardest of the findings
 * @param findings of every check, the most limiting first
 * @param requested what was ordered
 * @param programme what the pump can do of it, on its grid, never more than ordered; empty when there is nothing it could run. Whether it
 *     may run is for the verdict to say
 * @param totals what each drug amounts to in 24 h, before and after; empty when the order makes no day
 * @param path volumes between reservoir and tip; empty when the catheter is not known
 * @param timeToTip how long what leaves the reservoir now takes to the tip; empty without a programme or a known catheter
 * @param request digest of the request it answers
 * @param engine which engine decided, in which version
 * @param outlook what goes with the day, and what comes of it at the tip
 */
public record Proposal(
        Verdict verdict,
        List<Finding> findings,
        Order requested,
        Optional<Programme> programme,
        List<DrugTotal> totals,
        Optional<PathVolumes> path,
        Optional<TimeToTip> timeToTip,
        Digest request,
        String engine,
        Outlook outlook) {

    /** A proposal of a day alone. */
    public Proposal(
            Verdict verdict,
            List<Finding> findings,
            Order requested,
            Optional<Programme> programme,
            List<DrugTotal> totals,
            Optional<PathVolumes> path,
            Optional<TimeToTip> timeToTip,
            Digest request,
            String engine) {
        this(verdict, findings, requested, programme, totals, path, timeToTip, request, engine, Outlook.NONE);
    }

    public Proposal {
        findings = List.copyOf(findings);
        totals = List.copyOf(totals);
    }

    /** The findings of one verdict, the most limiting first. */
    public List<Finding> findings(Verdict of) {
        return findings.stream().filter(each -> each.verdict() == of).toList();
    }

    /** Whether one of the findings asks for two persons. */
    public boolean needsTwoPersons() {
        return findings.stream().anyMatch(Finding::twoPersons);
    }

    /** The total of a drug. */
    public Optional<DrugTotal> total(String drug) {
        return totals.stream().filter(each -> each.drug().equals(drug)).findFirst();
    }

    /** Names exactly this proposal. */
    public Digest digest() {
        return Digest.of("org.cisterna.dosing.proposal/1", toJson());
    }

    /** As JSON, each quantity with its unit. */
    public JsonObject toJson() {
        JsonObject.Builder json = Json.object()
                .put("verdict", verdict.name())
                .put(
                        "findings",
                        Json.array(findings.stream().map(Finding::toJson).toList()))
                .put("requested", requested.toJson())
                .putOptional("programme", programme.map(Programme::toJson))
                .put("totals", Json.array(totals.stream().map(DrugTotal::toJson).toList()))
                .putOptional("path", path.map(PathVolumes::toJson))
                .putOptional("timeToTip", timeToTip.map(TimeToTip::toJson))
                .put("request", request.text())
                .put("engine", engine);
        outlook.into(json);
        return json.build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Proposal fromJson(JsonObject json) {
        return new Proposal(
                KnownWord.of(Verdict.class, json.string("verdict")),
                json.array("findings").objects().stream().map(Finding::fromJson).toList(),
                Order.fromJson(json.object("requested")),
                json.optionalObject("programme").map(Programme::fromJson),
                json.array("totals").objects().stream().map(DrugTotal::fromJson).toList(),
                json.optionalObject("path").map(PathVolumes::fromJson),
                json.optionalObject("timeToTip").map(TimeToTip::fromJson),
                Digest.parse(json.string("request")),
                json.string("engine"),
                Outlook.fromJson(json));
    }
}
