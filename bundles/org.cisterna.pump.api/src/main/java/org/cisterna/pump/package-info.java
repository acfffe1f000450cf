// SPDX-License-Identifier: Apache-2.0
/** What a pump is and runs, for callers: snapshot, programme, capability, plan, release, outcome. */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.pump;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
