// SPDX-License-Identifier: Apache-2.0
/** A link that carries bytes to a device. */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.pump.wire;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
