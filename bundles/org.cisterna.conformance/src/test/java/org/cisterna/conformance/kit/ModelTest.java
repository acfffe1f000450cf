// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cisterna.conformance.kit.HandMade.day;

import org.cisterna.conformance.kit.Model.State;
import org.cisterna.conformance.kit.Said.Kind;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.junit.jupiter.api.Test;

/** The reference model: what a pump may be in after what was done, and what is said of a reading that cannot be. */
final class ModelTest {

    private static final Programme OLD = day(144_000);
    private static final Programme NEW = day(300_000);

    private final Model model = new Model(OLD);

    @Test
    void aPumpThatNobodyTouchedRunsWhatItRan() {
        assertThat(model.read(OLD, MotorState.RUNNING)).isEmpty();
        assertThat(model.read(NEW, MotorState.RUNNING).orElseThrow())
                .startsWith("it holds " + NEW + ", and can only be one of [" + OLD + ", running]");
    }

    @Test
    void whatWasAppliedRunsAndNothingElse() {
        model.changed(NEW, Kind.APPLIED);
        assertThat(model.possible()).containsExactly(new State(NEW, false));
        assertThat(model.read(OLD, MotorState.RUNNING)).isPresent();
        model.changed(NEW, Kind.APPLIED);
        assertThat(model.read(NEW, MotorState.RUNNING)).isEmpty();
    }

    @Test
    void whatWasRefusedChangedNothing() {
        model.changed(NEW, Kind.REFUSED);
        assertThat(model.possible()).containsExactly(new State(OLD, false));
    }

    @Test
    void whatWasLeftOpenIsDecidedByTheNextReading() {
        for (Kind open : new Kind[] {Kind.OPEN, Kind.THREW}) {
            Model either = new Model(OLD);
            either.changed(NEW, open);
            assertThat(either.possible()).containsExactly(new State(OLD, false), new State(NEW, false));
            assertThat(either.read(NEW, MotorState.RUNNING)).isEmpty();
            assertThat(either.read(OLD, MotorState.RUNNING))
                    .as("decided before")
                    .isPresent();
        }
    }

    @Test
    void aPumpStandsOnlyByOrderAndStaysSo() {
        assertThat(model.read(OLD, MotorState.STOPPED).orElseThrow()).startsWith("it stands, and nobody stopped it");
        Model stopped = new Model(OLD);
        stopped.stopped();
        assertThat(stopped.possible()).containsExactly(new State(OLD, true));
        assertThat(stopped.read(OLD, MotorState.STOPPED)).isEmpty();
        assertThat(stopped.read(OLD, MotorState.STOPPED)).isEmpty();
        assertThat(stopped.read(OLD, MotorState.RUNNING).orElseThrow()).startsWith("it runs, and was stopped");
    }

    @Test
    void aChangeStartsAPumpThatStands() {
        model.stopped();
        model.changed(NEW, Kind.REFUSED);
        assertThat(model.possible()).containsExactly(new State(OLD, true));
        model.changed(NEW, Kind.OPEN);
        assertThat(model.possible()).containsExactly(new State(OLD, true), new State(NEW, false));
        assertThat(model.read(OLD, MotorState.RUNNING))
                .as("it runs the old one, which only a restart of the new one could explain")
                .isPresent();
        model.changed(NEW, Kind.APPLIED);
        assertThat(model.possible()).containsExactly(new State(NEW, false));
    }

    @Test
    void noOtherStateIsEverExplained() {
        for (MotorState each : MotorState.values()) {
            if (each != MotorState.RUNNING && each != MotorState.STOPPED) {
                assertThat(new Model(OLD).read(OLD, each).orElseThrow())
                        .isEqualTo("it is " + each + ", and nothing was done that leads to it");
            }
        }
    }

    /** One wrong reading is told once: afterwards the pump is what was read. */
    @Test
    void whatWasReadIsTakenAsItIs() {
        assertThat(model.read(NEW, MotorState.STOPPED)).isPresent();
        assertThat(model.possible()).containsExactly(new State(NEW, true));
        assertThat(model.possible().get(0)).hasToString(NEW + ", standing by order");
    }
}
