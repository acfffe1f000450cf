// SPDX-License-Identifier: Apache-2.0
/**
 * Runs of the conformance kit on drivers that are installed, and how each driver stands by what the ledger has of them.
 *
 * <p>A run goes on in processes of its own, never in the platform's. What counts for a driver is evidence: runs that stand in the ledger, of exactly the
 * content that runs, with reports that are there unchanged.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.conformance.run;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
