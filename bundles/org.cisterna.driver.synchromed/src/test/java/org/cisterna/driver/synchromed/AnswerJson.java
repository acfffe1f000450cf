// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** Decoded answers in the form of the golden data: every u64 a decimal string, bytes in hex. */
final class AnswerJson {

    private AnswerJson() {}

    private static JsonObject part(BlockPart part) {
        JsonObject.Builder json = Json.object().put("kind", part.kind());
        if (part instanceof BlockPart.Prime prime) {
            json.put("volume", Long.toString(prime.volume())).put("rate", prime.rate());
        } else if (part instanceof BlockPart.Bridge bridge) {
            json.put("rate", bridge.rate()).put("duration", Long.toString(bridge.duration()));
        } else if (part instanceof BlockPart.Bolus bolus) {
            json.put("volume", Long.toString(bolus.volume())).put("duration", Long.toString(bolus.duration()));
        } else if (part instanceof BlockPart.Periodic periodic) {
            json.put("volume", Long.toString(periodic.volume()))
                    .put("duration", Long.toString(periodic.duration()))
                    .put("interval", Long.toString(periodic.interval()));
        } else if (part instanceof BlockPart.Patient patient) {
            json.put("volume", Long.toString(patient.volume()))
                    .put("duration", Long.toString(patient.duration()))
                    .put("lockout", Long.toString(patient.lockout()))
                    .put("most", patient.most());
        }
        return json.build();
    }

    static JsonObject functions(FunctionsAnswer answer) {
        return Json.object()
                .put("volumeGrid", Long.toString(answer.volumeGrid()))
                .put("durationGridMillis", answer.durationGridMillis())
                .put("primeRate", answer.primeRate())
                .put("largestPrime", Long.toString(answer.largestPrime()))
                .put("longestBridgeMillis", Long.toString(answer.longestBridgeMillis()))
                .put("highestBolusRate", answer.highestBolusRate())
                .put("largestBolus", Long.toString(answer.largestBolus()))
                .put("longestBolusMillis", Long.toString(answer.longestBolusMillis()))
                .put("longestIntervalMillis", Long.toString(answer.longestIntervalMillis()))
                .put("mostPatientBoluses", answer.mostPatientBoluses())
                .put("clockDriftPerMillion", answer.clockDriftPerMillion())
                .put("minimumRate", answer.minimumRate())
                .build();
    }

    static JsonObject parts(PartsAnswer answer) {
        return Json.object()
                .put("revision", answer.revision())
                .put(
                        "parts",
                        Json.array(answer.parts().stream()
                                .map(each -> Json.object()
                                        .put("kind", each.kind())
                                        .put("stage", each.stage())
                                        .put("delivered", Long.toString(each.delivered()))
                                        .build())
                                .toList()))
                .build();
    }

    static JsonObject plan(PlanBlock plan) {
        return Json.object()
                .put("format", plan.parts().isEmpty() ? 1 : 2)
                .put("mode", plan.steps().size() == 1 ? PlanBlock.CONTINUOUS : PlanBlock.FLEX)
                .put(
                        "steps",
                        Json.array(plan.steps().stream()
                                .map(each -> Json.object()
                                        .put("startMinute", each.startMinute())
                                        .put("nanolitresPerDay", each.rate())
                                        .build())
                                .toList()))
                .put(
                        "drugs",
                        Json.array(plan.drugs().stream()
                                .map(each -> Json.object()
                                        .put("name", each.name())
                                        .put("nanogramsPerMillilitre", Long.toString(each.concentration()))
                                        .build())
                                .toList()))
                .put("reservoirFlag", plan.reservoir().isPresent() ? 1 : 0)
                .put("reservoir", Long.toString(plan.reservoir().orElse(0)))
                .putOptional(
                        "parts",
                        plan.parts().isEmpty()
                                ? Optional.empty()
                                : Optional.of(Json.array(plan.parts().stream()
                                        .map(AnswerJson::part)
                                        .toList())))
                .build();
    }

    static JsonObject identity(IdentityAnswer answer) {
        return Json.object()
                .put("manufacturer", answer.manufacturer())
                .put("model", answer.model())
                .put("serial", answer.serial())
                .put("firmware", answer.firmware())
                .put("lowestRate", answer.lowestRate())
                .put("highestRate", answer.highestRate())
                .put("rateGrid", answer.rateGrid())
                .put("mostSteps", answer.mostSteps())
                .put("startGridMinutes", answer.startGridMinutes())
                .put("dayPatterns", answer.dayPatterns())
                .put("usableReservoir", Long.toString(answer.usableReservoir()))
                .put("residual", Long.toString(answer.residual()))
                .put("residualOnTop", answer.residualOnTop() ? 1 : 0)
                .put("tubing", Long.toString(answer.tubing()))
                .put("lowReservoir", Long.toString(answer.lowReservoir()))
                .put("accuracyPerMille", answer.accuracyPerMille())
                .put("strokeNanolitres", answer.strokeNanolitres())
                .put("interimStopMillis", answer.interimStopMillis())
                .put("stagedLifeMillis", answer.stagedLifeMillis())
                .put("idleMillis", answer.idleMillis())
                .put("stoppedAlarmMillis", answer.stoppedAlarmMillis())
                .put("eventRing", answer.eventRing())
                .put("rememberedCommands", answer.rememberedCommands())
                .put("mostDrugs", answer.mostDrugs())
                .put("lifetimeCounterMax", Long.toString(answer.lifetimeCounterMax()))
                .build();
    }

