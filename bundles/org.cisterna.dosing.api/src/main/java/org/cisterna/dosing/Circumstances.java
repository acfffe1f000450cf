// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.FieldReader;
import org.cisterna.dosing.fields.Instants;
import org.cisterna.pump.Programme;

/**
 * What stands around an order, where something does. Each is left out when there is nothing to say, and a request of before any of this was
 * known reads as one with none of it.
 *
 * @param content what is physically in reservoir and path
 * @param interruption since when no therapy is delivered
 * @param supply what the dates of the next refill rest on
 * @param clockChange when the hospital's own clock is next put forward or back
 * @param yearAgo the dose of the primary drug a year before
 * @param rises rises of the last 7 days at least; empty when nobody knows them, which is not the same as none
 * @param acknowledged what was acknowledged as not approved for this prescription and this pump: a drug's id, or the ids of a mixture in their
 *     alphabetical order with {@code "+"} between them
 * @param conditions what is known of the patient that may forbid a drug; one that is not among them was not asked
 */
public record Circumstances(
        Optional<Content> content,
        Optional<Interruption> interruption,
        Optional<Supply> supply,
        Optional<Instant> clockChange,
        Optional<LastDose> yearAgo,
        Optional<List<Rise>> rises,
        List<String> acknowledged,
        List<Condition> conditions) {

    /** Nothing to say. */
    public static final Circumstances NONE =
            new Circumstances(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Circumstances {
        rises = rises.map(List::copyOf);
        acknowledged = List.copyOf(acknowledged);
        conditions = List.copyOf(conditions);
    }

    /** With nothing known of the patient. */
    public Circumstances(
            Optional<Content> content,
            Optional<Interruption> interruption,
            Optional<Supply> supply,
            Optional<Instant> clockChange,
            Optional<LastDose> yearAgo,
            Optional<List<Rise>> rises,
            List<String> acknowledged) {
        this(content, interruption, supply, clockChange, yearAgo, rises, acknowledged, List.of());
    }

    /** Without a history of steps, and with nothing acknowledged. */
    public Circumstances(
            Optional<Content> content,
            Optional<Interruption> interruption,
            Optional<Supply> supply,
            Optional<Instant> clockChange,
            Optional<LastDose> yearAgo) {
        this(content, interruption, supply, clockChange, yearAgo, Optional.empty(), List.of());
    }

    /** The same with what is physically in reservoir and path. */
    public Circumstances withContent(Content there) {
        return new Circumstances(
                Optional.of(there), interruption, supply, clockChange, yearAgo, rises, acknowledged, conditions);
    }

    /** The same with what is known of its steps, and of what was acknowledged. */
    public Circumstances withHistory(Optional<List<Rise>> known, List<String> uses) {
        return new Circumstances(content, interruption, supply, clockChange, yearAgo, known, uses, conditions);
    }

    /**
     * Something about the patient that may forbid a drug.
     *
     * @param name as the limit names that asks for it, {@code "history of psychosis"}; capital letters and spaces around it do not matter
     * @param present whether it is there, or ever was
     */
    public record Condition(String name, boolean present) {

        /** Whether it is the condition of this name. */
        public boolean isNamed(String condition) {
            return name.strip().equalsIgnoreCase(condition.strip());
        }

        JsonObject toJson() {
            return Json.object().put("name", name).put("present", present).build();
        }

        static Condition fromJson(JsonObject json) {
            json.onlyNames("name", "present");
            return new Condition(json.string("name"), json.flag("present"));
        }
    }

    /** Whether a condition is there; empty when nobody was asked, true when one answer says so */
    public Optional<Boolean> has(String condition) {
        return conditions.stream()
                .filter(each -> each.isNamed(condition))
                .map(Condition::present)
                .reduce((one, other) -> one || other);
    }

    /**
     * A rise of the dose of a drug.
     *
     * @param drug id of the drug
     * @param at pump time from which the higher dose was given
     */
    public record Rise(String drug, Instant at) {

        JsonObject toJson() {
            return Json.object().put("drug", drug).put("at", at.toString()).build();
        }

        static Rise fromJson(JsonObject json) {
            json.onlyNames("drug", "at");
            return new Rise(json.string("drug"), json.value("at", Instants::of));
        }
    }

    /**
     * A pump that delivered no therapy for a while.
     *
     * @param since pump time at which drug last left the tip at a therapeutic rate
     * @param programme what should have run since
     */
    public record Interruption(Instant since, Programme programme) {

        JsonObject toJson() {
            return Json.object()
                    .put("since", since.toString())
                    .put("programme", programme.toJson())
                    .build();
        }

        static Interruption fromJson(JsonObject json) {
            json.onlyNames("since", "programme");
            return new Interruption(json.value("since", Instants::of), Programme.fromJson(json.object("programme")));
        }
    }

    void into(JsonObject.Builder json) {
        json.putOptional("content", content.map(Content::toJson))
                .putOptional("interruption", interruption.map(Interruption::toJson))
                .putOptional("supply", supply.map(Supply::toJson))
                .putOptional("clockChange", clockChange.map(Instant::toString))
                .putOptional("yearAgo", yearAgo.map(LastDose::toJson))
                .putOptional(
                        "rises",
                        rises.map(each ->
                                Json.array(each.stream().map(Rise::toJson).toList())))
                .putOptional(
                        "acknowledged",
                        acknowledged.isEmpty() ? Optional.empty() : Optional.of(Json.texts(acknowledged)))
                .putOptional(
                        "conditions",
                        conditions.isEmpty()
                                ? Optional.empty()
                                : Optional.of(Json.array(conditions.stream()
                                        .map(Condition::toJson)
                                        .toList())));
    }

    static Circumstances read(FieldReader reader) {
        return new Circumstances(
                reader.optionalMade("content", value -> Content.fromJson(FieldReader.object(value))),
                reader.optionalMade("interruption", value -> Interruption.fromJson(FieldReader.object(value))),
                reader.optionalMade("supply", value -> Supply.fromJson(FieldReader.object(value))),
                reader.optionalMade("clockChange", value -> Instants.of(RequestReader.text(value))),
                reader.optionalMade("yearAgo", value -> LastDose.fromJson(FieldReader.object(value))),
                reader.optionalMade("rises", value -> FieldReader.array(value).objects().stream()
                        .map(Rise::fromJson)
                        .toList()),
                reader.optionalMade("acknowledged", value -> FieldReader.array(value)
                                .strings())
                        .orElse(List.of()),
                reader.optionalMade("conditions", value -> FieldReader.array(value).objects().stream()
                                .map(Condition::fromJson)
                                .toList())
                        .orElse(List.of()));
    }
}
