// SPDX-License-Identifier: Apache-2.0
/**
 * How other bundles add to the console: a {@link org.cisterna.console.Page} of their own, or a {@link org.cisterna.console.PumpPanel} on the page
 * of each pump. Both are OSGi services that may come and go; the console binds and unbinds them while it runs. What they show is
 * {@link org.cisterna.console.Block}s, values and never markup: the console alone writes HTML and escapes everything that goes into it, so a text
 * from a device or a file can be given as it is.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.console;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
