// SPDX-License-Identifier: Apache-2.0
/**
 * What surrounds a codec: everything that a driver of a family with telemetry needs between the host's calls and its own frames, and that is the
 * same whatever the frames look like.
 *
 * <p>A driver brings the two things that only it can know, and gets the rest. It writes a {@link org.cisterna.pump.spi.dialogue.FrameReader}, which
 * finds its messages in a stream of bytes, and a {@link org.cisterna.pump.spi.dialogue.Wording}, which says what a message is; for its sealed messages
 * a {@link org.cisterna.pump.spi.dialogue.SealedDialogue.Seals}. Over these stand:
 *
 * <ul>
 *   <li>{@link org.cisterna.pump.spi.dialogue.MessageLink}: messages over a link of bytes, every frame kept as evidence, every wait in slices so that an
 *       interrupt acts;
 *   <li>{@link org.cisterna.pump.spi.dialogue.OpenDialogue}: requests before there is a session, whose answers prove nothing but by what they hold;
 *   <li>{@link org.cisterna.pump.spi.dialogue.SealedDialogue}: requests of a session. On silence the same bytes again, an outcome from a proven answer
 *       and from nothing else;
 *   <li>{@link org.cisterna.pump.spi.dialogue.SessionCalls}: the calls of a session, one after the other; after the first that ended without an answer
 *       nothing more is sent but the goodbye;
 *   <li>{@link org.cisterna.pump.spi.dialogue.PairingOffer} and {@link org.cisterna.pump.spi.dialogue.SessionOpening}: the ways to a key and to a session;
 *   <li>{@link org.cisterna.pump.spi.dialogue.PlanCheck}: every reason for which a pump cannot take a plan, before a byte is sent;
 *   <li>{@link org.cisterna.pump.spi.dialogue.DrivenPumps} and {@link org.cisterna.pump.spi.dialogue.Held}: which pumps a driver drives, and that what is
 *       committed is what was staged, byte for byte.
 * </ul>
 *
 * <p>All of it is a convenience. A driver that keeps the promises of {@code org.cisterna.pump.spi} by other means is as good; a device's firmware must not
 * use it, since a simulator that shares code with the driver it is to test proves less. Nothing in here encodes, decodes or seals.
 *
 * <p>Unless a class says otherwise its objects belong to one session and are used by one thread at a time; all times are house time.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.pump.spi.dialogue;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
