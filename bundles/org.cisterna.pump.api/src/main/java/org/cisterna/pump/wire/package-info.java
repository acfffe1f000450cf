// SPDX-License-Identifier: Apache-2.0
/**
 * A byte link to one pump, and the services that open one.
 *
 * <p>A link moves bytes and knows nothing of their meaning. It may lose, delay, garble or cut them at any place; framing, checksums,
 * sequence and authentication are the driver's and the device's business. Deadlines are house time. Reads wait in short slices, so that an
 * interrupted call ends soon.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.pump.wire;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
