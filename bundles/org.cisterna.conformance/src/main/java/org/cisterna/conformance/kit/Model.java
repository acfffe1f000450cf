// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;

/**
 * The reference model of a life: which programmes a pump may hold by now, and whether it may stand. It knows what was done and what was said of it, nothing of
 * any protocol. Where two outcomes are possible it holds both, until the next reading decides.
 */
final class Model {

    /**
     * What a pump may be in.
     *
     * @param programme that it runs, or holds while it stands
     * @param stands by order
     */
    record State(Programme programme, boolean stands) {

        @Override
        public String toString() {
            return programme + (stands ? ", standing by order" : ", running");
        }
    }

    private Set<State> possible;

    /** A pump that runs a programme. */
    Model(Programme runs) {
        possible = Set.of(new State(runs, false));
    }

    /** A change was sent: of the day, or of what comes beside it, with the same day once more. */
    void changed(Programme sent, Said.Kind said) {
        if (said == Said.Kind.REFUSED) {
            return;
        }
        Set<State> now = new LinkedHashSet<>();
        if (said != Said.Kind.APPLIED) {
            now.addAll(possible);
        }
        now.add(new State(sent, false));
        possible = now;
    }

    /** A stop was ordered, and the pump took it. */
    void stopped() {
        possible = possible.stream()
                .map(each -> new State(each.programme(), true))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The states that are possible. */
    List<State> possible() {
        return List.copyOf(possible);
    }

    /**
     * A reading. From now on the pump is what was read, so that one wrong reading is told once.
     *
     * @return what is wrong with it, in words; empty when it is possible
     */
    Optional<String> read(Programme programme, MotorState motor) {
        Optional<String> wrong = wrong(programme, motor);
        possible = Set.of(new State(programme, motor == MotorState.STOPPED));
        return wrong;
    }

    private Optional<String> wrong(Programme programme, MotorState motor) {
        if (possible.stream().noneMatch(each -> each.programme().equals(programme))) {
            return Optional.of("it holds " + programme + ", and can only be one of " + possible);
        }
        if (motor != MotorState.RUNNING && motor != MotorState.STOPPED) {
            return Optional.of("it is " + motor + ", and nothing was done that leads to it");
        }
        boolean stands = motor == MotorState.STOPPED;
        return possible.contains(new State(programme, stands))
                ? Optional.empty()
                : Optional.of(
                        stands
                                ? "it stands, and nobody stopped it: it can only be one of " + possible
                                : "it runs, and was stopped: it can only be one of " + possible);
    }
}
