// SPDX-License-Identifier: Apache-2.0
/** Exact mass, volume, concentration, flow and ranges of them, with the one parser and formatter of numbers. */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.quantity;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
