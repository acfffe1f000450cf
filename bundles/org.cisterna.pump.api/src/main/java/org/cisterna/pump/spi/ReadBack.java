// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi;

import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;

/**
 * What stands in a pump's permanent memory, with the state of its motor.
 *
 * @param revision of the therapy state
 * @param programme as stored
 * @param solution as stored
 * @param motor whether it delivers
 */
public record ReadBack(Revision revision, Programme programme, Solution solution, MotorState motor) {}
