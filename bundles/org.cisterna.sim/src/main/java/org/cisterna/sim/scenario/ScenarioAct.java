// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.LinkFault;

/** What a step of a story is. */
public sealed interface ScenarioAct {

    /** What happens to a pump or its link without anybody asking the host. */
    sealed interface OfDevice extends ScenarioAct {}

    /** What somebody does by the host. */
    sealed interface OfHost extends ScenarioAct {}

    /**
     * A fault of the pump begins, changes or ends.
     *
     * @param value see {@link DeviceFault}
     * @param atByte at which byte, from 1, of those that reach the pump in its next dialogue; empty for at once
     */
    record Fault(DeviceFault fault, long value, OptionalLong atByte) implements OfDevice {}

    /**
     * The next link to the pump meets with a fault, beside those said before for it.
     *
     * @param thenAway of a cut: the pump is out of reach from that moment
     */
    record Break(LinkFault fault, boolean thenAway) implements OfDevice {
        /** Checks that only a cut takes the pump away. */
        public Break {
            if (thenAway && fault.kind() != LinkFault.Kind.CUT) {
                throw new IllegalArgumentException("only a cut takes the pump out of reach, not " + fault.kind());
            }
        }
    }

    /** The pump is out of reach, or in it again. */
    record Reach(boolean within) implements OfDevice {}

    /** Fluid is taken out by syringe, as much as wanted or all that comes. */
    record Withdraw(Volume volume) implements OfDevice {}

    /** Fluid is filled in by syringe; the pump does not notice. */
    record Fill(Volume volume, org.cisterna.sim.Solution solution) implements OfDevice {}

    /** The patient asks for a bolus. */
    record Press() implements OfDevice {}

    /** Somebody without a key sends the pump once more whatever it was sent in its last dialogue. */
    record Replay() implements OfDevice {}

    /** Reads the pump. */
    record Read() implements OfHost {}

    /**
     * Makes a plan for what the last reading found, or reads first when there is none, has it released by two people and commits it.
     *
     * @param solution what the reservoir is declared to hold; empty for what the reading says
     * @param parts what goes with the programme
     */
    record Program(Programme programme, Optional<Solution> solution, List<ProgrammePart> parts) implements OfHost {
        /** Copies. */
        public Program {
            parts = List.copyOf(parts);
        }
    }

    /** Stops the pump. */
    record Stop(String reason) implements OfHost {}

    /** The platform's process is killed and started again. */
    record Restart() implements OfHost {}

    /**
     * Something has to be so.
     *
     * @param what what
     * @param within how long after the step's time at the latest; zero for at it
     */
    record Expect(Expectation what, Duration within) implements ScenarioAct {}
}
