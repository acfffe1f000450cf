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
 *
 * <p>Version 2 carries a programme's parts from plan to reading, lets every unknown of a reading be said, and has a driver declare how it conducts
 * itself. Pumps without telemetry are described by {@link org.cisterna.pump.ManualDescription} and kept by {@link
 * org.cisterna.pump.ManualPumps}: what is known of them was attested by people. What was written by version 1 reads, and digests, as before.
 *
 * <p>Expected refusals are values ({@link org.cisterna.pump.Answer}); exceptions mean a bug or broken infrastructure.
 */
@Export
@Version("2.0.0")
@NullMarked
package org.cisterna.pump;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
