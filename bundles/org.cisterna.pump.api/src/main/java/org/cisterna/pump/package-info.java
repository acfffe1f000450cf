// SPDX-License-Identifier: Apache-2.0
/**
 * Pumps as their callers see them: what a pump is, what it runs, what may be asked of it, and what became of a command.
 *
 * <p>Callers (the workflow, the REST interface, a console) talk to {@link org.cisterna.pump.PumpHost} and to nothing below it.
 * Authors of drivers implement {@code org.cisterna.pump.spi}; a way to reach a device is a {@code org.cisterna.pump.wire.Link}.
 *
 * <p>Units: every quantity is a type of {@code org.cisterna.quantity}; instants carry milliseconds. An instant is either
 * <em>house time</em> (people, sessions, expiry) or <em>pump time</em> (delivery, timers of stopped pumps); each accessor says which.
 * Everything here is immutable and may be used from any thread, but for the services, which say so themselves.
 * Expected refusals are values ({@link org.cisterna.pump.Answer}); exceptions mean a bug or broken infrastructure.
 */
@Export
@Version("1.1.0")
@NullMarked
package org.cisterna.pump;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
