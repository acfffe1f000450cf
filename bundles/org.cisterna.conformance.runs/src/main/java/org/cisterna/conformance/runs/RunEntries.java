// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.run.KitRun;
import org.cisterna.conformance.run.RunOrder;
import org.cisterna.conformance.run.RunResult;
import org.cisterna.pump.Caller;

/** The ledger entries of runs: {@code conformance.started} and {@code conformance.ended}, which says by itself what was tested. */
final class RunEntries {

    static final String STARTED = "conformance.started";
    static final String ENDED = "conformance.ended";
    static final int VERSION = 1;

    private RunEntries() {}

    static Entry started(KitRun run, Caller caller) {
        return Entry.of(STARTED, VERSION, actor(caller))
                .correlation(run.id())
                .body(ordered(run).build())
                .build();
    }

    /**
     * How a run ended.
     *
     * @param by whoever ended it; empty when it ended by itself
     */
    static Entry ended(KitRun run, Optional<Caller> by) {
        JsonObject body = ordered(run)
                .put("state", run.state().name())
                .put("words", run.words())
                .putOptional("result", run.result().map(RunResult::toJson))
                .build();
        Entry.Builder entry = Entry.of(
                        ENDED, VERSION, by.map(RunEntries::actor).orElse(Actor.system("conformance.runs")))
                .correlation(run.id())
                .body(body);
        run.result().ifPresent(each -> each.files().values().forEach(entry::evidence));
        return entry.build();
    }

    private static Actor actor(Caller caller) {
        return new Actor(caller.id(), caller.printedName(), caller.role(), caller.via());
    }

    private static JsonObject.Builder ordered(KitRun run) {
        return Json.object()
                .put("run", run.id())
                .put("driver", run.order().driver())
                .put("version", run.version())
                .put("content", run.content().text())
                .put("profile", run.order().profile().text())
                .put("seed", Long.toString(run.order().seed()))
                .put("rules", run.order().rules())
                .put("askedBy", run.askedBy());
    }

    /**
     * The run that an entry tells of.
     *
     * @param before the same run as it was known before
     * @throws IllegalArgumentException when it is in no form that is known
     */
    static KitRun read(Envelope envelope, Optional<KitRun> before) {
        Entry entry = envelope.entry();
        if (entry.version() != VERSION) {
            throw new IllegalArgumentException("it has version " + entry.version());
        }
        boolean ended = entry.type().equals(ENDED);
        JsonObject body = entry.body();
        RunOrder order = new RunOrder(
                body.string("driver"),
                RunOrder.Profile.named(body.string("profile"))
                        .orElseThrow(() -> new IllegalArgumentException("it names no profile")),
                Long.parseLong(body.string("seed")),
                body.string("rules"),
                false);
        return new KitRun(
                body.string("run"),
                order,
                body.string("version"),
                body.value("content", Digest::parse),
                body.string("askedBy"),
                ended ? body.value("state", KitRun.State::valueOf) : KitRun.State.RUNNING,
                before.map(KitRun::started).orElse(envelope.houseTime()),
                ended ? Optional.of(envelope.houseTime()) : Optional.empty(),
                0,
                0,
                "",
                ended ? body.string("words") : "",
                body.optionalObject("result").map(RunResult::fromJson));
    }
}
