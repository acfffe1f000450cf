// SPDX-License-Identifier: Apache-2.0
/** Implant, visit and its acts, people, roles and signatures. */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.therapy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
