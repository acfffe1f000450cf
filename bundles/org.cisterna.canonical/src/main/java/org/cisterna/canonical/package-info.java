// SPDX-License-Identifier: Apache-2.0
/** Canonical JSON (RFC 8785, without floating point) and digests of it. */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.canonical;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
