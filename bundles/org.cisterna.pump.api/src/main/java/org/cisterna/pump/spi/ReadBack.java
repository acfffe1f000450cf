// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi;

import java.util.Optional;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;

/**
 * What stands in a pump's permanent memory, with the state of its motor.
 *
 * @param revision of the therapy state
 * @param programme as stored; {@link Programme.Stopped} when none is
 * @param solution as stored; empty when the pump was told of none
 * @param motor whether it delivers
 */
public record ReadBack(Revision revision, Programme programme, Optional<Solution> solution, MotorState motor) {}
