// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.Timestamp;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.ManualAct;
import org.cisterna.pump.ManualEntries.Registered;
import org.cisterna.pump.ManualFill;
import org.cisterna.pump.ManualPump;
import org.cisterna.pump.ManualStep;
import org.cisterna.pump.ManualStep.Emptied;
import org.cisterna.pump.ManualStep.Filled;
import org.cisterna.pump.ManualWork;
import org.cisterna.pump.ManualWork.Counted;
import org.cisterna.pump.ManualWork.Done;
import org.cisterna.pump.MeasuredFlow;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Revision;

/**
 * One pump without telemetry, as the entries about it have it. Immutable.
 *
 * @param registered by its label
 * @param since house time
 * @param revision one, and one more for each attested act
 * @param fill what it holds, by attested word
 * @param emptiedSince pump time, by attested word
 * @param flows as measured, the newest last
 * @param works records that are open, in the order of their begins; more than one when an emptying overtook a refill
 */
record ManualPage(
        Registered registered,
        Instant since,
        Revision revision,
        Optional<ManualFill> fill,
        Optional<Instant> emptiedSince,
        List<MeasuredFlow> flows,
        List<ManualWork> works) {

    /** More than these are not looked at: a pump is refilled every few weeks. */
    private static final int MOST_FLOWS = 24;

    ManualPage {
        flows = List.copyOf(flows);
        works = List.copyOf(works);
    }

    static ManualPage of(Registered registered, Instant since) {
        return new ManualPage(
                registered,
                since,
                new Revision(1),
                Optional.of(registered.fill()),
                Optional.empty(),
                List.of(),
                List.of());
    }

    ManualPump view() {
        return new ManualPump(
                registered.identity(),
                registered.family(),
                since,
                revision,
                fill,
                emptiedSince,
                flows,
                works.isEmpty() ? Optional.empty() : Optional.of(works.get(works.size() - 1)));
    }

    private ManualPage with(List<ManualWork> open) {
        return new ManualPage(registered, since, revision, fill, emptiedSince, flows, open);
    }

    /** A record was opened; an entry that came late replaces what stood for it. */
    ManualPage opened(ManualWork work) {
        List<ManualWork> open = new ArrayList<>(works);
        open.removeIf(each -> each.command().equals(work.command()));
        open.add(work);
        return with(open);
    }

    ManualPage stepped(CommandId command, Done done) {
        return with(works.stream()
                .map(each -> each.command().equals(command) ? add(each, done) : each)
                .toList());
    }

    private static ManualWork add(ManualWork work, Done done) {
        List<Done> all = new ArrayList<>(work.done());
        all.add(done);
        return new ManualWork(
                work.command(),
                work.act(),
                work.plan(),
                work.reason(),
                work.begun(),
                work.house(),
                work.pumpTime(),
                all);
    }

    /** A record was closed without an effect that is known. */
    ManualPage closed(CommandId command) {
        return with(
                works.stream().filter(each -> !each.command().equals(command)).toList());
    }

    /** A record was attested: what it says holds from now on. */
    ManualPage attested(CommandId command, Revision now) {
        Optional<ManualWork> found =
                works.stream().filter(each -> each.command().equals(command)).findFirst();
        if (found.isEmpty()) {
            return this;
        }
        ManualWork work = found.get();
        Optional<Counted<Emptied>> emptied = emptied(work);
        List<MeasuredFlow> measured = new ArrayList<>(flows);
        emptied.flatMap(this::measured).ifPresent(measured::add);
        if (measured.size() > MOST_FLOWS) {
            measured.remove(0);
        }
        Optional<Counted<Filled>> filled = work.last(Filled.class);
        Optional<ManualFill> holds = filled.map(
                each -> new ManualFill(each.step().volume(), each.step().solution(), each.at()));
        return new ManualPage(
                registered,
                since,
                now,
                holds,
                holds.isPresent() ? Optional.empty() : work.last(Emptied.class).map(Counted::at),
                measured,
                closed(command).works());
    }

    /** When it was really emptied: by this record, or by a refill that it overtook; not told when that one had filled it again. */
    private Optional<Counted<Emptied>> emptied(ManualWork work) {
        for (ManualWork earlier : works) {
            if (earlier.command().equals(work.command())) {
                return work.last(Emptied.class);
            }
            Optional<Counted<Emptied>> already = earlier.last(Emptied.class);
            if (earlier.last(Filled.class).isPresent()) {
                return Optional.empty();
            }
            if (already.isPresent()) {
                return already;
            }
        }
        return Optional.empty();
    }

    private Optional<MeasuredFlow> measured(Counted<Emptied> emptied) {
        return fill.filter(each ->
                        MeasuredFlow.isMeasured(each.volume(), emptied.step().returned(), each.at(), emptied.at()))
                .map(each -> new MeasuredFlow(each.volume(), emptied.step().returned(), each.at(), emptied.at()));
    }

    JsonObject toJson() {
        return Json.object()
                .put("registered", registered.toJson())
                .put("since", since.toString())
                .put("revision", revision.number())
                .putOptional("fill", fill.map(ManualFill::toJson))
                .putOptional("emptiedSince", emptiedSince.map(Instant::toString))
                .put(
                        "flows",
                        Json.array(flows.stream().map(MeasuredFlow::toJson).toList()))
                .put("works", Json.array(works.stream().map(ManualPage::work).toList()))
                .build();
    }

    private static JsonObject work(ManualWork work) {
        return Json.object()
                .put("command", work.command().hex())
                .put("act", work.act().name())
                .putOptional("plan", work.plan().map(Plan::toJson))
                .putOptional("reason", work.reason())
                .put("begun", work.begun())
                .put("house", work.house().toString())
                .put("pumpTime", work.pumpTime().toString())
                .put(
                        "done",
                        Json.array(work.done().stream()
                                .map(each -> Json.object()
                                        .put("step", each.step().toJson())
                                        .put("entry", each.entry())
                                        .put("pumpTime", each.pumpTime().toString())
                                        .build())
                                .toList()))
                .build();
    }

    static ManualPage fromJson(JsonObject json) {
        json.onlyNames("registered", "since", "revision", "fill", "emptiedSince", "flows", "works");
        return new ManualPage(
                Registered.fromJson(json.object("registered")),
                Timestamp.parse(json.string("since")),
                new Revision(json.number("revision")),
                json.optionalObject("fill").map(ManualFill::fromJson),
                json.optionalString("emptiedSince").map(Instant::parse),
                json.array("flows").objects().stream()
                        .map(MeasuredFlow::fromJson)
                        .toList(),
                json.array("works").objects().stream().map(ManualPage::work).toList());
    }

    private static ManualWork work(JsonObject json) {
        json.onlyNames("command", "act", "plan", "reason", "begun", "house", "pumpTime", "done");
        return new ManualWork(
                new CommandId(json.string("command")),
                ManualAct.valueOf(json.string("act")),
                json.optionalObject("plan").map(Plan::fromJson),
                json.optionalString("reason"),
                json.number("begun"),
                Timestamp.parse(json.string("house")),
                Timestamp.parse(json.string("pumpTime")),
                json.array("done").objects().stream()
                        .map(each -> new Done(
                                ManualStep.fromJson(each.onlyNames("step", "entry", "pumpTime")
                                        .object("step")),
                                each.number("entry"),
                                Timestamp.parse(each.string("pumpTime"))))
                        .toList());
    }
}
