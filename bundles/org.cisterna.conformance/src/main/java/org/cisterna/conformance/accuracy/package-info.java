// SPDX-License-Identifier: Apache-2.0
/**
 * Delivery over time: the arithmetic of start-up and trumpet curves, exact, over flows of a rig or of a balance.
 *
 * <p>The curves are borrowed from the tests of infusion pumps (IEC 60601-2-24), which does not speak of implants; conformity to it, or to any other
 * standard, is not claimed. What is accepted comes from what the pump declares.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.conformance.accuracy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
