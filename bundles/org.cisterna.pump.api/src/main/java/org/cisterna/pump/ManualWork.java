// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * An act that is being done by hand: its record is open, and what the pump is like is not known before two people attest it.
 *
 * @param command its id
 * @param act what is being done
 * @param plan what is to be filled; with {@link ManualAct#REFILL} only
 * @param reason why it is emptied, in words; with {@link ManualAct#EMPTY} only
 * @param begun sequence of the intent's entry
 * @param house house time of the begin
 * @param pumpTime pump time of the begin
 * @param done the steps that were said to be done, in the order in which they were entered
 */
public record ManualWork(
        CommandId command,
        ManualAct act,
        Optional<Plan> plan,
        Optional<String> reason,
        long begun,
        Instant house,
        Instant pumpTime,
        List<Done> done) {

    /**
     * A step that somebody says to have done.
     *
     * @param step what
     * @param entry sequence of its entry
     * @param pumpTime when, in pump time
     */
    public record Done(ManualStep step, long entry, Instant pumpTime) {}

    /** Copies the list. */
    public ManualWork {
        done = List.copyOf(done);
    }

    /** The step of a kind that counts: the last one; empty when none was entered. */
    public <S extends ManualStep> Optional<Counted<S>> last(Class<S> kind) {
        return done.stream()
                .filter(each -> kind.isInstance(each.step()))
                .reduce((earlier, later) -> later)
                .map(each -> new Counted<>(kind.cast(each.step()), each.pumpTime()));
    }

    /**
     * A step that counts.
     *
     * @param step what
     * @param at pump time
     * @param <S> of which kind
     */
    public record Counted<S extends ManualStep>(S step, Instant at) {}

    /** The kind of step that comes next; {@link ManualGuide.Kind#ATTEST} when all were entered. */
    public ManualGuide.Kind next() {
        return ManualGuide.kinds(act).stream()
                .filter(kind -> done.stream().noneMatch(each -> each.step().kind() == kind))
                .findFirst()
                .orElse(ManualGuide.Kind.ATTEST);
    }

    /** Names exactly what the record says by now: command, plan, and each step with its entry. An attestation covers it. */
    public Digest digest() {
        JsonObject json = Json.object()
                .put("command", command.hex())
                .put("act", act.name())
                .putOptional("plan", plan.map(each -> each.digest().text()))
                .put("begun", begun)
                .put(
                        "steps",
                        Json.array(done.stream()
                                .map(each -> Json.object()
                                        .put("entry", each.entry())
                                        .put("step", each.step().toJson())
                                        .build())
                                .toList()))
                .build();
        return Digest.of("org.cisterna.pump.manual-record/1", json);
    }
}
