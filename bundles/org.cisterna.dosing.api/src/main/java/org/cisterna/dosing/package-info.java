// SPDX-License-Identifier: Apache-2.0
/** Prescription, proposal, limits with their reasons, and the drug library. */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.dosing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
