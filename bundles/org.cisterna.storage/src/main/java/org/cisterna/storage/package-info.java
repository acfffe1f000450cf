// SPDX-License-Identifier: Apache-2.0
/** One directory tree behind an interface: files, atomic replacement, synchronisation, one owner. */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.storage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
