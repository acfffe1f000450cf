// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.DoseChange.State;

/**
 * A change that was handed to the pump, however that ended: what the platform says of it, held against what the pump does.
 *
 * @param scene the world it happened in
 * @param image what that world began with
 * @param where at which byte or moment it went wrong, for failures
 */
record Sent(Scene scene, Scene.Image image, String where) {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Caller ANYBODY = new Caller("paula", "Paula Programmer", "programmer", "test", "chain");
    private static final CommandId ANOTHER = new CommandId("5a".repeat(16));

    /** What stands in the ledger about the commit, the newest last. */
    List<Ended> ends() {
        return scene.platform().entries(Ended.TYPE).stream()
                .map(each -> Ended.fromJson(each.entry().body()))
                .filter(each -> each.kind() == Kind.COMMIT)
                .toList();
    }

    /** What the ledger says now, when the pump was to be written to at all. */
    Optional<Outcome> outcome() {
        List<Ended> ends = ends();
        return ends.isEmpty()
                ? Optional.empty()
                : Optional.of(ends.get(ends.size() - 1).outcome());
    }

    State state() {
        return scene.story().now(image.change()).state();
    }

    boolean isUnknown() {
        return outcome().filter(Outcome.Unknown.class::isInstance).isPresent();
    }

    /** By the firmware's own word: every change of what it runs counts. */
    boolean applied() {
        return scene.bedside().revision() == 2;
    }

    /** The pump runs, or stands in the stop that it declares; there is no third. */
    void runsOrStandsAsDeclared() {
        assertThat(scene.bedside().flows())
                .as("%s: it flows, unless it stands in the interim stop", where)
                .isEqualTo(!scene.bedside().standsInterim());
    }

    /** What is said is never more than what is so. */
    void saysNothingUntrue() {
        Optional<Outcome> says = outcome();
        if (says.isEmpty() || says.get() instanceof Outcome.NotApplied) {
            assertThat(applied()).as("%s: %s", where, says).isFalse();
        } else if (says.get() instanceof Outcome.Applied) {
            assertThat(applied()).as("%s: %s", where, says).isTrue();
        }
        assertThat(state()).as("%s: %s", where, says).isEqualTo(stateOf(says));
    }

    private static State stateOf(Optional<Outcome> says) {
        return says.map(each -> State.valueOf(each.name())).orElse(State.RELEASED);
    }

    /** While nobody knows what became of it, no way leads to a second write. */
    void writesAreRefused() {
        PumpStatus.StandingUnknown standing = scene.platform()
                .host()
                .pump(Bedside.PUMP)
                .orElseThrow()
                .unknown()
                .orElseThrow();
        Intent intent = Intent.fromJson(
                scene.platform().entries(Intent.TYPE).get(0).entry().body());
        assertThat(standing.command()).as(where).isEqualTo(intent.command());
        int moments = scene.platform().reach().moments();
        Answer<CommandResult> again = scene.platform()
                .host()
                .commit(intent.plan().orElseThrow(), intent.release().orElseThrow(), ANOTHER, ANYBODY);
        assertThat(codes(again)).as(where).contains("UNKNOWN_STANDS");
        Answer<DoseChange> draft = scene.platform()
                .therapy()
                .draft(image.visit(), Story.W9, scene.story().programmer());
        assertThat(codes(draft)).as(where).contains("UNKNOWN_STANDS");
        assertThat(scene.story().send(image.change()).isDone()).as(where).isFalse();
        assertThat(scene.platform().reach().moments())
                .as("%s: bytes to the pump", where)
                .isEqualTo(moments);
    }

    Answer<PumpStatus.Reading> read() {
        return scene.platform().therapy().read(image.visit(), scene.story().programmer());
    }

    /** Nothing stands any more, and the pump does for a day, to the stroke, what the ledger says. */
    void isSettled() {
        assertThat(scene.platform().host().pump(Bedside.PUMP).orElseThrow().unknown())
                .as(where)
                .isEmpty();
        assertThat(isUnknown()).as("%s: %s", where, ends()).isFalse();
        saysNothingUntrue();
        assertThat(scene.bedside().flows()).as("%s: it flows", where).isTrue();
        assertThat(scene.bedside().deliveredIn(DAY))
                .as("%s: %s", where, outcome())
                .isEqualTo(applied() ? Bedside.NEW_DAY : Bedside.OLD_DAY);
    }

    static List<String> codes(Answer<?> answer) {
        return answer.violations().stream().map(Violation::code).toList();
    }
}
