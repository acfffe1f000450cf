// SPDX-License-Identifier: Apache-2.0
/**
 * The frame of a firmware: what the processors of families with telemetry share, whatever their messages look like.
 *
 * <p>A family brings its codec, its therapy and its words, and gets the rest:
 *
 * <ul>
 *   <li>{@link org.cisterna.sim.firmware.FirmwareFamily}: a device manufactured, or opened from its memory and restarted;
 *   <li>{@link org.cisterna.sim.firmware.DeviceState}: what every such device remembers beside its therapy: body, clock, battery, pairings;
 *   <li>{@link org.cisterna.sim.firmware.Processor}: what it knows until the next restart: the one session, who is about to open one, who failed to;
 *   <li>{@link org.cisterna.sim.firmware.Pairings}, {@link org.cisterna.sim.firmware.KeySchedule}, {@link org.cisterna.sim.firmware.Handshake} and
 *       {@link org.cisterna.sim.firmware.SealedSession}: who may speak, how that is agreed and proved, and what was said last;
 *   <li>{@link org.cisterna.sim.firmware.DueStrokes} and {@link org.cisterna.sim.firmware.SpreadBolus}: which strokes of a metering valve are due when;
 *   <li>{@link org.cisterna.sim.firmware.EventMemory} and {@link org.cisterna.sim.firmware.CommandMemory}: the last events, and one effect for one command.
 * </ul>
 *
 * <p>Nothing in here encodes, decodes or frames a message, and a driver must not use it: a device that shares code with the driver it is to test
 * proves less. A fault in here would be one of all families, so each family's golden messages hold its own use of it.
 *
 * <p>Times are pump time in milliseconds since 1970. Nothing in here is thread-safe: {@link org.cisterna.sim.FirmwareDevice} guards it.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.sim.firmware;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
