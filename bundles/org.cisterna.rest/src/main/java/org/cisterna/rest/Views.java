// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.DriverJar;
import org.cisterna.pump.DriverStatus;
import org.cisterna.pump.DriverTrouble;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Implant;

/** How things look in JSON that have no JSON form of their own. Nothing read earlier looks live: each reading carries its times. */
final class Views {

    private Views() {}

    static JsonObject pump(PumpStatus status, Optional<Implant> implant, List<String> missing) {
        return Json.object()
                .put("pump", status.pump().text())
                .put("manufacturer", status.pump().manufacturer())
                .put("serial", status.pump().serial())
                .put("family", status.family())
                .put("address", status.address())
                .put("simulated", status.simulated())
                .put("pairedSince", status.pairedSince().toString())
                .put("link", status.link().name())
                .put("linkReason", status.linkReason())
                .putOptional("implant", implant.map(Implant::toJson))
                .putOptional("reading", status.reading().map(Views::reading))
                .putOptional("unknown", status.unknown().map(Views::unknown))
                .put("missing", Json.array(missing.stream().map(Json::text).toList()))
                .build();
    }

    static JsonObject reading(PumpStatus.Reading reading) {
        return Json.object()
                .put("readAt", reading.house().toString())
                .put("readAtPumpTime", reading.pumpTime().toString())
                .put("entered", reading.entered())
                .put("entry", reading.entry())
                .put("snapshot", reading.snapshot().toJson())
                .build();
    }

    static JsonObject unknown(PumpStatus.StandingUnknown unknown) {
        return Json.object()
                .put("command", unknown.command().hex())
                .put("intentEntry", unknown.intent())
                .put("expectedRevision", unknown.expected().number())
                .put("outcome", unknown.outcome().toJson())
                .put(
                        "wayOut",
                        "read the pump: a reading proves what became of the command; of a pump without telemetry, have two people"
                                + " attest its record. Reading and stopping are possible, writing is not")
                .build();
    }

    static JsonObject found(FoundPump found) {
        return Json.object()
                .put("address", found.address())
                .put("manufacturer", found.manufacturer())
                .put("serial", found.serial())
                .put("simulated", found.simulated())
                .build();
    }

    static JsonObject driver(DriverStatus status) {
        return Json.object()
                .put("family", status.family())
                .put("state", status.state().name())
                .put("since", status.since().toString())
                .put("reason", status.reason())
                .putOptional("descriptor", status.descriptor().map(DriverDescriptor::toJson))
                .putOptional(
                        "descriptorDigest",
                        status.descriptor().map(DriverDescriptor::digest).map(Digest::text))
                .put("pumps", status.pumps())
                .put("stuckCalls", status.stuckCalls())
                .put(
                        "troubles",
                        Json.array(
                                status.troubles().stream().map(Views::trouble).toList()))
                .build();
    }

    private static JsonObject trouble(DriverTrouble trouble) {
        return Json.object()
                .put("subject", trouble.subject())
                .put("code", trouble.code())
                .put("words", trouble.words())
                .put("at", trouble.at().toString())
                .put("times", trouble.times())
                .build();
    }

    static JsonObject jar(DriverJar jar) {
        return Json.object()
                .put("file", jar.file())
                .putOptional("digest", jar.digest().map(Digest::text))
                .putOptional("symbolicName", jar.symbolicName())
                .putOptional("version", jar.version())
                .put("state", jar.state().name())
                .put("since", jar.since().toString())
                .put("reason", jar.reason())
                .putOptional("admittedBy", jar.admittedBy())
                .build();
    }

    static JsonObject identified(Identified who) {
        return Json.object()
                .put("id", who.person().id())
                .put("printedName", who.person().printedName())
                .put(
                        "roles",
                        Json.array(who.person().roles().stream()
                                .sorted()
                                .map(each -> Json.text(each.text()))
                                .toList()))
                .put("credential", who.credential())
                .put(
                        "acts",
                        Json.array(java.util.Arrays.stream(org.cisterna.therapy.Act.values())
                                .filter(who::may)
                                .map(each -> Json.text(each.text()))
                                .toList()))
                .build();
    }

    static JsonObject envelope(Envelope envelope) {
        return Json.object()
                .put("sequence", envelope.sequence())
                .put("node", envelope.node())
                .put("log", envelope.log())
                .put("index", envelope.index())
                .put("houseTime", envelope.houseTime().toString())
                .put("pumpTime", envelope.pumpTime().toString())
                .put("boot", envelope.boot())
                .put("leaf", envelope.leaf().text())
                .put("entry", envelope.entry().json())
                .build();
    }
}
