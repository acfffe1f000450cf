// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import java.time.Instant;
import java.util.Locale;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.therapy.fleet.FleetRow;
import org.cisterna.therapy.fleet.Projection;

/** A row of the fleet in JSON. What was read carries its times, what is projected says so, and nothing remembered looks live. */
final class FleetViews {

    private FleetViews() {}

    static JsonObject row(FleetRow row, Instant pumpTime) {
        return Json.object()
                .put("pump", row.pump().text())
                .put("manufacturer", row.pump().manufacturer())
                .put("serial", row.pump().serial())
                .put("family", row.family())
                .put("model", row.model())
                .put("firmware", row.firmware())
                .put("simulated", row.simulated())
                .put("byHand", row.byHand())
                .putOptional("patient", row.patient().map(each -> each.text()))
                .putOptional("drug", row.solution().map(each -> each.primary().drug()))
                .putOptional("concentration", row.solution().map(each -> each.primary()
                        .concentration()
                        .text()))
                .putOptional("dailyDose", row.dailyDose().map(each -> each.text()))
                .put("state", name(row.state()))
                .put("urgency", name(row.urgency()))
                .putOptional("reading", row.reading().map(Views::reading))
                .putOptional("projection", row.projection().map(each -> projection(each, pumpTime)))
                .putOptional("uncertainSince", row.uncertainSince().map(Instant::toString))
                .putOptional("accessed", row.accessed().map(each -> Json.object()
                        .put("after", each.after().toString())
                        .put("found", each.found().toString())
                        .put("from", each.from().text())
                        .put("to", each.to().text())
                        .build()))
                .putOptional("replaceBy", row.replaceBy().map(Instant::toString))
                .putOptional("visit", row.visit().map(FleetViews::visit))
                .putOptional("unknown", row.unknown().map(Views::unknown))
                .putOptional("underWay", row.underWay().map(FleetViews::underWay))
                .putOptional("standstill", row.standstill().map(FleetViews::standstill))
                .put("contentDiffers", row.contentDiffers())
                .put(
                        "reviews",
                        Json.array(row.reviews().stream()
                                .map(each -> Json.object()
                                        .put("change", each.change())
                                        .put("due", each.due().toString())
                                        .build())
                                .toList()))
                .put(
                        "overdue",
                        Json.array(row.overdue().stream()
                                .map(each -> Json.object()
                                        .put("what", name(each.what()))
                                        .put("since", each.since().toString())
                                        .build())
                                .toList()))
                .put(
                        "unreadable",
                        Json.array(row.unreadable().stream().map(Json::text).toList()))
                .put("revision", row.revision())
                .build();
    }

    private static JsonObject projection(Projection projection, Instant pumpTime) {
        return Json.object()
                .put("at", pumpTime.toString())
                .put("reservoir", projection.at(pumpTime).text())
                .put("since", projection.since().toString())
                .put("emptyAt", projection.emptyAt().toString())
                .put("refillBy", projection.refillBy().toString())
                .build();
    }

    private static JsonObject visit(FleetRow.OpenVisit visit) {
        return Json.object()
                .put("id", visit.id())
                .put("since", visit.since().toString())
                .put("by", visit.by().text())
                .build();
    }

    private static JsonObject underWay(FleetRow.UnderWay command) {
        return Json.object()
                .put("command", command.command().hex())
                .put("kind", command.kind().name())
                .put("since", command.since().toString())
                .put("intentEntry", command.intent())
                .build();
    }

    private static JsonObject standstill(FleetRow.Standstill still) {
        return Json.object()
                .put("motor", still.motor().name())
                .put("proven", still.proven())
                .put("since", still.since().toString())
                .putOptional("restart", still.restart().map(each -> each.toString()))
                .putOptional("owner", still.owner().map(each -> each.text()))
                .build();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
