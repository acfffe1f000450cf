// SPDX-License-Identifier: Apache-2.0
/**
 * The bundle of a driver: the files it holds, what a report names of it, and a framework that it is put into. Whoever runs the kit hands over a
 * {@link org.cisterna.conformance.bundle.DriverBundle}; the rules about a driver's life in the framework are judged by it.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.conformance.bundle;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
