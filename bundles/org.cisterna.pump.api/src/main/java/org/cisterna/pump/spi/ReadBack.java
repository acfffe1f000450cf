// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi;

import java.util.List;
import java.util.Optional;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;

/**
 * What stands in a pump's permanent memory, with the state of its motor.
 *
 * @param revision of the therapy state
 * @param programme as stored; {@link Programme.Stopped} when none is
 * @param solution as stored; empty when the pump was told of none
 * @param motor whether it delivers
 * @param parts as stored with the programme, those included that are done; what became of them is for an interrogation to say
 */
public record ReadBack(
        Revision revision,
        Programme programme,
        Optional<Solution> solution,
        MotorState motor,
        List<ProgrammePart> parts) {

    public ReadBack {
        parts = ProgrammePart.inOrder(parts);
    }

    /** Without parts. */
    public ReadBack(Revision revision, Programme programme, Optional<Solution> solution, MotorState motor) {
        this(revision, programme, solution, motor, List.of());
    }
}