    static JsonObject status(StatusAnswer answer) {
        return Json.object()
                .put("revision", answer.revision())
                .put("boots", answer.boots())
                .put("lastReset", answer.lastReset())
                .put("lastResetClock", clock(answer.lastResetAt()))
                .put("deviceClock", clock(answer.deviceClock()))
                .put("motorState", answer.motorState())
                .put("reason", answer.reason())
                .put("since", clock(answer.since()))
                .put("interimDeadline", clock(answer.interimDeadline()))
                .put("step", answer.step())
                .put("rateNow", answer.rateNow())
                .putOptional("plan", answer.plan().map(AnswerJson::plan))
                .put("reservoir", Long.toString(answer.reservoir()))
                .put("reservoirSource", answer.reservoirSource())
                .put("lifetimeDelivered", Long.toString(answer.lifetimeDelivered()))
                .put("batteryState", answer.batteryState())
                .put("batteryPercent", answer.batteryPercent())
                .put("replaceBy", clock(answer.replaceBy()))
                .put("alarms", answer.alarms())
                .put("lastCommandPresent", answer.lastCommand().isPresent() ? 1 : 0)
                .putOptional("lastCommand", answer.lastCommand().map(AnswerJson::command))
                .put("oldestEvent", answer.oldestEvent())
                .put("nextEvent", answer.nextEvent())
                .put("pairings", answer.pairings())
                .put("badFrames", answer.badFrames())
                .build();
    }

    static JsonObject command(CommandRecord record) {
        return Json.object()
                .put("commandId", record.id().hex())
                .put("kind", record.kind())
                .put("effect", record.effect())
                .put("clock", clock(record.at()))
                .put("revision", record.revision())
                .put("planDigest", record.planDigest().hex())
                .build();
    }

    static JsonObject staged(StagedAnswer answer) {
        return Json.object()
                .put("commandId", answer.commandId().hex())
                .put("token", answer.token().hex())
                .put("revision", answer.revision())
                .put("planDigest", answer.digest().hex())
                .put("stagedUntil", clock(answer.until()))
                .put("plan", plan(answer.echo()))
                .build();
    }

    /** With the checksum, which the decoder checks and does not keep, from the payload itself. */
    static JsonObject stored(StoredAnswer answer, Bytes payload) throws MalformedException {
        Optional<StoredAnswer.Bank> bank = answer.bank();
        if (bank.isEmpty()) {
            return Json.object()
                    .put("valid", 0)
                    .put("generation", answer.generation())
                    .build();
        }
        return Json.object()
                .put("valid", 1)
                .put("generation", answer.generation())
                .put("revision", bank.get().revision())
                .put("checksum", new FieldReader(payload.part(9, 13)).u32())
                .put("planDigest", bank.get().digest().hex())
                .put("plan", plan(bank.get().plan()))
                .put("written", clock(bank.get().written()))
                .put("writtenBy", bank.get().writtenBy().hex())
                .build();
    }

    static JsonObject events(EventsAnswer answer) {
        return Json.object()
                .put("oldest", answer.oldest())
                .put("next", answer.next())
                .put(
                        "events",
                        Json.array(answer.events().stream()
                                .map(each -> Json.object()
                                        .put("number", each.number())
                                        .put("clock", clock(each.at()))
                                        .put("code", each.code())
                                        .put("detail", each.detail().hex())
                                        .build())
                                .toList()))
                .build();
    }

    static JsonObject refused(RefusedAnswer answer) {
        return Json.object()
                .put("refusedType", answer.refusedType())
                .put(
                        "violations",
                        Json.array(answer.reasons().stream()
                                .map(each -> Json.object()
                                        .put("code", each.code())
                                        .put("field", each.field())
                                        .put("index", each.index())
                                        .put("value", Long.toString(each.value()))
                                        .put("limit", Long.toString(each.limit()))
                                        .build())
                                .toList()))
                .build();
    }

    private static String clock(Instant at) {
        return Long.toString(at.toEpochMilli());
    }
}
