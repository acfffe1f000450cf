// SPDX-License-Identifier: Apache-2.0
/** What simulated devices share: physics, device memory, faults and scenarios. */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.sim;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
