// SPDX-License-Identifier: Apache-2.0
/**
 * Clock, wait with a deadline, named threads and seeded randomness: the only ways to any of them.
 *
 * <p>There are two times. <b>House time</b> is the world's: people, sessions, tokens, certificates, expiry, the ledger's clock, deadlines of
 * links. <b>Pump time</b> is the devices': delivery, therapy dates, timers of stopped pumps. Each is a {@link TimeSource} service, told
 * apart by the property {@code cisterna.time}; ask for one with {@link TimeSource#HOUSE_TARGET} or {@link TimeSource#PUMP_TARGET}. Both
 * count in milliseconds, and neither ever goes back.
 *
 * <p>A wait is {@link TimeSource#await} with a deadline, on a {@link Signal}; never a sleep of the thread, never {@code Object.wait},
 * a blocking queue or a future. A thread is a {@link Worker} of {@link Threads}. Only so can a test or the conformance kit put virtual time
 * in the place of real time and replay a run exactly. Do not wait while holding a lock that another worker needs: under virtual time
 * nobody else runs until the lock is free, and the run fails and names both.
 *
 * <p>All services here are safe for use by any thread, unless a method says otherwise.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.time;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
