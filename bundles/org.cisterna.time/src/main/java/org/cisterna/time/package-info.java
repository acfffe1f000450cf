// SPDX-License-Identifier: Apache-2.0
/** Clock, wait with a deadline, named threads and seeded randomness: the only ways to any of them. */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.time;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
