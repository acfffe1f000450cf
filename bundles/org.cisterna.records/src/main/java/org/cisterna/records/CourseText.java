// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Solution;
import org.cisterna.records.PumpCourse.Alone;
import org.cisterna.records.PumpCourse.Enrolled;
import org.cisterna.records.PumpCourse.Halt;
import org.cisterna.records.PumpCourse.Kept;
import org.cisterna.records.PumpCourse.Restart;
import org.cisterna.records.PumpCourse.Who;
import org.cisterna.therapy.Staff;
import org.cisterna.therapy.fleet.FleetRow.OpenVisit;

/** A course as the text that the view keeps of it. It is nobody else's: with another form the view has another version and is built again. */
final class CourseText {

    private CourseText() {}

    static String of(PumpCourse course) {
        Kept kept = course.kept();
        return Json.object()
                .putOptional("who", Optional.ofNullable(kept.who()).map(each -> Json.object()
                        .put("family", each.family())
                        .put("model", each.model())
                        .put("firmware", each.firmware())
                        .put("simulated", each.simulated())
                        .put("byHand", each.byHand())
                        .build()))
                .putOptional("enrolled", Optional.ofNullable(kept.enrolled()).map(each -> Json.object()
                        .put("patient", each.patient())
                        .put("reservoir", each.reservoir().toJson())
                        .put("pathDiffers", each.pathDiffers())
                        .build()))
                .putOptional("visit", Optional.ofNullable(kept.visit()).map(each -> Json.object()
                        .put("id", each.id())
                        .put("since", each.since().toEpochMilli())
                        .put("by", each.by().toJson())
                        .build()))
                .putOptional("facts", Optional.ofNullable(kept.facts()).map(Facts::toJson))
                .putOptional("halt", Optional.ofNullable(kept.halt()).map(each -> Json.object()
                        .put("proven", each.proven())
                        .put("house", each.house().toEpochMilli())
                        .put("since", each.since().toEpochMilli())
                        .build()))
                .putOptional("restart", Optional.ofNullable(kept.restart()).map(each -> Json.object()
                        .putOptional("day", each.day().map(LocalDate::toString))
                        .putOptional("owner", each.owner().map(Staff::toJson))
                        .build()))
                .put(
                        "commands",
                        Json.array(kept.commands().stream().map(Sent::toJson).toList()))
                .put(
                        "alone",
                        Json.array(kept.alone().stream()
                                .map(each -> Json.object()
                                        .put("change", each.change())
                                        .put("released", each.released().toEpochMilli())
                                        .build())
                                .toList()))
                .put("unreadable", Json.texts(kept.unreadable()))
                .put("unreadableMore", kept.unreadableMore())
                .put("revision", kept.revision())
                .build()
                .toString();
    }

    static PumpCourse parse(PumpId pump, String text) {
        JsonObject json = (JsonObject) Json.parse(text);
        return PumpCourse.of(
                pump,
                new Kept(
                        json.optionalObject("who").map(CourseText::who).orElse(null),
                        json.optionalObject("enrolled")
                                .map(CourseText::enrolled)
                                .orElse(null),
                        json.optionalObject("visit").map(CourseText::visit).orElse(null),
                        json.optionalObject("facts").map(Facts::fromJson).orElse(null),
                        json.optionalObject("halt").map(CourseText::halt).orElse(null),
                        json.optionalObject("restart").map(CourseText::restart).orElse(null),
                        json.array("commands").objects().stream()
                                .map(Sent::fromJson)
                                .toList(),
                        json.array("alone").objects().stream()
                                .map(CourseText::alone)
                                .toList(),
                        json.array("unreadable").strings(),
                        json.number("unreadableMore"),
                        json.number("revision")));
    }

    private static Who who(JsonObject json) {
        return new Who(
                json.string("family"),
                json.string("model"),
                json.string("firmware"),
                json.flag("simulated"),
                json.flag("byHand"));
    }

    private static Enrolled enrolled(JsonObject json) {
        return new Enrolled(
                json.string("patient"), Solution.fromJson(json.array("reservoir")), json.flag("pathDiffers"));
    }

    private static OpenVisit visit(JsonObject json) {
        return new OpenVisit(
                json.string("id"), Instant.ofEpochMilli(json.number("since")), Staff.fromJson(json.object("by")));
    }

    private static Alone alone(JsonObject json) {
        return new Alone(json.string("change"), Instant.ofEpochMilli(json.number("released")));
    }

    private static Halt halt(JsonObject json) {
        return new Halt(
                json.flag("proven"),
                Instant.ofEpochMilli(json.number("house")),
                Instant.ofEpochMilli(json.number("since")));
    }

    private static Restart restart(JsonObject json) {
        return new Restart(
                json.optionalString("day").map(LocalDate::parse),
                json.optionalObject("owner").map(Staff::fromJson));
    }
}
