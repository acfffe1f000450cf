// SPDX-License-Identifier: Apache-2.0
/**
 * The rig: what a vendor supplies so that the conformance kit can hold a driver and its pump to the rules.
 *
 * <p>The kit brings for every driver: the clock, the host's side of pairing and sessions, faults of the link at every byte, and the record of all that
 * passed. A rig brings the pump, and what nobody can see from outside: the truth about its flow, and ways to make something go wrong in it. What
 * a rig does not bring, it leaves out; the rules that need it are then {@code NOT_TESTABLE}, never passed.
 *
 * <p>A rig is used by one thread at a time, and replays: the same {@link org.cisterna.conformance.rig.RigOrder} and the same calls give the same
 * bytes, flows and answers. A driver never sees a rig.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.conformance.rig;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
