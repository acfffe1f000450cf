// SPDX-License-Identifier: Apache-2.0
/** The conformance kit as a test of JUnit 5, for the build of a driver: one test for each rule. */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.conformance.junit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
