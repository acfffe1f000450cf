// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cisterna.audit.FoldForm;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.Timestamp;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Paired;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.host.CommandRecord.End;
import org.cisterna.pump.host.CommandRecord.Intended;
import org.cisterna.pump.host.HostFold.Pairing;

/**
 * How a {@link HostState} is written: what concerns no pump in the first part, then each pump in a part of its own, in order. Another member,
 * or another meaning of one, is another {@link #FORM version}.
 */
final class HostStateFormat {

    /** Under which a snapshot is kept. */
    static final FoldForm FORM = new FoldForm("pump.host", 2, HostFold.class);

    private HostStateFormat() {}

    /** The parts, each made when it is asked for; the state must not change meanwhile. */
    static Iterator<JsonObject> parts(HostState state) {
        Map<PumpId, List<CommandRecord>> commands = new HashMap<>();
        state.commands.values().forEach(each -> commands.computeIfAbsent(each.pump(), p -> new ArrayList<>())
                .add(each));
        Map<PumpId, Map<Long, CommandId>> releases = new HashMap<>();
        state.usedReleases.forEach((release, command) -> releases.computeIfAbsent(
                        Objects.requireNonNull(state.commands.get(command)).pump(), p -> new TreeMap<>())
                .put(release, command));
        TreeSet<PumpId> pumps = new TreeSet<>();
        Stream.of(state.pairings, state.readings, commands, state.unreadable)
                .map(Map::keySet)
                .forEach(pumps::addAll);
        pumps.addAll(state.manual.pumps());
        JsonObject first = Json.object()
                .put("next", state.next)
                .put("order", state.order)
                .put(
                        "late",
                        Json.texts(
                                state.late.stream().map(Digest::text).sorted().toList()))
                .build();
        return Stream.concat(
                        Stream.of(first),
                        pumps.stream()
                                .map(pump -> pump(
                                        state,
                                        pump,
                                        commands.getOrDefault(pump, List.of()),
                                        releases.getOrDefault(pump, Map.of()))))
                .iterator();
    }

    private static JsonObject pump(
            HostState state, PumpId pump, List<CommandRecord> commands, Map<Long, CommandId> releases) {
        return Json.object()
                .put("pump", pump.text())
                .putOptional(
                        "paired", Optional.ofNullable(state.pairings.get(pump)).map(HostStateFormat::pairing))
                .putOptional(
                        "reading", Optional.ofNullable(state.readings.get(pump)).map(HostStateFormat::reading))
                .put(
                        "commands",
                        array(commands.stream()
                                .sorted(Comparator.comparingLong(CommandRecord::order))
                                .map(HostStateFormat::command)))
                .put("releases", array(releases.entrySet().stream().map(each -> Json.object()
                        .put("release", each.getKey())
                        .put("command", each.getValue().hex())
                        .build())))
                .put("unreadable", Json.texts(state.unreadable.getOrDefault(pump, List.of())))
                .putOptional("manual", state.manual.page(pump).map(ManualPage::toJson))
                .build();
    }

    private static JsonArray array(Stream<JsonObject> objects) {
        return Json.array(objects.toList());
    }

    private static JsonObject pairing(Pairing pairing) {
        return Json.object()
                .put("body", pairing.paired().toJson())
                .put("since", pairing.since().toString())
                .build();
    }

    private static JsonObject reading(PumpStatus.Reading reading) {
        return Json.object()
                .put("entry", reading.entry())
                .put("house", reading.house().toString())
                .put("pumpTime", reading.pumpTime().toString())
                .put("snapshot", reading.snapshot().toJson())
                .build();
    }

    private static JsonObject command(CommandRecord command) {
        return Json.object()
                .put("id", command.id().hex())
                .put("order", command.order())
                .putOptional("intended", command.intended().map(each -> Json.object()
                        .put("body", each.intent().toJson())
                        .put("sequence", each.sequence())
                        .put("house", each.house().toString())
                        .put("pumpTime", each.pumpTime().toString())
                        .build()))
                .putOptional("ended", command.ended().map(each -> Json.object()
                        .put("body", each.ended().toJson())
                        .put("sequence", each.sequence())
                        .put("house", each.house().toString())
                        .build()))
                .build();
    }

    /**
     * Reads the parts.
     *
     * @throws IllegalArgumentException when they are no state of so many entries
     */
    static HostState read(long size, Iterator<JsonObject> parts) {
        HostState state = new HostState();
        JsonObject first = parts.next().onlyNames("next", "order", "late");
        state.next = first.number("next");
        state.order = first.number("order");
        first.array("late").strings().forEach(each -> state.late.add(Digest.parse(each)));
        if (state.next != size) {
            throw new IllegalArgumentException("it is of " + size + " entries and says " + state.next + " of itself");
        }
        parts.forEachRemaining(part -> pump(state, part));
        return state;
    }

    private static void pump(HostState state, JsonObject part) {
        part.onlyNames("pump", "paired", "reading", "commands", "releases", "unreadable", "manual");
        PumpId pump = PumpId.of(part.string("pump"));
        part.optionalObject("paired")
                .ifPresent(json -> state.pairings.put(
                        pump,
                        new Pairing(
                                Paired.fromJson(json.onlyNames("body", "since").object("body")), time(json, "since"))));
        part.optionalObject("reading").ifPresent(json -> state.readings.put(pump, reading(json)));
        for (JsonObject json : part.array("commands").objects()) {
            CommandRecord command = command(pump, json);
            state.commands.put(command.id(), command);
        }
        for (JsonObject json : part.array("releases").objects()) {
            json.onlyNames("release", "command");
            state.usedReleases.put(json.number("release"), new CommandId(json.string("command")));
        }
        Collection<String> unreadable = part.array("unreadable").strings();
        part.optionalObject("manual").ifPresent(json -> state.manual.take(pump, ManualPage.fromJson(json)));
        if (!unreadable.isEmpty()) {
            state.unreadable.put(pump, new ArrayList<>(unreadable));
        }
    }

    private static PumpStatus.Reading reading(JsonObject json) {
        json.onlyNames("entry", "house", "pumpTime", "snapshot");
        return new PumpStatus.Reading(
                json.number("entry"),
                time(json, "house"),
                time(json, "pumpTime"),
                Snapshot.fromJson(json.object("snapshot")),
                true);
    }

    private static CommandRecord command(PumpId pump, JsonObject json) {
        json.onlyNames("id", "order", "intended", "ended");
        return new CommandRecord(
                new CommandId(json.string("id")),
                pump,
                json.number("order"),
                json.optionalObject("intended").map(each -> {
                    each.onlyNames("body", "sequence", "house", "pumpTime");
                    return new Intended(
                            Intent.fromJson(each.object("body")),
                            each.number("sequence"),
                            time(each, "house"),
                            time(each, "pumpTime"));
                }),
                json.optionalObject("ended").map(each -> {
                    each.onlyNames("body", "sequence", "house");
                    return new End(Ended.fromJson(each.object("body")), each.number("sequence"), time(each, "house"));
                }));
    }

    private static Instant time(JsonObject json, String name) {
        return Timestamp.parse(json.string(name));
    }
}
