// SPDX-License-Identifier: Apache-2.0
/**
 * A stand on which a driver meets its device, or somebody who is not its device, whatever the frames of its protocol look like. For tests; no part of a
 * product. It shares no code with the devices: its keys are made by the JDK's own functions.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.testkit.driver;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
