// SPDX-License-Identifier: Apache-2.0
/**
 * What is handed over after a run of the kit: the report, its forms for people and programs, what is known beforehand, and how it compares with an
 * earlier one.
 *
 * <p>A {@link org.cisterna.conformance.report.Report} is plain data and is made and read outside the process in which the driver ran. All of it comes
 * from strangers, so it is checked when it is read, and every text in it is escaped when it is written.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.conformance.report;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
