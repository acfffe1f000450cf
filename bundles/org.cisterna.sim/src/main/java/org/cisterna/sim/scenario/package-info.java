// SPDX-License-Identifier: Apache-2.0
/**
 * Stories of simulated pumps, written for people to read: which pumps there are, what happens to them and to their links at which time, what is done
 * to them through the host, and what has to be so. {@link Scenario#read} reads one and refuses, before anything runs, whatever cannot be, every reason
 * at once. Who plays a story is somebody else's: a test over the host, or the devices' process of the demo.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.sim.scenario;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
