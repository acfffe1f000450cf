// SPDX-License-Identifier: Apache-2.0
/** Virtual time, seeded generators, builders, and disks and links that fail on demand; in no product. */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
