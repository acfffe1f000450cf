// SPDX-License-Identifier: Apache-2.0
/** The entry's envelope, append, receipt, tail from an index, checkpoint and proof. */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.audit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
