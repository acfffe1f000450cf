// SPDX-License-Identifier: Apache-2.0
/**
 * What the author of a pump driver implements.
 *
 * <p>A driver is a bundle that publishes one {@link org.cisterna.pump.spi.PumpDriver} service. It knows this package,
 * {@code org.cisterna.pump}, {@code org.cisterna.pump.wire} and the bundles below them, and nothing else of the platform. It keeps no
 * secret, opens no socket, starts no thread and reads no clock: links, keys, time, randomness and memory come from the host with each
 * call. The host calls one session from one thread at a time, but for {@code interrupt}; a stop that overtakes
 * a running call interrupts it and comes on a session of its own.
 *
 * <p>Version 2: a preview, an echo and a read-back carry the programme's parts; what was staged can be taken away; the pump's own events can be read,
 * page by page. What a family cannot do it refuses, by the code {@code UNSUPPORTED}. {@link org.cisterna.pump.spi.Call} carries deadline and interrupt
 * through a dialogue, for drivers that like it. A family without telemetry publishes one {@link org.cisterna.pump.spi.ManualFamily} in place of a
 * driver: data, and nothing to call.
 *
 * <p>The words that matter: a driver <em>stages</em> a plan, which changes nothing in the therapy; the host alone <em>commits</em> it;
 * a <em>read-back</em> asks the pump by a request other than the write. A driver never guesses: what it could not find out, it says it
 * could not find out.
 */
@Export
@Version("2.0.0")
@NullMarked
package org.cisterna.pump.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
