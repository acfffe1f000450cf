// SPDX-License-Identifier: Apache-2.0
/**
 * What simulated devices share: the physics of a reservoir and a path, memory that survives a kill, faults, and the contract between a
 * device's firmware and whoever runs it.
 *
 * <p>Nothing here is a medical device or a model of one. Physics is plug flow without diffusion, exact: volumes are whole picolitres,
 * concentrations and masses are exact ratios, and what is filled in is what is left, delivered, withdrawn and lost, per drug, to the last digit.
 *
 * <p>The rules that do not depend on a protocol are here, for devices and for a fleet without protocols alike: {@link org.cisterna.sim.PumpBody} (reservoir, tubing,
 * catheter and what can be wrong with them), {@link org.cisterna.sim.DaySchedule}, {@link org.cisterna.sim.StrokeMotor}, {@link org.cisterna.sim.Metering},
 * {@link org.cisterna.sim.Battery} and {@link org.cisterna.sim.DeviceClock}. What a family's firmware makes of them, its alarms above all, is the family's.
 *
 * <p>A device knows pump time only. It has no thread and never waits: whoever runs it says what time it is and hands it the bytes that
 * came. Two runs with the same times, bytes and faults are the same.
 *
 * <p>A family implements {@link org.cisterna.sim.DeviceFamily} and {@link org.cisterna.sim.DeviceFirmware};
 * {@link org.cisterna.sim.FirmwareDevice} makes devices of its firmware.
 *
 * <p>Version 2: a family says which faults its devices know and what it can make, a device can be asked for a bolus by its patient, and a
 * {@link org.cisterna.sim.LinkFault} can be late; all three are asked of whoever implements or makes them. A {@link org.cisterna.sim.Truth} tells what was lost, and a
 * {@link org.cisterna.sim.DeviceFault} which values it takes.
 */
@Export
@Version("2.0.0")
@NullMarked
package org.cisterna.sim;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
