// SPDX-License-Identifier: Apache-2.0
/** What the author of a driver implements. */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.pump.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
