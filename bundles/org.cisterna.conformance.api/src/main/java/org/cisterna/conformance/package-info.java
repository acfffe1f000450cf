// SPDX-License-Identifier: Apache-2.0
/**
 * The rules that pumps and their drivers are held to, and what came of holding one to them.
 *
 * <p>A {@link org.cisterna.conformance.Rule} is written once, in {@code docs/rulebook}, and read from there by
 * {@link org.cisterna.conformance.Rulebook}. Its number never changes and is never used again. What came of testing one is a
 * {@link org.cisterna.conformance.Verdict}; a verdict without evidence is never a pass, and what was not tested is not conformant.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.conformance;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
